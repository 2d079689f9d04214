"""The cells that changed, before and after, with what is gravest about each."""

from ecaremap.compare.comparing import Comparison
from ecaremap.compare.kinds import CLASSES, KINDS, Class
from ecaremap.compare.pair import Side
from ecaremap.model.facts import degree_in
from ecaremap.views.diff_model import CellChange, MatrixView, RowChange
from ecaremap.views.diff_names import Names
from ecaremap.views.words import column_order

MOST_ROWS = 200
MARKED = ("harm", "risk", "policy", "better", "unknown")
"""What is marked in a cell even where its degrees stay."""

_Marks = dict[tuple[str, str], Class]


def matrix(comparison: Comparison, names: Names) -> MatrixView | None:
    """Rows and columns with a change; None where no cell has one."""
    old, new = comparison.old, comparison.new
    marks = _marks(comparison)
    touchpoints = {**old.strategy.touchpoints, **new.strategy.touchpoints}
    requests = list({**new.strategy.requests, **old.strategy.requests})
    concerned = {request for request, _ in marks}
    rows, columns = [], set()
    for request in requests:
        if request not in concerned:
            continue
        there = {name for at, name in marks if at == request and name in touchpoints}
        if there:
            rows.append(request)
            columns |= there
    if not rows:
        return None
    order = [name for name in column_order(touchpoints) if name in columns]
    gravest = {r: min((CLASSES.index(k) for (at, _), k in marks.items() if at == r), default=0) for r in concerned}
    rows.sort(key=lambda request: gravest[request])
    drawn = tuple(_row(comparison, names, request, order, marks) for request in rows[:MOST_ROWS])
    return MatrixView(tuple((name, names.touchpoint(name)) for name in order), drawn, max(0, len(rows) - MOST_ROWS))


def _marks(comparison: Comparison) -> _Marks:
    """The gravest class of what happened at each cell."""
    found: _Marks = {}

    def mark(request: str, touchpoint: str, klass: Class) -> None:
        known = found.get((request, touchpoint), "neutral")
        found[request, touchpoint] = min(known, klass, key=CLASSES.index)

    for change in comparison.changes:
        for edit in change.edits:
            if edit.section == "coverage":
                request, _, touchpoint = edit.name.partition("/")
                mark(request, touchpoint, change.klass)
        for effect in change.effects:
            klass = KINDS[effect.kind].klass
            if effect.request and effect.touchpoint and klass in MARKED and not effect.kind.startswith("decision"):
                mark(effect.request, effect.touchpoint, klass)
    for request, touchpoint, klass in _moved(comparison):
        mark(request, touchpoint, klass)
    return found


def _moved(comparison: Comparison) -> list[tuple[str, str, Class]]:
    """Cells whose offer changed with their touchpoint's status."""
    places = {
        edit.name: change.klass
        for change in comparison.changes
        for edit in change.edits
        if edit.section == "touchpoints" and edit.field == "status"
    }
    old, new = comparison.old, comparison.new
    return [
        (request, place, klass)
        for place, klass in places.items()
        for request in new.strategy.coverage
        if _shown(old, request, place) != _shown(new, request, place)
    ]


def _row(comparison: Comparison, names: Names, request: str, order: list[str], marks: _Marks) -> RowChange:
    old, new = comparison.old, comparison.new
    cells = tuple(
        CellChange(_shown(old, request, name), _shown(new, request, name), marks.get((request, name), ""))
        for name in order
    )
    gone, came = request not in new.strategy.requests, request not in old.strategy.requests
    return RowChange(request, names.request(request), "gone" if gone else "new" if came else "", cells)


def _shown(side: Side, request: str, touchpoint: str) -> str:
    """What is really offered, by state: `show`, `show → self-serve`, `none`, `not here`; empty where undecided."""
    cell = side.strategy.coverage.get(request, {}).get(touchpoint)
    place = side.strategy.touchpoints.get(touchpoint)
    if cell is None or place is None:
        return ""
    if cell.not_here is not None:
        return "not here"
    today, target = (degree_in(cell, place, state) or "none" for state in ("today", "target"))
    return today if today == target else f"{today} → {target}"
