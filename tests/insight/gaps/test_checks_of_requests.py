"""Missing (G100), over-digitised (G115), over-channelled (G135), the cause first (G155), pull missing (G175)."""

import pytest

from insight.judging import messages, of, only, places


def missing(row: str, request: str = "job: transact", rest: str = "") -> str:
    return (
        "touchpoints: [call-centre, ivr, website, app]\n"
        f"requests: {{a: {{{request}}}}}\ncoverage: {{a: {{{row}}}}}\n{rest}"
    )


def test_missing_names_where_the_rules_allow_it() -> None:
    found = only("G100", missing("call-centre: human, app: show, website: inform"))
    assert found.message == "No digital or automated-voice touchpoint finishes 'a' today; nor does the target."
    assert (found.where, found.severity, found.states) == ("a", "warning", ("today", "target"))
    assert found.notes == ("the rules would allow it at app, ivr, website",)


def test_what_the_target_closes_is_a_note() -> None:
    found = only("G100", missing("call-centre: human, app: show -> self-serve"))
    assert (found.severity, found.states) == ("info", ("today",))
    assert "the target does, at app." in found.message


@pytest.mark.parametrize(
    ("row", "request_", "rest"),
    [
        ("call-centre: human, ivr: self-serve", "job: transact", ""),
        ("call-centre: human, app: inform", "job: learn", ""),
        ("call-centre: human, app: {today: initiate, finished_by: us}", "job: transact", ""),
        ("call-centre: human, app: show", "job: transact, completes: no", ""),
        ("call-centre: human, app: show", "job: transact", "keep_personal: {a: a person decides}\n"),
        (
            "call-centre: human, app: show",
            "job: transact",
            "rules: [{id: r, when: {touchpoint.family: not traditional}, then: forbid}]\n",
        ),
        ("call-centre: human, app: {not_here: no}, website: {not_here: no}, ivr: {not_here: no}", "job: transact", ""),
        ("call-centre: human", "job: transact", "everywhere_else: not handled\n"),
    ],
)
def test_not_missing(row: str, request_: str, rest: str) -> None:
    assert not of("G100", missing(row, request_, rest))


def test_a_pilot_does_not_count_as_today() -> None:
    assert places("G100", missing("call-centre: human, app: {today: self-serve, status: pilot}")) == ["a"]


def test_a_login_that_a_rule_asks_for_narrows_the_places() -> None:
    text = (
        "touchpoints: {call-centre: {}, website: {authentication: none}, app: {authentication: strong}}\n"
        "requests: {a: {job: transact, authentication: strong}}\ncoverage: {a: {call-centre: human}}\n"
        "rules: [{id: r, when: {request.authentication: present}, "
        "then: {require: {touchpoint.authentication: at least request.authentication}}}]\n"
    )
    assert only("G100", text).notes == ("the rules would allow it at app",)


def test_at_sketch_missing_is_a_note_each() -> None:
    found = of("G100", missing("call-centre: human, app: show"), level="sketch")
    assert [(f.severity, f.where) for f in found] == [("info", "a")]


def alone(request: str, cell: str = "inform -> self-serve", rest: str = "") -> str:
    return f"touchpoints: [call-centre, app]\nrequests: {{a: {{{request}}}}}\ncoverage: {{a: {{call-centre: human, app: {cell}}}}}\n{rest}"


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        ("job: vent", "the job is to complain"),
        ("job: validate", "the job is to validate"),
        ("job: transact, emotion: high", "customers feel strongly about it"),
        ("job: discuss, cross_sell: high", "the job is to discuss, talking about it sells"),
    ],
)
def test_over_digitised(request_: str, reason: str) -> None:
    found = only("G115", alone(request_))
    assert (found.where, found.notes[0]) == ("a/app", reason)


@pytest.mark.parametrize(
    ("request_", "cell", "rest"),
    [
        ("job: transact, emotion: medium", "self-serve", ""),
        ("job: vent", "inform -> assisted", ""),
        ("job: vent", "self-serve -> inform", ""),
        ("job: vent", "self-serve", "rules: [{id: r, when: {request.id: a}, then: {cap: assisted}}]\n"),
        ("job: vent", "self-serve", "rules: [{id: r, when: {request.id: a}, then: {require: {cell.human_route: present}}}]\n"),
        ("job: vent", "self-serve", "rules: [{id: r, when: {request.id: a}, then: {offer: {at_least: 1, cell.degree: self-serve}}}]\n"),
    ],
)  # fmt: skip
def test_not_over_digitised_or_decided(request_: str, cell: str, rest: str) -> None:
    assert not of("G115", alone(request_, cell, rest))


