"""How a strategy is cut into files, and in which order a folder lists them, changes no view."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from looking import look_at

from ecaremap.views.model import MapView

BASE = {
    "ecaremap": "1",
    "name": "Files",
    "touchpoints": {"call-centre": {"owner": "Service"}, "website": {}, "app": {"authentication": "identified"}},
}
REQUESTS = {
    "pay": {"job": "transact", "family": "money", "volume": "700", "authentication": "identified"},
    "cancel": {"job": "discuss", "family": "contract", "volume": "210", "cross_sell": "high"},
    "complain": {"job": "vent", "family": "care", "volume": "60", "emotion": "high"},
    "move": {"job": "transact", "family": "contract", "volume": "30"},
}
COVERAGE = {
    "pay": {"call-centre": "human", "app": "show -> self-serve", "website": "self-serve"},
    "cancel": {"call-centre": "human", "website": "inform -> self-serve"},
    "complain": {"call-centre": "human", "app": "none"},
    "move": {"website": "initiate -> assisted"},
}
RULES = [
    {"id": "talk", "when": {"request.cross_sell": "high"}, "then": {"cap": "assisted"}},
    {"id": "login", "when": {"request.authentication": "present"},
     "then": {"require": {"touchpoint.authentication": "at least request.authentication"}}},
    {"id": "person", "when": {"request.emotion": "high"}, "then": {"offer": {"at_least": "1", "cell.degree": "human"}}},
]  # fmt: skip


def pieces() -> list[dict[str, Any]]:
    """The strategy in as many files as it can be cut into."""
    return [
        BASE,
        *({"requests": {key: value}} for key, value in REQUESTS.items()),
        *({"coverage": {key: value}} for key, value in COVERAGE.items()),
        *({"rules": [rule]} for rule in RULES),
    ]


def write(folder: Path, names: list[str]) -> Path:
    folder.mkdir()
    for name, piece in zip(names, pieces(), strict=True):
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(yaml.safe_dump(piece, sort_keys=False), "utf-8")
    return folder


def essence(view: MapView) -> Any:
    """What a view says, without where it is written and in which order rules are listed."""
    rules = [reason.rule for reason in view.reasons]

    def cells(row: Any) -> Iterator[Any]:
        for cell in row.cells:
            breaches = sorted((b.state, rules[b.reason], b.severity, b.sentence) for b in cell.breaches)
            reasons = tuple(sorted(rules[index] for index in cell.reasons))
            yield replace(cell, place="", breaches=(), reasons=()), breaches, reasons

    return (
        [(replace(row, place="", cells=()), list(cells(row))) for row in view.rows],
        view.columns, view.row_groups, view.column_groups, view.notices, view.overview.sentence,
        view.overview.tiles, view.overview.moves, view.overview.works, view.overview.personal,
        sorted((question.kind, question.count, question.sentence, question.ask) for question in view.overview.questions),
        sorted((rule.id, rule.requests, rule.cells, rule.breaches) for rule in view.rules),
        sorted((finding.code, finding.severity, finding.message, finding.where) for finding in view.findings),
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One file."""
    path = tmp_path_factory.mktemp("whole") / "strategy.yaml"
    path.write_text(
        yaml.safe_dump({**BASE, "requests": REQUESTS, "coverage": COVERAGE, "rules": RULES}, sort_keys=False)
    )
    return essence(look_at(path))


NAMES = [f"{folder}{letter}.yaml" for folder in ("", "deep/", "z/") for letter in "abcd"]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(names=st.permutations(NAMES))
def test_names_and_cuts_change_nothing(names: list[str], whole: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write(tmp_path_factory.mktemp("cut") / "strategy", names)
    assert essence(look_at(folder)) == whole


def test_the_order_of_listing_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "strategy", NAMES)
    usual = look_at(folder)
    listdir, iterdir = os.listdir, Path.iterdir
    monkeypatch.setattr(os, "listdir", lambda *a: sorted(listdir(*a), reverse=True))
    monkeypatch.setattr(Path, "iterdir", lambda self: iter(sorted(iterdir(self), reverse=True)))
    assert look_at(folder) == usual
