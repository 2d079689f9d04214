"""Sheets that are lists for reading: findings, and the data dictionary."""

from ecaremap.render.xlsx.book import ALARM, LINE, QUIET, Inputs, Worksheet, clean, grow

_SEVERITIES = {"error": ALARM, "warning": "#7a4d00", "info": QUIET}
_FINDINGS = (
    ("Code", 8), ("Severity", 10), ("Standing", 11), ("Where", 34), ("Finding", 70), ("What to do", 60), ("Place", 40),
    ("Count", 8),
)  # fmt: skip
_WORDS = (("Sheet", 16), ("Key", 34), ("Meaning", 62), ("What may be written", 62), ("Example", 32))
_HEAD = 2


def findings(sheet: Worksheet, inputs: Inputs) -> None:
    """What the checks found; the object is a link to its row."""
    book, view = inputs.book, inputs.view
    _start(sheet, inputs, f"Findings as of {view.as_of}", _FINDINGS)
    look = {"border": 1, "border_color": LINE, "text_wrap": True}
    for at, found in enumerate(view.findings, _HEAD + 1):
        texts = (found.code, found.severity, found.standing, found.where, found.message, found.help, found.place)
        for column, text in enumerate(texts):
            colour = {"font_color": _SEVERITIES[found.severity], "bold": True} if column == 1 else {}
            book.write(sheet, at, column, text, **look, **colour)
        place = _place(found.where, inputs)
        if place:
            shown = clean(found.where)[:200]
            sheet.write_url(at, 3, f"internal:{place}", book.format(**look, underline=1, quote_prefix=True), shown)
        sheet.write_number(at, len(texts), found.count, book.format(**look))
        grow(sheet, at, ((text, _FINDINGS[column][1]) for column, text in enumerate(texts)))
    _end(sheet, len(_FINDINGS), len(view.findings))


def _place(where: str, inputs: Inputs) -> str:
    """The row of the object a finding is about."""
    sheets = ("Rules",) if where.startswith("rule:") else ("Cells", "Requests", "Touchpoints")
    name = where.removeprefix("rule:").removeprefix("touchpoints/")
    for sheet in sheets:
        row = inputs.rows.get((sheet, name))
        if row is not None:
            return f"'{sheet}'!A{row + 1}"
    return ""


def dictionary(sheet: Worksheet, inputs: Inputs) -> None:
    """Every key that can be written."""
    _start(sheet, inputs, "All that can be written, by sheet and column; settings by their key", _WORDS)
    look = {"border": 1, "border_color": LINE, "text_wrap": True}
    for at, line in enumerate(inputs.workbook.dictionary, _HEAD + 1):
        for column, text in enumerate(line):
            inputs.book.write(sheet, at, column, text, **look, **({"bold": True} if column == 1 else {}))
        grow(sheet, at, ((text, _WORDS[column][1]) for column, text in enumerate(line)))
    _end(sheet, len(_WORDS), len(inputs.workbook.dictionary))


def _start(sheet: Worksheet, inputs: Inputs, title: str, columns: tuple[tuple[str, int], ...]) -> None:
    inputs.book.write(sheet, 0, 0, title, bold=True, font_size=16, font_color=inputs.book.accent)
    for at, (text, width) in enumerate(columns):
        sheet.write_string(_HEAD, at, text, inputs.book.head())
        sheet.set_column(at, at, width)
    sheet.set_row(_HEAD, 22)


def _end(sheet: Worksheet, columns: int, rows: int) -> None:
    sheet.autofilter(_HEAD, 0, _HEAD + max(1, rows), columns - 1)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer("&L&8&A&R&8&P / &N")
