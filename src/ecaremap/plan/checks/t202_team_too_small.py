"""T202: a work asks for more people than its team ever has."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.model.plan import Retirement
from ecaremap.plan.checks.works import key, works
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each work and team."""
    plan = decisions.project.strategy.plan
    for work in works(decisions):
        if plan is None or isinstance(work.of, Retirement):
            continue
        for team, asked in work.of.team.items():
            changes = plan.team_changes.get(team, {}).values()
            most = max([plan.teams[team].likely, *(change.likely for change in changes)])
            if asked.likely > most:
                yield Finding(
                    "T202",
                    "warning",
                    f"'{work.id}' takes {asked.likely:f} people of '{team}', which never has more than {most:f}.",
                    work.where,
                    field="team",
                    span=key(decisions, work, "team", team),
                    label=f"{most:f} at most",
                    help="make the work longer with fewer people, or the team larger (teams, team_changes)",
                )


CHECK = Check("T202", "team-too-small", "warning", "A work asks for more people than its team ever has.", run)
