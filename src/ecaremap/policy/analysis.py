"""What can be said about rules without any map: which never apply, say nothing new, or exclude each other.

All answers are exact; a question whose search takes too many steps is listed as undecided.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import combinations
from typing import TypeVar

from ecaremap.policy.contradictions import contradiction
from ecaremap.policy.effective import as_strict, broken, expired, offers_as_much, outweighs, standing
from ecaremap.policy.effects import Effect
from ecaremap.policy.regions import Box, Budget, Undecided, covered, intersect, product
from ecaremap.policy.ruleset import CompiledRule, RuleSet

T = TypeVar("T")
SEARCHES = 25
"""How many searches may take as long as they can; real rules take a few steps each."""


@dataclass(frozen=True)
class Contradiction:
    """Two rules (or one with itself) that leave nothing, and where.

    Attributes:
        whole: wherever one of them applies at all.
    """

    rules: tuple[int, ...]
    boxes: tuple[Box, ...]
    whole: bool


@dataclass
class Analysis:
    """The outcome.

    Attributes (rule numbers):
        never: rules that cannot apply. always: rules whose conditions exclude nothing.
        duplicates: rule to the equal one that stays. shadowed: rule to one that says as much or more.
        redundant: rule to the smallest set of others that together say as much.
        undecided: check and rules of each question given up.
    """

    never: list[int] = field(default_factory=list)
    always: list[int] = field(default_factory=list)
    duplicates: dict[int, int] = field(default_factory=dict)
    shadowed: dict[int, int] = field(default_factory=dict)
    redundant: dict[int, tuple[int, ...]] = field(default_factory=dict)
    contradictions: list[Contradiction] = field(default_factory=list)
    undecided: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)


def analyse(rules: RuleSet, day: date, settled: frozenset[int] = frozenset(), steps: int = 20_000) -> Analysis:
    """Analyse rules as of a day.

    Args:
        rules: all of them; expired ones are left aside.
        day: the day.
        settled: rules that are not the author's to change; only the others are reported as needless.
        steps: how long each search may take.
    """
    return _Analyst(rules, day, settled, steps).run()


class _Analyst:
    """One analysis; each question has its own budget."""

    def __init__(self, rules: RuleSet, day: date, settled: frozenset[int], steps: int) -> None:
        self.rules = rules
        self.day = day
        self.settled = settled
        self.steps = steps
        # All searches together: what is hard for one pair of rules is often hard for all.
        self.left = SEARCHES * steps
        self.outcome = Analysis()
        current = [rule for rule in rules.rules if not expired(rule, day)]
        self.outcome.never = sorted(rule.index for rule in current if not rule.boxes)
        # By id, so that nothing depends on the order rules are written in.
        self.current = sorted((rule for rule in current if rule.boxes), key=lambda rule: rule.id)
        self.over: dict[int, list[CompiledRule]] = {}

    def run(self) -> Analysis:
        """Ask all questions."""
        for rule in self.current:
            if tested(rule) and self._ask("R203", (rule,), partial(self._covers_all, rule)):
                self.outcome.always.append(rule.index)
        for rule in self.current:
            self.over[rule.index] = [other for other in self.current if self._is_over(other, rule)]
        own = [rule for rule in self.current if rule.index not in self.settled]
        for rule in own:
            self._compare(rule)
        for rule in own:
            if rule.index not in self.outcome.duplicates and rule.index not in self.outcome.shadowed:
                needed = self._ask("R206", (rule,), partial(self._redundant, rule))
                if needed:
                    self.outcome.redundant[rule.index] = needed
        self._contradictions()
        return self.outcome

    def _covers_all(self, rule: CompiledRule, budget: Budget) -> bool:
        return covered([{}], rule.boxes, self.rules.universe.full, budget)

    def _is_over(self, other: CompiledRule, rule: CompiledRule) -> bool:
        if other is rule or {other.index, rule.index} <= self.settled or rule.effect == Effect():
            return False
        question = partial(as_strict, other, rule, self.rules, self.day)
        return bool(self._ask("R205", (rule, other), question))

    def _compare(self, rule: CompiledRule) -> None:
        """Find out whether a rule equals another that stays, or lies within another."""
        over = self.over[rule.index]
        equal = [other for other in over if rule in self.over[other.index]]
        stays = min((rule, *equal), key=self._rank)
        if stays is not rule:
            self.outcome.duplicates[rule.index] = stays.index
        elif len(over) > len(equal):
            # Best named is one that nothing else makes needless.
            stricter = [other for other in over if other not in equal]
            outermost = min(stricter, key=lambda other: (len(self.over[other.index]), self._rank(other)))
            self.outcome.shadowed[rule.index] = outermost.index

    def _rank(self, rule: CompiledRule) -> tuple[bool, str]:
        return rule.index not in self.settled, rule.id

    def _redundant(self, rule: CompiledRule, budget: Budget) -> tuple[int, ...]:
        """The smallest set of other rules that together say what a rule says; empty if none does."""
        needed: set[int] = set()
        # What is reported as needless itself says nothing that the rest does not say.
        needless = {rule.index, *self.outcome.duplicates, *self.outcome.shadowed}
        others = [other for other in self.current if other.index not in needless and outweighs(other, rule)]
        for target, sources in self._aspects(rule, others, budget):
            chosen = [number for number in sources if any(intersect(a, b) for a in sources[number] for b in target)]
            if not self._cover(target, chosen, sources, budget):
                return ()
            for number in list(chosen):
                fewer = [n for n in chosen if n != number]
                if self._cover(target, fewer, sources, budget):
                    chosen = fewer
            needed.update(chosen)
        return tuple(sorted(needed))

    def _cover(self, target: list[Box], chosen: list[int], sources: dict[int, list[Box]], budget: Budget) -> bool:
        boxes = [box for number in chosen for box in sources[number]]
        return covered(target, boxes, self.rules.universe.full, budget)

    def _aspects(
        self, rule: CompiledRule, others: list[CompiledRule], budget: Budget
    ) -> Iterator[tuple[list[Box], dict[int, list[Box]]]]:
        """Each thing a rule does as a set of points, with those where other rules do it too."""
        universe, effect = self.rules.universe, rule.effect
        grounds = {other.index: standing(other, self.rules, self.day, budget, rule) for other in others}
        hit = product(rule.boxes, broken(effect, universe), budget)
        if hit:
            yield hit, {o.index: product(grounds[o.index], broken(o.effect, universe), budget) for o in others}
        if effect.offer:
            same = [o for o in others if offers_as_much(o.effect, rule, universe, budget)]
            yield list(rule.boxes), {o.index: grounds[o.index] for o in same}
        for name in effect.lifts:
            yield list(rule.boxes), {o.index: list(o.boxes) for o in others if name in o.effect.lifts}

    def _contradictions(self) -> None:
        for a, b in [*((rule, rule) for rule in self.current), *combinations(self.current, 2)]:
            about = (a,) if a is b else (a, b)
            found = self._ask("R207", about, partial(self._contradiction, a, b))
            if found:
                self.outcome.contradictions.append(found)

    def _contradiction(self, a: CompiledRule, b: CompiledRule, budget: Budget) -> Contradiction | None:
        boxes = contradiction(a, b, self.rules, self.day, budget)
        if not boxes:
            return None
        whole = any(covered(rule.boxes, boxes, self.rules.universe.full, budget) for rule in (a, b))
        return Contradiction(tuple(dict.fromkeys((a.index, b.index))), tuple(boxes), whole)

    def _ask(self, code: str, about: tuple[CompiledRule, ...], question: Callable[[Budget], T]) -> T | None:
        """The answer, None (and noted) if it takes too long."""
        budget = Budget(min(self.steps, self.left))
        try:
            return question(budget)
        except Undecided:
            self.outcome.undecided.append((code, tuple(rule.index for rule in about)))
            return None
        finally:
            self.left = max(0, self.left - (min(self.steps, self.left) - max(0, budget.left)))


def tested(rule: CompiledRule) -> bool:
    """Whether the rule has any condition at all."""
    return bool(rule.when.all_tests() or (rule.unless and rule.unless.all_tests()))
