"""The live preview in a browser: it follows what is saved, and keeps the last good page under what is broken."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1] / "watch"))
from following import Watching, change, strategy, until

pytestmark = pytest.mark.browser
BAR = "#preview-bar"


class Look:
    """A page of a preview, and what the browser had to say."""

    def __init__(self, browser: Browser, watching: Watching) -> None:
        self.context = browser.new_context(viewport={"width": 1440, "height": 900})
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(watching.url)
        self.page.wait_for_selector("html[data-ready]")

    def title(self) -> str:
        return self.page.locator("h1").inner_text()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return strategy(tmp_path)


@pytest.fixture
def watching(file: Path, tmp_path: Path) -> Iterator[Watching]:
    running = Watching(tmp_path)
    yield running
    if running.process.poll() is None:
        running.stop()


def test_the_page_follows_what_is_saved(browser: Browser, watching: Watching, file: Path) -> None:
    look = Look(browser, watching)
    page = look.page
    assert look.title() == "Northwind Mobile"
    assert page.locator(BAR).count() == 0

    change(file, "name: Northwind Mobile", "name: Southwind")
    page.wait_for_selector("h1:has-text('Southwind')")

    page.evaluate("window.scrollTo(0, 400)")
    change(file, "name: Southwind", "nam: Southwind")
    page.wait_for_selector(BAR)
    assert look.title() == "Southwind"
    bar = page.locator(BAR).inner_text()
    for said in ("M201", "'nam'", "map/strategy.yaml:3:1", "3 | nam: Southwind", "did you mean 'name'?"):
        assert said in bar
    assert page.locator(BAR).evaluate("bar => bar.getBoundingClientRect().top") == 0
    background = page.locator(BAR).evaluate("bar => getComputedStyle(bar).backgroundColor")
    assert background == "rgb(255, 244, 242)"
    assert page.locator("#matrix tr.r").count() > 0

    change(file, "nam: Southwind", "name: Westwind")
    page.wait_for_selector("h1:has-text('Westwind')")
    assert page.locator(BAR).count() == 0

    look.context.close()
    assert look.said == []
    assert {url.split("?")[0] for url in look.asked} <= {
        watching.url,
        f"{watching.url}events",
        f"{watching.url}favicon.ico",
    }


def test_the_page_says_when_the_preview_has_stopped(browser: Browser, watching: Watching) -> None:
    look = Look(browser, watching)
    gone = look.page.locator("#preview-gone")
    assert not gone.is_visible()
    assert watching.stop() == 0
    until(gone.is_visible, "the notice that the preview has stopped")
    assert look.title() == "Northwind Mobile"
    look.context.close()


def test_a_script_that_was_not_let_in_stays_out(browser: Browser, watching: Watching) -> None:
    look = Look(browser, watching)
    look.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'document.title = 1'; document.body.append(s); }"
    )
    assert look.page.title() != "1"
    assert any("Content Security Policy" in said for said in look.said)
    look.context.close()
