"""The frozen view of the whole report: every chapter, for one audience."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecaremap.views.case_model import CaseView
from ecaremap.views.dashboard_model import DashboardView
from ecaremap.views.gaps_model import GapsView
from ecaremap.views.journey_model import JourneysView
from ecaremap.views.model import MapView
from ecaremap.views.plan_model import PlanView
from ecaremap.views.promised_model import PromisedView
from ecaremap.views.readiness import ReadinessView
from ecaremap.views.routes import RouteDrawing
from ecaremap.views.sources import SourcesView


@dataclass(frozen=True, slots=True)
class ChartView:
    """One chart: its name in the page, its title, and its Vega-Lite specification."""

    name: str
    title: str
    spec: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportView:
    """All chapters. What an audience is not to see is None or empty: it is not in the view at all.

    Attributes:
        audience: "" for everything, else board, it, frontline or public.
        case: None where money is left out, or where the map has no figures for it.
        routes: drawings of journeys that do not end well. charts: of the business case and the plan.
        plan: None without one; no_plan says in a sentence why there is none, empty where nobody asked for one.
        promised: promises against the newest quarter's measurements; None where nothing was measured.
        dashboard: None where nothing was measured; no_dashboard says how to get one, empty for those who do not work on it.
    """

    audience: str
    map: MapView
    gaps: GapsView
    journeys: JourneysView
    case: CaseView | None
    readiness: ReadinessView | None
    sources: SourcesView | None
    routes: tuple[RouteDrawing, ...]
    charts: tuple[ChartView, ...]
    plan: PlanView | None = None
    no_plan: str = ""
    dashboard: DashboardView | None = None
    no_dashboard: str = ""
    promised: PromisedView | None = None
