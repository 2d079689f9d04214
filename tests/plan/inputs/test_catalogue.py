"""The catalogue of tactics: complete, well formed, and the page that shows it agrees."""

import re
from pathlib import Path

import pytest

from ecaremap.load.catalogue import MARKS, catalogue, entry_of

ROOT = Path(__file__).parents[3]


def test_all_27_are_there() -> None:
    found = catalogue()
    assert len(found) == 27
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in found)
    assert len({entry.name for entry in found.values()}) == 27
    assert sum(entry.kinds[0] == "push" for entry in found.values()) == 11
    assert {entry.mark for entry in found.values()} == set(MARKS)


def test_every_push_has_a_gate() -> None:
    for entry in catalogue().values():
        if entry.kinds == ("push",):
            assert entry.push_gate or entry.legal_check or entry.gate, entry.id


@pytest.mark.parametrize(("name", "least"), [("agent-shows-me", "0.75"), ("hold-message", "0.75")])
def test_the_thresholds_of_the_brief(name: str, least: str) -> None:
    assert str(dict(catalogue()[name].gate)["completion"]) == least


def test_entries_by_name() -> None:
    assert entry_of("catalogue/hold-message") is catalogue()["hold-message"]
    assert entry_of(None) is None
    assert entry_of("catalogue/holding") is None


def test_the_page_shows_what_ships() -> None:
    text = (ROOT / "docs" / "tactics.md").read_text("utf-8")
    for entry in catalogue().values():
        part = text.partition(f"\n### {entry.name}\n")[2].partition("\n### ")[0]
        assert f"`catalogue/{entry.id}`" in part, entry.id
        assert " or ".join(entry.kinds) in part
        assert entry.words in part
        assert entry.risk in part
        assert entry.source in part
        assert MARKS[entry.mark] in part
        assert entry.precondition in part
    assert text.count("\n### ") == 27