def test_a_duty_to_have_a_person_says_nothing_about_self_service() -> None:
    rest = "rules: [{id: r, when: {request.id: a}, then: {offer: {at_least: 1, cell.degree: human}}}]\n"
    assert places("G115", alone("job: vent", "self-serve", rest)) == ["a/app"]


def channels(starts: str, rest: str = "") -> str:
    return (
        "touchpoints: [call-centre, app, account, chat, email, social]\n"
        f"requests: {{a: {{job: transact, starts_at: {{{starts}}}}}}}\n"
        "coverage: {a: {call-centre: human, app: self-serve, account: self-serve, chat: assisted, email: assisted, "
        f"social: inform}}}}\n{rest}"
    )


def test_over_channelled_counts_places_that_finish_and_that_few_use() -> None:
    assert messages("G135", channels("call-centre: 84%, app: 4%, account: 4%, chat: 4%, email: 4%")) == [
        "'a' can be finished at 4 digital touchpoints where fewer than 5% start."
    ]
    assert not of("G135", channels("call-centre: 83%, app: 5%, account: 4%, chat: 4%, email: 4%"))
    assert len(of("G135", channels("call-centre: 100%"))) == 1


def test_the_limits_of_over_channelled_are_the_maps() -> None:
    starts = "call-centre: 83%, app: 5%, account: 4%, chat: 4%, email: 4%"
    assert len(of("G135", channels(starts, "thresholds: {many_touchpoints: 3}\n"))) == 1
    assert len(of("G135", channels(starts, "thresholds: {few_starts: 6%}\n"))) == 1


def failing(request: str, cell: str = "none -> initiate", rest: str = "") -> str:
    return f"touchpoints: [call-centre, app]\nrequests: {{a: {{job: discuss, {request}}}}}\ncoverage: {{a: {{call-centre: human, app: {cell}}}}}\n{rest}"


FIX = "fixes: {f: {request: a, cause: c, fewer: 10%}}\n"


@pytest.mark.parametrize(
    ("request_", "rest", "field"),
    [
        ("demand: failure, cause_owner: X", "", "fixes"),
        ("demand: failure", FIX, "cause_owner"),
        ("demand: failure", "", "fixes+cause_owner"),
        ("failure_share: 50%", "", "fixes+cause_owner"),
        ("failure_share: 40%", "thresholds: {failure_share: 40%}\n", "fixes+cause_owner"),
    ],
)
def test_the_cause_comes_first(request_: str, rest: str, field: str) -> None:
    assert only("G155", failing(request_, rest=rest)).field == field


@pytest.mark.parametrize(
    ("request_", "cell", "rest"),
    [
        ("demand: failure, cause_owner: X", "none -> initiate", FIX),
        ("demand: failure, failure_share: 49%", "none -> initiate", ""),
        ("demand: failure", "initiate", ""),
        ("demand: failure", "initiate -> inform", ""),
        ("demand: failure", "none -> proactive", ""),
        ("demand: value", "none -> initiate", ""),
    ],
)
def test_no_cause_comes_first(request_: str, cell: str, rest: str) -> None:
    assert not of("G155", failing(request_, cell, rest))


def led(cell: str, tactic: str = "") -> str:
    return (
        "touchpoints: [call-centre, app, ivr]\nrequests: {a: {job: transact}}\n"
        f"coverage: {{a: {{call-centre: human, app: {cell}}}}}\n"
        "plan:\n  starts: 2027-01\n  horizon: 24 months\n"
        f"  builds: {{b: {{request: a, touchpoint: app, degree: self-serve}}}}\n{tactic}"
    )


def test_pull_is_asked_for_from_planned_on() -> None:
    assert places("G175", led("inform -> self-serve"), level="planned") == ["a"]
    assert not of("G175", led("inform -> self-serve"), level="costed")


@pytest.mark.parametrize("cell", ["self-serve", "self-serve -> inform", "none -> proactive"])
def test_nothing_new_needs_no_pull(cell: str) -> None:
    assert not of("G175", led(cell), level="planned")


def test_a_tactic_that_leads_there_is_enough() -> None:
    tactic = "  tactics: {t: {kind: pull, at: call-centre, builds: [b]}}\n"
    assert not of("G175", led("inform -> self-serve", tactic), level="planned")
