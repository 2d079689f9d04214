"""W101: a waiver has run out."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each waiver whose last day has passed."""
    project = decisions.project
    for number, waiver in enumerate(project.strategy.waivers):
        if waiver.until < decisions.period.today:
            yield Finding(
                "W101",
                "error",
                f"The waiver '{waiver.id}' ran out on {waiver.until.isoformat()}.",
                f"waiver:{waiver.id}",
                field="until",
                span=project.value_span("waivers", number, "until"),
                label="past",
                help=f"settle {waiver.finding} at {waiver.where}, or have {waiver.by} renew the waiver",
                notes=(f"reason given: {waiver.reason}",),
            )


CHECK = Check("W101", "waiver-expired", "error", "A waiver has run out.", run)
