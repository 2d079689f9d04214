"""Cells that break a rule, and rows that do not offer what a rule demands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ecaremap.model.cell import Cell
from ecaremap.model.facts import attribute, completes, degree_in, owner_of, status_of
from ecaremap.model.request import Request
from ecaremap.model.scales import DEGREE_RANK, State
from ecaremap.model.touchpoint import Touchpoint
from ecaremap.policy.judge import Judge
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.tests import Test, holds

NO_OWN_DATA = ("inform", "peer", "none")
"""Degrees that show and change nothing of the customer's own, so that no login can be asked for."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One cell against one rule in one state.

    Attributes:
        kind: which of the rule's effects is broken. degree: what the cell has.
        test: the requirement that is not met. unknown: because the value is missing.
    """

    request: str
    touchpoint: str
    state: State
    segment: str | None
    rule: int
    kind: str
    degree: str
    test: Test | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A row that does not offer what a rule demands, in one state for one group of customers."""

    request: str
    state: State
    segment: str | None
    rule: int
    found: int


class Subject(NamedTuple):
    """A written cell with its surroundings, in one state."""

    request_id: str
    request: Request
    touchpoint_id: str
    touchpoint: Touchpoint
    cell: Cell
    degree: str
    state: State

    def value(self, side: str, name: str) -> Any:
        """The value of a field for this cell."""
        if side == "request":
            return attribute("request", self.request_id, name, self.request)
        if side == "touchpoint":
            return attribute("touchpoint", self.touchpoint_id, name, self.touchpoint)
        if name == "degree":
            return self.degree
        if name == "completes":
            return "yes" if completes(self.request, self.cell, self.degree) else "no"
        if name == "status":
            # What the target offers is live by then.
            return "live" if self.state == "target" else status_of(self.cell, self.touchpoint)
        if name == "owner":
            return owner_of(self.cell, self.touchpoint) or None
        return getattr(self.cell, name)

    def meets(self, test: Test) -> bool:
        """Whether the cell satisfies a test."""
        other = self.value(test.other.side, test.other.name) if test.other else None
        return holds(test, self.value(test.field.side, test.field.name), other)


@lru_cache(maxsize=2)
def subjects(judge: Judge) -> tuple[tuple[int, int, Subject], ...]:
    """The written cells that offer something in the judge's state to its customers, and that a rule may speak about.

    Found once for all who ask.
    """
    return tuple(_subjects(judge))


def _subjects(judge: Judge) -> Iterator[tuple[int, int, Subject]]:
    strategy = judge.grounds.project.strategy
    column = {name: number for number, name in enumerate(judge.grounds.touchpoints.names)}
    coverage = strategy.coverage
    for row, name in enumerate(judge.grounds.requests.names):
        if not judge.rows[row]:
            continue
        request = strategy.requests[name]
        for touchpoint_id, cell in coverage.get(name, {}).items():
            touchpoint = strategy.touchpoints.get(touchpoint_id)
            if touchpoint is None or touchpoint.family in judge.population.blocked:
                continue
            degree = degree_in(cell, touchpoint, judge.state)
            if degree:
                subject = Subject(name, request, touchpoint_id, touchpoint, cell, degree, judge.state)
                yield row, column[touchpoint_id], subject


def cell_breaches(judge: Judge) -> Iterator[Breach]:
    """Every breach of forbid, cap and require by a written cell."""
    rules = judge.grounds.rules.rules
    state, segment = judge.state, judge.population.segment
    for row, column, subject in subjects(judge):
        verdict = judge.verdict(row, column)
        names = (subject.request_id, subject.touchpoint_id, state, segment)
        for number in verdict.forbid:
            yield Breach(*names, number, "forbid", subject.degree)
        rank = DEGREE_RANK.get(subject.degree)
        for number in verdict.caps:
            if rank is not None and rank > DEGREE_RANK[str(rules[number].effect.cap)]:
                yield Breach(*names, number, "cap", subject.degree)
        for number in verdict.require:
            for test in rules[number].effect.require:
                if _judges(test, subject.degree) and not subject.meets(test):
                    unknown = _unknown(test, subject)
                    yield Breach(*names, number, "require", subject.degree, test, unknown)


def _judges(test: Test, degree: str) -> bool:
    """A login cannot be asked for where nothing of the customer's own is shown."""
    return test.field.key != "touchpoint.authentication" or degree not in NO_OWN_DATA


def _unknown(test: Test, subject: Subject) -> bool:
    missing = subject.value(test.field.side, test.field.name) is None
    return missing and test.operator not in ("missing", "present")


def shortfalls(judge: Judge) -> Iterator[Shortfall]:
    """Every row that offers less than a rule demands."""
    rows: dict[int, list[tuple[int, Subject]]] = {}
    for row, column, subject in subjects(judge):
        if judge.verdict(row, column).allows(subject.degree):
            rows.setdefault(row, []).append((column, subject))
    known: dict[tuple[int, int, str], bool] = {}
    for row, name in enumerate(judge.grounds.requests.names):
        if not judge.rows[row]:
            continue
        for rule in judge.row_rules(row):
            if rule.effect.offer is None:
                continue
            found = sum(_passes(rule, subject, known) for _, subject in rows.get(row, ()))
            if found < rule.effect.offer.at_least:
                yield Shortfall(name, judge.state, judge.population.segment, rule.index, found)


def _passes(rule: CompiledRule, subject: Subject, known: dict[tuple[int, int, str], bool]) -> bool:
    """Does a cell count for an offer? Equal short cells at one touchpoint are asked once."""
    assert rule.effect.offer is not None
    tests = rule.effect.offer.tests
    if any(test.other or test.field.name == "completes" for test in tests):
        return all(subject.meets(test) for test in tests)
    key = (rule.index, id(subject.cell), subject.touchpoint_id)
    answer = known.get(key)
    if answer is None:
        answer = known[key] = all(subject.meets(test) for test in tests)
    return answer
