"""Promised against measured for a terminal: a line for each target and each figure."""

from collections.abc import Iterator

from ecaremap.views.promised_model import PromisedView

MARKS = {"kept": "+", "missed": "!", "cannot be told": "?", "not promised": " ", "not measured": " "}
"""One sign beside the word, never instead of it."""


def render_promised_text(view: PromisedView) -> str:
    """Spell the page in plain text."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(view))


def _lines(view: PromisedView) -> Iterator[str]:
    if view.why_not:
        yield view.why_not
        return
    yield f"Promised and measured, {view.quarter} ({view.period}, {view.file})"
    yield view.sentence
    for target in view.targets:
        yield ""
        yield f"{MARKS[target.verdict]} {target.verdict:<14} {target.title}: {target.promised} by {target.due}"
        said = [f"measured {target.measured}" if target.measured else "not measured"]
        said += [f"the plan said {target.forecast}"] if target.forecast else []
        said += [target.trend] if target.trend != "unknown" else []
        yield f"    {'; '.join(said)}"
        if target.excused:
            yield f"    excused: {target.excused}"
    for page in view.owners:
        yield ""
        yield f"{page.owner}: {page.kept} kept, {page.missed} missed"
        for cell in page.cells:
            for figure in cell.figures:
                promise = f"promised {figure.promised}, " if figure.promised else ""
                few = ", few" if figure.few else ""
                changed = f", {figure.changed}" if figure.changed else ""
                yield (
                    f"{MARKS[figure.verdict]} {figure.verdict:<14} {cell.request}/{cell.touchpoint} {figure.title.lower()}: "
                    f"{promise}measured {figure.measured} ({figure.of}{few}){changed}"
                )
                if figure.excused:
                    yield f"    excused: {figure.excused}"
            if cell.calls_avoided is not None:
                up = f", {cell.gave_up} gave up" if cell.gave_up else ""
                yield f"    at least about {cell.calls_avoided:,} calls avoided{up}"
