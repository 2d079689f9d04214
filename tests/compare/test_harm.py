"""Harm is named as harm, and nothing else is."""

import pytest

from compare.comparing import changes, harm, kinds, outcome
from compare.planting import AFTER, BEFORE, BESIDE, HARM, HARMED, HARMLESS, changed


def test_planted_harm_is_named_and_nothing_else_is() -> None:
    assert harm(BEFORE, AFTER) == HARMED
    assert outcome(BEFORE, AFTER).failed("harm")


def test_what_stands_beside_does_no_harm() -> None:
    assert harm(BEFORE, HARMLESS) == set()
    assert not outcome(BEFORE, HARMLESS).failed("harm")
    assert outcome(BEFORE, HARMLESS).failed("any")


@pytest.mark.parametrize("number", range(len(HARM)))
def test_each_harm_alone(number: int) -> None:
    assert len(harm(BEFORE, changed(BEFORE, HARM[number]))) == 1
    assert harm(changed(BEFORE, HARM[number]), BEFORE) == set()


@pytest.mark.parametrize("number", range(len(BESIDE)))
def test_each_thing_beside_is_found_alone(number: int) -> None:
    piece = BESIDE[number]
    # A request's cells need the request.
    base = changed(BEFORE, BESIDE[0]) if number == 2 else BEFORE
    assert {change.klass for change in changes(base, changed(base, piece))} <= {"better", "neutral"}


def test_the_same_is_no_change() -> None:
    assert changes(BEFORE, BEFORE) == ()
    assert changes(BEFORE, f"# A remark\n\n{BEFORE}") == ()


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            "cancel: {call-centre: human, website: inform}", "cancel: {website: inform}",
            {("human-route-lost", "cancel/call-centre")},
        ),
        (
            "cancel: {call-centre: human, website: inform}", "cancel: {call-centre: human -> none, website: inform}",
            {("human-route-lost", "cancel/call-centre")},
        ),
        (
            "cancel: {call-centre: human, website: inform}",
            "cancel: {call-centre: {not_here: x}, website: {not_here: y}}",
            {("all-routes-lost", "cancel/call-centre + cancel/website")},
        ),
        (
            "address: {name: Change my address, job: transact, authentication: strong}",
            "address: {name: Change my address, job: transact, authentication: identified}",
            {("login-need-lowered", "address")},
        ),
        ("then: {cap: show}", "then: {cap: inform}", set()),  # the rule's owner decides
        ("then: {cap: show}", "then: {cap: assisted}", set()),  # a risk, and no more
        ("  balance: {call-centre: human, chatbot: inform, account: show}",
         "  balance: {call-centre: human, chatbot: {not_here: x}, account: show}",
         {("retired-as-target", "balance/chatbot")}),  # the plan builds there
        ("  balance: {call-centre: human, chatbot: inform, account: show}",
         "  balance: {call-centre: human, chatbot: inform, account: {not_here: x}}", set()),
    ],
)  # fmt: skip
def test_other_harm(old: str, new: str, found: set[tuple[str, str]]) -> None:
    assert harm(BEFORE, changed(BEFORE, (old, new))) == found


def test_a_request_that_goes_leaves_customers_without_a_way() -> None:
    gone = changed(
        BEFORE, ("  cancel: {name: Cancel my contract, job: discuss}\n", ""),
        ("  cancel: {call-centre: human, website: inform}\n", ""),
    )  # fmt: skip
    assert harm(BEFORE, gone) == {("all-routes-lost", "cancel")}


def test_a_segment_loses_what_everybody_else_keeps() -> None:
    offline = "segments: {offline: {name: Without internet, cannot_use: [digital]}}\n"
    base = changed(BEFORE, ("call-centre: human, website: inform}", "call-centre: human, website: assisted}"))
    lost = changed(base, ("cancel: {call-centre: human,", "cancel: {call-centre: {not_here: x},"))
    assert harm(base, lost) == set()
    (found,) = [change for change in changes(base + offline, lost + offline) if change.klass == "harm"]
    assert {(e.kind, e.group) for e in found.effects if e.kind.endswith("lost")} == {("all-routes-lost", "offline")}


def test_two_cells_that_take_the_last_person_away_are_one_change() -> None:
    both = changed(BEFORE, ("cancel: {call-centre: human, website: inform}",
                            "cancel: {call-centre: human, chatbot: assisted, website: inform}"))  # fmt: skip
    (found,) = [change for change in changes(both, BEFORE.replace("cancel: {call-centre: human,", "cancel: {"))
                if change.klass == "harm"]  # fmt: skip
    assert [edit.name for edit in found.edits] == ["cancel/call-centre", "cancel/chatbot"]


def test_one_rule_that_decides_many_cells_is_one_change() -> None:
    tighter = changed(BEFORE, ("    when: {request.emotion: high}\n    then: {cap: show}", "    then: {cap: inform}"))
    (found,) = changes(BEFORE, tighter)
    assert (found.where, found.kinds) == ("rule:people-for-disputes", ("rule-tightened",))
    assert len({effect.place for effect in found.effects if effect.kind == "decision-stricter"}) == 20


def test_kinds_of_rules() -> None:
    def after(new: str) -> set[tuple[str, str]]:
        return {(k, w) for k, w in kinds(BEFORE, changed(BEFORE, ("then: {cap: show}", new))) if "rule" in w}

    where = "rule:people-for-disputes"
    assert {k.kinds for k in changes(BEFORE, changed(BEFORE, ("{cap: show}", "{cap: assisted}")))} == {
        ("rule-weakened",)
    }
    assert after("then: {cap: show}\n    until: 2027-06-30") == {("rule-weakened", where)}
    assert after("then: {cap: show}\n    because: x") == {("text-changed", where)}
    same = changed(BEFORE, ("{request.emotion: high}", "{request.emotion: at least high}"))
    assert kinds(BEFORE, same) == {("text-changed", where)}


def test_a_pack_is_one_change_with_all_its_rules() -> None:
    packed = changed(BEFORE, ("level: costed\n", "level: costed\npacks: [core]\n"))
    (gone,) = changes(packed, BEFORE)
    assert (gone.where, gone.kinds, gone.klass) == ("pack:core", ("pack-removed",), "risk")
    assert len(gone.edits) > 1
    (came,) = changes(BEFORE, packed)
    assert came.kinds == ("pack-added",)


def test_what_stays_personal_is_one_change_for_its_two_rules() -> None:
    personal = f"{BEFORE}keep_personal: {{cancel: We want to know why.}}\n"
    (gone,) = changes(personal, BEFORE)
    assert (gone.where, gone.kinds) == ("keep_personal:cancel", ("rule-removed",))
    (words,) = changes(personal, personal.replace("We want", "We need"))
    assert words.klass == "neutral"


def test_an_exception_is_a_risk() -> None:
    lift = "  - {id: trial, title: A trial, until: 2027-06-30, when: {request.id: dispute}, then: {lift: [people-for-disputes]}}\n"
    lifted = changed(BEFORE, ("plan:\n", f"{lift}plan:\n"))
    (found,) = changes(BEFORE, lifted)
    assert (found.where, found.kinds, found.klass) == ("rule:trial", ("exception-added",), "risk")
    longer = lifted.replace("until: 2027-06-30", "until: 2027-12-31")
    assert [change.kinds for change in changes(lifted, longer)] == [("exception-extended",)]
    assert [change.kinds for change in changes(longer, lifted)] == [("exception-narrowed",)]
