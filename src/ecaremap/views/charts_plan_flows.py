"""Where customers go: contacts by touchpoint as stacked areas, and the metrics that are promised beside their bounds."""

from collections.abc import Sequence
from decimal import Decimal

from ecaremap.views.case_words import number, share
from ecaremap.views.charts_case import ACCENT, INK, LINE_STRONG, LOSS, MUTED, PAGE, SOFT, Spec
from ecaremap.views.charts_plan import MILLIONS, by_month, end_labels, framed
from ecaremap.views.plan_model import FlowView, PlanView
from ecaremap.views.plan_model_money import TargetLine, TargetView

_WIDTH, _HEIGHT, _PANEL = 600, 340, 120
SHADES = {
    "traditional": ("#8a5f2f", "#a9793f", "#c3935c", "#d3b083", "#e3cba9"),
    "automated-voice": ("#b9b4a8", "#cfcbc1"),
    "digital": ("#b4ddd6", "#8ccabf", "#62b7aa", "#389386", "#01665e", "#014a44"),
}
"""From the tokens of the page: brown is work done by people, teal by customers; shades of one family go together."""

SHOWN = 9
"""Areas that can be told apart; the smallest touchpoints are drawn as one."""


def volumes(view: PlanView) -> Spec | None:
    """Contacts by touchpoint, stacked from people to no contact; the names stand at the right end."""
    flows = _merged(view.flows)
    if not flows:
        return None
    ends = [float(flow.contacts[-1]) for flow in flows]
    whole = max(sum(float(flow.contacts[at]) for flow in flows) for at in range(len(view.months)))
    people = [flow for flow in view.flows if flow.family == "traditional"]
    first, last = (sum((flow.contacts[at] for flow in people), Decimal(0)) for at in (0, -1))
    title = f"From {number(first)} to {number(last)} contacts with people a month"
    below = "Contacts a month by touchpoint, second contacts included. Brown: with people; teal: digital"
    said = (
        f"{f.name}: {number(f.contacts[0])} in the first month, {number(f.contacts[-1])} in the last"
        for f in view.flows
    )
    return framed(title, below, "; ".join(said) + ".") | {
        "width": _WIDTH,
        "height": _HEIGHT,
        "layer": [_area(view, flows), *_labels(flows, ends, whole, len(view.months))],
    }


def _area(view: PlanView, flows: Sequence[FlowView]) -> Spec:
    values = [
        {"month": at, "name": flow.name, "n": float(n), "rank": rank}
        for rank, flow in enumerate(flows)
        for at, n in enumerate(flow.contacts, 1)
    ]
    y = {
        "field": "n",
        "type": "quantitative",
        "stack": True,
        "title": None,
        "axis": {"labelExpr": MILLIONS, "tickCount": 5},
    }
    scale = {"domain": [flow.name for flow in flows], "range": shades(flows)}
    return {
        "data": {"values": values},
        "mark": {"type": "area", "stroke": PAGE, "strokeWidth": 1},
        "encoding": {
            "x": by_month(view),
            "y": y,
            "order": {"field": "rank", "type": "quantitative"},
            "color": {"field": "name", "type": "nominal", "legend": None, "scale": scale},
        },
    }


def shades(flows: Sequence[FlowView]) -> list[str]:
    """A colour for each area, by its family and its rank in it."""
    colours, seen = [], dict.fromkeys(SHADES, 0)
    for flow in flows:
        family = flow.family if flow.family in SHADES else "digital"
        colours.append(SHADES[family][min(seen[family], len(SHADES[family]) - 1)])
        seen[family] += 1
    return colours


def _merged(flows: tuple[FlowView, ...]) -> list[FlowView]:
    """The largest touchpoints in their order, all others as one digital area at the top."""
    if len(flows) <= SHOWN:
        return list(flows)
    ranked = sorted(flows, key=lambda flow: (-max(flow.contacts), flow.id))
    kept = {flow.id for flow in ranked[: SHOWN - 1]}
    rest = [flow for flow in flows if flow.id not in kept]
    months = range(len(flows[0].contacts))
    others = FlowView("others", f"{len(rest)} others", "automated-voice",
                      tuple(sum((flow.contacts[at] for flow in rest), Decimal(0)) for at in months), ())  # fmt: skip
    return [*(flow for flow in flows if flow.id in kept), others]


def _labels(flows: list[FlowView], ends: list[float], whole: float, months: int) -> list[Spec]:
    """Name and number in the middle of each area's right end."""
    middles, below = [], 0.0
    for flow, end in zip(flows, ends, strict=True):
        text = f"{flow.name} {number(flow.contacts[-1].quantize(Decimal(1)))}"
        middles.append((text, below + end / 2, INK))
        below += end
    return end_labels(middles, months, whole, _HEIGHT)


def targets(view: PlanView) -> Spec | None:
    """Each promised metric by month, the band of its outcomes, its bound and the month it is due."""
    if not view.target_lines:
        return None
    kept = sum(target.standing == "kept" for target in view.targets)
    title = f"{kept} of {len(view.targets)} targets are kept in the forecast"
    below = "Line: forecast; band: 8 in 10 outcomes; dashed: what is promised, by the month of the diamond"
    words = " ".join(target.sentence for target in view.targets)
    return framed(title, below, words) | {"vconcat": [_target(view, line) for line in view.target_lines], "spacing": 18}


def _target(view: PlanView, line: TargetLine) -> Spec:
    target = next(target for target in view.targets if target.id == line.id)
    values = [
        {"month": at, "n": float(n)}
        | ({"low": float(line.low[at - 1]), "high": float(line.high[at - 1])} if line.low else {})
        for at, n in enumerate(line.values, 1)
    ]
    said = share(line.values[-1]) if line.unit == "share" else number(line.values[-1])
    head = f"{line.title}: {target.bound} by {target.due_text}, {target.standing}; {said} at the end"
    ink = MUTED if target.standing == "open" else INK
    return {
        "width": _WIDTH,
        "height": _PANEL,
        "data": {"values": values},
        "title": {"text": head, "fontSize": 13, "fontWeight": 600, "color": ink, "offset": 6},
        "layer": _target_layers(view, line, target),
    }


def _target_layers(view: PlanView, line: TargetLine, target: TargetView) -> list[Spec]:
    x = by_month(view)
    y = {"type": "quantitative", "title": None, "scale": {"zero": line.unit == "share", "nice": True},
         "axis": {"tickCount": 4, "format": "~%"} if line.unit == "share" else {"tickCount": 4, "labelExpr": MILLIONS}}  # fmt: skip
    layers: list[Spec] = [
        {"mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.2}, "encoding": {"x": x, "y": {"field": "n", **y}}},
        {"mark": {"type": "rule", "strokeDash": [5, 4], "color": INK},
         "encoding": {"y": {"datum": float(line.bound), **_typed(y)}}},
    ]  # fmt: skip
    if line.low:
        band = {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}
        layers.insert(0, {"mark": {"type": "area", "color": SOFT, "opacity": 0.75}, "encoding": band})
    if line.due <= len(view.months):
        due = [{"month": max(1, line.due), "n": float(line.bound)}]
        colour = {"missed": LOSS, "kept": ACCENT}.get(target.standing, LINE_STRONG)
        diamond = {"type": "point", "shape": "diamond", "filled": True, "size": 110, "color": colour, "opacity": 1}
        layers.append({"data": {"values": due}, "mark": diamond, "encoding": {"x": x, "y": {"field": "n", **y}}})
    return layers


def _typed(y: Spec) -> Spec:
    return {key: value for key, value in y.items() if key != "type"}
