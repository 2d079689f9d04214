"""`ecaremap promised`: each spelling, files, audiences."""

import json
from pathlib import Path

import pytest
from commands import ROOT, tool

WITH_EVIDENCE = ROOT / "tests" / "cases" / "130_promised"
"""A strategy with two measured quarters."""


def test_json_has_the_numbers_unrounded() -> None:
    page = json.loads(tool("promised", WITH_EVIDENCE, "--format", "json").stdout)["promised"]
    assert (page["quarter"], page["calls_avoided"], page["gave_up"]) == ("Q3 2026", 837, 240)
    assert [(row["quarter"], row["missed"]) for row in page["history"]] == [("Q2 2026", 1), ("Q3 2026", 1)]
    figure = page["owners"][0]["cells"][0]["figures"][0]
    assert (figure["share"], figure["promise"], figure["verdict"]) == ("0.78", "0.75", "kept")


def test_the_page_is_written_whole_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "promised.html"
    done = tool("promised", WITH_EVIDENCE, "--format", "html", "-o", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{target}\n")
    page = target.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    for said in ("Q3 2026", "78%", "936 of 1,200", "the relaunch slipped", "CX board", "Quarter by quarter"):
        assert said in page


def test_templates_of_the_client_are_used(tmp_path: Path) -> None:
    own = '{% extends "ecaremap/promised.html.j2" %}{% block footer %}<footer>Ours</footer>{% endblock %}'
    (tmp_path / "promised.html.j2").write_text(own, "utf-8")
    done = tool("promised", WITH_EVIDENCE, "--format", "html", "--templates", tmp_path)
    assert "<footer>Ours</footer>" in done.stdout


@pytest.mark.parametrize("audience", ["board", "it", "frontline"])
def test_who_works_on_it_sees_it(audience: str) -> None:
    done = tool("promised", WITH_EVIDENCE, "--audience", audience)
    assert done.returncode == 0
    assert "App team: 1 kept, 1 missed" in done.stdout


def test_a_line_is_never_wider_than_the_terminal() -> None:
    done = tool("promised", WITH_EVIDENCE, COLUMNS="60")
    assert max(map(len, done.stdout.splitlines())) <= 60
