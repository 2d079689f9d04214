"""T103: the day a target was due is over."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each target whose last day has passed."""
    project = decisions.project
    for number, target in enumerate(project.strategy.targets):
        if target.by < decisions.period.today:
            yield Finding(
                "T103",
                "warning",
                f"The target '{target.id}' was due on {target.by.isoformat()}.",
                f"target:{target.id}",
                field="by",
                span=project.value_span("targets", number, "by"),
                label="past",
                help="say what became of it in the forum, then write the next promise or delete it",
            )


CHECK = Check("T103", "target-date-past", "warning", "The day a target was due is over.", run)
