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

OTHERS = (
    "Request",
    "Touchpoint",
    "Completion",
    "Calls afterwards",
    "Satisfaction",
    "Calls avoided, about",
    "Gave up",
)


def render_promised_markdown(view: PromisedView) -> str:
    """Spell the page as a document of its own."""
    head = f"# Promised and measured: {clean(view.name)}" + (f", {view.quarter}" if view.quarter else "")
    if view.why_not:
        return f"{head}\n\n{clean(view.why_not)}\n"
    parts = [head, f"As of {view.as_of}.", *promised_parts(view, own=True)]
    return "\n\n".join(part for part in parts if part) + "\n"


def promised_parts(view: PromisedView, *, own: bool = False) -> Iterator[str]:
    """The chapter, part by part."""
    if not own:
        yield f"## Promised and measured, {view.quarter}"
    level = "##" if own else "###"
    yield f"**{clean(view.sentence)}**"
    yield f"Contact log of {view.period} ({clean(view.file)}). {clean(view.scope)}".strip()
    if view.stamp:
        yield f"> {clean(view.stamp)}"
    yield from _targets(view, level)
    yield from _quarters(view, level)
    for page in view.owners:
        yield from _owner(page, level)
    yield f"{level} How to read this"
    yield bullets(view.notices)


def _targets(view: PromisedView, level: str) -> Iterator[str]:
    if not view.targets:
        return
    yield f"{level} Targets"
    heads = ("Target", "What is counted", "Promised", "By", "Measured", "95% interval", "Trend", "Plan said", "Verdict", "Owner", "Excused")  # fmt: skip
    yield table(
        heads,
        (
            (t.title, f"{t.counts} / {t.of}" if t.of else t.counts, t.promised, t.due, t.measured or "not measured", t.interval,
             t.moved, t.forecast, t.verdict, t.owner, t.excused)
            for t in view.targets
        ),
    )  # fmt: skip


def _quarters(view: PromisedView, level: str) -> Iterator[str]:
    if len(view.history) < 2:
        return
    yield f"{level} Quarter by quarter"
    heads = ("Quarter", "Contact log", "Targets reached", "Promises of cells kept", "Missed", "Calls avoided, about", "Gave up")  # fmt: skip
    yield table(
        heads,
        (
            (row.quarter, row.period, f"{row.targets_kept} of {row.targets}", str(row.kept), str(row.missed),
             _number(row.calls_avoided), _number(row.gave_up))
            for row in view.history
        ),
    )  # fmt: skip


def _number(count: int | None) -> str:
    return "not known" if count is None else f"{count:,}"


def _owner(page: OwnerPage, level: str) -> Iterator[str]:
    yield f"{level} {clean(page.owner)}: {page.kept} kept, {page.missed} missed"
    yield table(HEADS, (_row(cell, figure) for cell in page.promised for figure in cell.promised))
    said = [line for cell in page.promised for line in _beside(cell)]
    yield bullets(said) if said else ""
    if page.others:
        yield "Measured where nothing is promised, with number and 95% interval:"
        yield table(OTHERS, (_other(cell) for cell in page.others))


def _other(cell: CellPromise) -> tuple[str, ...]:
    """A cell in one line."""
    figures = {figure.key: figure for figure in cell.figures}
    said = []
    for key in ("completion", "calls_after", "csat"):
        figure = figures.get(key)
        few = " (few)" if figure and figure.few else ""
        within = figure.title.partition(" within ")[2] if figure else ""
        said.append(
            f"{figure.measured}{few}, {figure.of}, {figure.interval}{f', {within}' if within else ''}" if figure else ""
        )
    return (cell.request_name, cell.touchpoint_name, *said, _number(cell.calls_avoided), cell.gave_up or "not known")


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
    if cell.calls_avoided:
        parts.append(f"about {cell.calls_avoided:,} calls avoided")
    elif cell.calls_avoided == 0:
        parts.append("no call avoided")
    if cell.gave_up:
        parts.append(f"{cell.gave_up} of those who began here gave up")
    if cell.money:
        parts.append(cell.money)
    if parts:
        few = f" (of {cell.contacts:,} contacts)" if cell.few else ""
        yield f"{cell.request_name}, {cell.touchpoint_name}: {'; '.join(parts)}{few}"
    for note in cell.notes:
        yield f"{cell.request_name}, {cell.touchpoint_name}: {note}"
