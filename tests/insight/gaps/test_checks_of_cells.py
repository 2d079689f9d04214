"""Unused (G105), leaking (G110), unmeasured (G125), the push gate (G176), walk-throughs (G185), feedback (G195)."""

import pytest

from insight.judging import messages, of, only, places


def cell(written: str, rest: str = "", touchpoint: str = "app") -> str:
    return f"touchpoints: [call-centre, app, ivr]\nrequests: {{a: {{job: transact}}}}\ncoverage: {{a: {{{touchpoint}: {{{written}}}}}}}\n{rest}"


@pytest.mark.parametrize("touchpoint", ["app", "ivr"])
def test_unused_is_below_the_limit(touchpoint: str) -> None:
    assert places("G105", cell("today: self-serve, used_share: 19.9%", touchpoint=touchpoint)) == [f"a/{touchpoint}"]
    assert not of("G105", cell("today: self-serve, used_share: 20%", touchpoint=touchpoint))


def test_unused_is_about_what_is_live() -> None:
    assert not of("G105", cell("today: none, target: self-serve, used_share: 1%"))
    assert not of("G105", cell("today: self-serve, status: pilot, used_share: 1%"))


def test_a_limit_says_where_it_comes_from() -> None:
    found = only("G105", cell("today: self-serve, used_share: 10%"))
    assert found.notes[-1] == "limit: 20% (usual; thresholds: {used_share: …} changes it)"
    own = "thresholds: {used_share: 12.5%}\n"
    assert only("G105", cell("today: self-serve, used_share: 10%", own)).notes[-1] == "limit: 12.5% (set by the map)"
    assert not of("G105", cell("today: self-serve, used_share: 13%", own))


def test_leaking_is_above_the_limit() -> None:
    assert messages("G110", cell("today: self-serve, calls_after: 15.1% within 7 days")) == [
        "15.1% of customers call after 'a' at 'app', within 7 days."
    ]
    assert not of("G110", cell("today: self-serve, calls_after: 15%"))
    assert len(of("G110", cell("today: self-serve, calls_after: 15%", "thresholds: {leakage: 10%}\n"))) == 1


def test_unmeasured_is_one_finding_a_touchpoint_from_planned_on() -> None:
    text = (
        "touchpoints: [call-centre, app]\nrequests: {a: {job: transact}, b: {job: transact}, c: {job: learn}}\n"
        "coverage: {a: {app: {today: self-serve, completion: 80%}}, b: {app: {today: proactive, csat: 80%}}, "
        "c: {app: inform, call-centre: human}}\n"
    )
    found = only("G125", text, level="planned")
    assert found.message == (
        "At 'app' 2 of 2 cells cannot be judged: calls afterwards at 2, satisfaction at 1 are not measured."
    )
    assert found.where == "*/app"
    assert [f.where for f in of("G125", text, level="costed")] == ["*"]


GATE = "today: self-serve, completion: 84%, calls_after: 6% within 7 days, csat: 75%, human_route: on-request"


def push(
    app: str = GATE, person: str = "csat: 70%", touchpoint: str = "owner: X, accessible: true", rest: str = ""
) -> str:
    return (
        f"touchpoints: {{call-centre: {{}}, app: {{{touchpoint}}}}}\nrequests: {{a: {{job: transact}}}}\n"
        f"coverage: {{a: {{call-centre: {{today: human, {person}}}, app: {{{app}}}}}}}\n"
        "plan:\n  starts: 2027-01\n  horizon: 24 months\n"
        "  builds: {b: {request: a, touchpoint: app, degree: self-serve}}\n"
        f"  tactics: {{t: {{kind: push, at: call-centre, builds: [b]}}}}\n{rest}"
    )


