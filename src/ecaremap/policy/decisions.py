"""Everything the rules decide about a project: the one result that checks and views read."""

from dataclasses import dataclass
from datetime import date, timedelta

from ecaremap.model.project import Project
from ecaremap.model.scales import STATES, State
from ecaremap.policy.breaches import Breach, Shortfall, cell_breaches, shortfalls
from ecaremap.policy.conflicts import Conflict, conflicts
from ecaremap.policy.judge import Grounds, Judge, Period, Population, populations
from ecaremap.policy.ruleset import RuleSet, compile_rules

USUAL_HORIZON = 24
"""Months that the target reaches ahead where no plan says so."""


@dataclass(frozen=True)
class Decisions:
    """The outcome of all rules.

    Attributes:
        judges: by state and segment (None for everyone).
        breaches, shortfalls: of written cells and rows; a segment's only where they differ from
            everyone's. conflicts: in the target.
    """

    project: Project
    rules: RuleSet
    period: Period
    populations: tuple[Population, ...]
    judges: dict[tuple[State, str | None], Judge]
    breaches: tuple[Breach, ...]
    shortfalls: tuple[Shortfall, ...]
    conflicts: tuple[Conflict, ...]


def decide(project: Project, as_of: date) -> Decisions:
    """Apply the rules of a project as of a day."""
    rules = compile_rules(project)
    period = Period(as_of, horizon_end(project, as_of))
    grounds = Grounds(project, rules, period)
    groups = populations(project)
    judges: dict[tuple[State, str | None], Judge] = {}
    breaches: dict[tuple[object, ...], Breach] = {}
    missing: dict[tuple[object, ...], Shortfall] = {}
    contradictions: dict[tuple[int, ...], Conflict] = {}
    for group in groups:
        for state in STATES:
            judge = judges[state, group.segment] = Judge(grounds, state, group)
            for breach in cell_breaches(judge):
                # What breaks a rule for everyone is not repeated for each segment.
                key = (breach.request, breach.touchpoint, state, breach.rule, breach.kind, breach.test)
                breaches.setdefault(key, breach)
            for shortfall in shortfalls(judge):
                missing.setdefault((shortfall.request, state, shortfall.rule), shortfall)
        for conflict in conflicts(judges["target", group.segment]):
            contradictions.setdefault(conflict.rules, conflict)
    return Decisions(
        project, rules, period, groups, judges, tuple(breaches.values()),
        tuple(missing.values()), tuple(contradictions.values()),
    )  # fmt: skip


def horizon_end(project: Project, as_of: date) -> date:
    """The last day the target is judged at: the plan's end, else two years ahead."""
    plan = project.strategy.plan
    if plan is None:
        return _months_after(as_of, USUAL_HORIZON)
    year, month = (int(part) for part in plan.starts.split("-"))
    length = plan.horizon.likely if plan.horizon.unit == "months" else plan.horizon.likely / 2629800
    return max(as_of, _months_after(date(year, month, 1), int(length)) - timedelta(days=1))


def _months_after(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    year = min(year, date.max.year)
    for last in (day.day, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
