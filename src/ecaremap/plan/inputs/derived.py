"""Candidates nobody wrote: where the map aims higher than today, or a gap is open, and no build leads there.

They have no cost, so they can never be optimised; they are questions with a name.
"""

from collections.abc import Iterator

from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.facts import rank
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.inputs.model import Blocked
from ecaremap.plan.inputs.refusals import refusal


def derived(ground: Ground) -> tuple[tuple[str, str], ...]:
    """Id and reason of each, by id; why each is kept out stands in the notes."""
    found = {**dict(_aimed_at(ground)), **dict(_missing(ground))}
    for name in sorted(found):
        request, _, touchpoint = name.partition("@")
        owner = ground.owner_of(request, touchpoint)
        sentence = f"Build cost unknown, as nobody has written a build; ask {owner}."
        ground.notes.block(Blocked(name, "build", "figure", sentence))
        ground.notes.lacks("build_cost", name, owner, "it is not part of the plan")
    return tuple(sorted(found.items()))


def _aimed_at(ground: Ground) -> Iterator[tuple[str, str]]:
    """Cells whose target offers more than today, without a build."""
    built = {(build.request, build.touchpoint) for build in ground.plan.builds.values()}
    for cell in written_cells(ground.decisions.project):
        if cell.touchpoint.family == "traditional" or (cell.request_id, cell.touchpoint_id) in built:
            continue
        if _higher(cell) and not refusal(ground, cell.request_id, cell.touchpoint_id, cell.target):
            today = f"from {cell.today}" if cell.today else "new"
            yield (
                f"{cell.request_id}@{cell.touchpoint_id}",
                f"The map aims at {cell.target} here ({today}), and no build leads there.",
            )


def _higher(cell: CellContext) -> bool:
    """Whether the author wrote today -> target, and the target is more."""
    written = cell.cell.today or "none"
    if cell.target in ("", written):
        return False
    if cell.target in ("peer", "proactive"):
        return True
    return (rank(cell.target) or 0) > (rank(written) or 0)


def _missing(ground: Ground) -> Iterator[tuple[str, str]]:
    """Requests that only people finish, today and by the target, although the rules would allow more."""
    planned = {build.request for build in ground.plan.builds.values()}
    for request in sorted(ground.strategy.coverage):
        finishing = ground.finishing
        if request in planned or finishing.personal(request):
            continue
        if any(finishing.places(request, "today")) or any(finishing.places(request, "target")):
            continue
        first = next(iter(sorted(finishing.allowed(request))), "")
        if first:
            yield (
                f"{request}@{first}",
                "Only people finish this request, although the rules allow more; no build leads there.",
            )
