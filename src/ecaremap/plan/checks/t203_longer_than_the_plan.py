"""T203: a work cannot end within the plan."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.plan.checks.works import duration, horizon, key, month, works
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each such work."""
    months = horizon(decisions)
    for work in works(decisions):
        length = duration(work)
        first = month(decisions, work.of.starts) or 1
        if first >= 1 and length and first + length > months:
            start = f" from {work.of.starts} on" if work.of.starts else ""
            yield Finding(
                "T203",
                "warning",
                f"'{work.id}' takes {length} months{start} and is not live before the plan ends after {months}.",
                work.where,
                field="duration",
                span=key(decisions, work, "duration"),
                label="too long for this plan",
                help="build a first part of it, start earlier, or plan further ahead (horizon)",
            )


CHECK = Check("T203", "longer-than-the-plan", "warning", "A work cannot end within the plan.", run)
