"""The page in a browser: from disk, without a network, by keyboard, in light, dark and print."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from visits import Visit

pytestmark = pytest.mark.browser
ACTIVE = "document.activeElement"


def until(page: Page, truth: str) -> None:
    """Wait for a script's truth; the policy of the page forbids Playwright's own way of waiting."""
    for _ in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {truth}")


def focused(page: Page) -> str:
    return str(page.evaluate(f"{ACTIVE}.innerText.replace(/\\s+/g, ' ').trim()"))


def test_arrows_move_and_enter_opens_the_reasons(visit: Visit) -> None:
    page = visit.open("small")
    page.locator("[data-show=undecided]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.closest('table').getAttribute('role')") == "grid"
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert "assisted" in focused(page)
    assert page.locator("#matrix td[tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    assert panel.is_visible()
    assert page.evaluate(f"{ACTIVE}.id") == "panel-title"
    text = panel.inner_text()
    for said in ("Dispute a charge: Chat", "capped", "Feelings and judgement", "Breaks a rule",
                 "requests/cells.yaml", "complain", "Ombudsman"):  # fmt: skip
        assert said.lower() in text.lower(), said
    assert page.url.endswith("#cell=dispute-a-charge/chat")
    page.keyboard.press("Escape")
    assert not panel.is_visible() and "assisted" in focused(page)
    assert "#" not in page.url


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["End"], (0, 9)),
        (["Control+End"], (23, 9)),
        (["Control+End", "Home"], (23, 0)),
        (["Control+End", "Control+Home"], (0, 0)),
        (["ArrowUp", "ArrowLeft"], (0, 0)),
        (["PageDown", "PageUp"], (0, 0)),
    ],
)
def test_keys_reach_the_ends(visit: Visit, keys: list[str], expected: tuple[int, int]) -> None:
    page = visit.open("small")
    page.locator("#matrix td[tabindex='0']").focus()
    for key in keys:
        page.keyboard.press(key)
    place = page.evaluate(
        f"[[...document.querySelectorAll('tr.r')].indexOf({ACTIVE}.parentElement), {ACTIVE}.cellIndex - 2]"
    )
    assert tuple(place) == expected


def test_filter_and_search(visit: Visit) -> None:
    page = visit.open("small")
    rows = page.locator("#matrix tr.r:visible")
    page.fill("#q", "bill")
    assert rows.count() == 5
    assert page.locator("#found").inner_text() == "5 of 24 requests"
    page.fill("#q", "pay app")
    assert page.locator("#matrix td:not(.quiet, .lead):visible").count() > 0
    page.click("#reset")
    page.click("[data-show=breaches]")
    assert 0 < rows.count() < 5
    assert "show=breaches" in page.url
    page.click("#reset")
    page.select_option("#requests", "Device")
    page.select_option("#touchpoints", "traditional")
    assert rows.count() == 4
    assert page.locator("#matrix .names th:visible").count() == 4
    page.select_option("#degree", "self-serve")
    assert rows.count() == 0
    page.click("#reset")
    assert rows.count() == 24 and "#" not in page.url


def test_deep_link_opens_cell_and_filter(visit: Visit) -> None:
    page = visit.open("small", "#cell=pay-a-bill/app&q=bill&show=changes")
    assert "Pay a bill: App" in page.locator("#panel").inner_text()
    assert page.input_value("#q") == "bill"
    assert page.get_attribute("[data-show=changes]", "aria-pressed") == "true"
    assert page.locator("td[aria-selected=true]").count() == 1
    page.evaluate("location.hash = '#cell=move-house/chat'")
    until(page, "document.querySelector('#panel').innerText.includes('Move house: Chat')")
    assert page.input_value("#q") == ""


def test_unknown_deep_link_is_harmless(visit: Visit) -> None:
    page = visit.open("small", "#cell=nothing/here&show=nonsense")
    assert not page.locator("#panel").is_visible()
    assert page.locator("#matrix tr.r:visible").count() == 24


def test_next_move_leads_to_its_cell(visit: Visit) -> None:
    page = visit.open("small")
    page.click(".moves a >> nth=1")
    page.wait_for_selector("#panel:visible")
    assert "Pay a bill: My account" in page.locator("#panel").inner_text()


def test_large_map_draws_rows_in_view_only(visit: Visit) -> None:
    page = visit.open("large", "#cell=pay-a-bill-case-20/app-2")
    assert page.locator("#matrix tr.r").count() < 60
    assert page.locator("td[aria-selected=true]").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+End")
    assert page.evaluate(f"Number({ACTIVE}.parentElement.getAttribute('aria-rowindex'))") == 1008
    page.keyboard.press("Control+Home")
    assert page.evaluate(f"{ACTIVE}.parentElement.innerText").startswith("Understand my bill")
    page.locator("#box").evaluate("(box) => { box.scrollTop = 20000; }")
    until(page, f"{ACTIVE}.id === 'box'")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{ACTIVE}.parentElement.innerText").startswith("Pay a bill")
    page.fill("#q", "case 7")
    page.click("[data-show=changes]")
    assert 0 < page.locator("#matrix tr.r").count() < 60


def test_theme_button_changes_the_colours(visit: Visit) -> None:
    page = visit.open("small")
    colour = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(colour)
    page.click("#theme")
    assert page.evaluate(colour) != before
    assert page.get_attribute("#theme", "aria-pressed") == "true"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("small", ""),
        ("small", "#cell=dispute-a-charge/chat&show=changes"),
        ("large", "#cell=pay-a-bill-case-20/app-2"),
        ("empty", ""),
    ],
)
def test_no_accessibility_violation(browser: Browser, folder: Path, name: str, fragment: str, scheme: str) -> None:
    visit = Visit(browser, folder, scheme)
    results = Axe().run(visit.open(name, fragment))
    assert results.violations_count == 0, results.generate_report()
    visit.close()


def test_print_shows_the_matrix_and_hides_controls(visit: Visit) -> None:
    page = visit.open("small", "#cell=pay-a-bill/app")
    page.emulate_media(media="print")
    assert page.locator("#matrix tr.r >> nth=23").is_visible()
    for hidden in ("#controls", "#panel", "#theme"):
        assert not page.locator(hidden).is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert page.evaluate(
        "document.querySelector('#box').scrollHeight <= document.querySelector('#box').clientHeight + 1"
    )


def test_large_map_prints_its_families(visit: Visit) -> None:
    page = visit.open("large")
    page.emulate_media(media="print")
    assert page.locator(".tallies").is_visible() and not page.locator("#matrix").is_visible()


def test_narrow_screen_does_not_scroll_sideways(visit: Visit) -> None:
    page = visit.open("small")
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_page_reads_without_script(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((folder / "small.html").as_uri())
    assert page.locator("#matrix tr.r >> nth=3").is_visible()
    assert not page.locator("#controls").is_visible()
    context.close()
