"""Pairs of rules that cannot both be kept where they meet, whatever touchpoints a map has."""

from datetime import date

from ecaremap.policy.effective import DEGREE, allowed, asked, degrees, meet, standing, written
from ecaremap.policy.effects import Effect
from ecaremap.policy.regions import Box, Budget, product, projected, without
from ecaremap.policy.ruleset import CompiledRule, RuleSet
from ecaremap.policy.universe import Universe

FAMILY = "touchpoint.family"
_CUSTOMER = ("request.", "segment.")


def contradiction(a: CompiledRule, b: CompiledRule, rules: RuleSet, day: date, budget: Budget) -> list[Box]:
    """Where two rules exclude each other; of a rule with itself, where it demands the impossible.

    Two restrictions exclude each other where they leave no cell that either alone would leave. An offer
    and a restriction do where no touchpoint of whatever kind could meet the offer.

    Raises:
        Undecided: when the budget is spent.
    """
    if not meet(a, b):
        return []
    if a is b:
        return _with_itself(a, rules.universe, budget)
    grounds = [(rule, standing(rule, rules, day, budget)) for rule in (a, b)]
    found: list[Box] = []
    for (one, here), (other, there) in (grounds, grounds[::-1]):
        if one.effect.offer and _restricts(other.effect):
            found += _offer_against(one, here, other.effect, there, universe=rules.universe, budget=budget)
    if not found and all(_restricts(rule.effect) and not rule.effect.forbid for rule in (a, b)):
        found = _restrictions(a.effect, b.effect, product(grounds[0][1], grounds[1][1], budget), rules.universe, budget)
    return found


def _restricts(effect: Effect) -> bool:
    return bool(effect.forbid or effect.cap or effect.require)


def world(universe: Universe) -> list[Box]:
    """Cells as they can be: people at traditional touchpoints, and only there."""
    families = universe.dimensions[FAMILY]
    traditional = 1 << families.index["traditional"]
    human = degrees(universe, ["human"])
    elsewhere = {FAMILY: universe.full[FAMILY] & ~traditional, DEGREE: written(universe) & ~human}
    return [{FAMILY: traditional, DEGREE: human}, elsewhere]


def _with_itself(rule: CompiledRule, universe: Universe, budget: Budget) -> list[Box]:
    effect = rule.effect
    possible = product(world(universe), allowed(effect, universe), budget)
    if effect.offer:
        # What the rule itself restricts, it must still be able to offer.
        possible = product(possible, asked(effect.offer.tests, universe), budget)
    demanding = bool(effect.require or effect.offer) and not (effect.forbid and not effect.offer)
    return list(rule.boxes) if demanding and not possible else []


def _restrictions(a: Effect, b: Effect, both: list[Box], universe: Universe, budget: Budget) -> list[Box]:
    if not both:
        return []
    left = [product(world(universe), allowed(effect, universe), budget) for effect in (a, b)]
    together = product(left[0], allowed(b, universe), budget)
    for alone in left:
        both = product(both, projected(alone, _CUSTOMER), budget)
    return without(both, projected(together, _CUSTOMER), universe.full, budget)


def _offer_against(
    offering: CompiledRule, here: list[Box], effect: Effect, there: list[Box], *, universe: Universe, budget: Budget
) -> list[Box]:
    assert offering.effect.offer is not None
    met = product(product(world(universe), here, budget), asked(offering.effect.offer.tests, universe), budget)
    # The offer is met where the restriction does not apply, or by what it leaves.
    free = without(met, there, universe.full, budget)
    spared = product(met, allowed(effect, universe), budget)
    possible = projected([*free, *spared], _CUSTOMER)
    return without(projected(met, _CUSTOMER), possible, universe.full, budget)
