"""What all readers of a plan share: the strategy with everything known of it, and what they note on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ecaremap.insight.case.given import Given, Missing
from ecaremap.insight.case.inputs import RequestInputs, request_inputs
from ecaremap.insight.case.programme import months_of
from ecaremap.insight.case.symbols import Usual
from ecaremap.insight.case.ways import NO_WAYS, Ways, all_ways
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.finishing import Finishing
from ecaremap.insight.journeys.survey import Survey, survey
from ecaremap.insight.reach import Reach, reaches
from ecaremap.model.plan import Plan
from ecaremap.model.strategy import Strategy
from ecaremap.plan.inputs.model import Assumed, Blocked
from ecaremap.policy.breaches import Subject, subjects
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.judge import Judge


@dataclass
class Notes:
    """What is noted while reading: rates that stand in, figures that lack, candidates that are out."""

    stand_ins: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    missing: dict[Missing, None] = field(default_factory=dict)
    blocked: dict[str, Blocked] = field(default_factory=dict)

    def assume(self, what: str, value: str, of: str, source: str) -> None:
        """A rate nobody wrote."""
        self.stand_ins.setdefault((what, value, source), []).append(of)

    def assume_usual(self, what: str, usual: Usual, of: str) -> None:
        """A usual rate that stands in."""
        self.assume(what, spelled(usual), of, usual.source)

    def lacks(self, figure: str, of: str, holder: str, effect: str, *, blocks: bool = True) -> None:
        """A figure nobody gave."""
        self.missing.setdefault(Missing(figure, of, holder, effect, blocks))

    def block(self, blocked: Blocked) -> None:
        """A candidate that never reaches the optimiser; the first reason counts."""
        self.blocked.setdefault(blocked.id, blocked)

    def assumed(self) -> tuple[Assumed, ...]:
        """All stand-ins, those that hold for much first by word."""
        return tuple(
            Assumed(what, value, tuple(sorted(set(of))), source)
            for (what, value, source), of in sorted(self.stand_ins.items())
        )


def spelled(usual: Usual) -> str:
    """A usual rate as authors would write it: `75% (60% to 90%)`."""
    times = 100 if usual.unit == "%" else 1
    ends = [f"{(end * times).normalize():f}{usual.unit if usual.unit == '%' else ''}" for end in _ends(usual)]
    tail = " months" if usual.unit == "month" else ""
    return f"{ends[1]} ({ends[0]} to {ends[2]}){tail}"


def _ends(usual: Usual) -> tuple[Decimal, ...]:
    return usual.low, usual.likely, usual.high


@dataclass(frozen=True)
class Ground:
    """One strategy, looked at for planning.

    Attributes:
        months: the horizon. requests: the figures of the business case, by id.
    """

    decisions: Decisions
    strategy: Strategy
    plan: Plan
    given: Given
    months: int
    requests: Mapping[str, RequestInputs]
    ways: Mapping[str, Ways]
    reach: Mapping[str, Reach]
    survey: Survey
    finishing: Finishing
    notes: Notes

    @cached_property
    def rows(self) -> dict[str, list[CellContext]]:
        """The written cells of each request."""
        found: dict[str, list[CellContext]] = {}
        for cell in written_cells(self.decisions.project):
            found.setdefault(cell.request_id, []).append(cell)
        return found

    @cached_property
    def allowed(self) -> tuple[tuple[str | None, Judge, dict[int, list[Subject]]], ...]:
        """For each group of customers the cells of the target that no rule refuses, by the number of their request."""
        found = []
        for (state, segment), judge in self.decisions.judges.items():
            if state != "target":
                continue
            rows: dict[int, list[Subject]] = {}
            for row, column, subject in subjects(judge):
                if judge.verdict(row, column).allows(subject.degree):
                    rows.setdefault(row, []).append(subject)
            found.append((segment, judge, rows))
        return tuple(found)

    def ways_of(self, request: str) -> Ways:
        """Where a request can be finished digitally."""
        return self.ways.get(request, NO_WAYS)

    def name_of(self, request: str) -> str:
        """A request's name for readers."""
        return self.strategy.requests[request].name or called(request)

    def place_of(self, touchpoint: str) -> str:
        """A touchpoint's name for readers."""
        return self.strategy.touchpoints[touchpoint].name or called(touchpoint)

    def segments_named(self, segments: Iterable[str]) -> str:
        """Groups of customers for readers, in a row."""
        known = self.strategy.segments
        return ", ".join((known[name].name if name in known else None) or called(name) for name in segments)

    def rules_named(self, rules: Iterable[str]) -> str:
        """Rules for readers: their titles, in a row."""
        titles = {rule.id: rule.title() for rule in self.decisions.rules.rules}
        return ", ".join(f"'{titles.get(rule, rule)}'" for rule in rules)

    def owner_of(self, request: str, touchpoint: str) -> str:
        """Who knows most about a cell."""
        cell = self.strategy.coverage.get(request, {}).get(touchpoint)
        return (cell.owner if cell else None) or self.strategy.touchpoints[touchpoint].owner or self.given.keeper


def called(name: str) -> str:
    """An id as a name: `pay-in-account` is "Pay in account"."""
    words = name.rpartition("/")[2].replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def ground(decisions: Decisions, plan: Plan) -> Ground:
    """Everything the readers need, found once."""
    strategy = decisions.project.strategy
    given = Given(strategy)
    requests = {entry.id: entry for entry in request_inputs(decisions, given)}
    return Ground(
        decisions, strategy, plan, given, months_of(plan.horizon), requests, all_ways(decisions), reaches(decisions),
        survey(decisions), Finishing(decisions), Notes(),
    )  # fmt: skip
