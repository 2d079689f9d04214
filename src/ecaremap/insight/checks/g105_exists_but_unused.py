"""G105: something is there, and few of those who could use it do."""

from collections.abc import Iterator

from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.limits import Limit, limit, share
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell."""
    least = limit(decisions.project.strategy, "used_share")
    for context in written_cells(decisions.project):
        used = context.cell.used_share
        if used is not None and context.digital and context.today and used.likely < least.value:
            yield _finding(decisions, context, least)


def _finding(decisions: Decisions, context: CellContext, least: Limit) -> Finding:
    used = context.cell.used_share
    assert used is not None
    more = (f"the target builds more here: {context.today} -> {context.target}",) if _grows(context) else ()
    return Finding(
        "G105",
        "warning",
        f"Only {share(used.likely)} of those who could use '{context.request_id}' at '{context.touchpoint_id}' do.",
        context.where,
        field="used_share",
        span=decisions.project.key_span("coverage", context.request_id, context.touchpoint_id, "used_share"),
        help="name it where customers start and lead them to it, before anything more is built",
        notes=(*more, least.note),
        states=("today",),
    )


def _grows(context: CellContext) -> bool:
    return context.target not in ("", context.today)


CHECK = Check("G105", "exists-but-unused", "warning", "Few of those who could use something do.", run)
