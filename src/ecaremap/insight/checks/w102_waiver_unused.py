"""W102: a waiver covers nothing. Found after all other checks, from their findings."""

from collections.abc import Iterable, Iterator

from ecaremap.insight.waivers import covers
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def unused(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """One finding for each waiver in force that no finding needs."""
    found = list(findings)
    project = decisions.project
    for number, waiver in enumerate(project.strategy.waivers):
        # One that has run out is reported as such, and one that may not waive as well.
        if waiver.until < decisions.period.today or any(covers(waiver, finding) for finding in found):
            continue
        if any(f.where == f"waiver:{waiver.id}" for f in found):
            continue
        yield Finding(
            "W102",
            "warning",
            f"The waiver '{waiver.id}' covers nothing: there is no {waiver.finding} at {waiver.where}.",
            f"waiver:{waiver.id}",
            field="finding",
            span=project.value_span("waivers", number, "finding"),
            label="nothing to waive",
            help="delete it if the matter is settled, or correct finding and where",
        )


CHECK = Check("W102", "waiver-unused", "warning", "A waiver covers nothing.")
