"""Charts of the plan's money as Vega-Lite specifications: cumulative cash, the way to value today, what matters most."""

from decimal import Decimal

from ecaremap.views.case_words import number
from ecaremap.views.charts_case import ACCENT, CONFIG, INK, LINE_STRONG, LOSS, MUTED, PERSON, SOFT, WIDTH, Spec
from ecaremap.views.plan_model import PlanView
from ecaremap.views.plan_model_money import SwingView

MILLIONS = "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '.2~f') + ' million' : format(datum.value, ',.0f')"
BARS = 10
_BAR, _HEIGHT = 30, 300


def framed(title: str, below: str | list[str], words: str) -> Spec:
    """What every chart shares: title, words for those who do not see it, fonts and colours."""
    return {
        "title": {"text": title, "subtitle": below},
        "description": f"{title}. {words}",
        "padding": 12,
        "config": CONFIG,
    }


def month_axis(view: PlanView, *, labels: bool = True) -> Spec:
    """Months as `Jan 2027`, so few that they do not touch; the values are numbers from 1."""
    step = next((each for each in (1, 2, 3, 6, 12) if len(view.months) <= 8 * each), 24)
    names = {month.number: month.text for month in view.months}
    ticks = [number_ for number_ in names if (number_ - 1) % step == 0]
    words = "".join(f"datum.value == {at} ? '{names[at]}' : " for at in ticks) + "''"
    return {"values": ticks, "labelExpr": words, "labelFlush": False, "grid": False, "labels": labels}


def by_month(view: PlanView) -> Spec:
    """Months across, from the first to the last."""
    scale = {"domain": [1, len(view.months)], "nice": False}
    return {"field": "month", "type": "quantitative", "title": None, "axis": month_axis(view), "scale": scale}


def fan(view: PlanView) -> Spec | None:
    """Cumulative cash: 8 in 10 outcomes as a band, the middle one, the likely one, and doing nothing."""
    rows = [(at, row, row.cumulative) for at, row in enumerate(view.rows, 1) if row.cumulative is not None]
    if not rows:
        return None
    sure = rows[0][1].low is not None
    values = [
        {"month": at, "likely": float(cash)}
        | ({"low": float(row.low or 0), "middle": float(row.middle or 0), "high": float(row.high or 0)} if sure else {})
        for at, row, cash in rows
    ]
    _, lowest, least = min(rows, key=lambda row: (row[2], row[0]))
    title = f"Up to {number(-least)} {view.currency} out of pocket, in {lowest.text}"
    if least >= 0:
        title = "The plan never costs more than it has brought"
    below = f"{view.currency} so far, month by month" + ("; band: 8 in 10 outcomes" if sure else "")
    last = values[-1]
    ends = [("middle of the outcomes", last["middle"], ACCENT)] if sure else []
    ends += [("all figures likely", last["likely"], MUTED), ("do nothing", 0.0, INK)]
    labels = end_labels(ends, len(view.months), _span(values))
    return framed(title, below, _fan_words(view, last, sure=sure)) | {
        "width": WIDTH, "height": _HEIGHT, "data": {"values": values}, "layer": [*_fan_layers(view, sure=sure), *labels],
    }  # fmt: skip


def _fan_words(view: PlanView, last: dict[str, float], *, sure: bool) -> str:
    said = {key: number(Decimal(str(value))) for key, value in last.items()}
    words = f"At the end {said['likely']} {view.currency} with every figure at its likely value"
    return words + (f"; 8 in 10 outcomes between {said['low']} and {said['high']}." if sure else ".")


