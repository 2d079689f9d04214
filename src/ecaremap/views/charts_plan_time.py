"""The plan in time: what is worked on when by which team, and how much of each team that takes."""

from itertools import groupby

from ecaremap.views.charts_case import ACCENT, INK, LINE, LINE_STRONG, LOSS, MUTED, PERSON, SOFT, Spec
from ecaremap.views.charts_plan import framed, month_axis
from ecaremap.views.plan_model import ItemView, PlanView, TeamView
from ecaremap.views.words import counted, listed

ROWS, PAGES = 30, 4
"""Rows of one picture that can be read on paper, and pictures; what is more stands in the tables only."""

Row = tuple[str, ItemView]
"""A team, and an item it works on."""

_WIDTH, _ROW, _LOAD = 700, 18, 54
_FILLS = {"fix": PERSON, "foundation": LINE_STRONG, "new touchpoint": LINE_STRONG, "build": ACCENT, "pull": SOFT,
          "push": LOSS, "closing": LOSS}  # fmt: skip
NOBODY = "Without a team"


def gantts(view: PlanView) -> list[Spec]:
    """Bars by team with freezes shaded; so many rows a picture that they can be read on paper."""
    pages = _pages(grouped(view))
    most = sum(len(page) for page in pages)
    return [_gantt(view, page, at, len(pages), most) for at, page in enumerate(pages, 1)]


def _gantt(view: PlanView, rows: list[Row], at: int, pages: int, most: int) -> Spec:
    teams = listed(list(dict.fromkeys(team for team, _ in rows)))
    count = f"{at} of {pages}: " if pages > 1 else ""
    title = f"{count}{teams}" if pages > 1 else "When what is done, by team"
    below = ["Bar: work until the month it goes live (dot). Brown: fixes; grey: foundations; teal: builds; light: pull;",
             "red: push. Shaded months: nothing goes live."]  # fmt: skip
    left = len(view.items) - most
    if left and at == pages:
        below[1] += f" {left} more stand in the tables."
    words = f"{counted(len(rows), 'piece of work', 'pieces of work')}; the tables below list every one."
    return framed(title, below, words) | _bars(view, rows)


def loads(view: PlanView) -> Spec | None:
    """What each team is asked for by month, against the people there are."""
    busy = [team for team in view.teams if any(team.load)]
    if not busy:
        return None
    words = "; ".join(f"{team.name}: {team.peak}" for team in busy) + "."
    below = "Filled: people asked for; line: people there are. Shaded months: nothing goes live."
    return framed("How busy the teams are", below, words) | {
        "vconcat": [_load(view, team) for team in busy],
        "spacing": 14,
    }


def grouped(view: PlanView) -> list[Row]:
    """Items by the team with the most people in them, in the order of the teams, then by month."""
    order = {team.name: at for at, team in enumerate(view.teams)}
    rows = [(max(i.team, key=lambda pair: (pair[1], pair[0]))[0] if i.team else NOBODY, i) for i in view.items]
    return sorted(rows, key=lambda row: (order.get(row[0], len(order)), row[0] == NOBODY, row[0]))


def _pages(rows: list[Row]) -> list[list[Row]]:
    """Teams stay together as long as they fit."""
    pages: list[list[Row]] = [[]]
    for _, group in groupby(rows, key=lambda row: row[0]):
        team = list(group)
        if pages[-1] and len(pages[-1]) + len(team) > ROWS:
            pages.append([])
        while len(team) > ROWS:
            pages[-1], team = team[:ROWS], team[ROWS:]
            pages.append([])
        pages[-1] += team
    return [page for page in pages if page][:PAGES]


def _x(view: PlanView, *, labels: bool = True) -> Spec:
    scale = {"domain": [1, len(view.months) + 1], "nice": False}
    return {"type": "quantitative", "title": None, "scale": scale, "axis": month_axis(view, labels=labels)}


