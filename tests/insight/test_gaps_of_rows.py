"""Segments without a route (G160), undecided cells (G170), owners (G180) and governance (G190)."""

from datetime import date

import pytest

from insight.judging import GOVERNED, messages, of, only, places


def segmented(segment: str, row: str, rest: str = "") -> str:
    return (
        "touchpoints: [call-centre, store, ivr, app]\nrequests: [a]\n"
        f"segments: {{s: {{{segment}}}}}\ncoverage: {{a: {{{row}}}}}\n{rest}"
    )


def test_a_segment_that_can_use_nothing_offered() -> None:
    found = only("G160", segmented("cannot_use: [digital], because: no internet", "app: show"))
    assert found.message == "The segment 's' has nowhere to go with 'a' today and by the target."
    assert (found.where, found.field, found.states) == ("a", "s", ("today", "target"))
    assert found.notes == ("because: no internet", "it cannot use: digital", "undecided at call-centre, ivr, store")


def test_a_segment_that_keeps_what_is_not_offered() -> None:
    row = "app: show, ivr: show, call-centre: none, store: {not_here: closed}"
    found = only("G160", segmented("must_keep: [call-centre, store]", row))
    assert found.message == (
        "The segment 's' keeps call-centre, store, and 'a' is not offered there today and by the target."
    )
    assert found.notes == ()


@pytest.mark.parametrize(
    ("row", "when"),
    [
        ("call-centre: none -> human, app: show", "today"),
        ("call-centre: human -> none, app: show", "by the target"),
        ("call-centre: {today: human, status: planned}, app: show", "today"),
        ("call-centre: {today: human, status: withdrawn}, app: show", "today and by the target"),
    ],
)
def test_each_state_is_judged(row: str, when: str) -> None:
    (message,) = messages("G160", segmented("cannot_use: [digital]", row))
    assert message == f"The segment 's' has nowhere to go with 'a' {when}."


@pytest.mark.parametrize(
    ("segment", "row"),
    [
        ("cannot_use: [digital]", "app: show, ivr: inform"),
        ("cannot_use: [digital, automated-voice]", "app: show, store: human"),
        ("must_keep: [call-centre, store]", "store: human"),
        ("cannot_use: [digital], must_keep: [call-centre]", "call-centre: human, app: show"),
        ("share: 5%", "app: none"),
    ],
)
def test_segments_with_a_route(segment: str, row: str) -> None:
    assert not of("G160", segmented(segment, row))


def test_keeping_and_not_being_able_to_use_both_count() -> None:
    both = segmented("cannot_use: [automated-voice], must_keep: [ivr, call-centre]", "ivr: show, store: human")
    assert messages("G160", both) == [
        "The segment 's' keeps call-centre, and 'a' is not offered there today and by the target."
    ]
    nothing_left = segmented("cannot_use: [automated-voice], must_keep: [ivr]", "ivr: show, store: human")
    assert messages("G160", nothing_left) == ["The segment 's' has nowhere to go with 'a' today and by the target."]


def test_a_request_without_a_row_is_left_to_the_question_about_it() -> None:
    text = "touchpoints: [app, call-centre]\nrequests: [a]\nsegments: {s: {cannot_use: [digital]}}\n"
    assert not of("G160", text)
    assert places("G170", text) == ["a"]


OFFER = "{id: r, when: {segment.cannot_use: digital}, then: {offer: {at_least: 1, touchpoint.family: not digital}}"


def test_what_a_rule_says_about_the_segment_is_not_said_twice() -> None:
    text = segmented("cannot_use: [digital]", "app: show", f"rules: [{OFFER}}}]\n")
    assert places("P304", text) == ["a"]
    assert not of("G160", text)


def test_a_rule_to_come_does_not_speak_about_today() -> None:
    text = segmented("cannot_use: [digital]", "app: show", f"rules: [{OFFER}, from: 2027-06-01}}]\n")
    assert [finding.states for finding in of("P304", text)] == [("target",)]
    assert messages("G160", text) == ["The segment 's' has nowhere to go with 'a' today."]


