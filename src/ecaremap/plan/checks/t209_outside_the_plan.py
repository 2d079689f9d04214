"""T209: a month that is written lies outside of the plan."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.model.source import Span
from ecaremap.plan.checks.works import horizon, month, works
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each start, freeze and change of a team."""
    months = horizon(decisions)
    for where, written, span in _months(decisions):
        if not 1 <= month(decisions, written) <= months:
            yield Finding(
                "T209",
                "warning",
                f"{written} lies outside of the plan.",
                where,
                field="starts",
                span=span,
                label="before or after the plan",
                help="correct the month, or the plan's starts and horizon",
            )


def _months(decisions: Decisions) -> Iterator[tuple[str, str, Span | None]]:
    project = decisions.project
    plan = project.strategy.plan
    if plan is None:
        return
    for work in works(decisions):
        if work.of.starts:
            yield work.where, work.of.starts, project.value_span(*work.path, "starts")
    for name, tactic in plan.tactics.items():
        if tactic.starts:
            yield f"tactic:{name}", tactic.starts, project.value_span("plan", "tactics", name, "starts")
    for number, freeze in enumerate(plan.freezes):
        yield "plan", freeze, project.value_span("plan", "freezes", number)
    for team, changes in plan.team_changes.items():
        for written in changes:
            yield f"team:{team}", written, project.key_span("plan", "team_changes", team, written)


CHECK = Check("T209", "outside-the-plan", "warning", "A month that is written lies outside of the plan.", run)
