"""The dashboard of a measurement, for an audience, in every spelling."""

from dataclasses import dataclass
from pathlib import Path

from ecaremap.measure.kept import Kept
from ecaremap.usecases.validate import Validated
from ecaremap.views.dashboard import dashboard_view
from ecaremap.views.dashboard_figures import figure_rows
from ecaremap.views.dashboard_model import DashboardView


@dataclass(frozen=True)
class Spelling:
    """How figures are spelled.

    Attributes:
        name: text, md, json, csv or html. audience: for whom; empty for everybody. width: columns of the terminal.
        templates: the client's own. cache: finished charts; None for none.
    """

    name: str
    audience: str = ""
    width: int = 80
    templates: Path | None = None
    cache: Path | None = None


def dashboard_of(validated: Validated, kept: Kept, audience: str = "") -> DashboardView | None:
    """The dashboard for everybody, or for an audience; None for one that does not see it."""
    from ecaremap.views.audience import dashboard_of as cut

    assert validated.decisions is not None
    return cut(dashboard_view(kept, validated.decisions), audience)


def spell_dashboard(view: DashboardView, kept: Kept, how: Spelling) -> str:
    """One spelling of the dashboard; `kept` is what it was made from, for the table of all figures."""
    if how.name == "html":
        from ecaremap.render.charts import draw_chart
        from ecaremap.render.dashboard_html import render_dashboard_page
        from ecaremap.views.report import dashboard_charts

        charts = {chart.name: draw_chart(chart.name, chart.spec, how.cache) for chart in dashboard_charts(view)}
        return render_dashboard_page(view, templates=how.templates, charts=charts)
    if how.name == "csv":
        from ecaremap.render.dashboard_csv import render_figures_csv

        return render_figures_csv(figure_rows(kept.figures, money=bool(view.currency)))
    if how.name == "json":
        from ecaremap.render.machine import render_chapter_json

        return render_chapter_json("dashboard", view)
    if how.name == "md":
        from ecaremap.render.dashboard_markdown import render_dashboard_markdown

        return render_dashboard_markdown(view)
    from ecaremap.render.dashboard_text import render_dashboard_text

    return render_dashboard_text(view, how.width)
