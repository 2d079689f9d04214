"""Which way a rule went: tighter, weaker, both, or only in other words. Decided exactly, on sets of points."""

from collections.abc import Iterable, Iterator
from datetime import date

from ecaremap.model.scales import DEGREE_RANK
from ecaremap.policy.effective import outweighs
from ecaremap.policy.effects import Effect, Offer
from ecaremap.policy.regions import Box, Budget, Undecided, covered, product
from ecaremap.policy.ruleset import CompiledRule, boxes_of
from ecaremap.policy.tests import Test
from ecaremap.policy.universe import Universe

STEPS = 20_000
"""How long the search for a point that tells two rules apart may take."""

FREE = len(DEGREE_RANK)
"""The rank of no limit at all."""


def direction(old: CompiledRule, new: CompiledRule) -> tuple[str, ...]:
    """The kinds of change from one version of a rule to the next; none if both say the same."""
    if (old.effect, new.effect) == (Effect(), Effect()):
        return ()
    try:
        stricter, looser = _Versions(old, new).ways()
    except Undecided:
        return ("rule-unclear",)
    if old.effect.lift and new.effect.lift:
        # A lifting rule that does more is more of an exception.
        return tuple(_named((looser, stricter), "exception-narrowed", "exception-extended"))
    return tuple(_named((stricter, looser), "rule-tightened", "rule-weakened"))


def _named(ways: tuple[bool, bool], *kinds: str) -> Iterator[str]:
    yield from (kind for way, kind in zip(ways, kinds, strict=True) if way)


class _Versions:
    """Two versions of a rule over one universe, so that their points can be compared."""

    def __init__(self, old: CompiledRule, new: CompiledRule) -> None:
        self.old, self.new = old, new
        tests = [test for rule in (old, new) for test in _all_tests(rule)]
        self.universe = Universe(tests)
        self.budget = Budget(STEPS)

    def ways(self) -> tuple[bool, bool]:
        """Whether the new one is stricter somewhere, and whether it is looser somewhere."""
        pairs = list(self._aspects())
        return any(stricter for stricter, _ in pairs), any(looser for _, looser in pairs)

    def _aspects(self) -> Iterator[tuple[bool, bool]]:
        old, new = self.old, self.new
        before, after = self._boxes(old), self._boxes(new)
        yield not self._within(after, before), not self._within(before, after)
        limits = _limit(old.effect), _limit(new.effect)
        yield limits[1] < limits[0], limits[1] > limits[0]
        required = self._passing(old.effect.require), self._passing(new.effect.require)
        yield not self._within(required[0], required[1]), not self._within(required[1], required[0])
        yield self._offers(old.effect.offer, new.effect.offer), self._offers(new.effect.offer, old.effect.offer)
        if old.effect.lift and new.effect.lift:
            lifts = set(old.effect.lifts), set(new.effect.lifts)
            yield bool(lifts[1] - lifts[0]), bool(lifts[0] - lifts[1])
        else:
            # From a rule to an exception or back: that is as far as one can go.
            yield bool(old.effect.lift and not new.effect.lift), bool(new.effect.lift and not old.effect.lift)
        yield not outweighs(old, new), not outweighs(new, old)

    def _boxes(self, rule: CompiledRule) -> list[Box]:
        found = boxes_of(rule.when, rule.unless, self.universe)
        if found is None:
            raise Undecided
        return found

    def _within(self, inner: Iterable[Box], outer: Iterable[Box]) -> bool:
        return covered(inner, outer, self.universe.full, self.budget)

    def _passing(self, tests: Iterable[Test]) -> list[Box]:
        boxes: list[Box] = [{}]
        for test in tests:
            boxes = product(boxes, self.universe.boxes(test), self.budget)
        return boxes

    def _offers(self, old: Offer | None, new: Offer | None) -> bool:
        """Whether the new offer asks for something that the old one did not."""
        if new is None or old is None:
            return new is not None
        return new.at_least > old.at_least or not self._within(self._passing(old.tests), self._passing(new.tests))


def _limit(effect: Effect) -> int:
    if effect.forbid:
        return -1
    return DEGREE_RANK[effect.cap] if effect.cap else FREE


def _all_tests(rule: CompiledRule) -> list[Test]:
    effect = rule.effect
    tests = [*rule.when.all_tests(), *effect.require, *(effect.offer.tests if effect.offer else ())]
    return tests + (rule.unless.all_tests() if rule.unless else [])


def later(old: date | None, new: date | None) -> bool:
    """Whether a last day moved back; no day is no end."""
    return (new or date.max) > (old or date.max)
