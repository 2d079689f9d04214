"""`ecaremap gaps`: each spelling, filters, missing figures, refusals."""

import csv
import io
import json
from pathlib import Path

import pytest
from commands import tool


def test_text_is_the_usual_spelling() -> None:
    done = tool("gaps", "maps/telecom")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Northwind Mobile (planned, as of ")
    assert "What to do, the most at stake first" in done.stdout


def test_csv_and_json_hold_the_same_gaps() -> None:
    lines = list(csv.DictReader(io.StringIO(tool("gaps", "maps/bank", "--format", "csv").stdout)))
    rows = json.loads(tool("gaps", "maps/bank", "--format", "json").stdout)["rows"]
    assert [line["where"] for line in lines] == [row["where"] for row in rows]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--kind", "leaking"), ("--owner", "Networks"), ("--touchpoint", "app"), ("--family", "faults")],
)
def test_filters(option: str, value: str) -> None:
    rows = json.loads(tool("gaps", "maps/telecom", "--format", "json", option, value).stdout)["rows"]
    assert rows
    assert {row[option.removeprefix("--")] for row in rows} == {value}


def test_a_filter_for_nothing_names_what_there_is() -> None:
    done = tool("gaps", "maps/telecom", "--kind", "leeking")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: There is no gap of --kind 'leeking'. Did you mean 'leaking'?\n"


def test_next_writes_a_page_for_each_who_holds_figures(tmp_path: Path) -> None:
    target = tmp_path / "wanted.md"
    done = tool("gaps", "maps/telecom", "--next", "--format", "md", "-o", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{target}\n")
    assert target.read_text("utf-8").startswith("# Figures wanted from ")


def test_next_is_no_table() -> None:
    done = tool("gaps", "maps/telecom", "--next", "--format", "csv")
    assert done.returncode == 2
    assert "--next" in done.stderr
