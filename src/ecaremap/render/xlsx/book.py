"""The workbook under construction: the only door to xlsxwriter, with formats, safe texts and fixed dates."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ecaremap.views.model import MapView
from ecaremap.views.report_model import ReportView
from ecaremap.views.workbook import WorkbookView

INK, QUIET, LINE, PAPER, RAISED, ALARM, ACCENT = (
    "#17252a", "#56646a", "#e2dfd8", "#ffffff", "#f8f7f4", "#a61b13", "#01665e",
)  # fmt: skip
"""As `tokens.css` has them in light."""

LONGEST = 32_767
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FORMULA_LIKE = ("=", "+", "-", "@")

__all__ = [
    "ACCENT",
    "ALARM",
    "INK",
    "LINE",
    "PAPER",
    "QUIET",
    "RAISED",
    "Book",
    "Chart",
    "Format",
    "Inputs",
    "Worksheet",
]


class Book:
    """One workbook in memory; the same input gives the same bytes."""

    def __init__(self, title: str, as_of: str, accent: str = "") -> None:
        self._stream = io.BytesIO()
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.accent = accent or ACCENT
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Arial", "font_size": 10, "font_color": INK},
        }
        self.workbook = Workbook(self._stream, options)
        created = datetime.fromisoformat(f"{as_of}T00:00:00")
        self.workbook.set_properties(
            {"title": clean(title)[:255], "created": created, "comments": "Written by ecaremap."}
        )
        self.workbook.set_size(2400, 1500)

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, without grid lines."""
        sheet: Worksheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        return sheet

    def format(self, **properties: Any) -> Format:
        """A format; equal ones are shared. `valign: top` and the house's font are understood."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def head(self, **more: Any) -> Format:
        """A heading of a table."""
        look = {"bg_color": self.accent, "font_color": ink_on(self.accent), "border": 1, "border_color": LINE}
        return self.format(**{**look, "bold": True, "valign": "vcenter", "text_wrap": True, **more})

    def write(self, sheet: Worksheet, row: int, column: int, text: str, **properties: Any) -> None:
        """A text as it is: never a formula, never too long, never unprintable."""
        said = clean(text)
        if said.startswith(_FORMULA_LIKE):
            properties = {**properties, "quote_prefix": True}
        sheet.write_string(row, column, said, self.format(**properties))

    def stacked_columns(self) -> Chart:
        """A chart of stacked columns."""
        chart: Chart = self.workbook.add_chart({"type": "column", "subtype": "stacked"})
        return chart

    def lines(self) -> Chart:
        """A chart of lines."""
        chart: Chart = self.workbook.add_chart({"type": "line"})
        return chart

    def stacked_areas(self) -> Chart:
        """A chart of stacked areas."""
        chart: Chart = self.workbook.add_chart({"type": "area", "subtype": "stacked"})
        return chart

    def finish(self) -> bytes:
        """The bytes of the file."""
        self.workbook.close()
        return self._stream.getvalue()


@dataclass(frozen=True)
class Inputs:
    """What sheets are drawn from.

    Attributes:
        rows: where an entry stands: by sheet and name, its row from 0. report: the chapters, where there are any.
    """

    book: Book
    view: MapView
    workbook: WorkbookView
    rows: dict[tuple[str, str], int]
    report: ReportView | None = None


def clean(text: str) -> str:
    """What a cell can hold and a reader can see; the end of a very long text is left out and marked."""
    said = _UNPRINTABLE.sub(" ", text)
    if len(said) * 2 <= LONGEST or len(said.encode("utf-16-le")) // 2 <= LONGEST:
        return said
    return said[: LONGEST // 2 - 1] + "…"


def grow(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row high enough for its wrapped texts, each with the width of its column; not every program does."""
    lines = 1
    for text, width in texts:
        if len(text) > width * 1.1 or "\n" in text:
            lines = max(lines, sum(-(-len(part) // max(1, int(width * 1.1))) or 1 for part in text.split("\n")))
    if lines > 1:
        sheet.set_row(row, 13 * min(lines, 20) + 3)


def ink_on(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return INK if red * 299 + green * 587 + blue * 114 > 150_000 else PAPER
