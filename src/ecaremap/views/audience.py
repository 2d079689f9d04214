"""What each audience sees. The rest is not hidden: it is not in the view at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from ecaremap.views.dashboard import without_money as without_measured_money
from ecaremap.views.dashboard_model import DashboardView
from ecaremap.views.gaps import without_money
from ecaremap.views.gaps_model import GapsView
from ecaremap.views.model import CellView, MapView, RowView
from ecaremap.views.plan_audience import plan_for
from ecaremap.views.plan_model import PlanView
from ecaremap.views.promised import without_money as without_promised_money
from ecaremap.views.promised_model import PromisedView
from ecaremap.views.readiness import ReadinessView
from ecaremap.views.report_model import ReportView
from ecaremap.views.sources import SourcesView

AUDIENCES = ("board", "it", "frontline", "public")


@dataclass(frozen=True, slots=True)
class Sight:
    """What an audience may see.

    Attributes:
        money: amounts, and whatever follows from them. staff: hours, wages, who walked through.
        owners: who answers for what. places: files and lines of the strategy.
        working: findings, open questions, readiness, sources: how the strategy is made.
    """

    money: bool = True
    staff: bool = True
    owners: bool = True
    places: bool = True
    working: bool = True


SIGHTS = {
    "": Sight(),
    "board": Sight(places=False),
    "it": Sight(money=False, staff=False),
    "frontline": Sight(money=False, staff=False, places=False),
    "public": Sight(money=False, staff=False, owners=False, places=False, working=False),
}

_OWNERS = frozenset({"owner", "cause_owner", "ask", "holder", "owners", "waiver", "decided"})
_PLACES = frozenset({"place"})
_MONEY_UNIT = re.compile(r"\b[A-Z]{3}\b")
_AMOUNT = re.compile(r"[0-9] [A-Z]{3}\b")
_STAFF_FIGURES = ("handling", "wage", "labour", "occupancy", "shrinkage")


def for_audience(view: ReportView, audience: str) -> ReportView:
    """The report with only what an audience may see."""
    sight = SIGHTS[audience]
    plan = plan_of(view.plan, audience) if view.plan else None
    dashboard = dashboard_of(view.dashboard, audience) if view.dashboard else None
    promised = promised_of(view.promised, audience) if view.promised else None
    view = replace(view, audience=audience, plan=plan, dashboard=dashboard, promised=promised)
    if not sight.money:
        view = _without_money(view)
    if not sight.staff:
        view = _without_staff(view)
    if not sight.working:
        view = _without_working(view)
    names = (frozenset() if sight.owners else _OWNERS) | (frozenset() if sight.places else _PLACES)
    return _blanked(view, names) if names else view


def plan_of(plan: PlanView, audience: str) -> PlanView | None:
    """The plan as an audience may see it; none for those who do not see how the strategy is made."""
    return plan_for(plan, audience) if SIGHTS[audience].working else None


def dashboard_of(dashboard: DashboardView, audience: str) -> DashboardView | None:
    """What was measured, as an audience may see it; nothing for those who do not see how the strategy is made."""
    sight = SIGHTS[audience]
    if not sight.working:
        return None
    return dashboard if sight.money else without_measured_money(dashboard)


def promised_of(promised: PromisedView, audience: str) -> PromisedView | None:
    """What was promised and measured, as an audience may see it; nothing for those who do not see how the strategy is made."""
    sight = SIGHTS[audience]
    if not sight.working:
        return None
    return promised if sight.money else without_promised_money(promised)


def _without_money(view: ReportView) -> ReportView:
    """No case, no prices; figures in money leave the list of sources and the metrics."""
    metrics = tuple(metric for metric in view.journeys.metrics if not metric.unit.startswith("money"))
    findings = tuple(replace(f, help="") if _AMOUNT.search(f.help) else f for f in view.map.findings)
    return replace(
        view,
        map=replace(view.map, findings=findings, rows=tuple(map(_without_costs, view.map.rows))),
        case=None,
        charts=(),
        gaps=_without_example_amounts(without_money(view.gaps)),
        journeys=replace(view.journeys, metrics=metrics),
        sources=_only(view.sources, lambda row: not _MONEY_UNIT.search(row.unit)),
        readiness=_without_examples(view.readiness),
    )


def _without_costs(row: RowView) -> RowView:
    """What makes decisions suspect, without the amounts of money."""
    if not any(cell.suspect for cell in row.cells):
        return row
    cells = []
    for cell in row.cells:
        told = tuple(_COST_MOVED if _AMOUNT.search(words) else words for words in cell.suspect)
        cells.append(replace(cell, suspect=told))
    return replace(row, cells=tuple(cells))


def _without_example_amounts(gaps: GapsView) -> GapsView:
    """How to write an answer, without the amounts in the examples."""
    requests = []
    for request in gaps.data_requests:
        items = tuple(replace(item, write="") if _AMOUNT.search(item.write) else item for item in request.items)
        requests.append(replace(request, items=items))
    rows = tuple(replace(row, help="") if _AMOUNT.search(row.help) else row for row in gaps.rows)
    return replace(gaps, data_requests=tuple(requests), rows=rows)


def _without_examples(readiness: ReadinessView | None) -> ReadinessView | None:
    """What to write into the map, without the amounts in the examples."""
    if readiness is None:
        return None
    obstacles = []
    for obstacle in readiness.obstacles:
        facts = tuple(replace(f, write="") if _AMOUNT.search(f.write) else f for f in obstacle.facts)
        obstacles.append(replace(obstacle, facts=facts))
    return replace(readiness, obstacles=tuple(obstacles))


def _without_staff(view: ReportView) -> ReportView:
    """No handling times and wages; who walked through is nobody's business here."""
    kept = _only(view.sources, lambda row: not any(word in row.name for word in _STAFF_FIGURES))
    return replace(view, sources=kept)


