"""The workbook: what a reader sees is what the view says; nothing in it can run; equal input gives equal bytes."""

import io
import re
import time
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ecaremap.load.workbook.layout import DRAWN, sheet_specs
from ecaremap.render.xlsx import BEFORE, BEHIND, BLANK_BEFORE, render_template, render_workbook
from ecaremap.render.xlsx.book import clean, ink_on
from ecaremap.views.data_dictionary import dictionary
from ecaremap.views.model import MapView
from ecaremap.views.workbook import (
    Amount,
    WorkbookColumn,
    WorkbookSheet,
    WorkbookView,
    degree_counts,
    touchpoint_counts,
)  # fmt: skip
from ecaremap.views.workbook_rows import blank_workbook
from samples import empty_view, sample_view

VIEW = sample_view()
ROWS = WorkbookView(
    (
        WorkbookSheet(
            "Requests", "What customers want.", 1,
            (
                WorkbookColumn("id", "Its id."), WorkbookColumn("name", "Its name."),
                WorkbookColumn("volume", "How many.", "figure"),
                WorkbookColumn("emotion", "How strong.", "word", ("none", "low", "medium", "high")),
                WorkbookColumn("note", "A remark.", folded=True),
            ),
            tuple((row.id, row.name, Amount("42000", 42000.0, "#,##0"), "low", "") for row in VIEW.rows),
        ),
    ),
    dictionary(),
)  # fmt: skip


def opened(view: MapView = VIEW, rows: WorkbookView = ROWS) -> Any:
    return load_workbook(io.BytesIO(render_workbook(view, rows)))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_sheets_stand_in_reading_order() -> None:
    names = opened().sheetnames
    assert names == [*(name for name, _ in BEFORE), "Requests", *(name for name, _ in BEHIND)]
    assert {name for name, _ in (*BEFORE, *BEHIND)} <= set(DRAWN), "what is drawn is not read back"
    assert {name for name, _ in BLANK_BEFORE} <= {*DRAWN, "Matrix"}


@pytest.mark.parametrize(("title", "state"), [("Map today", "today"), ("Map target", "target")])
def test_the_map_says_what_the_view_says(title: str, state: str) -> None:
    sheet = opened()[title]
    body = {row[1].value: [cell.value for cell in row[4:]] for row in sheet.iter_rows(min_row=8)}
    assert len(body) == len(VIEW.rows)
    for row in VIEW.rows:
        for cell, text in zip(row.cells, body[row.name], strict=True):
            degree = cell.today if state == "today" else cell.target
            wanted = {"undecided": "?", "not here": "–"}.get(cell.standing, degree)
            assert text.split("\n")[-1].removesuffix(" !").split(" (")[0] == wanted
            broken = any(breach.state == state for breach in cell.breaches)
            assert text.endswith(" !") == broken
            assert ("→" in text) == (state == "target" and cell.changes)


def test_tables_stay_readable_on_paper_and_screen() -> None:
    for name in ("Map today", "Map target"):
        sheet = opened()[name]
        assert sheet.freeze_panes == "C8"
        assert sheet.auto_filter.ref == f"A7:N{7 + len(VIEW.rows)}"
        assert sheet.print_title_rows == "$6:$7"
        assert sheet.print_title_cols == "$A:$B"
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (8, 1, 0)
        assert sheet.page_setup.orientation == "landscape"


def test_figures_are_numbers_with_formats() -> None:
    sheet = opened()["Requests"]
    assert sheet["C4"].value == 42000
    assert sheet["C4"].number_format == "#,##0"
    row = opened()["Map today"][8]
    assert isinstance(row[2].value, (int, float))
    assert row[3].number_format == "0.0%"


def test_drop_downs_hold_the_words_of_the_declaration() -> None:
    found = {rule.formula1 for rule in opened()["Requests"].data_validations.dataValidation}
    assert found == {'"none,low,medium,high"'}
    blank = load_workbook(io.BytesIO(render_template(blank_workbook(), "2026-11-21")))
    words = " ".join(rule.formula1 for rule in blank["Cells"].data_validations.dataValidation)
    for word in ("self-serve", "live,pilot", "named-person", "$A$4"):
        assert word in words
    assert {spec.name for spec in sheet_specs()} < set(blank.sheetnames)


