"""The page of a quarter, and the map's claims against measurements: readable by everybody, at every width, on paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visits import Visit

from ecaremap.render.html import render_page
from ecaremap.render.promised_html import render_promised_page, trend_pictures
from ecaremap.usecases.promising import promised
from ecaremap.usecases.validate import validate
from ecaremap.views.report import report_view

pytestmark = pytest.mark.browser
STRATEGY = Path(__file__).parents[1] / "cases" / "130_promised"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("promised")
    validated = validate(str(STRATEGY), date(2026, 11, 21))
    assert validated.decisions is not None
    view = promised(validated)
    assert view is not None
    (folder / "own.html").write_text(render_promised_page(view), "utf-8")
    report = report_view(validated.decisions, validated.findings)
    (folder / "report.html").write_text(render_page(report, charts=trend_pictures(report.promised)), "utf-8")
    return folder


@pytest.fixture
def visit(browser: Browser, pages: Path) -> Iterator[Visit]:
    visit = Visit(browser, pages)
    yield visit
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["own", "report"])
def test_no_accessibility_violation(browser: Browser, pages: Path, name: str, scheme: str) -> None:
    visit = Visit(browser, pages, scheme)
    page = visit.bare(name)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
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


def test_each_target_has_its_months_as_a_picture_and_in_words(visit: Visit) -> None:
    page = visit.bare("own")
    row = page.locator("#promised tr", has_text="Start digitally").first
    assert row.locator("svg.spark").get_attribute("aria-label") == (
        "Start digitally: 2026-04 37%, 2026-06 40%, 2026-07 43%, 2026-09 45%"
    )
    assert row.locator("svg.spark").bounding_box()["height"] >= 30  # type: ignore[index]
    assert "better: 37% in Apr 2026, 45% in Sep 2026" in row.inner_text()


def test_the_page_of_a_quarter_fits_paper(visit: Visit) -> None:
    page = visit.bare("own")
    page.emulate_media(media="print")
    assert page.locator("#promised .group", has_text="App team").locator("table").first.is_visible()
    assert page.locator("#promised .group", has_text="Service").locator("summary").first.is_visible()
    assert not page.locator("#promised .rest").first.is_visible()


def test_the_panel_and_the_filter_show_what_was_measured(visit: Visit) -> None:
    page = visit.open("report", "#cell=meter-reading/app")
    panel = page.locator("#panel")
    said = panel.inner_text()
    assert "Claimed self-serve; measured: 34% are with a person within a day" in said
    assert "Claimed 85%; measured: 78%, up from 70% in Apr to Jun 2026" in said
    assert "936 of 1,200" in said
    assert panel.locator(".note.warning").count() == 2
    assert panel.locator(".few").inner_text() == "Measured: 80%"
    page.keyboard.press("Escape")
    page.locator('[data-show="contradicted"]').click()
    assert page.locator("#matrix tr.r:visible").count() == 1
    assert "show=contradicted" in page.url
    assert page.locator("#matrix td .mark.said").count() == 1
