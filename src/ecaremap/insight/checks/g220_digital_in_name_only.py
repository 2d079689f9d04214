"""G220: called self-serve, and a large part of those who use it call within a day."""

from collections.abc import Iterator

from ecaremap.insight.cells import CellContext
from ecaremap.insight.limits import Limit, limit, share
from ecaremap.insight.measured.in_name import called_self_serve
from ecaremap.insight.measured.readings import cell_of
from ecaremap.insight.measured.words import counted_words
from ecaremap.model.counted import Counted
from ecaremap.model.finding import Check, Finding
from ecaremap.model.measured import EvidenceFile
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each self-serve cell with more calls than the limit, by the newest measurement of the cell."""
    most = limit(decisions.project.strategy, "in_name_only")
    for each in called_self_serve(decisions.project):
        if each.in_name_only:
            yield _finding(each.context, each.file, each.calls, most)


def _finding(context: CellContext, file: EvidenceFile, calls: Counted, most: Limit) -> Finding:
    cell = cell_of(file, context.request_id, context.touchpoint_id)
    notes = [f"measured: {counted_words(calls)}", most.note]
    if cell and cell.completion and cell.completion.share is not None:
        notes.insert(1, f"completion measured: {counted_words(cell.completion)}")
    return Finding(
        "G220",
        "warning",
        f"'{context.request_id}' is called self-serve at '{context.touchpoint_id}', and "
        f"{share(calls.share or most.value)} of those who use it are with a person within a day.",
        context.where,
        field="calls_after",
        span=file.span("cells", context.request_id, context.touchpoint_id, "then_person"),
        help="find out what is still open and settle it there, or call it what it is: today: initiate",
        notes=tuple(notes),
        states=("today",),
    )


CHECK = Check("G220", "digital-in-name-only", "warning", "Self-serve by name, and many call within a day.", run)
