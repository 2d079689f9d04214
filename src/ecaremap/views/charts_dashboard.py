"""Charts of the dashboard as Vega-Lite specifications: the figures by month with their targets, satisfaction by class."""

from decimal import Decimal

from ecaremap.views.charts_case import ACCENT, INK, LINE_STRONG, LOSS, MUTED, SOFT, Spec
from ecaremap.views.charts_plan import framed
from ecaremap.views.dashboard_model import DashboardView, TrendLine, TrendView
from ecaremap.views.words import listed

_WIDTH, _HEIGHT = 320, 130


def trend(view: DashboardView) -> Spec | None:
    """Each figure by month with its 95% interval and its target; None without two whole months."""
    found = view.trend
    if found is None:
        return None
    lines = [line for line in found.lines if any(point.value is not None for point in line.points)]
    if not lines:
        return None
    months = f"{found.months[0][1]} to {found.months[-1][1]}"
    below = "By the month needs began in. Band: 95% sure; dashed: the target"
    said = "; ".join(_said(found, line) for line in lines)
    return framed(f"How it moves, {months}", below, f"{said}.") | {
        "columns": 2, "spacing": 28, "concat": [_panel(found, line) for line in lines],
    }  # fmt: skip


def _said(view: TrendView, line: TrendLine) -> str:
    points = [f"{point.text} in {name}" for point, (_, name) in zip(line.points, view.months, strict=True)]
    target = f", target {line.bound_text}" if line.bound_text else ""
    return f"{line.title}: {listed(points)}{target}"


def _panel(view: TrendView, line: TrendLine) -> Spec:
    values = [
        {"month": name, "at": at, "n": float(point.value), "low": float(point.low or 0), "high": float(point.high or 1)}
        for at, (point, (_, name)) in enumerate(zip(line.points, view.months, strict=True))
        if point.value is not None
    ]
    last = next(point for point in reversed(line.points) if point.value is not None)
    title = f"{line.title}: {last.text}" + (f", target {line.bound_text}" if line.bound_text else "")
    return {
        "width": _WIDTH, "height": _HEIGHT, "data": {"values": values},
        "title": {"text": title, "fontSize": 13, "fontWeight": 600, "color": INK, "offset": 6},
        "layer": _layers(view, line),
    }  # fmt: skip


def _layers(view: TrendView, line: TrendLine) -> list[Spec]:
    names = [name for _, name in view.months]
    step = 1 if len(names) <= 6 else 2 if len(names) <= 12 else 3
    shown = [name for at, name in enumerate(names) if at % step == 0]
    x: Spec = {
        "field": "month", "type": "ordinal", "title": None, "scale": {"domain": names, "type": "point"},
        "axis": {"values": shown, "labelAngle": 0, "labelExpr": "slice(datum.value, 0, 3)", "grid": False},
    }  # fmt: skip
    top = max([1.15 * float(p.high or 0) for p in line.points if p.value is not None] + [1.15 * float(line.bound or 0)])
    y: Spec = {"type": "quantitative", "title": None, "scale": {"domain": [0, min(1.0, top)]},
               "axis": {"tickCount": 4, "format": "~%"}}  # fmt: skip
    layers: list[Spec] = [
        {"mark": {"type": "area", "color": SOFT, "opacity": 0.75},
         "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
        {"mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.2}, "encoding": {"x": x, "y": {"field": "n", **y}}},
        {"mark": {"type": "point", "color": ACCENT, "filled": True, "size": 40, "opacity": 1},
         "encoding": {"x": x, "y": {"field": "n", **y}}},
    ]  # fmt: skip
    if line.bound is not None:
        met = _met(line)
        rule = {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 1.5, "color": ACCENT if met else LOSS}
        layers.append({"mark": rule, "encoding": {"y": {"datum": float(line.bound), "type": "quantitative"}}})
    return layers


def _met(line: TrendLine) -> bool:
    last = next((point.value for point in reversed(line.points) if point.value is not None), Decimal(0))
    assert line.bound is not None
    return last >= line.bound if line.bound_text.startswith("at least") else last <= line.bound


def satisfaction(view: DashboardView) -> Spec | None:
    """Raw and adjusted grades by class of journey; None where fewer than two classes have answers."""
    rows = [row for row in view.satisfaction if row.raw_exact is not None]
    if len(rows) < 2:
        return None
    values = [
        {"name": row.name, "kind": kind, "n": float(exact), "text": text}
        for row in rows
        for kind, exact, text in (("raw", row.raw_exact, row.raw), ("adjusted", row.adjusted_exact, row.adjusted))
        if exact is not None
    ]
    y = {
        "field": "name",
        "type": "nominal",
        "title": None,
        "sort": [row.name for row in rows],
        "axis": {"labelLimit": 220},
    }
    shares = all(row.raw.endswith("%") for row in rows)
    x: Spec = {"field": "n", "type": "quantitative", "title": None, "scale": {"zero": shares, "nice": True},
               "axis": {"tickCount": 5, "format": "~%" if shares else "~g"}}  # fmt: skip
    said = "; ".join(f"{row.name}: raw {row.raw}, adjusted {row.adjusted}, {row.answers or 0} answers" for row in rows)
    below = "Ring: raw; dot: as if every class had the same mix of requests. Digital-only customers are survivors"
    shape = {"field": "kind", "type": "nominal", "legend": None}
    colour = {**shape, "scale": {"domain": ["raw", "adjusted"], "range": [MUTED, ACCENT]}}
    return framed("Satisfaction by kind of journey", below, f"{said}.") | {
        "width": 480, "height": 44 * len(rows), "data": {"values": values},
        "layer": [
            {"mark": {"type": "line", "color": LINE_STRONG, "strokeWidth": 2}, "encoding": {"x": x, "y": y, "detail": {"field": "name", "type": "nominal"}}},
            {"transform": [{"filter": "datum.kind == 'raw'"}], "mark": {"type": "point", "filled": False, "size": 130, "strokeWidth": 2.2, "color": MUTED}, "encoding": {"x": x, "y": y}},
            {"transform": [{"filter": "datum.kind == 'adjusted'"}], "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1}, "encoding": {"x": x, "y": y, "color": colour}},
        ],
    }  # fmt: skip
