"""Charts of the business case as Vega-Lite specifications, made from its view alone.

Every specification is plain data: its title says what to see, its description says the same to those who
do not see it, and no colour carries meaning that a word does not carry, too.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ecaremap.views.case_model import Amount, BubbleView, CaseView, SwingView
from ecaremap.views.case_words import number
from ecaremap.views.charts_quadrants import bubble_layout

Spec = dict[str, Any]

INK, MUTED, LINE, LINE_STRONG = "#17252a", "#56646a", "#e2dfd8", "#8b9599"
ACCENT, PERSON, LOSS, SOFT = "#01665e", "#c3935c", "#a61b13", "#b4ddd6"
PAGE, RAISED = "#ffffff", "#f8f7f4"
"""The light values of templates/tokens.css; printed pages are light as well."""

FONT = "Segoe UI, Roboto, Helvetica Neue, Arial, Noto Sans, sans-serif"
WIDTH = 640
_BAR = 30

_AXIS_WORDS = "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '.2~f') + ' million' : format(datum.value, ',.0f')"

CONFIG: Spec = {
    "background": PAGE,
    "font": FONT,
    # Marks would read their raw data aloud; the description says it in words.
    "aria": False,
    "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": MUTED, "labelFontSize": 13, "titleFontSize": 12, "titleFontWeight": "normal",
             "gridColor": LINE, "domain": False, "ticks": False, "labelPadding": 8},
    "title": {"anchor": "start", "color": INK, "fontSize": 17, "subtitleColor": MUTED, "subtitleFontSize": 13,
              "subtitlePadding": 6, "offset": 18},
    "text": {"color": INK, "fontSize": 13},
}  # fmt: skip


def waterfall(view: CaseView) -> Spec | None:
    """From the handling that moves to cash, a year; None where nothing is in the case."""
    if not view.lines:
        return None
    bars, total = [], Decimal(0)
    for line in view.lines:
        value = line.year.exact
        start = Decimal(0) if line.role in ("start", "total") else total
        total = start + value
        bars.append(
            {"label": line.label, "start": float(start), "end": float(total), "text": number(value),
             "high": float(max(start, total)), "kind": _kind(line.role, value)}
        )  # fmt: skip
    first, last = view.lines[0].year, view.lines[-1].year
    rest = f"{last.text} becomes cash" if last.exact > 0 else "nothing becomes cash"
    title = f"Of {first.text} of handling that moves, {rest}"
    words = "; ".join(f"{line.label}: {line.year.text}" for line in view.lines)
    order = [line.label for line in view.lines]
    return _framed(title, f"{view.currency} a year at full take-up, before building and running", words) | {
        "width": WIDTH,
        "height": {"step": _BAR + 8},
        "data": {"values": bars},
        "encoding": {"y": {"field": "label", "type": "nominal", "sort": order, "title": None}},
        "layer": [_floating(), _zero(), _bar_labels()],
    }


def _kind(role: str, value: Decimal) -> str:
    if role == "start":
        return PERSON
    if role == "minus":
        return LINE_STRONG
    return ACCENT if value >= 0 else LOSS


def _floating() -> Spec:
    return {
        "mark": {"type": "bar", "height": _BAR - 8},
        "encoding": {
            "x": {"field": "start", "type": "quantitative", "axis": None},  # every bar says its amount
            "x2": {"field": "end"},
            "color": {"field": "kind", "type": "nominal", "scale": None},
        },
    }


def _zero() -> Spec:
    return {"mark": {"type": "rule", "color": INK, "strokeWidth": 1}, "encoding": {"x": {"datum": 0}, "y": {"value": 0},
            "y2": {"value": "height"}}}  # fmt: skip


def _bar_labels() -> Spec:
    return {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": 600},
        "encoding": {"x": {"field": "high", "type": "quantitative"}, "text": {"field": "text"}},
    }


def tornado(view: CaseView) -> Spec | None:
    """Which figure matters most; None where nothing is uncertain."""
    found = view.tornado
    if found is None:
        return None
    ends = [end for swing in found.swings for end in _ends(swing, found.likely)]
    order = [swing.label for swing in found.swings]
    title = f"{found.swings[0].label} matters most"
    below = f"{found.measure}, {view.currency}: each figure at its low and its high end, all others at their likely value ({found.likely.text})"
    words = "; ".join(f"{s.label}: {s.at_low.text} at {s.low}, {s.at_high.text} at {s.high}" for s in found.swings)
    return _framed(title, below, words) | {
        "width": WIDTH,
        "height": {"step": _BAR},
        "data": {"values": ends},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 340}}
        },
        "layer": [_swing_bars(), _likely(found.likely), *(_end_labels(side) for side in ("left", "right"))],
    }


def _ends(swing: SwingView, likely: Amount) -> list[Spec]:
    """Both ends of a bar; a figure whose two ends lie on one side of the likely value overlaps itself."""
    low_is_left = swing.at_low.exact <= swing.at_high.exact
    return [
        {"label": swing.label, "from": float(likely.exact), "to": float(amount.exact), "value": value, "end": end,
         "side": "left" if (end == "low") == low_is_left else "right"}
        for end, amount, value in (("low", swing.at_low, swing.low), ("high", swing.at_high, swing.high))
    ]  # fmt: skip


def _swing_bars() -> Spec:
    colour = {"domain": ["low", "high"], "range": [PERSON, ACCENT]}
    legend = {"title": None, "orient": "top", "symbolType": "square", "labelFontSize": 13, "offset": 4,
              "labelExpr": "'figure at its ' + datum.label + ' end'"}  # fmt: skip
    axis = {"tickCount": 6, "labelExpr": _AXIS_WORDS}
    return {
        "mark": {"type": "bar", "height": _BAR - 12},
        "encoding": {
            "x": {
                "field": "from",
                "type": "quantitative",
                "title": None,
                "scale": {"zero": False, "padding": 52},
                "axis": axis,
            },
            "x2": {"field": "to"},
            "color": {"field": "end", "type": "nominal", "scale": colour, "legend": legend},
        },
    }


def _likely(likely: Amount) -> Spec:
    return {"mark": {"type": "rule", "color": INK, "strokeWidth": 1.5},
            "encoding": {"x": {"datum": float(likely.exact)}, "y": {"value": 0}, "y2": {"value": "height"}}}  # fmt: skip


def _end_labels(side: str) -> Spec:
    align, shift = ("right", -6) if side == "left" else ("left", 6)
    return {
        "transform": [{"filter": f"datum.side === '{side}'"}],
        "mark": {"type": "text", "align": align, "dx": shift, "fontSize": 12},
        "encoding": {"x": {"field": "to", "type": "quantitative"}, "text": {"field": "value"}},
    }


def quadrants(view: CaseView) -> Spec | None:
    """Requests by what they are worth to customers and to the company; None without any placed request."""
    if not view.bubbles:
        return None
    layout = bubble_layout(view.bubbles)
    frame = {"x": {"field": "x", "type": "quantitative", "scale": {"domain": [0, layout.width]}, "axis": None},
             "y": {"field": "y", "type": "quantitative", "scale": {"domain": [layout.height, 0]}, "axis": None}}  # fmt: skip
    return _framed("What to do with which request", _counted(view.bubbles), _bubble_words(view.bubbles)) | {
        "width": layout.width,
        "height": layout.height,
        "encoding": frame,
        "layer": [
            {"data": {"values": list(layout.panels)}, "mark": {"type": "rect", "fill": RAISED, "cornerRadius": 6},
             "encoding": {"x2": {"field": "x2"}, "y2": {"field": "y2"}}},
            _texts(layout.names, fontSize=15, fontWeight=700),
            _texts(layout.reasons, fontSize=12, color=MUTED),
            {"data": {"values": [bubble | {"fill": _fill(bubble["sign"])} for bubble in layout.bubbles]},
             "mark": {"type": "circle", "opacity": 1, "stroke": LINE_STRONG, "strokeWidth": 1},
             "encoding": {"size": {"field": "area", "type": "quantitative", "scale": None},
                          "color": {"field": "fill", "type": "nominal", "scale": None}}},
            _texts(layout.labels, fontSize=13),
            _texts(layout.details, fontSize=11.5, color=MUTED),
        ],
    }  # fmt: skip


def _texts(values: Sequence[Spec], **style: Any) -> Spec:
    return {
        "data": {"values": list(values)},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "limit": 300, **style},
        "encoding": {"text": {"field": "text"}},
    }


def _fill(sign: int) -> str:
    return {1: ACCENT, -1: LOSS}.get(sign, PAGE)


def _counted(bubbles: Sequence[BubbleView]) -> list[str]:
    outside = sum(bubble.economic is None for bubble in bubbles)
    more = f"; {outside} white: not in the case" if outside else ""
    return ["Size: needs a month. Teal: cost avoided a year; red: costs more than it avoids" + more]


def _bubble_words(bubbles: Sequence[BubbleView]) -> str:
    groups: dict[str, list[str]] = {}
    for bubble in bubbles:
        groups.setdefault(bubble.quadrant, []).append(f"{bubble.name} ({number(bubble.needs)} needs a month)")
    return "; ".join(f"{name}: {', '.join(found)}" for name, found in groups.items())


def _framed(title: str, below: str | list[str], words: str) -> Spec:
    """What every chart shares: title, words for those who do not see it, fonts and colours."""
    return {
        "title": {"text": title, "subtitle": below},
        "description": f"{title}. {words}.",
        "padding": 12,
        "config": CONFIG,
    }
