"""M214: a cell that says two things, or nothing."""

from collections.abc import Iterator

from ecaremap.load.checks.cells import cells, degree_span
from ecaremap.model.cell import Cell
from ecaremap.model.facts import status_of
from ecaremap.model.finding import Check, Finding
from ecaremap.model.project import Project
from ecaremap.model.touchpoint import Touchpoint


def run(project: Project) -> Iterator[Finding]:
    """One finding for each such cell."""
    for request, name, cell, touchpoint in cells(project):
        if cell.target is None and cell.today is not None and cell.not_here is None:
            continue  # by far the most
        found = _problem(cell, touchpoint)
        if found is None:
            continue
        message, key, fix = found
        path = ("coverage", request, name)
        span = project.key_span(*path)
        if key == "target":
            span = degree_span(project, request, name, "target")
        elif key:
            span = project.key_span(*path, key)
        what = f"'{request}' at '{name}' {message}."
        yield Finding("M214", "error", what, f"{request}/{name}", key, span, help=fix)


def _problem(cell: Cell, touchpoint: Touchpoint) -> tuple[str, str, str] | None:
    """What is wrong, the key to point at, the fix."""
    if cell.not_here is not None:
        if cell.today or cell.target:
            fix = "keep either not_here or the degrees"
            return "is decided never to be here, and yet has a degree", "not_here", fix
        return None
    if cell.today is None and cell.target is None:
        fix = "add today: and a degree, or not_here: and the reason; delete the cell if nothing is decided"
        return "has no degree", "", fix
    if cell.today is None:
        return "has a target, but no degree for today", "target", "add today: none, if there is nothing yet"
    if cell.target not in (None, "none", cell.today) and status_of(cell, touchpoint) == "withdrawn":
        return "is withdrawn, and yet has a target", "target", "drop the target, or correct the status"
    return None


CHECK = Check("M214", "contradictory-cell", "error", "A cell contradicts itself, or says nothing.", run)
