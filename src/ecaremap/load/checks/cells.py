"""Helpers of the checks that look at cells."""

from collections.abc import Iterator

from ecaremap.model.cell import Cell
from ecaremap.model.project import Project
from ecaremap.model.source import Span
from ecaremap.model.touchpoint import Touchpoint


def cells(project: Project) -> Iterator[tuple[str, str, Cell, Touchpoint]]:
    """Request, touchpoint and cell, for all cells whose touchpoint exists."""
    touchpoints = project.strategy.touchpoints
    for request, row in project.strategy.coverage.items():
        for name, cell in row.items():
            touchpoint = touchpoints.get(name)
            if touchpoint is not None:
                yield request, name, cell, touchpoint


def degree_span(project: Project, request: str, touchpoint: str, key: str) -> Span | None:
    """Where the degree of today or of the target stands, also inside `show -> self-serve`."""
    path = ("coverage", request, touchpoint)
    mark = project.mark(path)
    row = project.tree["coverage"][request]
    if mark is None or not isinstance(row[touchpoint], str):
        return project.value_span(*path, key)
    text: str = row[touchpoint]
    today, arrow, target = text.partition(" -> ")
    # A quoted text is wider than what it says; its first quote shifts the words by one.
    start = mark.column + (1 if mark.end_column - mark.column > len(text) else 0)
    offset, word = (len(today) + len(arrow), target) if key == "target" and arrow else (0, today)
    return Span(mark.file, mark.line, start + offset, mark.line, start + offset + len(word))
