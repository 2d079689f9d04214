"""Promised against measured for a terminal: a line for each target, and for each figure that somebody promised."""

import textwrap
from collections.abc import Iterator

from ecaremap.views.promised_model import CellPromise, MeasuredFigure, OwnerPage, PromisedView, TargetPromise

MARKS = {
    "kept": "+",
    "missed": "!",
    "in line": "=",
    "not yet": "-",
    "cannot be told": "?",
    "not promised": " ",
    "not measured": " ",
}
"""One sign beside the word, never instead of it."""


def render_promised_text(view: PromisedView, width: int = 100) -> str:
    """Spell the page in plain text."""
    lines: list[str] = []
    for line in _lines(view):
        indent = len(line) - len(line.lstrip())
        pad = " " * (indent + 2)
        lines += textwrap.wrap(line, width, subsequent_indent=pad, break_on_hyphens=False) or [""]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(view: PromisedView) -> Iterator[str]:
    if view.why_not:
        yield view.why_not
        return
    yield f"Promised and measured, {view.quarter} ({view.period}, {view.file})"
    yield view.sentence
    if view.scope:
        yield view.scope
    if view.stamp:
        yield f"! {view.stamp}"
    for target in view.targets:
        yield ""
        yield from _target(target)
    yield from _quarters(view)
    for page in view.owners:
        if page.promised:
            yield ""
            yield from _owner(page)
    others = sum(len(page.others) for page in view.owners)
    if others:
        yield ""
        yield f"{others} more cells were measured where nothing is promised: --format md lists them."


def _target(target: TargetPromise) -> Iterator[str]:
    yield f"{MARKS[target.verdict]} {target.verdict:<14} {target.title}: {target.promised} by {target.due}"
    said = [f"measured {target.measured}, 95% sure: {target.interval}" if target.interval else target.measured]
    said += [f"the plan said {target.forecast}"] if target.forecast else []
    said += [target.moved] if target.moved else []
    yield f"    {'; '.join(filter(None, said)) or 'not measured'}"
    yield f"    owner: {target.owner}"
    if target.excused:
        yield f"    excused: {target.excused}"


def _quarters(view: PromisedView) -> Iterator[str]:
    if len(view.history) < 2:
        return
    yield ""
    yield "Quarter by quarter"
    for row in view.history:
        avoided = f"; about {row.calls_avoided:,} calls avoided" if row.calls_avoided is not None else ""
        up = f", {row.gave_up:,} gave up" if row.gave_up is not None else ""
        targets = f"{row.targets_kept} of {row.targets} targets reached; " if row.targets else ""
        yield (f"  {row.quarter}: {targets}promises of cells: {row.kept} kept, {row.missed} missed{avoided}{up}")


def _owner(page: OwnerPage) -> Iterator[str]:
    yield f"{page.owner}: {page.kept} kept, {page.missed} missed"
    for cell in page.promised:
        for figure in cell.promised:
            yield from _figure(cell, figure)
        yield from _beside(cell)


def _figure(cell: CellPromise, figure: MeasuredFigure) -> Iterator[str]:
    few = ", few" if figure.few else ""
    changed = f"; {figure.changed}" if figure.changed else ""
    yield (
        f"{MARKS[figure.verdict]} {figure.verdict:<14} {cell.request}/{cell.touchpoint} {figure.title.lower()}: promised "
        f"{figure.promised}, measured {figure.measured} ({figure.of}{few}; 95% sure: {figure.interval}){changed}"
    )
    if figure.excused:
        yield f"    excused: {figure.excused}"


def _beside(cell: CellPromise) -> Iterator[str]:
    """Calls avoided and those who gave up belong together."""
    if cell.calls_avoided is None:
        return
    avoided = f"about {cell.calls_avoided:,} calls avoided" if cell.calls_avoided else "no call avoided"
    yield f"    {avoided}{f', {cell.gave_up} gave up' if cell.gave_up else ''}"
