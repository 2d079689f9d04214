"""G110: customers have done it here, and then call all the same."""

from collections.abc import Iterator

from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.limits import Limit, limit, share
from ecaremap.model.figures import Figure
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell."""
    most = limit(decisions.project.strategy, "leakage")
    for context in written_cells(decisions.project):
        calls = context.cell.calls_after
        if calls is not None and context.digital and context.today and calls.likely > most.value:
            yield _finding(decisions, context, calls, most)


def _finding(decisions: Decisions, context: CellContext, calls: Figure, most: Limit) -> Finding:
    within = calls.text.partition(" within ")[2]
    return Finding(
        "G110",
        "warning",
        f"{share(calls.likely)} of customers call after '{context.request_id}' at '{context.touchpoint_id}'"
        + (f", within {within}." if within else "."),
        context.where,
        field="calls_after",
        span=decisions.project.key_span("coverage", context.request_id, context.touchpoint_id, "calls_after"),
        help="find out what is still open when they leave, and settle it there",
        notes=(most.note,),
        states=("today",),
    )


CHECK = Check("G110", "leaking", "warning", "Many customers call after they have done it digitally.", run)
