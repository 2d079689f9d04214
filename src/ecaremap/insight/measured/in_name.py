"""Cells called self-serve, and how many of those who use them are with a person within a day."""

from collections.abc import Iterator
from dataclasses import dataclass

from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.limits import limit
from ecaremap.insight.measured.readings import calls_within_a_day, cell_of
from ecaremap.model.counted import Counted
from ecaremap.model.measured import EvidenceFile
from ecaremap.model.project import Project


@dataclass(frozen=True, slots=True)
class CalledSelfServe:
    """One cell by its newest measurement; `in_name_only` says whether more call than the limit allows."""

    context: CellContext
    file: EvidenceFile
    calls: Counted
    in_name_only: bool


def called_self_serve(project: Project) -> Iterator[CalledSelfServe]:
    """Every digital cell that is self-serve today and of which a log knows the calls within a day."""
    evidence = project.evidence
    if evidence is None:
        return
    most = limit(project.strategy, "in_name_only").value
    for context in written_cells(project):
        if context.today == "self-serve" and context.digital:
            at = (context.request_id, context.touchpoint_id)
            file = next((file for file in reversed(evidence.readable) if cell_of(file, *at)), None)
            calls = calls_within_a_day(file, *at) if file else None
            if file and calls and calls.share is not None:
                yield CalledSelfServe(context, file, calls, not calls.few and calls.share > most)