def _fan_layers(view: PlanView, *, sure: bool) -> list[Spec]:
    x, axis = by_month(view), {"labelExpr": MILLIONS, "tickCount": 6}
    likely = {"type": "line", "color": MUTED, "strokeWidth": 1.8}
    if not sure:
        return [_zero_line(), {"mark": likely, "encoding": {"x": x, "y": _y("likely", axis)}}]
    return [
        _zero_line(),
        {"mark": {"type": "area", "color": SOFT, "opacity": 0.75},
         "encoding": {"x": x, "y": _y("low", axis), "y2": {"field": "high"}}},
        {"mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5}, "encoding": {"x": x, "y": _y("middle", axis)}},
        {"mark": {**likely, "strokeDash": [5, 4]}, "encoding": {"x": x, "y": _y("likely", axis)}},
    ]  # fmt: skip


def _y(field: str, axis: Spec) -> Spec:
    return {"field": field, "type": "quantitative", "title": None, "axis": axis}


def _zero_line() -> Spec:
    return {"mark": {"type": "rule", "color": INK, "strokeWidth": 1}, "encoding": {"y": {"datum": 0}}}


def _span(values: list[dict[str, float]]) -> float:
    ends = [value for row in values for key, value in row.items() if key != "month"]
    return max(*ends, 0.0) - min(*ends, 0.0)


def end_labels(ends: list[tuple[str, float, str]], month: int, span: float, height: float = _HEIGHT) -> list[Spec]:
    """Names at the right end of lines, moved apart where they would touch."""
    apart = 16.0 * span / height
    places: list[float] = []
    for _, value, _ in sorted(ends, key=lambda end: end[1]):
        places.append(max(value, places[-1] + apart) if places else value)
    ordered = sorted(ends, key=lambda end: end[1])
    return [
        {
            "data": {"values": [{"month": month, "at": place, "text": text}]},
            "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 12, "color": colour, "fontWeight": 600},
            "encoding": {
                "x": {"field": "month", "type": "quantitative"},
                "y": {"field": "at", "type": "quantitative"},
                "text": {"field": "text"},
            },
        }
        for (text, _, colour), place in zip(ordered, places, strict=True)
    ]


def waterfall(view: PlanView) -> Spec | None:
    """From the handling avoided over the whole plan to its value today."""
    if not view.lines:
        return None
    bars, total = [], Decimal(0)
    for line in view.lines:
        value = line.amount.exact
        start = Decimal(0) if line.role == "total" else total
        total = start + value
        bars.append(
            {"label": line.label, "start": float(start), "end": float(total), "text": number(value),
             "high": float(max(start, total)), "kind": _kind(line.role, value)}
        )  # fmt: skip
    worth = view.lines[-1].amount
    title = f"What is saved, what it costs, and what is left: {worth.text} today"
    words = "; ".join(f"{line.label}: {line.amount.text}" for line in view.lines) + "."
    order = [line.label for line in view.lines]
    return framed(
        title, f"{view.currency} over {len(view.months)} months, all figures at their likely value", words
    ) | {
        "width": WIDTH - 60,
        "height": {"step": _BAR},
        "data": {"values": bars},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 220}}
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": _BAR - 10},
                "encoding": {
                    "x": {"field": "start", "type": "quantitative", "axis": None},
                    "x2": {"field": "end"},
                    "color": {"field": "kind", "type": "nominal", "scale": None},
                },
            },
            {
                "mark": {"type": "rule", "color": INK},
                "encoding": {"x": {"datum": 0}, "y": {"value": 0}, "y2": {"value": "height"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": 600},
                "encoding": {"x": {"field": "high", "type": "quantitative"}, "text": {"field": "text"}},
            },
        ],
    }


def _kind(role: str, value: Decimal) -> str:
    if role == "start" or (role == "minus" and value > 0):
        return PERSON if role == "start" else SOFT
    if role == "minus":
        return LINE_STRONG
    return ACCENT if value >= 0 else LOSS


def tornado(view: PlanView) -> Spec | None:
    """Which uncertain figure moves the plan's value most."""
    spread = view.spread
    swings = spread.swings[:BARS] if spread else ()
    if spread is None or not swings:
        return None
    likely = float(spread.likely.exact)
    ends = [end for swing in swings for end in _ends(swing, likely)]
    title = f"{swings[0].label} matters most"
    below = f"Worth today, {view.currency}: each figure at its low and its high end, all others likely ({spread.likely.text})"
    words = (
        "; ".join(f"{s.label}: {s.at_low.text} at its low end, {s.at_high.text} at its high end" for s in swings) + "."
    )
    order = [swing.label for swing in swings]
    return framed(title, below, words) | {
        "width": WIDTH - 100,
        "height": {"step": _BAR},
        "data": {"values": ends},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 320}}
        },
        "layer": [
            _swings(),
            {
                "mark": {"type": "rule", "color": INK},
                "encoding": {"x": {"datum": likely}, "y": {"value": 0}, "y2": {"value": "height"}},
            },
            *(_side(side) for side in ("left", "right")),
        ],
    }


def _ends(swing: SwingView, likely: float) -> list[Spec]:
    low_is_left = swing.at_low.exact <= swing.at_high.exact
    return [
        {"label": swing.label, "from": likely, "to": float(amount.exact), "text": number(amount.exact), "end": end,
         "side": "left" if (end == "low") == low_is_left else "right"}
        for end, amount in (("low", swing.at_low), ("high", swing.at_high))
    ]  # fmt: skip


def _swings() -> Spec:
    legend = {"title": None, "orient": "top", "symbolType": "square", "labelFontSize": 13, "offset": 4,
              "labelExpr": "'figure at its ' + datum.label + ' end'"}  # fmt: skip
    x = {"field": "from", "type": "quantitative", "title": None, "scale": {"zero": False, "padding": 56},
         "axis": {"tickCount": 5, "labelExpr": MILLIONS}}  # fmt: skip
    colour = {"domain": ["low", "high"], "range": [PERSON, ACCENT]}
    return {
        "mark": {"type": "bar", "height": _BAR - 12},
        "encoding": {
            "x": x,
            "x2": {"field": "to"},
            "color": {"field": "end", "type": "nominal", "scale": colour, "legend": legend},
        },
    }


def _side(side: str) -> Spec:
    align, shift = ("right", -6) if side == "left" else ("left", 6)
    return {
        "transform": [{"filter": f"datum.side === '{side}'"}],
        "mark": {"type": "text", "align": align, "dx": shift, "fontSize": 12},
        "encoding": {"x": {"field": "to", "type": "quantitative"}, "text": {"field": "text"}},
    }
