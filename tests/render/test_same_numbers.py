"""One computation, many spellings: page, Markdown, CSV, JSON and workbook show the same numbers."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ecaremap.usecases.build import build
from ecaremap.usecases.validate import validate
from ecaremap.views.report import report_view

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module", params=["telecom", "public-service", "minimal.yaml"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def out(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    build(str(ROOT / "maps" / name), DAY, folder)
    return folder


def test_gaps_are_the_same_everywhere(name: str, out: Path) -> None:
    validated = validate(ROOT / "maps" / name, DAY)
    assert validated.decisions is not None
    view = report_view(validated.decisions, validated.findings)
    expected = [(row.code, row.where, row.money) for row in view.gaps.rows]
    assert expected
    table = list(csv.DictReader(io.StringIO((out / "gaps.csv").read_text(encoding="utf-8-sig"))))
    assert len(table) == len(expected)
    document = json.loads((out / "strategy.json").read_text())
    spelled = [
        (row["code"], row["where"], Decimal(row["money"]) if row.get("money") else None)
        for row in document["gaps"]["rows"]
    ]
    assert spelled == expected
    sheet = load_workbook(out / "strategy.xlsx")["Gaps"]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]]
    assert [(row[1], row[11]) for row in rows] == [
        (code, None if money is None else pytest.approx(float(money))) for code, _, money in expected
    ]
    page, words = (out / "index.html").read_text(), (out / "report.md").read_text()
    for row in view.gaps.rows[:3]:
        if row.money_text:
            assert row.money_text in page
            assert row.money_text in words


def test_the_case_is_the_same_everywhere(name: str, out: Path) -> None:
    validated = validate(ROOT / "maps" / name, DAY)
    assert validated.decisions is not None
    case = report_view(validated.decisions, validated.findings).case
    assert case is not None
    document = json.loads((out / "strategy.json").read_text())["case"]
    assert [Decimal(line["year"]["exact"]) for line in document["lines"]] == [line.year.exact for line in case.lines]
    sheet = load_workbook(out / "strategy.xlsx")["Case"]
    years = [row[2] for row in sheet.iter_rows(min_row=4, max_row=3 + len(case.lines), values_only=True)]
    assert years == [pytest.approx(float(line.year.exact)) for line in case.lines]
    page, words = (out / "index.html").read_text(), (out / "report.md").read_text()
    for line in case.lines:
        assert line.year.text.removesuffix(" a year") in page
        assert line.year.text in words


def test_the_overview_is_the_same_everywhere(name: str, out: Path) -> None:
    validated = validate(ROOT / "maps" / name, DAY)
    assert validated.decisions is not None
    over = report_view(validated.decisions, validated.findings).map.overview
    texts = [(out / file).read_text() for file in ("index.html", "report.md", "map.dot", "strategy.json")]
    plain = [re.sub(r"<[^>]+>|\s+", " ", text) for text in texts]
    first = over.sentence.partition(";")[0]
    assert all(first in text for text in plain)
    cells = [
        cell for row in load_workbook(out / "strategy.xlsx")["Summary"].iter_rows(values_only=True) for cell in row
    ]
    assert over.sentence in cells
