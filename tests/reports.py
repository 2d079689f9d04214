"""Whole reports for tests of the page, made by the real pipeline from the maps of this repository."""

from datetime import date
from functools import cache
from pathlib import Path

from ecaremap.insight.case.case import business_case
from ecaremap.insight.case.tornado import tornado as matters_most
from ecaremap.insight.case.uncertainty import uncertainty
from ecaremap.render.charts import draw_chart
from ecaremap.render.html import render_page
from ecaremap.usecases.validate import validate
from ecaremap.views.case import case_view
from ecaremap.views.charts_case import quadrants, tornado, waterfall
from ecaremap.views.gaps import gaps_view
from ecaremap.views.journeys import journeys_view
from ecaremap.views.map_view import map_view
from ecaremap.views.readiness import readiness_view
from ecaremap.views.report_model import ChartView, ReportView
from ecaremap.views.routes import drawings
from ecaremap.views.sources import sources_view

MAPS = Path(__file__).parents[1] / "maps"
AS_OF = date(2026, 11, 22)
DRAWERS = {"waterfall": waterfall, "quadrants": quadrants, "tornado": tornado}


@cache
def report_of(name: str) -> ReportView:
    """The report of a map, all chapters."""
    validated = validate(str(MAPS / name), AS_OF)
    decisions = validated.decisions
    assert decisions is not None
    journeys = journeys_view(decisions)
    result = business_case(decisions)
    case = case_view(result, uncertainty(result, draws=500), matters_most(result))
    specs = {name: draw(case) for name, draw in DRAWERS.items()}
    return ReportView(
        "", map_view(decisions, validated.findings, ""), gaps_view(decisions, validated.findings), journeys, case,
        readiness_view(decisions), sources_view(decisions), drawings(journeys),
        tuple(ChartView(name, name.capitalize(), spec) for name, spec in specs.items() if spec),
    )  # fmt: skip


@cache
def page_of(name: str) -> str:
    """The page of a map with its charts."""
    report = report_of(name)
    return render_page(report, charts={chart.name: draw_chart(chart.name, chart.spec) for chart in report.charts})
