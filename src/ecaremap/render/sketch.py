"""What a drawing says, before any graph language: blocks of entries and the lines between them.

Nothing here knows DOT. Counting stays with the views; a sketch only chooses what to draw, because
a drawing of every cell is a hairball that nobody can read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ecaremap.model.scales import DEGREE_RANK
from ecaremap.render import words
from ecaremap.views.model import CellView, ColumnView, GroupView, MapView, RowView

Change = Literal["kept", "changed", "new", "ended"]

MOST_ROWS, MOST_LINES, MOST_COLUMNS = 150, 60, 20
"""What can be read: requests with a line each, lines of a close look, idle touchpoints."""

CLOSER = "Draw one family or one request with --family NAME."


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a block; lines dock at its port. `chips` are degrees shown by word and colour.

    A remark (`remark=True`) fills its row and has no line.
    """

    port: str
    text: str
    chips: tuple[str, ...] = ()
    note: str = ""
    remark: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A table in the drawing: parts with a heading each, over their entries."""

    id: str
    parts: tuple[tuple[str, tuple[Entry, ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """From an entry to a touchpoint (`block:port`); the degree gives its colour."""

    tail: str
    head: str
    change: Change
    degree: str
    tip: str
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """Blocks on the left, touchpoints on the right, lines between, and what the lines mean."""

    left: tuple[Block, ...]
    right: Block
    lines: tuple[Line, ...]
    meaning: str
    notice: str = ""


class UnknownPartError(ValueError):
    """A family or request that the map does not have, or a form of drawing nobody knows."""

    def __init__(self, message: str, fix: str) -> None:
        """Keep the sentence and what to do about it apart, so that both can be shown."""
        super().__init__(f"{message} {fix}")
        self.message = message
        self.fix = fix


def change_of(cell: CellView) -> Change:
    """What happens to a written cell on the way to the target."""
    if cell.today == cell.target:
        return "kept"
    if cell.today == "none":
        return "new"
    return "ended" if cell.target == "none" else "changed"


def drawn(cell: CellView) -> bool:
    """Tell whether the cell offers anything, today or by the target."""
    return cell.standing == "written" and {cell.today, cell.target} != {"none"}


def preferred(row: RowView, state: str) -> int | None:
    """The cell where a request is carried furthest: the one line that a crowded drawing keeps."""
    places = [c for c in range(len(row.cells)) if _reach(row, c, state) is not None]
    # The smaller index wins a tie, so that the author's order decides and not the engine's.
    return max(places, key=lambda c: (_reach(row, c, state) or (), -c)) if places else None


def _reach(row: RowView, index: int, state: str) -> tuple[int, ...] | None:
    """How far a cell carries its request: finished in the way wanted, then the degree."""
    cell = row.cells[index]
    degree = cell.today if state == "today" else cell.target
    if cell.standing != "written" or degree in {"", "none"}:
        return None
    done = cell.completes_today if state == "today" else cell.completes_target
    person = degree == "human"
    liked = person if row.personal else done and not person
    rank = DEGREE_RANK.get(degree, 6 if degree == "proactive" else 1)
    # Of two equals the one that is there today: drawing it as new would promise too much.
    return (2 if liked else int(person), rank, int(not cell.changes))


def steps(cell: CellView) -> tuple[str, ...]:
    """The degrees to show: one if it stays, two if it changes."""
    return (cell.target,) if cell.today == cell.target else (cell.today, cell.target)


def arrow(degrees: Sequence[str]) -> str:
    """Degrees in words: `show → self-serve`."""
    return " → ".join(words.DEGREE_WORDS[degree].word for degree in degrees)


def line(tail: str, row: RowView, column: ColumnView, index: int) -> Line:
    """The line of one cell, with a sentence for whoever points at it."""
    cell = row.cells[index]
    change = change_of(cell)
    degree = cell.today if change == "ended" else cell.target
    tip = f"{row.name}, {column.name}: {arrow(steps(cell))}"
    return Line(tail, f"t:c{index}", change, degree, tip)


def touchpoints(view: MapView, lines: Sequence[Line], most: int = MOST_COLUMNS) -> Block:
    """The touchpoints in the map's order, under their families.

    Of more than `most` only those that a line leads to, which `left_out` puts in words.
    """
    used = {each.head for each in lines}
    every = len(view.columns) <= most
    parts = []
    for group in view.column_groups:
        entries = []
        for index in range(group.first, group.first + group.count):
            column = view.columns[index]
            note = "" if column.status in {"live", ""} else column.status
            if every or f"t:c{index}" in used:
                entries.append(Entry(f"c{index}", column.name, (), note))
        if entries:
            parts.append((words.family(group.name), tuple(entries)))
    return Block("t", tuple(parts))


def left_out(view: MapView, right: Block) -> str:
    """How many touchpoints are not drawn because nothing leads to them."""
    missing = len(view.columns) - sum(len(entries) for _, entries in right.parts)
    if not missing:
        return ""
    return f"{words.count(missing, 'touchpoint')} that no line leads to left out."


def narrow(view: MapView, part: str | None) -> tuple[GroupView, ...]:
    """The families to draw: all, one by its name, or one request as a family of its own."""
    if part is None:
        return view.row_groups
    wanted = part.casefold()
    found = tuple(g for g in view.row_groups if g.name.casefold() == wanted)
    if not found:
        found = tuple(
            GroupView(row.name, index, 1)
            for index, row in enumerate(view.rows)
            if wanted in {row.id.casefold(), row.name.casefold()}
        )
    if not found:
        known = ", ".join(dict.fromkeys(g.name for g in view.row_groups)) or "none yet"
        message = f"The map has no family and no request named '{part}'."
        raise UnknownPartError(message, f"Families of this map: {known}.")
    return found
