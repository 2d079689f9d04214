"""The matrix of the page, prepared for the templates: groups of rows, cells ready as markup.

A map of 500 requests has thousands of cells but only some dozens of appearances. Each appearance
is rendered once by the template `_cell.html.j2` and then joined, which keeps a page under a second.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ecaremap.render.payload import Looks
from ecaremap.render.words import DEGREE_WORDS, OUTCOME_WORDS, DegreeWord
from ecaremap.views.model import CellView, GroupView, MapView, RowView

TABLE_LIMIT = 6_000
"""Above this many cells a table makes browsers slow; the script then draws only what is in view."""


@dataclass(frozen=True, slots=True)
class Look:
    """All that decides how a cell appears; `target` alone where nothing changes."""

    standing: str
    today: DegreeWord | None
    target: DegreeWord | None
    mark: str
    decision: str
    breach: str
    said: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One request with its joined cells."""

    row: RowView
    cells: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requests of a family finish at a touchpoint, for maps too large to print."""

    today: int
    target: int
    shade: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the templates draw: full lines for a small map, tallies for a large one.

    Attributes:
        lead: the column between names and cells: "share", "frequency" or empty.
        measured: a contact log knows some of the cells.

    """

    large: bool
    lead: str
    groups: tuple[tuple[GroupView, tuple[Line, ...]], ...]
    tallies: tuple[tuple[GroupView, tuple[Tally, ...]], ...]
    looks: Looks
    measured: bool


def prepare(view: MapView, draw: Callable[[Look], str]) -> Matrix:
    """Prepare the matrix; `draw` spells one appearance as markup and is called once for each."""
    large = len(view.rows) * len(view.columns) > TABLE_LIMIT
    looks = _looks(view, draw)
    groups = () if large else tuple(_groups(view, looks))
    tallies = tuple((g, _tallies(view, g)) for g in view.row_groups) if large else ()
    measured = any(cell.measured for row in view.rows for cell in row.cells)
    return Matrix(large, _lead(view), groups, tallies, looks, measured)


def _looks(view: MapView, draw: Callable[[Look], str]) -> Looks:
    known: dict[tuple[str, ...], int] = {}
    markup: list[str] = []
    grid: list[list[int]] = []
    for row in view.rows:
        indexes = []
        for cell in row.cells:
            key = _appearance(cell)
            if key not in known:
                known[key] = len(markup)
                markup.append(draw(_look(cell)))
            indexes.append(known[key])
        grid.append(indexes)
    return Looks(markup, grid)


def _appearance(cell: CellView) -> tuple[str, ...]:
    breach = _severity(cell) if cell.breaches else ""
    return (cell.standing, cell.today, cell.target, cell.outcome, breach, "said" if cell.contradicted else "")


def _severity(cell: CellView) -> str:
    return "error" if any(b.severity == "error" for b in cell.breaches) else "warning"


def _look(cell: CellView) -> Look:
    mark, word, _ = OUTCOME_WORDS[cell.outcome]
    return Look(
        standing=cell.standing,
        today=DEGREE_WORDS.get(cell.today) if cell.changes else None,
        target=DEGREE_WORDS.get(cell.target or cell.today),
        mark=mark,
        decision=word,
        breach=_severity(cell) if cell.breaches else "",
        said=cell.contradicted,
    )


def _groups(view: MapView, looks: Looks) -> Iterator[tuple[GroupView, tuple[Line, ...]]]:
    for group in view.row_groups:
        span = range(group.first, group.first + group.count)
        lines = tuple(Line(view.rows[i], "".join(looks.markup[look] for look in looks.grid[i])) for i in span)
        yield group, lines


def _tallies(view: MapView, group: GroupView) -> tuple[Tally, ...]:
    rows = view.rows[group.first : group.first + group.count]
    tallies = []
    for column in range(len(view.columns)):
        today = sum(row.cells[column].completes_today for row in rows)
        target = sum(row.cells[column].completes_target for row in rows)
        # Five shades: enough to see a pattern, and the figure stands beside them anyway.
        tallies.append(Tally(today, target, -(-4 * target // max(len(rows), 1))))
    return tuple(tallies)


def _lead(view: MapView) -> str:
    if any(row.share is not None for row in view.rows):
        return "share"
    return "frequency" if any(row.frequency for row in view.rows) else ""