def _bars(view: PlanView, rows: list[tuple[str, ItemView]]) -> Spec:
    """One row a piece of work, a heading row for every team."""
    bars, launches, names, heads, y = [], [], [], [], 0
    team = ""
    for of, item in rows:
        if of != team:
            y += 2 if team else 1
            heads.append({"y": y - 0.5, "text": of})
            team = of
        y += 1
        start, end = item.starts.number, _end(view, item)
        if end > start:
            fill = _FILLS.get(item.kind, ACCENT)
            bars.append({"y": y - 0.85, "y2": y - 0.15, "x": start, "x2": end, "fill": fill})
        if item.kind not in _LASTING:
            launches.append({"y": y - 0.5, "x": item.live.number})
        names.append({"y": y - 0.5, "text": item.name if len(item.name) <= 44 else f"{item.name[:43]}…"})
    place = {"type": "quantitative", "scale": {"domain": [0, y], "reverse": True, "nice": False}, "axis": None}
    x = {"field": "x", **_x(view)}
    layers = [
        *_shades(view),
        _guides(len(view.months)),
        {"data": {"values": bars}, "mark": {"type": "rect"}, "encoding": {
            "x": x, "x2": {"field": "x2"}, "y": {"field": "y", **place}, "y2": {"field": "y2"},
            "color": {"field": "fill", "type": "nominal", "scale": None}}},
        {"data": {"values": launches}, "mark": {"type": "point", "filled": True, "size": 52, "color": INK, "opacity": 1},
         "encoding": {"x": x, "y": {"field": "y", **place}}},
        _names(names, place, fontSize=11.5),
        _names(heads, place, fontSize=12, fontWeight=700),
    ]  # fmt: skip
    return {"width": _WIDTH, "height": y * _ROW, "layer": layers}


_LASTING = ("pull", "push", "closing")
"""Kinds that act from their first month on; all others are worked on and then go live."""


def _end(view: PlanView, item: ItemView) -> int:
    """The month before which a bar ends."""
    if item.kind not in _LASTING:
        return item.live.number
    return item.ends.number + 1 if item.ends else len(view.months) + 1


def _names(values: list[Spec], place: Spec, **style: object) -> Spec:
    """Names left of the bars."""
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "right", "baseline": "middle", "limit": 250, "dx": -10, **style},
        "encoding": {"x": {"value": 0}, "y": {"field": "y", **place}, "text": {"field": "text"}},
    }


def _shades(view: PlanView, *, labels: bool = True) -> list[Spec]:
    """Months in which nothing goes live."""
    if not view.freezes:
        return []
    values = [{"x": month, "x2": month + 1} for month in view.freezes]
    return [{"data": {"values": values}, "mark": {"type": "rect", "color": LINE, "opacity": 0.8},
             "encoding": {"x": {"field": "x", **_x(view, labels=labels)}, "x2": {"field": "x2"}}}]  # fmt: skip


def _guides(months: int) -> Spec:
    """A thin line at every half year."""
    values = [{"x": month} for month in range(1, months + 2, 6)]
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "color": LINE},
        "encoding": {"x": {"field": "x", "type": "quantitative"}},
    }


def _load(view: PlanView, team: TeamView) -> Spec:
    """People of a team asked for by month, and the line of those there are."""
    most = float(max(*team.load, *team.capacity))
    values = [
        {"x": at, "x2": at + 1, "load": float(load), "there": float(there)}
        for at, (load, there) in enumerate(zip(team.load, team.capacity, strict=True), 1)
    ]
    y = {"type": "quantitative", "title": None, "scale": {"domain": [0, most * 1.15], "nice": False},
         "axis": {"values": [0, most], "grid": False, "format": "~g"}}  # fmt: skip
    line = [{"x": v["x"], "there": v["there"]} for v in values] + [{"x": len(values) + 1, "there": values[-1]["there"]}]
    return {
        "width": _WIDTH,
        "height": _LOAD,
        "data": {"values": values},
        "title": {"text": f"{team.name}: {team.peak}", "fontSize": 12, "fontWeight": "normal", "color": MUTED, "offset": 4},
        "layer": [
            *_shades(view, labels=False),
            {"mark": {"type": "rect", "color": SOFT}, "encoding": {
                "x": {"field": "x", **_x(view, labels=False)}, "x2": {"field": "x2"}, "y": {"field": "load", **y}, "y2": {"datum": 0}}},
            {"data": {"values": line}, "mark": {"type": "line", "interpolate": "step-after", "color": INK, "strokeWidth": 1.5},
             "encoding": {"x": {"field": "x", **_x(view, labels=False)}, "y": {"field": "there", **y}}},
        ],
    }  # fmt: skip
