"""Promised against measured in Markdown: one page for the forum, cells by owner."""

from collections.abc import Iterator

from ecaremap.render.markdown import bullets, clean, table
from ecaremap.views.promised_model import CellPromise, MeasuredFigure, OwnerPage, PromisedView

HEADS = (
    "Request",
    "Touchpoint",
    "Figure",
    "Promised",
    "Measured",
    "95% interval",
    "Of",
    "Changed",
    "Verdict",
    "Excused",
)


def render_promised_markdown(view: PromisedView) -> str:
    """Spell the page."""
    return "\n\n".join(part for part in _parts(view) if part) + "\n"


def _parts(view: PromisedView) -> Iterator[str]:
    yield f"# Promised and measured: {clean(view.name)}" + (f", {view.quarter}" if view.quarter else "")
    if view.why_not:
        yield clean(view.why_not)
        return
    yield f"As of {view.as_of}. Contact log of {view.period} ({clean(view.file)})."
    yield clean(view.sentence)
    if view.targets:
        yield "## Targets"
        yield table(
            ("Target", "What is counted", "Promised", "By", "Measured", "Plan said", "Since the first month", "Verdict",
             "Owner", "Excused"),
            ((t.title, f"{t.counts} / {t.of}" if t.of else t.counts, t.promised, t.due, t.measured or "not measured",
              t.forecast, t.trend, t.verdict, t.owner, t.excused) for t in view.targets),
        )  # fmt: skip
    for page in view.owners:
        yield from _owner(page)
    yield "## How to read this"
    yield bullets(view.notices)


def _owner(page: OwnerPage) -> Iterator[str]:
    yield f"## {clean(page.owner)}: {page.kept} kept, {page.missed} missed"
    yield table(HEADS, (_row(cell, figure) for cell in page.cells for figure in cell.figures))
    said = [line for cell in page.cells for line in _beside(cell)]
    yield bullets(said) if said else ""


def _row(cell: CellPromise, figure: MeasuredFigure) -> tuple[str, ...]:
    promised = f"{figure.promised} ({figure.by})" if figure.promised else ""
    measured = f"{figure.measured} (few)" if figure.few else figure.measured
    return (
        cell.request_name, cell.touchpoint_name, figure.title, promised, measured, figure.interval, figure.of,
        figure.changed, figure.verdict, figure.excused,
    )  # fmt: skip


def _beside(cell: CellPromise) -> Iterator[str]:
    """Calls avoided and those who gave up belong together."""
    parts = []
    if cell.calls_avoided is not None:
        parts.append(f"at least about {cell.calls_avoided:,} calls avoided")
    if cell.gave_up:
        parts.append(f"{cell.gave_up} of those who began here gave up")
    if cell.money:
        parts.append(cell.money)
    if parts:
        yield f"{cell.request_name}, {cell.touchpoint_name}: {'; '.join(parts)}"
    for note in cell.notes:
        yield f"{cell.request_name}, {cell.touchpoint_name}: {note}"
