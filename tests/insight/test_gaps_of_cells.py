"""Ways to a person (G140, G145) and logins (G150): what single cells lack."""

import pytest

from insight.judging import judged, messages, of, only, places


def delicate(request: str, cell: str) -> str:
    return f"touchpoints: [call-centre, app]\nrequests: {{a: {{{request}}}}}\ncoverage: {{a: {{app: {cell}}}}}\n"


@pytest.mark.parametrize(
    ("request_says", "reason"),
    [
        ("emotion: medium", "emotion is medium"),
        ("complexity: high", "complexity is high"),
        ("job: vent", "the job is to complain"),
        ("emotion: high, job: discuss", "emotion is high, the job is to discuss"),
    ],
)
def test_what_may_need_a_person(request_says: str, reason: str) -> None:
    found = only("G140", delicate(request_says, "show"))
    assert found.message == "'a' at 'app' may need a person, and nothing says how to reach one."
    assert found.notes == (reason,)


@pytest.mark.parametrize("request_says", ["", "emotion: low", "complexity: none, emotion: none", "job: transact"])
def test_what_does_not_need_a_person(request_says: str) -> None:
    assert not of("G140", delicate(request_says, "show"))


def test_a_way_that_is_none_is_said_to_be_none() -> None:
    text = delicate("emotion: high", "{today: show, human_route: none}")
    assert messages("G140", text) == ["'a' at 'app' may need a person, and there is no way to one."]


@pytest.mark.parametrize(
    "cell",
    [
        "assisted",
        "peer",
        "proactive",
        "none",
        "{not_here: never}",
        "{today: show, status: withdrawn}",
        "{today: show, human_route: on-request}",
        "{today: show, human_route: named-person}",
    ],
)
def test_cells_that_need_no_way_to_a_person(cell: str) -> None:
    assert not of("G140", delicate("emotion: high", cell))


@pytest.mark.parametrize("cell", ["none -> show", "show -> assisted", "assisted -> self-serve"])
def test_each_state_may_leave_the_customer_alone(cell: str) -> None:
    assert places("G140", delicate("emotion: high", cell)) == ["a/app"]


def test_traditional_touchpoints_have_people() -> None:
    text = "touchpoints: [store, ivr]\nrequests: {a: {emotion: high}}\ncoverage: {a: {store: human, ivr: inform}}\n"
    assert places("G140", text) == ["a/ivr"]


def test_what_a_rule_says_about_the_way_is_not_said_twice() -> None:
    text = delicate("emotion: high", "show")
    rule = "rules: [{id: r, when: {request.emotion: high}, then: {require: {cell.human_route: at least on-request}}}]\n"
    assert places("P303", text + rule) == ["a/app"]
    assert not of("G140", text + rule)
    other = rule.replace("emotion: high", "emotion: low")
    assert places("G140", text + other) == ["a/app"]


def promising(touchpoints: str, row: str, rest: str = "everywhere_else: not handled") -> str:
    return f"touchpoints: {{{touchpoints}}}\nrequests: [a]\ncoverage: {{a: {{{row}}}}}\n{rest}\n"


SAME_SESSION = "app: {today: show, human_route: same-session}"
TO_CALLS = "app: {hands_over_to: {call-centre: context kept}}"


def test_a_promise_without_any_hand_over() -> None:
    found = only("G145", promising("app: {}, store: {}", f"{SAME_SESSION}, store: human"))
    assert found.message == "'a' at 'app' promises a person (same-session), but 'app' hands over to nobody."
    assert found.help == "write at the touchpoint: hands_over_to: {store: context kept}, or promise less"


def test_a_hand_over_that_leads_to_no_person() -> None:
    touchpoints = "app: {hands_over_to: {website: context kept, ivr: {context: context lost}}}, website: {}, ivr: {}"
    found = only("G145", promising(touchpoints, f"{SAME_SESSION}, website: inform, ivr: none"))
    assert found.message == (
        "'a' at 'app' promises a person (same-session), "
        "but 'app' hands over to ivr, website only, where no person takes it."
    )


