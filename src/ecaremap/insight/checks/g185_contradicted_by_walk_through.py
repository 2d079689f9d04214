"""G185: somebody tried what is said to work, and it did not."""

from collections.abc import Iterator

from ecaremap.insight.asking import counted
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.facts import completes
from ecaremap.model.finding import Check, Finding
from ecaremap.model.organisation import Assessment
from ecaremap.policy.decisions import Decisions

Tried = tuple[int, Assessment]
"""A walk-through with its number in the list."""


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell that claims to finish the request today."""
    tried: dict[tuple[str, str], list[Tried]] = {}
    for number, walk in enumerate(decisions.project.strategy.assessments):
        tried.setdefault((walk.request, walk.touchpoint), []).append((number, walk))
    for context in written_cells(decisions.project) if tried else ():
        walks = tried.get((context.request_id, context.touchpoint_id), [])
        failed = still_failing(walks)
        if failed and completes(context.request, context.cell, context.today):
            yield _finding(decisions, context, failed, len(walks))


def still_failing(walks: list[Tried]) -> list[Tried]:
    """The walk-throughs that failed and were not followed by one that was completed."""
    done = max((walk.date for _, walk in walks if walk.outcome == "completed"), default=None)
    return [each for each in walks if each[1].outcome != "completed" and (done is None or each[1].date >= done)]


def _finding(decisions: Decisions, context: CellContext, failed: list[Tried], tries: int) -> Finding:
    # Order in the file means nothing: the latest one speaks, then by its words.
    number, last = max(failed, key=lambda each: (each[1].date, each[1].who, each[1].task or "", each[1].outcome))
    ended = "ended on the phone" if last.outcome == "sent to phone" else "gave up"
    task = f" ({last.task})" if last.task else ""
    many = f"{len(failed)} of {counted(tries, 'walk-through', 'walk-throughs')} failed"
    return Finding(
        "G185",
        "warning",
        f"'{context.request_id}' is said to be finished at '{context.touchpoint_id}' ({context.today}); "
        f"{last.who} tried and {ended}.",
        context.where,
        field="assessments",
        span=decisions.project.value_span("assessments", number, "outcome"),
        help="try it yourself, repair what stopped them, or correct the degree; then have it tried again",
        notes=(f"{last.date.isoformat()}{task}", many),
        states=("today",),
    )


CHECK = Check(
    "G185", "contradicted-by-walk-through", "warning", "Somebody tried what is said to work, and it did not.", run
)
