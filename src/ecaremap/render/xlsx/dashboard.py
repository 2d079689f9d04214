"""The sheet of what was measured: every figure of all needs, by request, touchpoint and month, and the leaks."""

from collections.abc import Iterator
from decimal import Decimal

from ecaremap.render.xlsx.book import LINE, Inputs, Worksheet, clean
from ecaremap.views.dashboard_model import DashboardView, ShareView

_HEADS = (("Figure", 34), ("Of", 34), ("Where or when", 24), ("How many", 12), ("Of how many", 12), ("Share", 10), ("95% from", 10),
          ("95% to", 10), ("Target", 18), ("Lost a year", 16))  # fmt: skip
_HEAD = 3
_CELL = {"border": 1, "border_color": LINE, "text_wrap": True}

Row = tuple[str, str, str, ShareView, str, Decimal | None]


def draw(sheet: Worksheet, inputs: Inputs) -> None:
    """One row per figure; numbers are numbers."""
    assert inputs.report is not None
    assert inputs.report.dashboard is not None
    view = inputs.report.dashboard
    inputs.book.write(sheet, 0, 0, view.headline, bold=True, font_size=13)
    inputs.book.write(sheet, 1, 0, f"{view.scope}. {view.stamp}".strip())
    for column, (head, width) in enumerate(_HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, clean(head), inputs.book.head())
    last = _HEAD
    for last, row in enumerate(_rows(view), _HEAD + 1):
        _row(sheet, inputs, last, row)
    sheet.autofilter(_HEAD, 0, max(_HEAD + 1, last), len(_HEADS) - 1)
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)


def _rows(view: DashboardView) -> Iterator[Row]:
    for figure in view.figures:
        if figure.amount is None:
            yield figure.title, "all needs", "", figure.share, figure.bound, None
    for leak in view.leaks:
        lost = leak.lost.exact if leak.lost else None
        yield "With a person within a day", leak.request_name, leak.touchpoint_name, leak.share, "", lost
    for table in view.groups:
        for part in table.rows:
            for head, share in zip(table.heads, part.shares, strict=True):
                yield head, part.name, table.title.removeprefix("By ").capitalize(), share, "", None
    if view.trend is not None:
        for line in view.trend.lines:
            for (month, _), point in zip(view.trend.months, line.points, strict=True):
                yield line.title, "all needs", month, point, line.bound_text, None


def _row(sheet: Worksheet, inputs: Inputs, at: int, row: Row) -> None:
    title, of, where, share, target, lost = row
    for column, text in ((0, title), (1, of), (2, where), (8, target)):
        inputs.book.write(sheet, at, column, text, **_CELL)
    numbers: tuple[tuple[int, Decimal | int | None, str], ...] = (
        (3, share.n, "#,##0"), (4, share.of, "#,##0"), (5, share.value, "0.0%"), (6, share.low, "0.0%"), (7, share.high, "0.0%"),
        (9, lost, "#,##0.00"),
    )  # fmt: skip
    for column, number, shown in numbers:
        if number is None:
            inputs.book.write(sheet, at, column, share.text if column == 5 else "", **_CELL)
        else:
            sheet.write_number(at, column, float(number), inputs.book.format(**_CELL, num_format=shown))
