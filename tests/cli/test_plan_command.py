"""plan: every spelling, the same plan for the same seed, kept beside the strategy, which itself is never touched."""

import json
from pathlib import Path

import icalendar
import pytest
from commands import hashes, tool

from views.plan_samples import STRATEGY

QUICK = ("--solver", "none", "--draws", "200", "--no-save")


@pytest.fixture(scope="module")
def strategy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's strategy, long enough to pay."""
    folder = tmp_path_factory.mktemp("strategy")
    (folder / "strategy.yaml").write_text(STRATEGY.replace("horizon: 12 months", "horizon: 36 months"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def spelled(strategy: Path) -> dict[str, str]:
    before = hashes(strategy)
    done = {
        name: tool("plan", strategy, *QUICK, "--format", name)
        for name in ("text", "md", "json", "csv", "months", "backlog", "ics", "html")
    }
    assert {name: run.returncode for name, run in done.items()} == dict.fromkeys(done, 0), done["text"].stderr
    assert hashes(strategy) == before, "--no-save keeps nothing"
    return {name: run.stdout for name, run in done.items()}


def test_every_spelling_shows_the_same_plan(spelled: dict[str, str]) -> None:
    document = json.loads(spelled["json"])
    assert document["format"] == "ecaremap-plan/1"
    items = [item["id"] for wave in document["plan"]["waves"] for item in wave["items"]]
    assert "bill-web" in items
    headline = document["plan"]["headline"]
    assert headline in " ".join(spelled["text"].split()) and headline in spelled["md"] and headline in spelled["html"]
    for name in ("csv", "backlog"):
        assert "bill-web" in spelled[name]
    assert spelled["months"].count("\n") == 37
    launches = [str(event["UID"]) for event in icalendar.Calendar.from_ical(spelled["ics"]).walk("VEVENT")]
    assert "live.bill-web@worked-example.ecaremap" in launches


def test_text_fits_a_terminal_of_80_columns(strategy: Path) -> None:
    done = tool("plan", strategy, *QUICK, COLUMNS="80")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout + done.stderr, "no progress and no colour where nobody watches"


def test_the_same_seed_gives_the_same_bytes(strategy: Path, spelled: dict[str, str]) -> None:
    assert tool("plan", strategy, *QUICK, "--format", "json").stdout == spelled["json"]
    assert tool("plan", strategy, *QUICK, "--format", "json", "--seed", "4").stdout != spelled["json"]


def test_an_audience_sees_no_money(strategy: Path) -> None:
    done = tool("plan", strategy, *QUICK, "--audience", "it", "--format", "json")
    assert done.returncode == 0 and "EUR" not in done.stdout
    refused = tool("plan", strategy, *QUICK, "--audience", "public")
    assert refused.returncode == 2 and refused.stdout == ""


def test_a_file_instead_of_the_screen(strategy: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.html"
    done = tool("plan", strategy, *QUICK, "--format", "html", "-o", target)
    assert done.stdout == "" and str(target) in done.stderr
    assert target.read_text("utf-8").startswith("<!doctype html>")


def test_a_plan_is_kept_beside_the_strategy(strategy: Path, tmp_path: Path) -> None:
    copy = tmp_path / "strategy.yaml"
    copy.write_text((strategy / "strategy.yaml").read_text("utf-8"), "utf-8")
    done = tool("plan", copy, *QUICK[:-1], "--format", "csv")
    assert done.returncode == 0
    assert copy.read_text("utf-8") == (strategy / "strategy.yaml").read_text("utf-8")
    kept = json.loads((tmp_path / "strategy.plan.json").read_text("utf-8"))
    assert "bill-web" in kept["items"]


def test_without_figures_it_says_what_is_missing(tmp_path: Path) -> None:
    bare = "ecaremap: 1\nname: Bare\ntouchpoints: {phone: {kind: call-centre}}\nrequests: {a: {job: learn}}\ncoverage: {a: {phone: human}}\n"
    (tmp_path / "s.yaml").write_text(bare, "utf-8")
    done = tool("plan", tmp_path / "s.yaml")
    assert done.returncode == 1 and done.stdout == ""
    assert "cannot be planned yet" in done.stderr and "Traceback" not in done.stderr
