"""`was:` makes a rename one neutral change, whatever refers to the id."""

import re

from compare.comparing import changes, harm, kinds
from compare.planting import BEFORE, changed

MANY = (
    BEFORE
    + """\
segments: {offline: {cannot_use: [digital], must_keep: [call-centre]}}
keep_personal: {cancel: We want to know why.}
journeys: {leave: {request: cancel, steps: [website, call-centre]}}
waivers:
  - {id: w, finding: G140, where: cancel/website, reason: r, by: b, until: 2027-01-31}
"""
)


def renamed(text: str, old: str, new: str) -> str:
    """Another id everywhere."""
    return re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text)


def test_a_renamed_request_is_one_neutral_change() -> None:
    new = renamed(MANY, "cancel", "leave-us").replace("leave-us: {name:", "leave-us: {was: cancel, name:")
    assert [(c.kind, c.klass, c.where) for c in changes(MANY, new)] == [("renamed", "neutral", "leave-us")]


def test_a_renamed_touchpoint_is_one_neutral_change() -> None:
    new = renamed(MANY, "call-centre", "hotline")
    new = new.replace("hotline: {authentication", "hotline: {kind: call-centre, was: [call-centre], authentication")
    assert kinds(MANY, new) == {("renamed", "touchpoint:hotline")}


def test_renamed_rules_builds_and_segments() -> None:
    new = renamed(renamed(renamed(MANY, "people-for-disputes", "no-bots"), "balance-by-bot", "bot"), "offline", "away")
    new = changed(
        new, ("- id: no-bots", "- id: no-bots\n    was: people-for-disputes"),
        ("bot: {request:", "bot: {was: balance-by-bot, request:"), ("away: {", "away: {was: offline, "),
    )  # fmt: skip
    assert kinds(MANY, new) == {("renamed", "rule:no-bots"), ("renamed", "build:bot"), ("renamed", "segment:away")}


def test_a_rename_hides_no_harm() -> None:
    new = renamed(MANY, "cancel", "leave-us").replace("leave-us: {name:", "leave-us: {was: cancel, name:")
    lost = changed(new, ("leave-us: {call-centre: human, ", "leave-us: {call-centre: {not_here: x}, "))
    assert ("human-route-lost", "leave-us/call-centre") in harm(MANY, lost)


def test_without_was_a_rename_is_a_removal_and_an_addition() -> None:
    assert harm(BEFORE, renamed(BEFORE, "cancel", "leave-us")) == {("all-routes-lost", "cancel")}


def test_merged_requests_are_no_loss_where_the_other_offers_as_much() -> None:
    merged = changed(
        BEFORE, ("  balance: {name: See my balance, job: confirm}\n", ""),
        ("  pay-bill: {name:", "  pay-bill: {was: [pay, balance], name:"),
        ("  balance: {call-centre: human, chatbot: inform, account: show}\n", ""),
        ("request: balance,", "request: pay-bill,"),
    )  # fmt: skip
    found = {(change.where, change.kinds) for change in changes(BEFORE, merged)}
    assert ("balance", ("merged",)) in found
    assert harm(BEFORE, merged) == set()


def test_rules_that_name_the_request_go_along() -> None:
    rule = changed(BEFORE, ("when: {request.emotion: high}", "when: {request.id: [dispute, cancel]}"))
    new = renamed(rule, "dispute", "object").replace("object: {name:", "object: {was: dispute, name:")
    assert kinds(rule, new) == {("renamed", "object")}
