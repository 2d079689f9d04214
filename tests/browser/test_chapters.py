"""The chapters in a browser: filters, deep links, folding, print, phone, light and dark."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visits import Visit

pytestmark = pytest.mark.browser
ROWS = "#gap-list tr[data-kind]:visible"


def test_gap_filters_narrow_and_open_what_is_folded(visit: Visit) -> None:
    page = visit.open("telecom")
    before = page.locator(ROWS).count()
    assert before == 12
    page.select_option("[data-filter=kind]", "undecided")
    rows = page.locator(ROWS)
    assert rows.count() > 0
    assert set(rows.evaluate_all("(rows) => rows.map((row) => row.dataset.kind)")) == {"undecided"}
    assert not page.locator("#gap-group-1").is_visible()
    assert page.locator("#gap-filters .found").inner_text().startswith(f"{rows.count()} of ")
    page.click("#gap-filters [type=reset]")
    assert page.locator(ROWS).count() == before
    assert page.locator("#gap-filters .found").inner_text() == ""


def test_gap_filters_work_together(visit: Visit) -> None:
    page = visit.open("telecom")
    page.select_option("[data-filter=owner]", "IT")
    of_owner = page.locator(ROWS).count()
    page.select_option("[data-filter=touchpoint]", "website")
    both = page.locator(ROWS)
    assert 0 < both.count() < of_owner
    seen = both.evaluate_all("(rows) => rows.map((row) => `${row.dataset.owner} ${row.dataset.touchpoint}`)")
    assert set(seen) == {"IT website"}
    page.select_option("[data-filter=standing]", "justified")
    assert page.locator(ROWS).count() == 0
    assert page.locator("#gap-filters .found").inner_text().startswith("0 of ")
    page.select_option("[data-filter=owner]", "")
    page.select_option("[data-filter=touchpoint]", "")
    assert page.locator(ROWS).count() == 1


def test_a_gap_leads_to_its_cell(visit: Visit) -> None:
    page = visit.open("telecom")
    page.click("#gap-list tbody a >> nth=0")
    page.wait_for_selector("#panel:visible")


@pytest.mark.parametrize("chapter", ["gaps", "journeys", "case", "readiness", "sources"])
def test_deep_links_show_the_chapter_below_the_navigation(visit: Visit, chapter: str) -> None:
    page = visit.open("telecom", f"#{chapter}")
    top = page.evaluate(
        f"document.getElementById('{chapter}-title' in window ? '{chapter}-title' : '{chapter}').getBoundingClientRect().top"
    )
    bar = page.evaluate("document.querySelector('.top nav').getBoundingClientRect().bottom")
    assert bar <= top + 60
    assert page.locator(".top nav").is_visible()
    current = page.locator(".top nav a[aria-current]")
    assert current.count() == 1
    if chapter != "sources":
        assert page.evaluate(f"document.querySelector('.top nav a[aria-current]').hash === '#{chapter}'")


@pytest.mark.parametrize("scheme", ["light", "dark"])
# The large page with all there is in it; that folds themselves are well made the small one shows.
@pytest.mark.parametrize(("name", "unfolded"), [("telecom", True), ("minimal.yaml", True), ("minimal.yaml", False)])
def test_no_accessibility_violation(browser: Browser, folder: Path, name: str, scheme: str, *, unfolded: bool) -> None:
    visit = Visit(browser, folder, scheme)
    page = visit.open(name)
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    visit.close()


@pytest.mark.parametrize("name", ["telecom", "minimal.yaml"])
@pytest.mark.parametrize("width", [320, 390, 1000, 1440])
def test_no_width_scrolls_sideways(visit: Visit, name: str, width: int) -> None:
    page = visit.open(name)
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_chapters_are_reached_by_keyboard(visit: Visit) -> None:
    page = visit.open("telecom", "#case")
    page.locator("#case summary >> nth=0").focus()
    page.keyboard.press("Enter")
    assert page.locator("#case details >> nth=0").get_attribute("open") is not None


def test_print_starts_chapters_on_new_pages_and_opens_the_gaps(visit: Visit) -> None:
    page = visit.open("telecom")
    page.emulate_media(media="print")
    for chapter in ("map", "gaps", "journeys", "case", "readiness", "sources"):
        assert page.evaluate(f"getComputedStyle(document.getElementById('{chapter}')).breakBefore") == "page"
    assert not page.locator("#gap-filters").is_visible() and not page.locator(".top nav").is_visible()
    folded = page.locator("#gap-list section .rest tr[data-kind] >> nth=0")
    assert folded.evaluate("(row) => row.getBoundingClientRect().height") > 0
    assert page.evaluate("getComputedStyle(document.querySelector('figure')).breakInside") == "avoid"


def test_chapters_read_without_script(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((folder / "telecom.html").as_uri())
    assert page.locator(ROWS).count() == 12
    assert not page.locator("#gap-filters").is_visible()
    page.locator("#case summary >> nth=0").click()
    context.close()
