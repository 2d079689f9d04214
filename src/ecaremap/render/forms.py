"""The readable forms of a drawing: all requests, families only, or a close look at a part."""

from collections.abc import Callable, Sequence

from ecaremap.render import words
from ecaremap.render.flows import agg
from ecaremap.render.sketch import (
    CLOSER,
    MOST_LINES,
    MOST_ROWS,
    Block,
    Entry,
    Line,
    Sketch,
    drawn,
    left_out,
    line,
    narrow,
    preferred,
    steps,
    touchpoints,
)
from ecaremap.views.model import CellView, GroupView, MapView, RowView

Place = tuple[int, int]
"""A cell by the indexes of its row and its column."""

_TALL = 40


def pick(view: MapView, form: str, part: str | None) -> str:
    """The form for `auto`: the most detailed one that can still be read."""
    if form != "auto":
        return form
    rows = _rows(view, narrow(view, part))
    if part is not None and len(_offered(rows)) <= MOST_LINES:
        return "ego"
    return "tables" if len(rows) <= MOST_ROWS else "agg"


def tables(view: MapView, part: str | None) -> Sketch:
    """Every request, under its family, with one line to the touchpoint that carries it furthest."""
    left: list[Block] = []
    lines: list[Line] = []
    groups = narrow(view, part)
    # Long lines are hard to follow, so a tall drawing also names where each one leads.
    tall = len(_rows(view, groups)) > _TALL
    for at, group in enumerate(groups):
        entries = []
        for index, row in _rows(view, (group,)):
            best = preferred(row, "target")
            place = view.columns[best].name if tall and best is not None else ""
            note = ", ".join(filter(None, (place, _aside(row, best))))
            entries.append(Entry(f"r{index}", row.name, _best(row), note))
            if best is not None:
                lines.append(line(f"g{at}:r{index}", row, view.columns[best], best))
        left.append(Block(f"g{at}", ((group.name, tuple(entries)),)))
    meaning = (
        "Each request leads to the touchpoint that will carry it furthest; “+ 2 changes” counts "
        "what changes for it elsewhere."
    )
    notice = ""
    if len(lines) > MOST_ROWS:
        notice = f"{len(lines)} lines are hard to follow. {CLOSER}"
    right = touchpoints(view, lines)
    notice = " ".join(filter(None, (notice, left_out(view, right))))
    return Sketch(tuple(left), right, tuple(lines), meaning, notice)


def ego(view: MapView, part: str | None) -> Sketch:
    """One family or one request with all its cells and the rules that limit them."""
    notice = ""
    if part is None and view.row_groups:
        part = view.row_groups[0].name
        notice = f"Only the family '{part}' is drawn. {CLOSER}"
    rows = _rows(view, narrow(view, part))
    offered = _offered(rows)
    cells = sorted(sorted(offered, key=lambda at: _weight(view, at))[:MOST_LINES])
    if len(cells) < len(offered):
        notice = (
            f"{len(cells)} of {len(offered)} cells are drawn, first those that break a rule or change. "
            "Name one request with --family to see all of its cells."
        )
    left: list[Block] = []
    lines: list[Line] = []
    for index, row in rows:
        mine = [column for at, column in cells if at == index]
        entries = [_cell_entry(view, row, column) for column in mine] + _rules(view, row, mine)
        left.append(Block(f"g{index}", ((row.name, tuple(entries)),)))
        lines += [line(f"g{index}:c{c}", row, view.columns[c], c) for c in mine]
    meaning = "Every touchpoint where it can be handled, today or by the target."
    return Sketch(tuple(left), touchpoints(view, lines, most=0), tuple(lines), meaning, notice)


FORMS: dict[str, Callable[[MapView, str | None], Sketch]] = {
    "tables": tables,
    "agg": agg,
    "ego": ego,
}


def _rows(view: MapView, groups: Sequence[GroupView]) -> list[tuple[int, RowView]]:
    return [(at, view.rows[at]) for g in groups for at in range(g.first, g.first + g.count)]


def _offered(rows: Sequence[tuple[int, RowView]]) -> list[Place]:
    return [(at, c) for at, row in rows for c, cell in enumerate(row.cells) if drawn(cell)]


def _weight(view: MapView, at: Place) -> tuple[bool, bool, Place]:
    cell = view.rows[at[0]].cells[at[1]]
    return not cell.breaches, not cell.changes, at


def _best(row: RowView) -> tuple[str, ...]:
    """The furthest degree today and by the target: one if it stays, two if it changes."""
    now, then = preferred(row, "today"), preferred(row, "target")
    before = "none" if now is None else row.cells[now].today
    after = "none" if then is None else row.cells[then].target
    return (after,) if before == after else (before, after)


def _aside(row: RowView, best: int | None) -> str:
    """What the one line of a request cannot say."""
    if row.personal:
        return "stays personal"
    more = sum(cell.changes for c, cell in enumerate(row.cells) if c != best)
    return f"+ {words.count(more, 'change')}" if more else ""


def _cell_entry(view: MapView, row: RowView, column: int) -> Entry:
    cell = row.cells[column]
    notes = []
    if cell.breaches:
        notes.append("! breaks a rule")
    elif cell.limit and cell.limit != cell.target:
        notes.append(f"at most {cell.limit}")
    if cell.contradicted:
        notes.append("measured otherwise")
    if cell.status not in {"live", ""}:
        notes.append(cell.status)
    return Entry(f"c{column}", view.columns[column].name, steps(cell), ", ".join(notes))


def _rules(view: MapView, row: RowView, columns: Sequence[int]) -> list[Entry]:
    """The rules that limit these cells of a request, once each, as remarks under them."""
    limiting = {reason for column in columns for reason in _limiting(row.cells[column])}
    rules = [view.reasons[reason] for reason in sorted(limiting)]
    return [Entry("", f"Rule: {rule.title} ({rule.effect})", remark=True) for rule in rules]


def _limiting(cell: CellView) -> tuple[int, ...]:
    broken = tuple(breach.reason for breach in cell.breaches)
    limited = cell.reasons if cell.outcome != "allowed" else ()
    return tuple(dict.fromkeys((*broken, *limited)))
