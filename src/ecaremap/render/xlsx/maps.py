"""The map, today and by the target: requests down, touchpoints across, a colour and a word for each degree."""

from typing import Any

from ecaremap.render.dot_labels import COLOURS
from ecaremap.render.words import DEGREE_WORDS, family, label
from ecaremap.render.xlsx.book import ALARM, LINE, MOST_COLUMNS, PAPER, QUIET, RAISED, Inputs, Worksheet, clean
from ecaremap.views.model import CellView, MapView, RowView

_FIRST = 4
"""Columns before the touchpoints: family, request, needs, share."""

_LEGEND, _GROUPS, _HEAD, _BODY = 2, 5, 6, 7
_UNDECIDED, _NOT_HERE = "?", "–"


def today(sheet: Worksheet, inputs: Inputs) -> None:
    """Where customers stand today."""
    _draw(sheet, inputs, "today")


def target(sheet: Worksheet, inputs: Inputs) -> None:
    """Where the strategy leads, with what it changes."""
    _draw(sheet, inputs, "target")


def _draw(sheet: Worksheet, inputs: Inputs, state: str) -> None:
    book, view = inputs.book, inputs.view
    columns = view.columns[: MOST_COLUMNS - _FIRST]
    title = "today" if state == "today" else "by the target"
    book.write(sheet, 0, 0, f"{view.name}: the map {title}", bold=True, font_size=16, font_color=book.accent)
    book.write(sheet, 1, 0, f"As of {view.as_of}. Drawn from the sheet Cells: change it there.", font_color=QUIET)
    _legend(sheet, inputs, state)
    _head(sheet, inputs, len(columns))
    for number, row in enumerate(view.rows):
        _row(sheet, inputs, _BODY + number, row, state)
    last = _BODY + max(0, len(view.rows) - 1)
    sheet.autofilter(_HEAD, 0, last, _FIRST + max(0, len(columns) - 1))
    sheet.freeze_panes(_BODY, 2)
    _widths(sheet, view)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_GROUPS, _HEAD)
    sheet.repeat_columns(0, 1)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_footer("&L&8&A&R&8&P / &N")


def _legend(sheet: Worksheet, inputs: Inputs, state: str) -> None:
    """The degrees that occur, and the signs beside them, each in a cell of the row."""
    seen = {(cell.today if state == "today" else cell.target) for row in inputs.view.rows for cell in row.cells}
    book = inputs.book
    sheet.set_row(_LEGEND, 20)
    book.write(sheet, _LEGEND, 1, "Degrees, from little to much", font_color=QUIET, valign="vcenter", align="right")
    at = _FIRST
    for degree, word in DEGREE_WORDS.items():
        if degree in seen:
            book.write(sheet, _LEGEND, at, word.word, **_look(degree))
            sheet.write_comment(_LEGEND, at, word.phrase, {"author": "", "x_scale": 1.2, "y_scale": 0.5})
            at += 1
    signs = f"{_UNDECIDED} undecided   {_NOT_HERE} decided: not here   ! breaks a rule"
    signs += "" if state == "today" else "   bold: changes"
    book.write(sheet, _LEGEND + 1, _FIRST, signs, font_color=QUIET)


def _head(sheet: Worksheet, inputs: Inputs, count: int) -> None:
    book, view = inputs.book, inputs.view
    quiet = {
        "bold": True,
        "font_color": QUIET,
        "bottom": 2,
        "bottom_color": book.accent,
        "valign": "bottom",
        "font_size": 9,
    }
    for group in view.column_groups:
        for at in range(group.first, min(group.first + group.count, count)):
            book.write(sheet, _GROUPS, _FIRST + at, family(group.name) if at == group.first else "", **quiet)
    heads = ("Family", "Request", f"Needs a {view.volumes_per}", "Share")
    for at, text in enumerate(heads):
        sheet.write_string(_HEAD, at, text, book.head(indent=1))
    sheet.set_row(0, 26)
    sheet.set_row(_GROUPS, 18)
    sheet.set_row(_HEAD, 44)
    for at, column in enumerate(view.columns[:count]):
        said = column.name if column.status == "live" else f"{column.name} ({column.status})"
        sheet.write_string(_HEAD, _FIRST + at, _short(said), book.head(align="center"))


def _short(text: str) -> str:
    said = clean(text)
    return said if len(said) <= 120 else said[:119] + "…"


def _row(sheet: Worksheet, inputs: Inputs, at: int, row: RowView, state: str) -> None:
    book = inputs.book
    plain = {"border": 1, "border_color": LINE, "valign": "vcenter"}
    changes = state == "target" and any(cell.changes for cell in row.cells)
    sheet.set_row(at, 14 * min(6, max(2 if changes else 1, -(-len(row.name) // 44))) + 6)
    book.write(sheet, at, 0, label(row.family), **plain, font_color=QUIET, indent=1)
    place = inputs.rows.get(("Requests", row.id))
    if place is None or at > 60_000:  # so many links a sheet may have
        book.write(sheet, at, 1, row.name, **plain, bold=True, text_wrap=True, indent=1)
    else:
        look = book.format(**plain, bold=True, text_wrap=True, indent=1, quote_prefix=True)
        sheet.write_url(at, 1, f"internal:'Requests'!A{place + 1}", look, _short(row.name))
    for column, value, shape in ((2, row.volume, "#,##0"), (3, row.share, "0.0%")):
        if value is None:
            book.write(sheet, at, column, "", **plain)
        else:
            sheet.write_number(at, column, float(value), book.format(**plain, num_format=shape))
    for number, cell in enumerate(row.cells[: MOST_COLUMNS - _FIRST]):
        text, look = _cell(cell, state)
        book.write(sheet, at, _FIRST + number, text, **look)


def _cell(cell: CellView, state: str) -> tuple[str, dict[str, Any]]:
    """The word of a cell and how it looks."""
    middle = {"align": "center", "valign": "vcenter", "border": 1, "border_color": LINE, "text_wrap": True}
    if cell.standing != "written":
        return (_UNDECIDED if cell.standing == "undecided" else _NOT_HERE), {
            **middle,
            "font_color": QUIET,
            "bg_color": RAISED,
        }
    degree = cell.today if state == "today" else cell.target
    text, look = DEGREE_WORDS[degree].word, {**middle, **_look(degree)}
    if state == "target" and cell.changes:
        text, look = f"{cell.today} →\n{text}", {**look, "bold": True}
    elif state == "today" and cell.status not in ("live", "") and degree != "none":
        text, look = f"{text} ({cell.status})", {**look, "italic": True}
    if any(breach.state == state for breach in cell.breaches):
        text, look = f"{text} !", {**look, "border": 2, "border_color": ALARM}
    return text, look


def _look(degree: str) -> dict[str, Any]:
    fill, ink, _ = COLOURS[degree]
    return {
        "bg_color": fill,
        "font_color": ink,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "border_color": PAPER,
    }


def _widths(sheet: Worksheet, view: MapView) -> None:
    measured = any(row.volume is not None for row in view.rows)
    sheet.set_column(0, 0, 13)
    sheet.set_column(1, 1, min(46, max((len(row.name) for row in view.rows), default=20) + 2))
    sheet.set_column(2, 3, 11, None, {} if measured else {"hidden": True})
    if view.columns:
        sheet.set_column(_FIRST, _FIRST + min(len(view.columns), MOST_COLUMNS - _FIRST) - 1, 14)