def test_undecided_cells_are_one_question_for_each_request() -> None:
    text = (
        "touchpoints: [store, app, call-centre]\nrequests: [a, b, c]\n"
        "coverage:\n  a: {app: show}\n  b: {app: show, store: none, call-centre: {not_here: never}}\n"
    )
    assert sorted(messages("G170", text)) == [
        "'a' is undecided at call-centre, store.",
        "'c' is undecided at every touchpoint.",
    ]
    assert all(finding.question and finding.severity == "info" for finding in of("G170", text))


def test_many_undecided_cells_are_counted() -> None:
    names = "app, chat, email, ivr, kiosk, letter, sms, store"
    text = f"touchpoints: [website, {names}]\nrequests: [a]\ncoverage: {{a: {{website: inform}}}}\n"
    assert messages("G170", text) == ["'a' is undecided at app, chat, email, ivr, kiosk, letter and 2 more."]


def test_what_is_withdrawn_or_not_handled_is_not_asked() -> None:
    text = "touchpoints: {app: {}, store: {status: withdrawn}}\nrequests: [a]\ncoverage: {a: {app: show}}\n"
    assert not of("G170", text)
    assert not of("G170", "touchpoints: [app]\nrequests: [a]\neverywhere_else: not handled\n")


def owned(touchpoint: str, rows: str, rest: str = "") -> str:
    return f"touchpoints: {{store: {{{touchpoint}}}}}\nrequests: [a, b]\ncoverage: {{{rows}}}\n{rest}"


def test_unowned_touchpoints() -> None:
    assert messages("G180", owned("", "a: {store: human}")) == ["Nobody answers for 'a' at 'store'."]
    found = only("G180", owned("", "a: {store: human}, b: {store: none -> human}"))
    assert (found.message, found.where) == ("Nobody answers for 2 requests at 'store'.", "*/store")


def test_one_owned_cell_does_not_own_the_others() -> None:
    text = owned("", "a: {store: {today: human, owner: Retail}}, b: {store: human}")
    assert messages("G180", text) == ["Nobody answers for 'b' at 'store'."]


@pytest.mark.parametrize(
    ("touchpoint", "cell", "rest"),
    [
        ("owner: Retail", "human", ""),
        ("", "{today: human, owner: Retail}", ""),
        ("", "human", "owners: {store: Retail}\n"),
        ("", "human", "owners: {traditional: Retail}\n"),
        ("", "none", ""),
        ("", "{not_here: closed}", ""),
        ("", "{today: human, status: withdrawn}", ""),
        ("status: withdrawn", "human", ""),
    ],
)
def test_owned_or_nothing_to_own(touchpoint: str, cell: str, rest: str) -> None:
    assert not of("G180", owned(touchpoint, f"a: {{store: {cell}}}", rest))


BARE = "touchpoints: [app]\nrequests: [a]\n"


def test_governance_is_one_finding() -> None:
    found = only("G190", BARE)
    assert found.message == (
        "The strategy does not say: sponsor (who backs it), owner (who keeps it), "
        "review_by (when it is looked at again)."
    )
    assert (found.where, found.severity) == ("governance", "warning")
    partly = "governance: {sponsor: COO, review_by: 2027-01-31}\n"
    assert messages("G190", BARE + partly) == ["The strategy does not say: owner (who keeps it)."]
    assert not of("G190", BARE + GOVERNED)


def test_the_review_day_itself_is_in_time() -> None:
    assert not of("G190", BARE + GOVERNED, date(2027, 1, 31))
    late = only("G190", BARE + GOVERNED, date(2027, 2, 1))
    assert late.message == "The review of the strategy was due on 2027-01-31."
    assert late.field == "review_by"


def test_late_and_incomplete_are_two_findings() -> None:
    text = BARE + "governance: {sponsor: COO, review_by: 2026-01-31}\n"
    assert sorted(finding.field for finding in of("G190", text)) == ["owner", "review_by"]
