"""Sheets of the report's chapters: gaps with real numbers to sort by, and the business case with its chart."""

from ecaremap.render.xlsx.book import LINE, QUIET, Inputs, Worksheet, grow

_GAPS = (
    ("No", 6), ("Code", 8), ("Kind", 22), ("Where", 36), ("The customer says", 44), ("What was found", 56),
    ("Next", 10), ("Effort", 8), ("Owner", 22), ("Needs", 12), ("Share of needs", 10), ("Money a year", 16),
    ("Currency", 9), ("Lost or saved", 22), ("Figures that would tell", 40), ("Standing", 11), ("What to write", 50),
)  # fmt: skip
_LINES = (("From gross to cash", 34), ("A month", 18), ("A year", 18), ("Currency", 10), ("How it is counted", 70))
_REQUESTS = (
    ("Request", 34), ("Best handled by", 22), ("Needs a month", 14), ("Gross a year", 16), ("Avoided a year", 16),
    ("Cash a year", 16), ("Build", 14), ("Payback", 24), ("Completion", 40),
)  # fmt: skip
_CELL = {"border": 1, "border_color": LINE, "text_wrap": True}
_MONEY = "#,##0.00"
_HEAD = 2


def gaps(sheet: Worksheet, inputs: Inputs) -> None:
    """All gaps, in the order of what is at stake; numbers are numbers."""
    assert inputs.report is not None
    view = inputs.report.gaps
    _open(sheet, inputs, 0, view.sentence, _GAPS)
    for at, row in enumerate(view.rows, _HEAD + 1):
        texts = (
            "", row.code, row.title, row.subject, row.says, row.found, row.action, row.effort, row.owner, "", "", "",
            view.currency if row.money is not None else "", row.meaning, "; ".join(row.tells), row.standing, row.help,
        )  # fmt: skip
        for column, text in enumerate(texts):
            inputs.book.write(sheet, at, column, text, **_CELL)
        numbers = ((0, row.number, "0"), (9, row.needs, "#,##0"), (10, row.share, "0.0%"), (11, row.money, _MONEY))
        for column, number, shown in numbers:
            look = inputs.book.format(**_CELL, num_format=shown)
            if number is None:
                sheet.write_blank(at, column, None, look)
            else:
                sheet.write_number(at, column, float(number), look)
        grow(sheet, at, ((text, _GAPS[column][1]) for column, text in enumerate(texts)))
    sheet.autofilter(_HEAD, 0, _HEAD + max(1, len(view.rows)), len(_GAPS) - 1)
    _close(sheet)


def case(sheet: Worksheet, inputs: Inputs) -> None:
    """The case: the lines with a chart beside them, then request by request."""
    assert inputs.report is not None
    assert inputs.report.case is not None
    view = inputs.report.case
    _open(sheet, inputs, 0, view.headline, _LINES)
    for at, line in enumerate(view.lines, _HEAD + 1):
        bold = line.role == "total"
        for column, text in ((0, line.label), (3, line.year.unit), (4, line.meaning)):
            inputs.book.write(sheet, at, column, text, **_CELL, bold=bold)
        look = inputs.book.format(**_CELL, num_format=_MONEY, bold=bold)
        sheet.write_number(at, 1, float(line.month.exact), look)
        sheet.write_number(at, 2, float(line.year.exact), look)
    after = _HEAD + len(view.lines) + 2
    after = _requests(sheet, inputs, after)
    for number, note in enumerate((view.stamp, *view.notes)):
        inputs.book.write(sheet, after + 1 + number, 0, note, font_color=QUIET)
    if view.lines:
        _chart(sheet, inputs, _HEAD + 1, _HEAD + len(view.lines))
    _close(sheet)


def _requests(sheet: Worksheet, inputs: Inputs, at: int) -> int:
    assert inputs.report is not None
    assert inputs.report.case is not None
    rows = inputs.report.case.rows
    for column, (head, _) in enumerate(_REQUESTS if rows else ()):
        sheet.write_string(at, column, head, inputs.book.head())
    for at_row, row in enumerate(rows, at + 1):
        for column, text in ((0, row.name), (1, row.quadrant), (7, row.payback), (8, row.completion)):
            inputs.book.write(sheet, at_row, column, text, **_CELL)
        amounts = (row.needs, row.gross, row.economic, row.cash, row.build)
        for column, amount in enumerate(amounts, 2):
            if amount is not None:
                look = inputs.book.format(**_CELL, num_format="#,##0" if column == 2 else _MONEY)
                sheet.write_number(at_row, column, float(amount.exact), look)
    return at + 1 + len(rows)


def _chart(sheet: Worksheet, inputs: Inputs, first: int, last: int) -> None:
    """The amounts a year as columns, every number behind them in the table."""
    chart = inputs.book.stacked_columns()
    chart.add_series(
        {
            "name": "A year",
            "categories": ["Case", first, 0, last, 0],
            "values": ["Case", first, 2, last, 2],
            "fill": {"color": inputs.book.accent},
            "gap": 60,
        }
    )
    chart.set_title({"name": "From gross to cash, a year", "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 320})
    sheet.insert_chart(_HEAD, 10, chart, {"description": "Amounts a year from gross to cash, as in the table"})


def _open(sheet: Worksheet, inputs: Inputs, at: int, title: str, heads: tuple[tuple[str, int], ...]) -> None:
    inputs.book.write(sheet, at, 0, title, bold=True, font_size=13)
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, head, inputs.book.head())
    sheet.freeze_panes(_HEAD + 1, 1)


def _close(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer("&L&8&A&R&8&P / &N")
