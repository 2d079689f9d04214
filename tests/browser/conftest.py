"""A browser without a network, and the pages it opens from disk."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from visits import Visit

from ecaremap.render.html import render_page
from reports import page_of
from samples import empty_view, sample_view

FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        reason = "no Chromium: install it or set CHROMIUM to its path"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "small.html").write_text(render_page(sample_view()), "utf-8")
    (folder / "large.html").write_text(render_page(sample_view(1_000, 30)), "utf-8")
    (folder / "empty.html").write_text(render_page(empty_view()), "utf-8")
    for name in ("telecom", "minimal.yaml"):
        (folder / f"{name}.html").write_text(page_of(name), "utf-8")
    return folder


@pytest.fixture
def visit(browser: Browser, folder: Path) -> Iterator[Visit]:
    visit = Visit(browser, folder)
    yield visit
    visit.close()
