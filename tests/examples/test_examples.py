"""The language by example: what ships and what the documents show loads, validates and builds."""

from datetime import date
from pathlib import Path

import pytest

from ecaremap.usecases.build import build
from ecaremap.usecases.validate import exit_code, validate

HERE = Path(__file__).parent
MAPS = HERE.parents[1] / "maps"
STRATEGIES = [
    *sorted(HERE.glob("*.yaml")),
    *sorted(MAPS.glob("*.yaml")),
    *sorted(p for p in MAPS.iterdir() if p.is_dir()),
]
DAY = date(2026, 11, 21)

FILES = ("index.html", "map.svg", "map.dot", "gaps.csv", "report.md", "strategy.json", "strategy.xlsx")
PLAN_FILES = ("plan.csv", "plan-months.csv", "plan.ics", "backlog.csv")


def test_the_strategies_are_there() -> None:
    names = {path.stem for path in STRATEGIES}
    assert names >= {"example-sketch", "example-full", "minimal", "telecom", "bank", "utility", "public-service"}


@pytest.mark.parametrize("path", STRATEGIES, ids=lambda path: path.stem)
def test_it_validates(path: Path) -> None:
    result = validate(path, DAY)
    assert exit_code(result, "error") == 0, [f.message for f in result.findings if f.severity == "error"]


@pytest.mark.parametrize("path", STRATEGIES, ids=lambda path: path.stem)
def test_it_builds(path: Path, tmp_path: Path) -> None:
    built = build(str(path), DAY, tmp_path)
    names = {file.name for file in built.written}
    # A strategy with a plan has its files besides; a backlog only where something is worth building.
    quarters = {name for name in names if name.startswith("promised-")}
    assert set(FILES) <= names - quarters <= {*FILES, *PLAN_FILES}
    assert bool(quarters) == (path / "evidence").is_dir()
    assert all(file.stat().st_size > 1000 for file in built.written if file.name in FILES)


def test_the_sketch_is_the_minimal_map() -> None:
    """Only the heading may differ, so that the documents and the map cannot drift apart."""

    def body(path: Path) -> str:
        return path.read_text("utf-8").partition("\n")[2]

    assert body(HERE / "example-sketch.yaml") == body(MAPS / "minimal.yaml")


def test_a_logo_that_is_not_there_is_said(tmp_path: Path) -> None:
    built = build(str(HERE / "example-full.yaml"), DAY, tmp_path)
    assert built.notices[0].startswith("The logo 'logo.svg' is left out")
