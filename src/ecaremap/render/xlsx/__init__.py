"""The strategy as an Excel workbook: sheets to read, and sheets to fill in and read back."""

from collections.abc import Callable

from ecaremap.render.xlsx import chapters as chapters_of_report
from ecaremap.render.xlsx import dashboard, editable, lists, maps, plan, read_me, summary
from ecaremap.render.xlsx.book import Book, Inputs, Worksheet
from ecaremap.views.model import MapView, Overview
from ecaremap.views.report_model import ReportView
from ecaremap.views.workbook import WorkbookView

Draw = Callable[[Worksheet, Inputs], None]

BEFORE: tuple[tuple[str, Draw], ...] = (
    ("Summary", summary.draw),
    ("Map today", maps.today),
    ("Map target", maps.target),
)
"""Sheets for reading, in front of those that can be filled in."""

BEHIND: tuple[tuple[str, Draw], ...] = (
    ("Findings", lists.findings),
    ("Data dictionary", lists.dictionary),
)

BLANK_BEFORE: tuple[tuple[str, Draw], ...] = (("Read me", read_me.draw), ("Matrix", read_me.matrix))
BLANK_BEHIND: tuple[tuple[str, Draw], ...] = (("Data dictionary", lists.dictionary),)


def render_workbook(view: MapView, workbook: WorkbookView, report: ReportView | None = None) -> bytes:
    """The workbook of a strategy, with the chapters of its report where they are given."""
    chapters: list[tuple[str, Draw]] = [("Gaps", chapters_of_report.gaps)] if report else []
    if report and report.case:
        chapters.append(("Case", chapters_of_report.case))
    if report and report.plan:
        chapters += plan.sheets(report.plan)
    if report and report.dashboard:
        chapters.append(("Measured", dashboard.draw))
    return _render(view, workbook, (*BEFORE, *chapters), BEHIND, report)


def render_template(workbook: WorkbookView, as_of: str) -> bytes:
    """A blank workbook to fill in."""
    nothing = Overview(sentence="", tiles=(), moves=(), personal=(), works=(), questions=())
    view = MapView(
        name="A blank strategy", level="sketch", as_of=as_of, subtitle="", volumes_per="month", accent="", logo="",
        columns=(), rows=(), row_groups=(), column_groups=(), reasons=(), overview=nothing, rules=(), findings=(),
        sources=(),
    )  # fmt: skip
    return _render(view, workbook, BLANK_BEFORE, BLANK_BEHIND)


def _render(
    view: MapView,
    workbook: WorkbookView,
    before: tuple[tuple[str, Draw], ...],
    behind: tuple[tuple[str, Draw], ...],
    report: ReportView | None = None,
) -> bytes:
    book = Book(view.name, view.as_of, view.accent)
    inputs = Inputs(book, view, workbook, _places(workbook), report)
    for name, draw in before:
        draw(book.sheet(name), inputs)
    for content in workbook.sheets:
        editable.draw(book.sheet(content.name), inputs, content)
    for name, draw in behind:
        draw(book.sheet(name), inputs)
    return book.finish()


def _places(workbook: WorkbookView) -> dict[tuple[str, str], int]:
    """Where each entry stands: by sheet and name, `request/touchpoint` for cells."""
    places: dict[tuple[str, str], int] = {}
    for content in workbook.sheets:
        keys = [column.key for column in content.columns]
        named = (
            [keys.index(key) for key in ("request", "touchpoint") if key in keys] if content.name == "Cells" else [0]
        )
        for at, row in enumerate(content.rows, editable.FIRST_ROW):
            places[content.name, "/".join(str(row[number]) for number in named)] = at
    return places
