"""The dashboard in a browser: readable by everybody, at every width, by keyboard, and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visits import Visit

import views.dashboard_samples as samples
from ecaremap.render.charts import draw_chart
from ecaremap.render.dashboard_html import flow_chart, render_dashboard_page
from ecaremap.render.html import render_page
from ecaremap.views.dashboard import dashboard_view
from ecaremap.views.report import dashboard_charts, report_view

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dashboard")
    view = dashboard_view(samples.kept("illustrative.csv"), samples.decisions())
    charts = {chart.name: draw_chart(chart.name, chart.spec) for chart in dashboard_charts(view)}
    (folder / "own.html").write_text(render_dashboard_page(view, charts=charts), "utf-8")
    report = report_view(samples.decisions(), (), measured=samples.kept())
    (folder / "report.html").write_text(render_page(report, charts=charts | flow_chart(view)), "utf-8")
    return folder


@pytest.fixture
def visit(browser: Browser, pages: Path) -> Iterator[Visit]:
    visit = Visit(browser, pages)
    yield visit
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["own", "report"])
@pytest.mark.parametrize("unfolded", [False, True])
def test_no_accessibility_violation(browser: Browser, pages: Path, name: str, scheme: str, *, unfolded: bool) -> None:
    visit = Visit(browser, pages, scheme)
    page = visit.bare(name)
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        page.check("#with-sure")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    visit.close()


@pytest.mark.parametrize("name", ["own", "report"])
@pytest.mark.parametrize("width", [320, 390, 1000, 1440])
def test_no_width_scrolls_sideways(visit: Visit, name: str, width: int) -> None:
    page = visit.bare(name)
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.check("#with-sure")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_numbers_and_intervals_show_on_demand_by_keyboard(visit: Visit) -> None:
    page = visit.bare("own")
    detail = page.locator("text=396 of 708; 95% sure").first
    assert not detail.is_visible()
    page.locator("#with-sure").focus()
    page.keyboard.press("Space")
    assert detail.is_visible()


def test_what_rests_on_few_is_grey(visit: Visit) -> None:
    page = visit.bare("own")
    row = page.locator("#dashboard .group tr", has_text="Cancel my contract").first
    assert row.locator(".few").count() >= 1
    assert page.locator("#dashboard .group tr", has_text="Get a copy of a bill").first.locator(".few").count() == 0


def test_paper_shows_what_is_folded_on_screen(visit: Visit) -> None:
    page = visit.bare("report")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.getElementById('dashboard')).breakBefore") == "page"
    assert page.locator("#dashboard .flow").evaluate("(picture) => picture.getBoundingClientRect().height") > 100
