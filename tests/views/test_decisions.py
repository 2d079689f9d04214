"""Decisions in words, and the chain of reasons behind them."""

import pytest
from looking import cell, look, read

from ecaremap.usecases.look import explanation
from ecaremap.views.model import Outcome

STRATEGY = """
ecaremap: 1
name: Decisions
touchpoints:
  call-centre: {}
  website: {authentication: none}
  app: {authentication: identified}
  chat: {}
requests:
  sell: {job: discuss, cross_sell: high}
  grieve: {job: discuss, emotion: high, tags: [death]}
  pay: {job: transact}
  argue: {job: vent, emotion: high}
coverage:
  sell: {call-centre: human, website: inform, app: show -> self-serve, chat: {not_here: no sales in chat}}
  grieve: {call-centre: human, website: inform}
  pay: {call-centre: human, app: self-serve}
  argue: {call-centre: human}
rules:
  - {id: sales-talk, because: a talk sells, when: {request.cross_sell: high}, then: {cap: assisted}}
  - {id: no-death-online, kind: duty, when: {request.tags: death, touchpoint.id: [app, chat]}, then: forbid}
  - {id: calm, when: {request.emotion: high}, unless: {request.tags: death}, then: {cap: inform}}
  - {id: argue-alone, when: {request.id: argue}, then: {offer: {at_least: 1, touchpoint.id: app, cell.degree: self-serve}}}
  - {id: known-payer, when: {request.job: transact}, then: {require: {touchpoint.authentication: at least identified}}}
  - {id: web-sells, when: {request.id: sell, touchpoint.id: website}, then: {lift: [sales-talk]}}
"""

APPLYING = {
    ("sell", "call-centre"): {"sales-talk"},
    ("sell", "website"): {"sales-talk", "web-sells"},
    ("sell", "app"): {"sales-talk"},
    ("sell", "chat"): {"sales-talk"},
    ("grieve", "call-centre"): set(),
    ("grieve", "website"): set(),
    ("grieve", "app"): {"no-death-online"},
    ("grieve", "chat"): {"no-death-online"},
    **{("pay", touchpoint): {"known-payer"} for touchpoint in ("call-centre", "website", "app", "chat")},
    **{("argue", touchpoint): {"calm"} for touchpoint in ("call-centre", "website", "app", "chat")},
}
"""Read off the rules by hand."""


@pytest.mark.parametrize(
    ("at", "outcome", "limit"),
    [
        (("sell", "app"), "capped", "assisted"),
        (("sell", "website"), "allowed", ""),
        (("sell", "call-centre"), "allowed", ""),
        (("grieve", "website"), "allowed", ""),
        (("grieve", "app"), "forbidden", "none"),
        (("pay", "website"), "allowed", ""),
        (("argue", "app"), "conflict", "inform"),
        (("argue", "website"), "capped", "inform"),
    ],
    ids=str,
)
def test_decision_words(at: tuple[str, str], outcome: Outcome, limit: str) -> None:
    found = cell(look(STRATEGY), *at)
    assert (found.outcome, found.limit) == (outcome, limit)


@pytest.mark.parametrize(
    ("at", "decision"),
    [
        (("sell", "app"), "allowed up to assisted"),
        (("sell", "website"), "allowed; no rule limits it"),
        (("grieve", "chat"), "forbidden"),
        (("pay", "website"), "undecided; no rule limits it"),
    ],
    ids=str,
)
def test_explained_decisions(at: tuple[str, str], decision: str) -> None:
    [found] = explanation(read(STRATEGY), *at).cells
    assert found.decision == decision


@pytest.mark.parametrize("at", APPLYING, ids="/".join)
def test_the_chain_names_every_rule_that_applies(at: tuple[str, str]) -> None:
    [found] = explanation(read(STRATEGY), *at).cells
    named = {rule for rule in RULES if any(rule in step.text for step in found.steps)}
    assert named == APPLYING[at]
    for step in found.steps:
        if step.text.startswith("rule "):
            assert step.place.startswith("strategy.yaml:")


RULES = ("sales-talk", "no-death-online", "calm", "argue-alone", "known-payer", "web-sells")


def test_the_row_names_its_offers() -> None:
    row = explanation(read(STRATEGY), "argue", None).row
    assert any("argue-alone" in step.text for step in row)
    assert row[0].text.endswith("not kept today and by the target")
    assert explanation(read(STRATEGY), "sell", None).row == ()


def test_breaches_stand_in_both() -> None:
    found = cell(look(STRATEGY), "sell", "app")
    assert [(breach.state, breach.severity) for breach in found.breaches] == [("target", "error")]
    [explained] = explanation(read(STRATEGY), "sell", "app").cells
    assert explained.steps[-1].text == "by the target the cell (self-serve) breaks sales-talk"


def test_reasons_are_the_rules_that_limit() -> None:
    view = look(STRATEGY)
    assert [view.reasons[i].rule for i in cell(view, "sell", "app").reasons] == ["sales-talk"]
    assert cell(view, "sell", "website").reasons == ()


def test_undecided_is_not_the_same_as_not_here() -> None:
    view = look(STRATEGY)
    assert cell(view, "grieve", "app").standing == "undecided"
    left_out = cell(view, "sell", "chat")
    assert (left_out.standing, left_out.not_here) == ("not here", "no sales in chat")
    [explained] = explanation(read(STRATEGY), "sell", "chat").cells
    assert explained.steps[0].text == "decided not to be here: no sales in chat"
    [question] = [q for q in view.overview.questions if q.kind == "undecided"]
    assert question.count == 7


def test_not_handled_elsewhere_is_no_question() -> None:
    view = look(STRATEGY + "everywhere_else: not handled\n")
    assert {c.standing for row in view.rows for c in row.cells} == {"written", "not here"}
    assert cell(view, "grieve", "app").not_here == "not handled"
    assert not [q for q in view.overview.questions if q.kind == "undecided"]
