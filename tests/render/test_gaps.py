"""Gaps as CSV, JSON, Markdown and text: the same numbers, safe to open, readable at 80 columns."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from unicodedata import east_asian_width

import pytest

from ecaremap.render.gaps_csv import guarded, render_gaps_csv
from ecaremap.render.gaps_json import render_gaps_json
from ecaremap.render.gaps_markdown import render_data_requests, render_gaps_markdown
from ecaremap.render.gaps_text import render_gaps_text, render_next_text
from ecaremap.views.gaps import Wanted, gaps_view
from ecaremap.views.gaps_model import GapsView
from insight.gaps.telling import decided, of_map

ALL = Wanted()


def view(name: str, only: Wanted = ALL) -> GapsView:
    result = of_map(name)
    return gaps_view(decided(result), result.findings, only)


TELECOM = view("telecom")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def markdown_rows(text: str, chapter: str) -> list[list[str]]:
    body = text.partition(f"\n## {chapter}\n")[2].split("\n## ")[0]
    lines = [line for line in body.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@pytest.mark.parametrize("name", ["telecom", "bank", "public-service", "utility", "minimal.yaml"])
def test_all_spellings_show_the_same_numbers(name: str) -> None:
    shown = view(name)
    lines = table(render_gaps_csv(shown))
    document = json.loads(render_gaps_json(shown))
    rows = markdown_rows(render_gaps_markdown(shown), "What to do, the most at stake first")
    assert len(lines) == len(document["rows"]) == len(rows) == len(shown.rows)
    for row, line, data, cells in zip(shown.rows, lines, document["rows"], rows, strict=True):
        money = "" if row.money is None else f"{row.money:f}"
        assert line["money_a_year"] == (data["money"] or "") == money
        assert line[f"needs_a_{shown.per}"] == (data["needs"] or "") == ("" if row.needs is None else f"{row.needs:f}")
        assert line["number"] == str(data["number"]) == cells[0] == str(row.number)
        assert line["standing"] == data["standing"] == row.standing
        assert cells[7] == row.needs_text
        assert cells[8].startswith(row.money_text)
    assert [m["text"] for m in document["headline"]] == [m.text for m in shown.headline]
    headline = markdown_rows(render_gaps_markdown(shown), "How far we have come")
    assert [cells[1] for cells in headline] == [m.text for m in shown.headline]


def test_the_text_shows_the_same_numbers() -> None:
    text = render_gaps_text(view("telecom", Wanted(kind="leaking")))
    joined = " ".join(text.split())
    for row in TELECOM.rows:
        if row.kind == "leaking":
            assert row.money_text in joined
    whole = " ".join(render_gaps_text(TELECOM).split())
    for measure in TELECOM.headline:
        assert f"{measure.text} {measure.title}" in whole
    for kind in TELECOM.by_kind:
        assert f"{kind.open} {kind.justified} {kind.expired} {kind.title}" in whole


@pytest.mark.parametrize("name", ["telecom", "public-service", "minimal.yaml"])
def test_text_fits_80_columns(name: str) -> None:
    shown = view(name)
    for text in (render_gaps_text(shown), render_next_text(shown)):
        for line in text.splitlines():
            assert sum(1 + (east_asian_width(c) in "WF") for c in line) <= 80, line


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", " =1+1"])
def test_no_cell_is_a_formula(start: str) -> None:
    text = start + "HYPERLINK('x')"
    row = replace(TELECOM.rows[0], found=text, owner=text, request_name=text)
    line = table(render_gaps_csv(replace(TELECOM, rows=(row,))))[0]
    for key in ("found", "owner", "request_name"):
        assert line[key].startswith("'")


def test_numbers_stay_numbers() -> None:
    assert guarded("-") == "'-"
    negative = replace(TELECOM.rows[0], money=Decimal("-5.00"))
    assert table(render_gaps_csv(replace(TELECOM, rows=(negative,))))[0]["money_a_year"] == "-5.00"


def test_csv_is_utf_8_and_one_line_a_gap() -> None:
    row = replace(TELECOM.rows[0], says="Zwei\nZeilen, „Ümlaut“")
    text = render_gaps_csv(replace(TELECOM, rows=(row,)))
    assert text.count("\r\n") == 2
    assert table(text.encode().decode("utf-8"))[0]["says"] == "Zwei Zeilen, „Ümlaut“"


def test_markdown_stays_in_its_cells() -> None:
    row = replace(TELECOM.rows[0], subject="a | b", says="<script>alert(1)</script>", found="[x](javascript:1)\n# y")
    text = render_gaps_markdown(replace(TELECOM, rows=(row,), name="# *Evil*"))
    assert "<script" not in text.replace("\\<", "")
    assert "a \\| b" in text
    assert "\\[x](javascript:1) # y" in text
    assert "\\*Evil\\*" in text


def test_control_signs_do_not_reach_the_terminal() -> None:
    row = replace(TELECOM.rows[0], subject="Pay\x1b[31m\u202e now")
    text = render_gaps_text(replace(TELECOM, rows=(row,)))
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_each_holder_has_a_page() -> None:
    text = render_data_requests(TELECOM)
    for request in TELECOM.data_requests:
        assert text.count(f"# Figures wanted from {request.holder}\n") == 1
    objects = sum(max(1, len(item.objects)) for r in TELECOM.data_requests for item in r.items)
    assert sum(line.endswith("|  |  |") for line in text.splitlines()) == objects


def test_justified_gaps_are_shown_with_their_reason() -> None:
    waived = [row for row in TELECOM.rows if row.standing == "justified"]
    assert waived
    assert all(row.waiver in render_gaps_markdown(TELECOM) for row in waived)
    assert all(row.waiver in render_gaps_csv(TELECOM) for row in waived)
