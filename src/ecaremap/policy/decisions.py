"""Everything the rules decide about a project: the one result that checks and views read."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from ecaremap.model.project import Project
from ecaremap.model.scales import STATES, State
from ecaremap.policy.analysis import Analysis, analyse
from ecaremap.policy.breaches import Breach, Shortfall, cell_breaches, shortfalls
from ecaremap.policy.conflicts import Conflict, conflicts
from ecaremap.policy.judge import Grounds, Judge, Period, Population, populations
from ecaremap.policy.ruleset import CompiledRule, RuleSet, compile_rules

Author = Literal["own", "pack", "short form"]
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

    @property
    def grounds(self) -> Grounds:
        """The objects of the map as rules see them."""
        return self.judges["today", None].grounds

    @cached_property
    def analysis(self) -> Analysis:
        """What can be said about the rules without the map."""
        settled = frozenset(rule.index for rule in self.rules.rules if self.author(rule) != "own")
        return analyse(self.rules, self.period.today, settled)

    def author(self, rule: CompiledRule) -> Author:
        """Who wrote a rule; a pack's rule and a short form's cannot be reworded by the author."""
        if "/" not in rule.id:
            return "own"
        return "pack" if self.project.sources.layer(rule.span) == "pack" else "short form"


def decide(project: Project, as_of: date) -> Decisions:
    """Apply the rules of a project as of a day."""
    rules = compile_rules(project)
    period = Period(as_of, horizon_end(project, as_of))
    grounds = Grounds(project, rules, period)
    groups = populations(project)
    judges: dict[tuple[State, str | None], Judge] = {}
    breaches: dict[tuple[object, ...], Breach] = {}
    missing: dict[tuple[object, ...], Shortfall] = {}
    contradictions: list[Conflict] = []
    for group in groups:
        for state in STATES:
            judge = judges[state, group.segment] = Judge(grounds, state, group)
            for breach in cell_breaches(judge):
                # What breaks a rule for everyone is not repeated for each segment.
                key = (breach.request, breach.touchpoint, state, breach.rule, breach.kind, breach.test)
                breaches.setdefault(key, breach)
            for shortfall in shortfalls(judge):
                # Likewise; but two segments that miss something are two cases.
                if (shortfall.request, state, shortfall.rule, None) not in missing:
                    missing[shortfall.request, state, shortfall.rule, group.segment] = shortfall
        contradictions += _unsaid(conflicts(judges["target", group.segment]), contradictions)
    found = tuple(breaches.values()), tuple(missing.values()), tuple(contradictions)
    return Decisions(project, rules, period, groups, judges, *found)


def _unsaid(found: list[Conflict], before: list[Conflict]) -> list[Conflict]:
    """Conflicts without the requests for which the same rules were reported before."""
    said = {(conflict.rules, request) for conflict in before for request in conflict.requests}
    fewer = [replace(c, requests=tuple(r for r in c.requests if (c.rules, r) not in said)) for c in found]
    return [conflict for conflict in fewer if conflict.requests]


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
