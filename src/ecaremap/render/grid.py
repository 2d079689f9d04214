"""How the map fits a terminal: which touchpoints stand side by side, under which short names.

Plain characters and widths only; colours are `terminal`'s business.
"""

from dataclasses import dataclass

from ecaremap.render import words
from ecaremap.views.model import CellView, ColumnView, GroupView, MapView, RowView

NARROWEST, _NAME_MOST, _NAME_LEAST, DIGITAL, _BAR = 40, 40, 18, 4, 2
_CELL = 4
"""`2>4` and the mark of a breach, which also keeps neighbours apart."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The width of names and cells, the heads of the touchpoints, and the panels of columns.

    Attributes:
        name: characters for the names of requests.
        cell: characters for a cell, its mark included.
        heads: what stands above each touchpoint; coded: are these codes that need a legend?
        panels: the touchpoints that fit side by side, each panel under the one before.
    """

    name: int
    cell: int
    heads: tuple[str, ...]
    coded: bool
    panels: tuple[tuple[int, ...], ...]


def fit(view: MapView, widest: int, width: int) -> Grid:
    """Choose the roomiest layout that needs fewest panels.

    Args:
        view: the map.
        widest: the longest name of a request, in characters on the screen.
        width: columns of the terminal.
    """
    count = len(view.columns)
    name = max(_NAME_LEAST, min(widest + 2, _NAME_MOST))
    bars = _BAR * len(view.column_groups)
    spelt = tuple(column.name for column in view.columns)
    longest = max((len(head) for head in spelt), default=0)
    plain = all(head.isascii() and head.isprintable() for head in spelt)
    if plain and name + DIGITAL + bars + count * (longest + 1) <= width:
        return Grid(name, max(_CELL + 1, longest + 1), spelt, False, (tuple(range(count)),))
    codes = _codes(view.columns)
    for names, cell in ((name, _CELL + 1), (name, _CELL), (_NAME_LEAST, _CELL)):
        left = width - DIGITAL - bars - count * cell
        if names <= left:
            return Grid(min(name, left), cell, codes, True, (tuple(range(count)),))
    room = max(1, (width - _NAME_LEAST - DIGITAL - bars) // _CELL)
    # Panels of equal size: a last one with a single touchpoint would look forgotten.
    number = -(-count // room)
    room = -(-count // number)
    panels = tuple(tuple(range(count))[at : at + room] for at in range(0, count, room))
    left = width - DIGITAL - bars - room * _CELL
    return Grid(min(name, left), _CELL, codes, True, panels)


def _codes(columns: tuple[ColumnView, ...]) -> tuple[str, ...]:
    """Three letters each, from the id, and no two alike."""
    codes: list[str] = []
    for place, column in enumerate(columns, 1):
        letters = "".join(c for c in column.id.upper() if c.isascii() and c.isalnum())
        tries = [letters[:3], *(letters[:2] + last for last in letters[3:])]
        tries += [f"{letters[:1]}{place}", f"{place}"]
        codes.append(next((t for t in tries if t and t not in codes), str(place))[:3])
    return tuple(codes)


def spans(panel: tuple[int, ...], groups: tuple[GroupView, ...]) -> list[tuple[str, list[int]]]:
    """The touchpoints of a panel by family, in order."""
    found = []
    for group in groups:
        inside = [at for at in panel if group.first <= at < group.first + group.count]
        if inside:
            found.append((words.family(group.name), inside))
    return found


def sign(cell: CellView) -> str:
    """A cell in signs: `5` stays, `2>4` changes, `?` is undecided, `!` breaks a rule, `*` was measured otherwise."""
    if cell.standing != "written":
        signs = words.STANDING_WORDS[cell.standing][0]
    else:
        today, target = (words.DEGREE_WORDS[d].glyph for d in (cell.today, cell.target))
        signs = f"{today}>{target}" if cell.changes else target
    return signs + ("!" if cell.breaches else "*" if cell.contradicted else "")


def digital(row: RowView) -> str:
    """Can a customer finish the request digitally: y or n, today and by the target; p: personal."""
    if row.personal:
        return "p"
    states = ["ny"[state] for state in (row.digital_today, row.digital_target)]
    return states[0] if states[0] == states[1] else ">".join(states)
