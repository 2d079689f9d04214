"""The chart of counted contacts as a Vega-Lite specification: how many there were each month, and how many were digital."""

from typing import Any

from ecaremap.views.charts_case import ACCENT, INK, SOFT, Spec
from ecaremap.views.charts_plan import framed
from ecaremap.views.volumes_model import VolumeLine, VolumesView

_WIDTH, _HEIGHT = 320, 150

MONTHS = "volumes-months"
"""The name of the chart."""


def months(view: VolumesView) -> Spec | None:
    """Contacts and the digital share of them by month; None without two months that may be shown."""
    lines = next((table.lines for table in view.tables if table.head == "Month"), ())
    shown = [line for line in lines if line.contacts is not None]
    if len(shown) < 2:
        return None
    names = [line.name for line in lines]
    said = "; ".join(f"{line.name} {line.contacts:,}, {line.digital.text} digital" for line in shown)
    panels = [
        _panel("Contacts", names, _counts(lines), ","),
        _panel("At digital touchpoints", names, _shares(lines), "~%"),
    ]
    title = f"How contacts move, {names[0]} to {names[-1]}"
    below = "All contacts of the table, and the share of them at digital touchpoints"
    return framed(title, below, f"{said}.") | {"columns": 2, "spacing": 28, "concat": panels}


def _counts(lines: tuple[VolumeLine, ...]) -> list[dict[str, Any]]:
    return [{"month": line.name, "n": line.contacts} for line in lines if line.contacts is not None]


def _shares(lines: tuple[VolumeLine, ...]) -> list[dict[str, Any]]:
    return [{"month": line.name, "n": float(line.digital.value)} for line in lines if line.digital.value is not None]


def _panel(title: str, names: list[str], values: list[dict[str, Any]], form: str) -> Spec:
    step = 1 if len(names) <= 6 else 2 if len(names) <= 12 else 3
    x: Spec = {
        "field": "month", "type": "ordinal", "title": None, "scale": {"domain": names, "type": "point"},
        "axis": {"values": names[::step], "labelAngle": 0, "labelExpr": "slice(datum.value, 0, 3)", "grid": False},
    }  # fmt: skip
    # Both begin at nothing: a share that moves by a point must not look like one that doubles.
    y: Spec = {"field": "n", "type": "quantitative", "title": None, "scale": {"zero": True, "nice": True},
               "axis": {"tickCount": 4, "format": form}}  # fmt: skip
    marks: list[Spec] = [
        {"type": "area", "color": SOFT, "opacity": 0.75}, {"type": "line", "color": ACCENT, "strokeWidth": 2.2},
        {"type": "point", "color": ACCENT, "filled": True, "size": 40, "opacity": 1},
    ]  # fmt: skip
    return {
        "width": _WIDTH, "height": _HEIGHT, "data": {"values": values},
        "title": {"text": title, "fontSize": 13, "fontWeight": 600, "color": INK, "offset": 6},
        "layer": [{"mark": mark, "encoding": {"x": x, "y": y}} for mark in marks],
    }  # fmt: skip
