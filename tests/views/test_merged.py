"""`show`: the merged strategy is YAML again, and every value says where it stands."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from looking import DAY, ROOT, read

from ecaremap.model.tree import Items, Table
from ecaremap.render.texts import merged_text
from ecaremap.usecases.look import merged
from ecaremap.usecases.validate import read as load
from ecaremap.usecases.validate import validate_text

ALL = sorted(path for path in (ROOT / "maps").iterdir() if path.is_dir() or path.suffix == ".yaml")

WRITTEN_OUT = """\
ecaremap: 1
name: "Fernwall: energy & water #1"
currency: EUR
touchpoints:
  call-centre:
    kind: call-centre
    family: traditional
    hours: "08:00-20:00 Mon-Sat"
  app:
    kind: app
    family: digital
    owner: 'App team'
requests:
  pay:
    name: "Pay, or ask \\"why\\""
    job: transact
    synonyms: [no, on, "yes", "12:30", 'a, b', "- dash", "", "ünïcode ✓"]
    volume: 12000
    demand: value
coverage:
  pay:
    call-centre: human
    app:
      today: show
      target: self-serve
      note: "{braces} and [brackets]"
rules:
  - id: pay-safely
    title: "100% safe: @all"
    when:
      any:
        - request.id: pay
        - request.job: [learn, confirm]
    then:
      cap: self-serve
"""


def data(node: Any) -> Any:
    """A tree with places as plain data."""
    if isinstance(node, Table):
        return {key: data(value) for key, value in node.items()}
    if isinstance(node, Items):
        return [data(item) for item in node]
    return node or ""


def show(text: str) -> str:
    decisions = read(text).decisions
    assert decisions is not None
    return merged_text(merged(decisions.project))


def test_a_strategy_that_is_written_out_comes_back_the_same() -> None:
    again = show(WRITTEN_OUT)
    assert yaml.load(again, yaml.BaseLoader) == yaml.load(WRITTEN_OUT, yaml.BaseLoader)
    assert show(again).count("\n") == again.count("\n")
    assert validate_text(again.encode(), "again", DAY).decisions is not None


@pytest.mark.parametrize("value", ["a\\nb", "a\\\\b", "tab\\tinside", "next\\u0085line", "bell\\u0007"])
def test_odd_characters_come_back_the_same(value: str) -> None:
    text = WRITTEN_OUT.replace("ünïcode ✓", value)
    assert yaml.load(show(text), yaml.BaseLoader) == yaml.load(text, yaml.BaseLoader)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_merged_lines_hold_the_merged_data(path: Path) -> None:
    project = load(path).project
    assert project is not None
    expected = data(project.tree)
    rules = [rule for rule in expected.pop("rules", []) if not rule["id"].startswith("keep-personal/")]
    shown = yaml.load(merged_text(merged(project)), yaml.BaseLoader)
    assert shown.pop("rules", []) == rules
    assert shown == expected


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_origins_lead_to_the_values(path: Path) -> None:
    project = load(path).project
    assert project is not None
    texts = {file.path: file.text.splitlines() for file in project.sources.files}
    checked = 0
    for line in merged(project):
        bare = line.text.strip().removeprefix("- ")
        if not line.origin:
            assert bare.endswith(":"), line
            continue
        file, _, number = line.origin.rpartition(":")
        assert 1 <= int(number) <= len(texts[file]), line
        # A plain value of the author's stands in that line, unless a short form was written out.
        value = bare.partition(": ")[2]
        if re.fullmatch(r"\w{3,}", value) and value in texts[file][int(number) - 1]:
            checked += 1
    assert checked > 10