def test_columns_without_content_fold_away() -> None:
    assert opened()["Requests"].column_dimensions["E"].hidden
    assert not opened()["Requests"].column_dimensions["D"].hidden


def test_charts_count_what_the_map_shows() -> None:
    data = parts(render_workbook(VIEW, ROWS))
    charts = [text for name, text in data.items() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    assert all('grouping val="stacked"' in text for text in charts)
    counts = degree_counts(VIEW)
    written = sum(cell.standing == "written" for row in VIEW.rows for cell in row.cells)
    assert sum(today for _, today, _ in counts) == sum(target for _, _, target in counts) == written
    assert sum(sum(numbers) for _, numbers in touchpoint_counts(VIEW)) == written


def test_the_same_input_gives_the_same_bytes() -> None:
    first = render_workbook(VIEW, ROWS)
    time.sleep(1.1)  # the clock of zip archives ticks every two seconds, that of documents every one
    assert render_workbook(VIEW, ROWS) == first
    assert "2027-03-01T00:00:00Z" in parts(first)["docProps/core.xml"]
    assert render_template(blank_workbook(), "2026-11-21") == render_template(blank_workbook(), "2026-11-21")


HOSTILE = ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://evil.example", "{=1}", "a" * 40_000,
           "\x00\x01\x1b[2J", "_x0041_", "]]><script>", "😀" * 20_000, "&L&8", "\ud800", "mailto:x", "internal:A1", "\n\n", "'; DROP"]  # fmt: skip


def hostile(text: str) -> MapView:
    rows = tuple(replace(row, name=text, family=text) for row in VIEW.rows[:2])
    columns = tuple(replace(column, name=text, status="pilot") for column in VIEW.columns)
    findings = tuple(replace(f, message=text, where=text, help=text, place=text) for f in VIEW.findings)
    tiles = tuple(replace(tile, label=text, today=text) for tile in VIEW.overview.tiles)
    seen = replace(VIEW.overview, sentence=text, tiles=tiles, personal=((text, text),))
    return replace(
        VIEW, name=text, subtitle=text, rows=rows, columns=columns, findings=findings, overview=seen, notices=(text,)
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_texts(text: str) -> None:
    sheet = WorkbookSheet(
        "Rules", text, 1, (WorkbookColumn("id", text), WorkbookColumn("x", text)), ((clean(text), clean(text)),)
    )
    data = render_workbook(hostile(text), WorkbookView((sheet,), ()))
    inside = parts(data)
    for name, xml in inside.items():
        if name.startswith("xl/worksheets/sheet"):
            assert "<f>" not in xml, name
            assert "<f " not in xml, name
        if name.endswith(".rels"):
            assert "External" not in xml, name
    book = load_workbook(io.BytesIO(data))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book["Rules"]["A4"].value in (clean(text), None) or "_x" in text


@settings(deadline=None)
@given(st.text(max_size=50), st.integers(1, 2000))
def test_texts_fit_into_cells(text: str, times: int) -> None:
    said = clean(text * times)
    assert len(said.encode("utf-16-le")) // 2 <= 32_767
    assert not re.search("[\x00-\x08\x0b-\x1f]", said)


def test_nothing_at_all_is_a_workbook_too() -> None:
    book = opened(empty_view(), WorkbookView((), ()))
    assert book["Summary"]["B2"].value == "Fernstein Telecom"


def test_headings_can_be_read_on_any_accent() -> None:
    assert ink_on("#ffffff") == "#17252a"
    assert ink_on("#01665e") == "#ffffff"


def test_a_large_map_is_written_in_time() -> None:
    view = sample_view(1000, 30)
    columns = tuple(
        WorkbookColumn(key, "")
        for key in ("request", "(request)", "touchpoint", "(touchpoint)", "today", "target", "owner")
    )
    rows = tuple(
        (row.id, row.name, column.id, column.name, cell.today, cell.target, cell.owner)
        for row in view.rows for column, cell in zip(view.columns, row.cells, strict=True)
    )  # fmt: skip
    data = render_workbook(view, WorkbookView((WorkbookSheet("Cells", "", 4, columns, rows),), ()))
    assert len(data) < 5_000_000