@pytest.mark.parametrize(
    ("touchpoints", "row"),
    [
        (f"{TO_CALLS}, call-centre: {{}}", f"{SAME_SESSION}, call-centre: human"),
        ("app: {hands_over_to: {chat: context kept}}, chat: {}", f"{SAME_SESSION}, chat: none -> assisted"),
        ("app: {hands_over_to: {chat: context kept}}, chat: {status: pilot}", f"{SAME_SESSION}, chat: assisted"),
        ("app: {}", "app: {today: assisted, human_route: named-person}"),
        ("app: {}", "app: {today: show, human_route: on-request}"),
        ("app: {}", "app: {not_here: never, human_route: same-session}"),
        ("app: {status: withdrawn}", SAME_SESSION),
    ],
)
def test_promises_that_are_kept_or_not_made(touchpoints: str, row: str) -> None:
    assert not of("G145", promising(touchpoints, row))


def test_a_hand_over_into_what_is_no_longer_there() -> None:
    text = promising(f"{TO_CALLS}, call-centre: {{status: withdrawn}}", f"{SAME_SESSION}, call-centre: human")
    assert places("G145", text) == ["a/app"]


def test_a_hand_over_into_the_undecided_is_asked_for_once() -> None:
    touchpoints = f"{TO_CALLS}, call-centre: {{}}"
    undecided = promising(touchpoints, SAME_SESSION, "everywhere_else: ask me later")
    assert not of("G145", undecided)
    assert places("G170", undecided) == ["a"]
    assert places("G145", promising(touchpoints, SAME_SESSION)) == ["a/app"]


def login(needs: str, has: str, cell: str = "show") -> str:
    touchpoint = f"{{authentication: {has}}}" if has else "{}"
    request = f"{{authentication: {needs}}}" if needs else "{}"
    return f"touchpoints: {{app: {touchpoint}}}\nrequests: {{a: {request}}}\ncoverage: {{a: {{app: {cell}}}}}\n"


@pytest.mark.parametrize(
    ("needs", "has", "message"),
    [
        ("strong", "identified", "'a' needs a strong login; at 'app' it is only identified."),
        ("strong", "none", "'a' needs a strong login; at 'app' there is none."),
        ("identified", "none", "'a' needs an identified login; at 'app' there is none."),
    ],
)
def test_logins_too_weak(needs: str, has: str, message: str) -> None:
    assert messages("G150", login(needs, has)) == [message]


@pytest.mark.parametrize(
    ("needs", "has"), [("strong", "strong"), ("identified", "strong"), ("none", "none"), ("strong", ""), ("", "none")]
)
def test_logins_that_do_or_are_not_known(needs: str, has: str) -> None:
    assert not of("G150", login(needs, has))


@pytest.mark.parametrize(
    "cell", ["inform", "peer", "none", "{not_here: never}", "{today: show, status: withdrawn}", "none -> inform"]
)
def test_nothing_of_ones_own_needs_no_login(cell: str) -> None:
    assert not of("G150", login("strong", "none", cell))


def test_a_target_needs_its_login() -> None:
    assert places("G150", login("strong", "none", "inform -> self-serve")) == ["a/app"]


def test_what_a_rule_says_about_the_login_is_not_said_twice() -> None:
    rule = (
        "rules: [{id: r, when: {request.authentication: present},"
        " then: {require: {touchpoint.authentication: at least request.authentication}}}]\n"
    )
    text = login("strong", "none") + rule
    assert places("P303", text) == ["a/app"]
    assert not of("G150", text)


def test_every_finding_has_a_place_and_a_help() -> None:
    text = (
        "touchpoints: {app: {authentication: none}, call-centre: {}}\n"
        "segments: {offline: {cannot_use: [digital]}}\n"
        "requests: {a: {emotion: high, authentication: strong, volume: 10}, b: {}}\n"
        "coverage:\n  a: {app: show}\n  b: {app: {today: inform, human_route: same-session}, call-centre: none}\n"
        "waivers: [{id: w, finding: M201, where: a, reason: r, by: b, until: 2027-01-01}]\n"
    )
    found = judged(text)
    assert {f.code for f in found} >= {"C101", "G140", "G145", "G150", "G160", "G170", "G180", "G190", "G200", "W103"}
    assert all(finding.span and finding.help and finding.message.endswith(".") for finding in found)
