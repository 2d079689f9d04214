"""The plan in a browser: readable by everybody, at every width, by keyboard, and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visits import Visit

import views.plan_samples as samples
from ecaremap.render.charts import draw_chart
from ecaremap.render.html import render_page, render_plan_page
from ecaremap.views.plan import plan_view
from ecaremap.views.report import plan_charts, report_view

pytestmark = pytest.mark.browser
PAPER = {"width": 1032, "height": 695}
"""The inside of A4 across in pixels: 297 by 210 mm less the margins of the print styles."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    view = plan_view(samples.plan(), samples.inputs(), samples.decisions())
    charts = {chart.name: draw_chart(chart.name, chart.spec) for chart in plan_charts(view)}
    (folder / "own.html").write_text(render_plan_page(view, charts=charts), "utf-8")
    report = report_view(samples.decisions(), (), planned=(samples.plan(), samples.inputs()))
    (folder / "report.html").write_text(render_page(report, charts=charts), "utf-8")
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
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    visit.close()


@pytest.mark.parametrize("name", ["own", "report"])
@pytest.mark.parametrize("width", [320, 390, 1000, 1440])
def test_no_width_scrolls_sideways(visit: Visit, name: str, width: int) -> None:
    page = visit.bare(name)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_waves_open_by_keyboard(visit: Visit) -> None:
    page = visit.bare("own")
    second = page.locator(".waves details >> nth=1")
    assert second.get_attribute("open") is None
    second.locator("summary").focus()
    page.keyboard.press("Enter")
    assert second.get_attribute("open") is not None
    assert page.locator("text=Address in the app >> visible=true").count() > 0


def test_wide_charts_are_reached_by_keyboard(visit: Visit) -> None:
    page = visit.bare("own")
    boxes = page.locator("#plan .drawing > .scroll")
    assert boxes.count() == 7
    for number in range(boxes.count()):
        assert boxes.nth(number).get_attribute("tabindex") == "0"
        assert boxes.nth(number).get_attribute("aria-label")


def test_the_board_page_is_one_page_of_paper(visit: Visit) -> None:
    page = visit.bare("report")
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    board = page.locator("#plan-board")
    assert board.evaluate("(sheet) => getComputedStyle(sheet).breakBefore") == "page"
    assert board.evaluate("(sheet) => sheet.getBoundingClientRect().height") <= PAPER["height"]


def test_paper_shows_what_is_folded_on_screen(visit: Visit) -> None:
    page = visit.bare("report")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.getElementById('plan')).breakBefore") == "page"
    for part in (".waves li:nth-child(2) tbody tr", "#plan-it tbody tr", "#plan-operations tbody tr"):
        assert page.locator(part).first.evaluate("(row) => row.getBoundingClientRect().height") > 0, part


def test_the_navigation_leads_to_the_plan(visit: Visit) -> None:
    page = visit.bare("report", "#plan")
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("document.querySelector('.top nav a[aria-current]').hash") == "#plan"
