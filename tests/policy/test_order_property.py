"""Order never matters: shuffled rules and requests give the same decisions and the same findings."""

import json
import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from policy_maps import CLASHING, examples, project_of, strategies

from ecaremap.policy.checks import CHECKS
from ecaremap.policy.decisions import decide

TODAY = date(2026, 11, 21)


def shuffled(raw, seed):
    """The same strategy, written in another order."""
    chance = random.Random(seed)
    other = json.loads(json.dumps(raw))
    for section in ("requests", "touchpoints", "segments", "coverage"):
        names = list(other[section])
        chance.shuffle(names)
        other[section] = {name: other[section][name] for name in names}
    chance.shuffle(other["rules"])
    return other


def findings(decisions):
    """What the checks of rules say; breaches (P) are compared by their substance."""
    return {
        (finding.code, finding.severity, finding.where, finding.field, finding.message, finding.help)
        for check in CHECKS
        if check.code.startswith("R2") and check.run
        for finding in check.run(decisions)
    }


def decided(decisions):
    """Breaches, shortfalls, conflicts and the reasons of every verdict, by id."""
    name = [rule.id for rule in decisions.rules.rules]
    breaches = {
        (b.request, b.touchpoint, b.state, b.segment, name[b.rule], b.kind, b.test and b.test.field.key)
        for b in decisions.breaches
    }
    short = {(s.request, s.state, s.segment, name[s.rule], s.found) for s in decisions.shortfalls}
    clashes = {
        (frozenset(name[n] for n in c.rules), frozenset(c.requests), c.segment, c.touchpoints)
        for c in decisions.conflicts
    }
    lifted = {
        (state, segment, request, touchpoint, name[number], name[lifter])
        for (state, segment), judge in decisions.judges.items()
        for row, request in enumerate(judge.grounds.requests.names)
        for column, touchpoint in enumerate(judge.grounds.touchpoints.names)
        for number, lifter in judge.verdict(row, column).lifted
    }
    return breaches, short, clashes, lifted


@examples(120)
@given(strategies(kinds=CLASHING), st.integers(0, 1000))
def test_order_never_matters(raw, seed):
    first, second = (decide(project_of(given), TODAY) for given in (raw, shuffled(raw, seed)))
    assert decided(first) == decided(second)
    assert findings(first) == findings(second)
