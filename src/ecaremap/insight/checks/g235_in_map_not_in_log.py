"""G235: the map has requests or touchpoints of which the log has no contact."""

from collections.abc import Iterator

from ecaremap.insight.asking import counted, shortened
from ecaremap.insight.cells import written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.model.measured import EvidenceFile
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """By the newest measurement: one finding for the touchpoints, one for the requests."""
    project = decisions.project
    file = project.evidence.last if project.evidence else None
    if file is None or file.evidence is None:
        return
    live = {context.touchpoint_id for context in written_cells(project) if context.today}
    silent = sorted(live - set(file.evidence.log.touchpoints))
    if silent:
        yield _finding(
            file, "touchpoint", f"The log has no contact at {_at(silent)}, where the map has something live.",
            "add the log of this touchpoint to what is measured, or correct its code under measurement:",
            "volumes and shares of starts of requests that start there are not taken from the log",
        )  # fmt: skip
    offered = {context.request_id for context in written_cells(project) if context.today}
    unseen = sorted(offered - set(file.evidence.requests))
    if unseen:
        smallest = file.evidence.counted_by.smallest
        yield _finding(
            file, "request",
            f"Of {counted(len(unseen), 'request', 'requests')} of the map the log has none or fewer than {smallest} needs: "
            f"{shortened(unseen)}.",
            "see whether the log has another code for it; a request that nobody brings need not be on the map",
            "",
        )  # fmt: skip


def _at(names: list[str]) -> str:
    return shortened(f"'{name}'" for name in names)


def _finding(file: EvidenceFile, field: str, message: str, fix: str, note: str) -> Finding:
    return Finding(
        "G235", "info", message, file.name, field=field, span=file.span("log", "touchpoints"), help=fix,
        notes=(note,) if note else (), question=True,
    )  # fmt: skip


CHECK = Check("G235", "in-map-not-in-log", "info", "The map has what the log has no contact of.", run)
