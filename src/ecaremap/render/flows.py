"""Families only: how much of each family can be finished where, today and by the target."""

from decimal import Decimal

from ecaremap.render import words
from ecaremap.render.sketch import (
    CLOSER,
    Block,
    Change,
    Entry,
    Line,
    Sketch,
    left_out,
    narrow,
    touchpoints,
)
from ecaremap.views.model import GroupView, MapView

Flow = tuple[Decimal, Decimal]
"""What can be finished at a touchpoint today and by the target: requests, or a share of needs."""

Flows = dict[int, Flow]
"""By the index of the touchpoint."""

STRONGEST = 6
"""How many touchpoints a family keeps."""

MOST_FAMILIES, MOST_FAMILY_LINES = 24, 72
"""Beyond these, the smallest families are left out, and every family keeps fewer touchpoints."""

_THINNEST = 1.0


def agg(view: MapView, part: str | None) -> Sketch:
    """Each family with lines to its strongest touchpoints, as wide as what can be finished there."""
    every = [(group, _flows(view, group)) for group in narrow(view, part)]
    kept = _largest(every)
    limit = max(3, min(STRONGEST, MOST_FAMILY_LINES // max(1, len(kept))))
    thickest = 7.0 if len(kept) <= 10 else 4.0
    heaviest = max((max(flow) for _, flows in kept for flow in flows.values()), default=Decimal(1))
    left: list[Block] = []
    lines: list[Line] = []
    for at, (group, flows) in enumerate(kept):
        strongest = _strongest(flows, limit)
        title = f"{group.name} · {words.count(group.count, 'request')}"
        entries = tuple(_entry(view, column, flows[column]) for column in strongest)
        left.append(Block(f"g{at}", ((title, entries),)))
        for column in strongest:
            share = float(max(flows[column]) / heaviest) if heaviest else 0.0
            width = round(_THINNEST + (thickest - _THINNEST) * share, 1)
            lines.append(_line(view, f"g{at}", column, flows[column], width))
    notice = (
        f"Families are drawn instead of single requests, each with its {limit} strongest touchpoints at most. {CLOSER}"
    )
    if len(kept) < len(every):
        notice = f"The {len(kept)} largest of {len(every)} families are drawn. {notice}"
    right = touchpoints(view, lines)
    notice = f"{notice} {left_out(view, right)}".strip()
    return Sketch(tuple(left), right, tuple(lines), _meaning(view), notice)


def _largest(every: list[tuple[GroupView, Flows]]) -> list[tuple[GroupView, Flows]]:
    """The families with most to finish, in the map's order."""
    weights = [sum((then for _, then in flows.values()), Decimal(0)) for _, flows in every]
    ranked = sorted(range(len(every)), key=lambda at: (-weights[at], at))
    return [every[at] for at in sorted(ranked[:MOST_FAMILIES])]


def _meaning(view: MapView) -> str:
    what = "the share of all needs" if _measured(view) else "how many requests"
    return f"Figures and the width of a line: {what} that can be finished there, today → target."


def _measured(view: MapView) -> bool:
    return bool(view.rows) and all(row.share is not None for row in view.rows)


def _flows(view: MapView, group: GroupView) -> Flows:
    measured = _measured(view)
    flows: Flows = {}
    for row in view.rows[group.first : group.first + group.count]:
        weight = row.share if measured and row.share is not None else Decimal(1)
        for column, cell in enumerate(row.cells):
            now, then = cell.completes_today, cell.completes_target
            if cell.standing == "written" and (now or then):
                before, after = flows.get(column, (Decimal(0), Decimal(0)))
                flows[column] = (before + weight * now, after + weight * then)
    return flows


def _strongest(flows: Flows, limit: int) -> list[int]:
    """The touchpoints that finish most, in the map's order; of equals those that change most."""
    ranked = sorted(flows, key=lambda c: (-max(flows[c]), -abs(flows[c][1] - flows[c][0]), c))
    return sorted(ranked[:limit])


def _entry(view: MapView, column: int, flow: Flow) -> Entry:
    spelt = [words.share(part) if _measured(view) else f"{int(part):,}" for part in flow]
    return Entry(f"c{column}", view.columns[column].name, (), " → ".join(dict.fromkeys(spelt)))


def _line(view: MapView, block: str, column: int, flow: Flow, width: float) -> Line:
    now, then = flow
    # The width shows the amount here, so that a bold pen could not mean a change as well.
    change: Change = "new" if not now else "kept" if then else "ended"
    entry = _entry(view, column, flow)
    degree = {"traditional": "human", "automated-voice": "proactive"}
    return Line(
        f"{block}:c{column}",
        f"t:c{column}",
        change,
        degree.get(view.columns[column].family, "self-serve"),
        f"{entry.text}: {entry.note}",
        width,
    )
