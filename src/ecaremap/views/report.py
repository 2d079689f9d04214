"""The whole report: every chapter computed once, then cut to an audience."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ecaremap.insight.case.case import business_case
from ecaremap.insight.case.tornado import tornado
from ecaremap.insight.case.uncertainty import uncertainty
from ecaremap.measure.kept import Kept
from ecaremap.model.finding import Finding
from ecaremap.model.project import Project
from ecaremap.plan.inputs.model import PlanInputs
from ecaremap.plan.result import MigrationPlan
from ecaremap.policy.decisions import Decisions
from ecaremap.views import charts_case, charts_dashboard, charts_plan, charts_plan_flows, charts_plan_time
from ecaremap.views.audience import for_audience
from ecaremap.views.case import case_view
from ecaremap.views.case_model import CaseView
from ecaremap.views.dashboard import COUNTS_GONE, NOTHING_YET, dashboard_view
from ecaremap.views.dashboard_model import DashboardView
from ecaremap.views.gaps import gaps_view
from ecaremap.views.journeys import journeys_view
from ecaremap.views.map_view import map_view
from ecaremap.views.plan import plan_view
from ecaremap.views.plan_model import PlanView
from ecaremap.views.promised import promised_view
from ecaremap.views.readiness import readiness_view
from ecaremap.views.report_model import ChartView, ReportView
from ecaremap.views.routes import drawings
from ecaremap.views.sources import sources_view
from ecaremap.views.taken import taken_by_case

CHARTS = (
    ("waterfall", "From gross saving to cash", charts_case.waterfall),
    ("tornado", "Which figure matters most", charts_case.tornado),
    ("quadrants", "What to do with each request", charts_case.quadrants),
)
PLAN_CHARTS = (
    ("plan-load", "How busy the teams are", charts_plan_time.loads),
    ("plan-cash", "Cash over time", charts_plan.fan),
    ("plan-waterfall", "From saving to value", charts_plan.waterfall),
    ("plan-tornado", "Which figure matters most to the plan", charts_plan.tornado),
    ("plan-volumes", "Where customers go", charts_plan_flows.volumes),
    ("plan-targets", "Targets", charts_plan_flows.targets),
)

DASHBOARD_CHARTS = (
    ("dashboard-trend", "How it moves", charts_dashboard.trend),
    ("dashboard-satisfaction", "Satisfaction by kind of journey", charts_dashboard.satisfaction),
)

Planned = tuple[MigrationPlan | None, PlanInputs]
"""A plan with what it was made from; without one the inputs say why."""


def report_view(
    decisions: Decisions,
    findings: Sequence[Finding],
    logo: str = "",
    audience: str = "",
    planned: Planned | None = None,
    measured: Kept | None = None,
) -> ReportView:
    """All chapters of a strategy's report, for everybody or for one audience; `measured` is what its contact log holds."""
    case = the_case(decisions)
    journeys = journeys_view(decisions)
    whole = ReportView(
        audience="",
        map=map_view(decisions, findings, logo),
        gaps=gaps_view(decisions, findings),
        journeys=journeys,
        case=case,
        readiness=readiness_view(decisions),
        sources=sources_view(decisions),
        routes=drawings(journeys),
        charts=tuple(_charts(case)),
    )
    if planned is not None:
        plan, inputs = planned
        seen = plan_view(plan, inputs, decisions, journeys=journeys) if plan else None
        whole = replace(whole, plan=seen, no_plan="" if plan else inputs.why_not)
    board = dashboard_view(measured, decisions) if measured is not None else None
    whole = replace(whole, dashboard=board, no_dashboard="" if board else _no_board(decisions.project))
    quarter = promised_view(decisions, findings, planned[0] if planned else None)
    whole = replace(whole, promised=None if quarter.why_not else quarter)
    cut = for_audience(whole, audience)
    more = (*(plan_charts(cut.plan) if cut.plan else ()), *(dashboard_charts(cut.dashboard) if cut.dashboard else ()))
    return replace(cut, charts=(*cut.charts, *more)) if more else cut


def _no_board(project: Project) -> str:
    """Why there is no dashboard, and how to get one."""
    measured = project.evidence is not None and project.evidence.last is not None
    return (COUNTS_GONE if measured else NOTHING_YET).format(path=project.root)


def dashboard_charts(dashboard: DashboardView) -> Iterator[ChartView]:
    """The charts of a dashboard, as far as it has something to draw."""
    for name, title, draw in DASHBOARD_CHARTS:
        drawn = draw(dashboard)
        if drawn is not None:
            yield ChartView(name, title, drawn)


def plan_charts(plan: PlanView) -> Iterator[ChartView]:
    """The charts of a plan, as far as it has something to draw."""
    for number, spec in enumerate(charts_plan_time.gantts(plan), 1):
        yield ChartView(f"plan-gantt-{number}", "When what is done", spec)
    for name, title, draw in PLAN_CHARTS:
        drawn = draw(plan)
        if drawn is not None:
            yield ChartView(name, title, drawn)


def the_case(decisions: Decisions) -> CaseView:
    """The business case with its spread and its tornado."""
    result = business_case(decisions)
    case = case_view(result, uncertainty(result), tornado(result))
    return replace(case, notes=(*case.notes, *taken_by_case(decisions, case)))


def _charts(case: CaseView) -> Iterator[ChartView]:
    for name, title, draw in CHARTS:
        spec = draw(case)
        if spec is not None:
            yield ChartView(name, title, spec)
