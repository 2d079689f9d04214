"""What an audience is not to see is absent from every byte of what is built for it."""

import re
from datetime import date
from pathlib import Path

import pytest

from ecaremap.usecases.build import build
from ecaremap.usecases.validate import validate
from ecaremap.views.audience import AUDIENCES
from ecaremap.views.report import report_view

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 21)
MONEY = re.compile(rb"[0-9.,]+ (?:million )?(?:EUR|GBP)\b|\b(?:EUR|GBP) ?[0-9]")
STAFF = re.compile(rb"\b[0-9,.]+ hours a month|hours freed|Hours freed|\bwage\b", re.IGNORECASE)
PLACES = re.compile(rb"\.yaml:[0-9]+")


@pytest.fixture(scope="module", params=["telecom", "public-service"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The bytes of every file for every audience."""
    everything: dict[str, dict[str, bytes]] = {}
    for audience in ("", *AUDIENCES):
        out = tmp_path_factory.mktemp(audience or "all")
        build(str(ROOT / "maps" / request.param), DAY, out, audience=audience)
        everything[audience] = {file.name: readable(file) for file in out.iterdir()}
    return everything


def readable(file: Path) -> bytes:
    """A file's bytes; of the page also what it packs for its panel."""
    import base64
    import zlib

    data = file.read_bytes()
    for packed in re.findall(rb'<script type="text/plain"[^>]*>([^<]+)</script>', data):
        data += zlib.decompress(base64.b64decode(packed))
    return data


def owners() -> list[bytes]:
    """Who answers for what in the telecom map, as far as the words say nothing else."""
    decisions = validate(ROOT / "maps/telecom", DAY).decisions
    assert decisions is not None
    strategy = decisions.project.strategy
    names = {t.owner for t in strategy.touchpoints.values()} | {r.cause_owner for r in strategy.requests.values()}
    return [name.encode() for name in sorted(names - {None}) if " " in str(name)]


def test_everybody_sees_money_staff_owners_and_places(built: dict[str, dict[str, bytes]]) -> None:
    whole = b"".join(built[""].values())
    assert MONEY.search(whole)
    assert PLACES.search(whole)
    assert "strategy.xlsx" in built[""]


@pytest.mark.parametrize("audience", ["it", "frontline", "public"])
def test_money_is_absent(built: dict[str, dict[str, bytes]], audience: str) -> None:
    for name, data in built[audience].items():
        assert not MONEY.search(data), (name, MONEY.search(data))


@pytest.mark.parametrize("audience", ["it", "frontline", "public"])
def test_staff_figures_are_absent(built: dict[str, dict[str, bytes]], audience: str) -> None:
    for name, data in built[audience].items():
        assert not STAFF.search(data), (name, STAFF.search(data))


@pytest.mark.parametrize("audience", ["board", "frontline", "public"])
def test_places_in_files_are_absent(built: dict[str, dict[str, bytes]], audience: str) -> None:
    for name, data in built[audience].items():
        assert not PLACES.search(data), (name, PLACES.search(data))


def test_the_public_learns_no_owner(built: dict[str, dict[str, bytes]]) -> None:
    assert owners()
    for name, data in built["public"].items():
        for owner in owners():
            assert owner not in data, (name, owner)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_workbook_is_the_strategy_and_for_nobody_else(built: dict[str, dict[str, bytes]], audience: str) -> None:
    assert "strategy.xlsx" not in built[audience]


def test_a_board_sees_the_case_and_the_public_does_not() -> None:
    validated = validate(ROOT / "maps/telecom", DAY)
    assert validated.decisions is not None
    assert report_view(validated.decisions, validated.findings, audience="board").case is not None
    assert report_view(validated.decisions, validated.findings, audience="public").case is None
