"""The whole report: every chapter computed once, then cut to an audience."""

from collections.abc import Iterator, Sequence

from ecaremap.insight.case.case import business_case
from ecaremap.insight.case.tornado import tornado
from ecaremap.insight.case.uncertainty import uncertainty
from ecaremap.model.finding import Finding
from ecaremap.policy.decisions import Decisions
from ecaremap.views import charts_case
from ecaremap.views.audience import for_audience
from ecaremap.views.case import case_view
from ecaremap.views.case_model import CaseView
from ecaremap.views.gaps import gaps_view
from ecaremap.views.journeys import journeys_view
from ecaremap.views.map_view import map_view
from ecaremap.views.readiness import readiness_view
from ecaremap.views.report_model import ChartView, ReportView
from ecaremap.views.routes import drawings
from ecaremap.views.sources import sources_view

CHARTS = (
    ("waterfall", "From gross saving to cash", charts_case.waterfall),
    ("tornado", "Which figure matters most", charts_case.tornado),
    ("quadrants", "What to do with each request", charts_case.quadrants),
)


def report_view(decisions: Decisions, findings: Sequence[Finding], logo: str = "", audience: str = "") -> ReportView:
    """All chapters of a strategy's report, for everybody or for one audience."""
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
    return for_audience(whole, audience)


def the_case(decisions: Decisions) -> CaseView:
    """The business case with its spread and its tornado."""
    result = business_case(decisions)
    return case_view(result, uncertainty(result), tornado(result))


def _charts(case: CaseView) -> Iterator[ChartView]:
    for name, title, draw in CHARTS:
        spec = draw(case)
        if spec is not None:
            yield ChartView(name, title, spec)