def _only(sources: SourcesView | None, keep: Any) -> SourcesView | None:
    if sources is None:
        return None
    groups = tuple(replace(group, figures=tuple(filter(keep, group.figures))) for group in sources.groups)
    return replace(
        sources,
        groups=tuple(group for group in groups if group.figures),
        unsourced=tuple(filter(keep, sources.unsourced)),
    )


def _without_working(view: ReportView) -> ReportView:
    """What customers may read: what is offered, and what stays with a person."""
    inner = view.map
    overview = replace(inner.overview, questions=(), personal=_told(inner))
    rows = tuple(map(_bare_row, inner.rows))
    shown = replace(inner, overview=overview, rows=rows, rules=(), findings=(), sources=(), reasons=(), notices=())
    gaps = replace(view.gaps, rows=(), next_figures=(), data_requests=(), keep=(), notices=())
    return replace(view, map=shown, gaps=gaps, readiness=None, sources=None, no_plan="", no_dashboard="")


_COST_MOVED = "the cost per contact changed"
_PUBLIC_REASON = "one of our people handles it with you"


def _told(view: MapView) -> tuple[tuple[str, str], ...]:
    return tuple((name, _PUBLIC_REASON) for name, _ in view.overview.personal)


def _bare_row(row: RowView) -> RowView:
    personal = _PUBLIC_REASON if row.personal else ""
    cells = tuple(map(_bare_cell, row.cells))
    return replace(row, personal=personal, facts=(), volume=None, share=None, cells=cells)


def _bare_cell(cell: CellView) -> CellView:
    """Reasons and breaches point into rules that are not there."""
    return replace(cell, reasons=(), breaches=(), note="", outcome="allowed", limit="", suspect=(), measured=())


def _blanked(node: Any, names: Iterable[str]) -> Any:
    """The same view with every text, list or figure of these names emptied, wherever it stands."""
    if isinstance(node, tuple):
        return tuple(_blanked(item, names) for item in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changes = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if field.name in names:
            changes[field.name] = () if isinstance(value, tuple) else "" if isinstance(value, str) else None
        elif isinstance(value, tuple) or is_dataclass(value):
            changes[field.name] = _blanked(value, names)
    return replace(node, **changes) if changes else node
