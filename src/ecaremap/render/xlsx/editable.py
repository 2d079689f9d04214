"""The sheets that can be filled in: a row per entry, drop-downs, and what each column means above its heading."""

from typing import Any

from ecaremap.render.dot_labels import COLOURS
from ecaremap.render.xlsx.book import (
    LINE,
    MOST_COLUMNS,
    MOST_ROWS,
    PAPER,
    QUIET,
    RAISED,
    Book,
    Format,
    Inputs,
    Worksheet,
    grow,
)  # fmt: skip
from ecaremap.views.workbook import Value, WorkbookColumn, WorkbookSheet

FIRST_ROW = 3
_HEAD = 2
_SPARE = 300
"""Empty rows that have drop-downs, too."""

_LINKED = {"request": "Requests", "touchpoint": "Touchpoints", "at": "Touchpoints"}
_DEGREES = ("today", "target", "degree")
_NUMBERS = ("figure", "whole", "date")
_WIDEST = 46


def draw(sheet: Worksheet, inputs: Inputs, content: WorkbookSheet) -> None:
    """One sheet with entries."""
    book = inputs.book
    book.write(sheet, 0, 0, content.about, bold=True, font_size=12, font_color=book.accent, valign="vcenter")
    sheet.set_row(0, 24, book.format(bg_color=PAPER))
    sheet.set_row(1, 54, book.format(bg_color=PAPER))
    sheet.set_row(_HEAD, 20)
    columns = content.columns[:MOST_COLUMNS]
    formats = [_format(content, number) for number in range(len(columns))]
    widths = [_width(content, number) for number in range(len(columns))]
    for number, column in enumerate(columns):
        _column(sheet, inputs, content, number, column, formats[number])
    for at, row in enumerate(content.rows[: MOST_ROWS - FIRST_ROW], FIRST_ROW):
        for number, value in enumerate(row[: len(columns)]):
            if value != "":
                _value(sheet, book, at, number, value, formats[number])
        grow(
            sheet,
            at,
            ((v, w) for v, w, f in zip(row, widths, formats, strict=False) if isinstance(v, str) and "text_wrap" in f),
        )
    last = FIRST_ROW + max(1, len(content.rows)) - 1
    sheet.autofilter(_HEAD, 0, last, max(0, len(columns) - 1))
    sheet.freeze_panes(FIRST_ROW, content.frozen)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer("&L&8&A&R&8&P / &N")


def _format(content: WorkbookSheet, number: int) -> dict[str, Any]:
    """How the cells of a column look: text columns are text, so that `2027-01` stays what it is."""
    column = content.columns[number]
    look: dict[str, Any] = {"bottom": 1, "bottom_color": LINE}
    if column.reading_only:
        look |= {"font_color": QUIET, "italic": True}
    if number < content.frozen:
        look |= {"bg_color": RAISED, "bold": number == 0}
    if column.kind == "date":
        look["num_format"] = "yyyy-mm-dd"
    elif column.kind not in _NUMBERS and content.name != "Settings":
        look["num_format"] = "@"
    if _wide(content, number):
        look["text_wrap"] = True
    return look


def _wide(content: WorkbookSheet, number: int) -> bool:
    return any(len(str(row[number])) > _WIDEST - 4 for row in content.rows[:500] if isinstance(row[number], str))


def _column(
    sheet: Worksheet, inputs: Inputs, content: WorkbookSheet, number: int, column: WorkbookColumn, look: dict[str, Any]
) -> None:
    book = inputs.book
    book.write(sheet, 1, number, column.meaning, font_size=8, font_color=QUIET, text_wrap=True, valign="bottom")
    quiet = {"bg_color": RAISED, "font_color": QUIET} if column.reading_only else {}
    sheet.write_string(_HEAD, number, column.key, book.head(text_wrap=False, **quiet))
    outline = {"level": 1, "hidden": True} if column.folded else {}
    sheet.set_column(number, number, _width(content, number), book.format(**look), outline)
    last = FIRST_ROW + len(content.rows) + _SPARE
    if column.words:
        _choices(sheet, number, last, list(column.words))
    elif column.key in _LINKED and content.name != _LINKED[column.key]:
        known = len(next((s.rows for s in inputs.workbook.sheets if s.name == _LINKED[column.key]), ()))
        source = f"='{_LINKED[column.key]}'!$A${FIRST_ROW + 1}:$A${FIRST_ROW + max(1, known) + _SPARE}"
        options = {"validate": "list", "source": source, "error_type": "warning", "error_title": "Not known yet"}
        sheet.data_validation(FIRST_ROW, number, last, number, options)
    if column.key in _DEGREES:
        _coloured(sheet, book, number, last)


def _choices(sheet: Worksheet, number: int, last: int, words: list[str]) -> None:
    """A drop-down; a spreadsheet holds 255 letters of words in one."""
    if len(",".join(words)) <= 255:
        options = {
            "validate": "list", "source": words, "error_title": "Not a known word",
            "error_message": "Choose one from the list, or leave the cell empty.",
        }  # fmt: skip
        sheet.data_validation(FIRST_ROW, number, last, number, options)


def _coloured(sheet: Worksheet, book: Book, number: int, last: int) -> None:
    """Degrees in their colours, following what is typed."""
    for degree, (fill, ink, _) in COLOURS.items():
        look = book.workbook.add_format({"bg_color": fill, "font_color": ink})
        rule = {"type": "cell", "criteria": "==", "value": f'"{degree}"', "format": look}
        sheet.conditional_format(FIRST_ROW, number, last, number, rule)


def _width(content: WorkbookSheet, number: int) -> float:
    column = content.columns[number]
    longest = max((len(_shown(row[number])) for row in content.rows[:500]), default=0)
    least = max(len(column.key) + 4, 12)
    words = max((len(word) for word in column.words), default=0)
    return min(_WIDEST, max(least, words + 3, min(longest + 2, _WIDEST)))


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else value.text


def _value(sheet: Worksheet, book: Book, at: int, number: int, value: Value, look: dict[str, Any]) -> None:
    """A cell; texts reach the file as they are, for they are read back."""
    if not isinstance(value, str):
        done: Format = book.format(**{**look, "num_format": value.format, "align": "right", "indent": 1})
        sheet.write_number(at, number, value.number, done)
        return
    if value.startswith(("=", "+", "-", "@")):
        look = {**look, "quote_prefix": True}
    sheet.write_string(at, number, value, book.format(**look))
