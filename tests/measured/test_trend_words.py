"""How figures of the dashboard moved, with older measurements counted in."""

from evidences import evidence

import views.dashboard_samples as samples
from ecaremap.render.dashboard_html import render_dashboard_page
from ecaremap.render.dashboard_markdown import render_dashboard_markdown
from ecaremap.render.dashboard_text import render_dashboard_text
from ecaremap.usecases.validate import validate_text
from ecaremap.views.dashboard import dashboard_view
from ecaremap.views.dashboard_model import DashboardView
from views.plan_samples import DAY, STRATEGY


def trends(view: DashboardView) -> dict[str, str]:
    return {figure.name: figure.trend for figure in view.figures}


def test_the_headline_says_how_each_figure_moved() -> None:
    view = dashboard_view(samples.kept(), samples.decisions())
    found = trends(view)
    # 200 of 350 needs began digitally in August, 192 of 354 in September; 50 and 82 of these came to a person in a day.
    assert found["digital_start_share"] == "no clear change: 57% in Aug 2026, 54% in Sep 2026"
    assert found["leakage"] == "worse: 25% in Aug 2026, 43% in Sep 2026"
    for text in (
        " ".join(render_dashboard_text(view).split()),
        render_dashboard_markdown(view),
        render_dashboard_page(view),
    ):
        assert "worse: 25% in Aug 2026, 43% in Sep 2026" in text


def test_months_of_older_evidence_come_first_and_those_of_the_log_speak_for_themselves() -> None:
    months = (
        "months:\n  2026-06: {journeys: 900, contacts: 900, shares: {leakage: 90 of 900}}\n"
        "  2026-08: {journeys: 900, contacts: 900, shares: {leakage: 890 of 900}}\n"
    )
    files = {"evidence/measured-2026-08.yaml": evidence(months, "2026-06", "2026-08").encode()}
    decisions = validate_text(STRATEGY.encode(), "strategy.yaml", DAY, None, None, files).decisions
    assert decisions is not None
    found = trends(dashboard_view(samples.kept(), decisions))
    assert found["leakage"] == "worse: 10% in Jun 2026, 43% in Sep 2026"
    assert found["digital_start_share"] == "no clear change: 57% in Aug 2026, 54% in Sep 2026"
