"""What rules forbid in effect, as sets of points: the ground on which they are compared.

A point is a cell of any map with everything rules can ask of it: request, touchpoint, segment and the
written cell. A rule with a restriction *breaks* some of them; one rule makes another needless where it
breaks all that the other breaks.
"""

from collections.abc import Iterable
from datetime import date

from ecaremap.model.scales import DEGREE_RANK
from ecaremap.policy.breaches import NO_OWN_DATA
from ecaremap.policy.conditions import Block, region
from ecaremap.policy.effects import Effect
from ecaremap.policy.regions import Box, Budget, covered, product, without
from ecaremap.policy.ruleset import CompiledRule, RuleSet
from ecaremap.policy.tests import Test
from ecaremap.policy.universe import MISSING, Universe

DEGREE = "cell.degree"
_BINDING = {"law": 2, "duty": 1}
_LOUDNESS = {"info": 0, "warning": 1}


def expired(rule: CompiledRule, day: date) -> bool:
    """Whether the rule's last day is over."""
    return rule.rule.until is not None and rule.rule.until < day


def meet(a: CompiledRule, b: CompiledRule) -> bool:
    """Whether two rules are in force on some same day."""
    starts = max(a.rule.starts or date.min, b.rule.starts or date.min)
    return starts <= min(a.rule.until or date.max, b.rule.until or date.max)


def outweighs(a: CompiledRule, b: CompiledRule) -> bool:
    """Whether `a` is in force whenever `b` is, as hard to lift, and reported as loudly."""
    longer = (a.rule.starts or date.min) <= (b.rule.starts or date.min) and (
        (a.rule.until or date.max) >= (b.rule.until or date.max)
    )
    binding = _BINDING.get(a.rule.kind, 0) >= _BINDING.get(b.rule.kind, 0)
    return longer and binding and _loudness(a) >= _loudness(b)


def _loudness(rule: CompiledRule) -> int:
    return _LOUDNESS.get(rule.rule.severity or "error", 2)


def degrees(universe: Universe, names: Iterable[str]) -> int:
    """The set of atoms of some degrees."""
    index = universe.dimensions[DEGREE].index
    return sum(1 << index[name] for name in names)


def written(universe: Universe) -> int:
    """The degrees of a cell that offers something."""
    return universe.full[DEGREE] & ~degrees(universe, ["none"]) & ~_missing(universe)


def _missing(universe: Universe) -> int:
    return 1 << universe.dimensions[DEGREE].atoms.index(MISSING)


def _above(universe: Universe, cap: str) -> int:
    return degrees(universe, [d for d, rank in DEGREE_RANK.items() if rank > DEGREE_RANK[cap]])


def asked(tests: tuple[Test, ...], universe: Universe) -> list[Box]:
    """The written cells that pass all tests."""
    return product([{DEGREE: written(universe)}], region(Block(tests), universe))


def allowed(effect: Effect, universe: Universe) -> list[Box]:
    """The written cells a restriction leaves, taking a login to be asked for everywhere."""
    if effect.forbid:
        return []
    left = written(universe)
    if effect.cap:
        left &= ~_above(universe, effect.cap)
    return product([{DEGREE: left}], asked(effect.require, universe)) if left else []


def broken(effect: Effect, universe: Universe) -> list[Box]:
    """The written cells that break a restriction."""
    boxes: list[Box] = []
    if effect.forbid:
        boxes.append({DEGREE: written(universe)})
    if effect.cap and _above(universe, effect.cap):
        boxes.append({DEGREE: _above(universe, effect.cap)})
    for test in effect.require:
        judged = written(universe)
        if test.field.key == "touchpoint.authentication":
            judged &= ~degrees(universe, NO_OWN_DATA)
        boxes += without([{DEGREE: judged}], universe.boxes(test), universe.full)
    return boxes


def lifters(rule: CompiledRule, rules: RuleSet, day: date, beside: CompiledRule | None = None) -> list[CompiledRule]:
    """The rules that suspend a rule somewhere from a day on, and not another rule beside it."""
    return [
        other
        for other in rules.rules
        if rule.id in other.effect.lifts
        and not expired(other, day)
        and (beside is None or beside.id not in other.effect.lifts)
    ]


def whole_rows(boxes: Iterable[Box]) -> list[Box]:
    """The boxes that speak about all touchpoints alike."""
    return [box for box in boxes if not any(name.startswith("touchpoint.") for name in box)]


def standing(
    rule: CompiledRule, rules: RuleSet, day: date, budget: Budget, beside: CompiledRule | None = None
) -> list[Box]:
    """Where a rule applies and is not lifted, whatever the day; `beside` see `lifters`.

    Raises:
        Undecided: when the budget is spent.
    """
    boxes = list(rule.boxes)
    for lifter in lifters(rule, rules, day, beside):
        own = whole_rows(lifter.boxes) if rule.effect.offer else list(lifter.boxes)
        boxes = without(boxes, own, rules.universe.full, budget)
    return boxes


def as_strict(a: CompiledRule, b: CompiledRule, rules: RuleSet, day: date, budget: Budget) -> bool:
    """Whether `a` applies wherever `b` does and there demands at least as much.

    Raises:
        Undecided: when the budget is spent.
    """
    universe = rules.universe
    if not outweighs(a, b) or not set(b.effect.lifts) <= set(a.effect.lifts):
        return False
    if not offers_as_much(a.effect, b, universe, budget):
        return False
    ground = standing(a, rules, day, budget, b)
    if not covered(b.boxes, ground, universe.full, budget):
        return False
    hit = product(b.boxes, broken(b.effect, universe), budget)
    return covered(hit, broken(a.effect, universe), universe.full, budget)


def offers_as_much(a: Effect, b: CompiledRule, universe: Universe, budget: Budget) -> bool:
    """Whether an effect offers at least what a rule offers, where that rule applies."""
    if b.effect.offer is None:
        return True
    if a.offer is None or a.offer.at_least < b.effect.offer.at_least:
        return False
    narrower = product(b.boxes, asked(a.offer.tests, universe), budget)
    return covered(narrower, asked(b.effect.offer.tests, universe), universe.full, budget)