def test_the_gate_can_be_passed() -> None:
    assert not of("G176", push())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (push(GATE.replace("84%", "79%")), "completion is 79%, not 80%"),
        (push(GATE.replace("completion: 84%, ", "")), "completion is not measured"),
        (push(GATE.replace("6% within 7 days", "16% within 7 days")), "16% call afterwards, more than 15%"),
        (push(GATE.replace("7 days", "1 day")), "calls afterwards are counted for less than 7 days"),
        (push(GATE.replace("calls_after: 6% within 7 days, ", "")), "calls afterwards are not measured"),
        (push(person="csat: 78%"), "satisfaction is 75%, with a person 78%"),
        (push(person="completion: 90%"), "satisfaction with a person is not measured"),
        (push(GATE.replace(", csat: 75%", "")), "satisfaction there is not measured"),
        (push(touchpoint="owner: X"), "nothing says that people with disabilities can use it"),
        (push(touchpoint="accessible: true"), "nobody answers for it"),
        (push(GATE.replace(", human_route: on-request", "")), "there is no way to a person"),
        (push(GATE.replace("self-serve", "show")), "customers cannot finish alone there today (show)"),
        (push(rest="rules: [{id: r, when: {request.id: a}, then: {cap: show}}]\n"), "a rule of the map forbids or caps it"),
        (push(rest="segments: {s: {must_keep: [store]}}\n").replace("call-centre: {},", "call-centre: {}, store: {},"),
         "no other way today for the segment s"),
    ],
)  # fmt: skip
def test_each_condition_of_the_gate(text: str, reason: str) -> None:
    found = only("G176", text)
    assert found.notes[0] == f"a/app: {reason}"
    assert found.where == "tactic:t"


def test_two_points_less_satisfaction_are_still_in_order() -> None:
    assert not of("G176", push(person="csat: 77%"))


def test_a_push_towards_nothing() -> None:
    assert (
        only("G176", push().replace(", builds: [b]", "")).notes[0]
        == "builds: it does not say what customers are pushed to"
    )


def walks(outcomes: str, today: str = "self-serve") -> str:
    listed = "".join(
        f"  - {{date: {day}, who: P{number}, request: a, touchpoint: app, outcome: {outcome}}}\n"
        for number, (day, outcome) in enumerate(part.split("=") for part in outcomes.split(", "))
    )
    return cell(f"today: {today}", f"assessments:\n{listed}")


@pytest.mark.parametrize(
    ("outcomes", "message"),
    [
        ("2026-10-01=gave up", "P0 tried and gave up."),
        ("2026-10-01=sent to phone", "P0 tried and ended on the phone."),
        ("2026-10-02=gave up, 2026-10-01=completed", "P0 tried and gave up."),
        ("2026-10-02=completed, 2026-10-02=gave up", "P1 tried and gave up."),
    ],
)
def test_walk_throughs_contradict(outcomes: str, message: str) -> None:
    assert only("G185", walks(outcomes)).message.endswith(message)


@pytest.mark.parametrize(
    ("outcomes", "today"),
    [
        ("2026-10-01=completed", "self-serve"),
        ("2026-10-01=gave up, 2026-10-02=completed", "self-serve"),
        ("2026-10-01=gave up", "show"),
    ],
)
def test_walk_throughs_that_contradict_nothing(outcomes: str, today: str) -> None:
    assert not of("G185", walks(outcomes, today))


def listening(touchpoints: str, feedback: str) -> str:
    return f"touchpoints: {{{touchpoints}}}\nrequests: [a]\nfeedback: {{{feedback}}}\n"


NOTES = "n: {instrument: notes, owner: X, acts_within: 5 days}"


def test_blind_spots_are_digital_and_traditional() -> None:
    text = listening("store: {}, app: {}, sms: {status: pilot}", NOTES)
    assert sorted(places("G195", text)) == ["*/app", "*/store"]


def test_instruments_need_an_owner_and_a_promise() -> None:
    text = listening("app: {feedback: [c]}", f"c: {{instrument: csat}}, {NOTES}")
    assert messages("G195", text) == [
        "Of the feedback 'c' nobody owns the answers and nothing says how soon somebody acts."
    ]
    assert only("G195", text).field == "owner+acts_within"


def test_the_front_line_is_heard() -> None:
    text = listening("app: {feedback: [c]}", "c: {instrument: csat, owner: X, acts_within: 5 days}")
    assert messages("G195", text) == ["Nobody collects what the front line hears."]


def test_a_sketch_is_not_asked_for_feedback() -> None:
    assert not of("G195", listening("store: {}, app: {}", NOTES), level="sketch")
