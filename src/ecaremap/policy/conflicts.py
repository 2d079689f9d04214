"""Rules that together leave a request nothing they all accept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ecaremap.model.facts import attribute
from ecaremap.model.scales import DEGREE_RANK, DEGREES
from ecaremap.model.touchpoint import Touchpoint
from ecaremap.policy.breaches import NO_OWN_DATA
from ecaremap.policy.conditions import Block, region
from ecaremap.policy.judge import Judge, Verdict
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.tests import Test, holds

_HUMAN = ("human",)
_DIGITAL = tuple(degree for degree in DEGREES if degree not in ("human", "none"))
_LOGIN = "touchpoint.authentication"


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
    cache: dict[tuple[object, ...], tuple[tuple[int, ...], tuple[str, ...]] | None] = {}
    for row, name in enumerate(judge.grounds.requests.names):
        variants = judge.rows[row]
        if not variants:
            continue
        for rule in judge.row_rules(row):
            if rule.effect.offer is None:
                continue
            # Rows with the same variants have the same conflicts, but for what tests say of the request.
            key = (variants, rule.index, judge.grounds.project.strategy.requests[name].authentication)
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


def _smallest(judge: Judge, row: int, rule: CompiledRule) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """The smallest set of rules that makes an offer impossible on a row; None if it is possible.

    By deletion: leave out each restricting rule in turn, by id; what is not needed stays out.
    """
    offer = rule.effect.offer
    assert offer is not None
    search = _Search(judge, row, offer.tests)
    if len(search.columns) < offer.at_least:
        return None
    needed = search.restricting()
    if search.possible(needed) >= offer.at_least:
        return None
    for number in list(needed):
        fewer = [n for n in needed if n != number]
        if search.possible(fewer) < offer.at_least:
            needed = fewer
    names = judge.grounds.touchpoints.names
    return tuple(sorted({rule.index, *needed})), tuple(names[column] for column in search.columns)


class _Search:
    """Where on one row an offer could be met, if of the restrictions only some were in force."""

    def __init__(self, judge: Judge, row: int, tests: tuple[Test, ...]) -> None:
        self.judge = judge
        self.tests = tests
        grounds = judge.grounds
        strategy = grounds.project.strategy
        self.rules = grounds.rules.rules
        self.touchpoints = [strategy.touchpoints[name] for name in grounds.touchpoints.names]
        self.names = grounds.touchpoints.names
        self.request_id = grounds.requests.names[row]
        self.request = strategy.requests[self.request_id]
        self.columns = [number for number in range(len(self.names)) if self._candidate(number)]
        self.verdicts = {column: judge.verdict(row, column) for column in self.columns}

    def _candidate(self, column: int) -> bool:
        """Whether the offer could be met here if no other rule spoke."""
        touchpoint = self.touchpoints[column]
        reached = touchpoint.family not in self.judge.population.blocked
        own = [test for test in self.tests if test.field.side == "touchpoint"]
        return reached and all(self._meets(column, t) for t in own) and self._room(touchpoint, list(self.tests))

    def restricting(self) -> list[int]:
        """The rules that restrict a cell in question, by id."""
        numbers: set[int] = set()
        for verdict in self.verdicts.values():
            numbers.update(verdict.forbid, verdict.caps, verdict.require)
        return sorted(numbers, key=lambda number: self.rules[number].id)

    def possible(self, active: list[int]) -> int:
        """How many touchpoints could meet the offer under some of the restrictions."""
        return sum(self._column_possible(column, verdict, active) for column, verdict in self.verdicts.items())

    def _column_possible(self, column: int, verdict: Verdict, active: list[int]) -> bool:
        if any(number in active for number in verdict.forbid):
            return False
        touchpoint = self.touchpoints[column]
        tests = list(self.tests)
        exempt = False
        for test in (t for n in verdict.require if n in active for t in self.rules[n].effect.require):
            if test.field.side == "cell":
                tests.append(test)
            elif self._value(column, test) is not None and not self._meets(column, test):
                # A login is only asked for where something of the customer's own is shown.
                if test.field.key != _LOGIN:
                    return False
                exempt = True
        caps = [DEGREE_RANK[str(self.rules[n].effect.cap)] for n in verdict.caps if n in active]
        return self._room(touchpoint, tests, min(caps, default=len(DEGREES)), exempt=exempt)

    def _room(
        self, touchpoint: Touchpoint, tests: list[Test], highest: int = len(DEGREES), exempt: bool = False
    ) -> bool:
        """Whether some cell of this touchpoint passes the tests, up to a degree."""
        usual = _HUMAN if touchpoint.family == "traditional" else _DIGITAL
        degrees = [d for d in usual if DEGREE_RANK.get(d, 0) <= highest and (not exempt or d in NO_OWN_DATA)]
        return any(_passable(degree, tests) for degree in degrees) and self._satisfiable(tests)

    def _satisfiable(self, tests: list[Test]) -> bool:
        universe = self.judge.grounds.rules.universe
        return bool(region(Block(tuple(t for t in tests if t.field.side == "cell")), universe))

    def _value(self, column: int, test: Test) -> Any:
        return attribute("touchpoint", self.names[column], test.field.name, self.touchpoints[column])

    def _meets(self, column: int, test: Test) -> bool:
        other = attribute("request", self.request_id, test.other.name, self.request) if test.other else None
        return holds(test, self._value(column, test), other)


def _passable(degree: str, tests: Iterable[Test]) -> bool:
    """Whether tests on a cell's degree, and on what follows from it, leave room for a degree."""
    # A person always finishes, elsewhere the author says so; what counts as offered is live.
    possible = {
        "cell.degree": (degree,),
        "cell.completes": ("yes",) if degree == "human" else ("yes", "no"),
        "cell.status": ("live",),
    }
    return all(
        any(holds(test, value) for value in possible[test.field.key]) for test in tests if test.field.key in possible
    )
