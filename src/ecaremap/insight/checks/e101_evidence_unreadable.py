"""E101: an evidence file cannot be read, so claims stand where it was measured."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each fault."""
    evidence = decisions.project.evidence
    for file in evidence.files if evidence else ():
        for fault in file.faults:
            yield Finding(
                "E101",
                "error",
                f"The evidence cannot be read. {fault.message}",
                file.name,
                span=fault.span,
                help=fault.fix,
                notes=("until then nothing of this file is used, and what the map claims stands in its place",),
            )


CHECK = Check("E101", "evidence-unreadable", "error", "An evidence file is broken or was edited.", run)
