"""The fast way of deciding against the slow one, on random strategies."""

from datetime import date

from hypothesis import given
from policy_brute import Brute
from policy_conditions import effect
from policy_maps import CLASHING, examples, project_of, strategies
from policy_possible import places

from ecaremap.policy.breaches import cell_breaches, shortfalls
from ecaremap.policy.conflicts import conflicts
from ecaremap.policy.decisions import decide

TODAY = date(2026, 11, 21)


def both(raw):
    decisions = decide(project_of(raw), TODAY)
    return decisions, Brute(raw, TODAY, decisions.period.horizon)


def ids(decisions, numbers):
    return {decisions.rules.rules[number].id for number in numbers}


def judged(raw):
    """Strategies whose rules could all be read, but for lifts that are not allowed."""
    decisions, brute = both(raw)
    assert {finding.code for finding in decisions.rules.findings} <= {"R108"}
    return decisions, brute


@examples(120)
@given(strategies())
def test_rules_match_and_decide_alike_on_every_cell(raw):
    decisions, brute = judged(raw)
    for (state, segment), judge in decisions.judges.items():
        for row, request in enumerate(raw["requests"]):
            for column, touchpoint in enumerate(raw["touchpoints"]):
                applying = {rule["id"] for rule in brute.applying(request, touchpoint, segment, state)}
                assert {rule.id for rule in judge.applying(row, column)} == applying
                verdict = judge.verdict(row, column)
                found = (
                    ids(decisions, verdict.forbid), verdict.cap, ids(decisions, verdict.caps),
                    ids(decisions, verdict.require), ids(decisions, [number for number, _ in verdict.lifted]),
                )  # fmt: skip
                assert found == brute.verdict(request, touchpoint, segment, state)
            offers = {rule.id for rule in judge.row_rules(row) if rule.effect.offer}
            assert offers == {rule["id"] for rule in brute.offers(request, segment, state)}


@examples(120)
@given(strategies())
def test_breaches_and_shortfalls_are_alike(raw):
    decisions, brute = judged(raw)
    name = {rule.index: rule.id for rule in decisions.rules.rules}
    for (state, segment), judge in decisions.judges.items():
        breaches = {
            (b.request, b.touchpoint, name[b.rule], b.kind, b.test.field.key if b.test else "")
            for b in cell_breaches(judge)
        }
        assert breaches == brute.breaches(segment, state)
        missing = {(s.request, name[s.rule], s.found) for s in shortfalls(judge)}
        assert missing == brute.shortfalls(segment, state)


@examples(120)
@given(strategies(kinds=CLASHING))
def test_conflicts_are_real_minimal_and_complete(raw):
    decisions, brute = judged(raw)
    for segment in (None, *raw["segments"]):
        found = conflicts(decisions.judges["target", segment])
        known = set()
        for conflict in found:
            rules = ids(decisions, conflict.rules)
            offering = [name for name in rules if "offer" in effect(brute.rules[name])]
            for request in conflict.requests:
                known |= {(request, name) for name in offering}
                assert any(explains(brute, request, segment, name, rules) for name in offering)
        for request in raw["requests"]:
            for rule in brute.offers(request, segment, "target"):
                offer = effect(rule)["offer"]
                wanted = int(offer["at_least"])
                if places(brute, request, segment, offer, set()) >= wanted:
                    impossible = places(brute, request, segment, offer, set(brute.rules)) < wanted
                    assert not impossible or (request, rule["id"]) in known


def explains(brute, request, segment, offering, rules):
    """Do exactly these rules make the offer impossible, and none of them needlessly?"""
    offer = effect(brute.rules[offering])["offer"]
    wanted = int(offer["at_least"])
    others = rules - {offering}
    enough = places(brute, request, segment, offer, rules) < wanted
    return enough and all(places(brute, request, segment, offer, rules - {name}) >= wanted for name in others)


@examples(60)
@given(strategies(kinds=CLASHING))
def test_reported_conflicts_cover_all_groups_of_customers(raw):
    decisions, _ = judged(raw)
    said = {(conflict.rules, request) for conflict in decisions.conflicts for request in conflict.requests}
    for segment in (None, *raw["segments"]):
        for conflict in conflicts(decisions.judges["target", segment]):
            assert {(conflict.rules, request) for request in conflict.requests} <= said
