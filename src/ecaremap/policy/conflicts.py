"""Rules that together leave a request nothing they all accept."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecaremap.model.scales import DEGREE_RANK, DEGREES, ORDERED_DEGREES
from ecaremap.policy.judge import Judge, Verdict
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.tests import Test, holds

_HUMAN = ("human",)
_DIGITAL = tuple(degree for degree in DEGREES if degree not in ("human", "none"))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of rules that cannot all be kept, and the requests it concerns.

    Attributes:
        rules: numbers, rising; the offer that cannot be met is among them.
        requests: ids. segment: the customers concerned, None for everyone.
        touchpoints: where the offer could be met but for the other rules.
    """

    rules: tuple[int, ...]
    requests: tuple[str, ...]
    segment: str | None
    touchpoints: tuple[str, ...]


def conflicts(judge: Judge) -> list[Conflict]:
    """All conflicts of the judge's state and customers, one for each smallest set of rules."""
    found: dict[tuple[int, ...], tuple[list[str], set[str]]] = {}
    cache: dict[tuple[int, int], tuple[tuple[int, ...], tuple[str, ...]] | None] = {}
    for row, name in enumerate(judge.grounds.requests.names):
        variants = judge.rows[row]
        if not variants:
            continue
        for rule in judge.row_rules(row):
            if rule.effect.offer is None:
                continue
            # Rows with the same variants have the same conflicts.
            key = (variants, rule.index)
            if key not in cache:
                cache[key] = _smallest(judge, row, rule)
            result = cache[key]
            if result is not None:
                requests, touchpoints = found.setdefault(result[0], ([], set()))
                requests.append(name)
                touchpoints.update(result[1])
    return [
        Conflict(rules, tuple(requests), judge.population.segment, tuple(sorted(touchpoints)))
        for rules, (requests, touchpoints) in sorted(found.items())
    ]


def _smallest(
    judge: Judge, row: int, rule: CompiledRule
) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """The smallest set of rules that makes an offer impossible on a row; None if it is possible.

    By deletion: leave out each restricting rule in turn; what is not needed stays out.
    """
    offer = rule.effect.offer
    assert offer is not None
    columns = _candidates(judge, offer.tests)
    if len(columns) < offer.at_least:
        return None
    restricting = _restricting(judge, row, columns)
    if _possible(judge, row, rule, columns, restricting) >= offer.at_least:
        return None
    needed = list(restricting)
    for number in restricting:
        without = [n for n in needed if n != number]
        if _possible(judge, row, rule, columns, without) < offer.at_least:
            needed = without
    names = judge.grounds.touchpoints.names
    return tuple(sorted({rule.index, *needed})), tuple(names[column] for column in columns)


def _candidates(judge: Judge, tests: tuple[Test, ...]) -> list[int]:
    """Touchpoints at which the offer could be met if no other rule spoke."""
    strategy = judge.grounds.project.strategy
    return [
        number
        for number, name in enumerate(judge.grounds.touchpoints.names)
        if (touchpoint := strategy.touchpoints[name]).family not in judge.population.blocked
        and _touchpoint_fits(name, touchpoint, tests)
        and _degrees(touchpoint.family, tests)
    ]


def _touchpoint_fits(name: str, touchpoint: object, tests: tuple[Test, ...]) -> bool:
    for test in tests:
        if test.field.side == "touchpoint" and test.other is None:
            value = name if test.field.name == "id" else getattr(touchpoint, test.field.name)
            if not holds(test, value):
                return False
    return True


def _degrees(family: str | None, tests: Iterable[Test]) -> list[str]:
    """The degrees that tests on `cell.degree` leave at a touchpoint of a family."""
    possible = _HUMAN if family == "traditional" else _DIGITAL
    own = [test for test in tests if test.field.key == "cell.degree"]
    return [degree for degree in possible if all(holds(test, degree) for test in own)]


def _restricting(judge: Judge, row: int, columns: list[int]) -> list[int]:
    numbers: set[int] = set()
    for column in columns:
        verdict = judge.verdict(row, column)
        numbers.update(verdict.forbid, verdict.caps, verdict.require)
    return sorted(numbers)


def _possible(
    judge: Judge, row: int, rule: CompiledRule, columns: list[int], active: list[int]
) -> int:
    """How many touchpoints could meet an offer if, of the restrictions, only some were in force."""
    return sum(_column_possible(judge, judge.verdict(row, c), c, rule, active) for c in columns)


def _column_possible(
    judge: Judge, verdict: Verdict, column: int, rule: CompiledRule, active: list[int]
) -> bool:
    assert rule.effect.offer is not None
    rules = judge.grounds.rules.rules
    if any(number in active for number in verdict.forbid):
        return False
    name = judge.grounds.touchpoints.names[column]
    touchpoint = judge.grounds.project.strategy.touchpoints[name]
    tests = [*rule.effect.offer.tests]
    for number in verdict.require:
        if number in active:
            tests += [t for t in rules[number].effect.require if t.field.side == "cell"]
    ranks = [DEGREE_RANK[str(rules[n].effect.cap)] for n in verdict.caps if n in active]
    highest = min(ranks, default=len(ORDERED_DEGREES))
    degrees = _degrees(touchpoint.family, tests)
    return _satisfiable(tests) and any(DEGREE_RANK.get(d, 0) <= highest for d in degrees)


def _satisfiable(tests: list[Test]) -> bool:
    """Can one value of each cell attribute pass all tests on it? Exact for closed scales."""
    by_field: dict[str, list[Test]] = {}
    for test in tests:
        if test.field.side == "cell" and test.field.values and not test.other:
            by_field.setdefault(test.field.key, []).append(test)
    return all(
        any(all(holds(test, value) for test in own) for value in (*own[0].field.values, None))
        for own in by_field.values()
    )
