"""Signed decisions in the panel of the page."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from visits import Visit

from ecaremap.render.html import render_page
from ecaremap.usecases.build import view_of
from ecaremap.usecases.sign import sign
from ecaremap.usecases.validate import validate

pytestmark = pytest.mark.browser
DAY = date(2026, 11, 21)
MAP = """\
ecaremap: 1
name: Example
touchpoints: [call-centre, app]
requests: {cancel: {job: transact, volume: 9000}}
coverage:
  cancel: {call-centre: human, app: {today: show, target: self-serve, decided: {by: CX <b>board</b>, date: 2026-10-15}}}
"""


def test_the_panel_says_who_decided_and_what_moved(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(MAP, encoding="utf-8")
    sign(validate(file, DAY), (), check=False)
    for name, volume in (("signed", 9000), ("suspect", 14000)):
        file.write_text(MAP.replace("9000", str(volume)), encoding="utf-8")
        validated = validate(file, DAY)
        assert validated.decisions
        (tmp_path / f"{name}.html").write_text(render_page(view_of(validated, str(file))), "utf-8")
        visit = Visit(browser, tmp_path)
        page = visit.open(name, "#cell=cancel/app")
        panel = page.locator("#panel")
        panel.wait_for(state="visible")
        text = panel.inner_text()
        assert "By CX <b>board</b> on 2026-10-15" in text
        assert ("volume rose from 9,000 to 14,000 per month" in text) is (name == "suspect")
        assert ("Suspect" in text) is (name == "suspect")
        visit.close()
