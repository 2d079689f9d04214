"""Strategies and hand-made results for the tests of reports."""

import os
from datetime import date
from pathlib import Path

import pytest

from ecaremap.insight.waivers import Acceptance
from ecaremap.model.finding import SEVERITIES, Severity, Standing
from ecaremap.usecases.catalogue import all_checks
from ecaremap.views.grouping import grouped
from ecaremap.views.results_model import BaselineView, PlaceView, RelatedView, ReportView, ResultView, RunView

DAY = date(2026, 11, 21)
FORMATS = ("json", "sarif", "github", "gitlab", "junit")
DATA = Path(__file__).parents[1] / "data" / "formats"

LIVELY = """ecaremap: 1
name: "Fürst & Söhne, 100 % digital: a test"
level: costed
packs: [de]
touchpoints:
  call-centre: {owner: Service}
  website: {owner: Web team}
  app: {owner: App team}
requests:
  cancel: {job: transact, emotion: high, tags: [consumer-contract]}
  renew: {job: transact, emotion: medium}
  complaint: {job: vent, emotion: high}
coverage:
  cancel: {call-centre: human, website: show, app: show}
  renew: {call-centre: human, website: self-serve}  # ecaremap: ignore G140 the route comes (by CX board, until 2027-03-31)
  complaint: {call-centre: human, app: initiate -> self-serve}
keep_personal:
  complaint: a person decides, 100 % of the time
rules:
  - {id: button, kind: law, title: "Cancel: here, at once", when: {request.id: cancel}, then: {offer: {at_least: 1, cell.degree: self-serve}}}
governance: {sponsor: COO, owner: Service, review_by: 2027-01-31}
waivers:
  - {id: w1, finding: G140, where: cancel/app, reason: relaunch, by: CX board, until: 2027-01-31}
  - {id: w2, finding: G140, where: cancel/website, reason: relaunch, by: CX board, until: 2026-01-31}
"""
"""A strategy with errors, warnings, notes and questions; with a breach of law, waivers and a comment."""

BROKEN = "ecaremap: 1\nname: Broken\nname: Broken again\ntouchpoints: [call-centre\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two strategies, one of them with an awkward name; the working directory."""
    (tmp_path / ".git").mkdir()
    for name, text in (("lively.yaml", LIVELY), ("maps & more/älter #1, 50%.yaml", LIVELY), ("broken.yaml", BROKEN)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


PATHS = ("lively.yaml", "maps & more/älter #1, 50%.yaml", "broken.yaml")


EFFECTS = {"calm": "at most assisted"}
"""The rules of the hand-made reports."""


def a_result(
    number: int = 1, severity: Severity = "warning", standing: Standing = "open", **more: object
) -> ResultView:
    """A finding as no strategy would have it: every text is up to the test."""
    fields: dict[str, object] = {
        "code": "G140", "name": "human-route-missing", "severity": severity, "standing": standing,
        "message": f"Finding {number}.", "help": "settle it", "notes": ("emotion is high",), "where": f"r{number}/app",
        "field": "human_route", "states": ("today",), "question": False, "law": False,
        "fingerprint": f"{number:012x}", "place": PlaceView("maps/a.yaml", number, 3, number, 9, "cancel"),
        "related": (RelatedView("the rule", PlaceView("maps/a.yaml", 1, 1, 2, 4)),), "accepted": None,
    }  # fmt: skip
    # Alone, unless the test says with whom it belongs together.
    fields["group"] = fields["fingerprint"]
    if standing == "justified":
        fields["accepted"] = Acceptance("relaunch", "CX board", date(2027, 3, 31))
    return ResultView(**{**fields, **more})  # type: ignore[arg-type]


def a_report(
    *results: ResultView, fail_on: Severity = "error", baseline: BaselineView | None = None, hidden: str = ""
) -> ReportView:
    """A report about one strategy."""
    codes = frozenset(code for code in all_checks() if code[0] in hidden)
    groups = grouped(results, all_checks(), EFFECTS)
    run = RunView("maps/a.yaml", "maps/a.yaml", "maps/a.yaml", codes, results, groups)
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return ReportView("2026-11-21", failing, (run,), all_checks(), "1.2.3", baseline)


def required(name: str, variable: str, found: Path | None) -> Path:
    """A tool that a machine may lack, but CI may not."""
    if found is None:
        missing = f"{name} is not there; npm install {name}, then set {variable} to the folder of node_modules"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found
