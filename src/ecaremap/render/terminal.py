"""The map on a terminal: every meaning is a sign or a word; colour only repeats it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

from ecaremap.render import words
from ecaremap.render.grid import DIGITAL, NARROWEST, Grid, digital, fit, sign, spans
from ecaremap.views.model import CellView, MapView, RowView

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MOST_ROWS = 400
"""More requests than this scroll past unread; the page and the JSON hold them all."""

MOST_CLAIMS = 10
"""Claims measured otherwise that are named; the page and the JSON hold all."""

STYLES: dict[str, str] = {
    "none": "",
    "inform": "color(16) on color(230)",
    "show": "color(16) on color(222)",
    "initiate": "color(16) on color(152)",
    "assisted": "color(16) on color(73)",
    "self-serve": "color(231) on color(23)",
    "peer": "color(16) on color(183)",
    "proactive": "color(231) on color(60)",
    "human": "color(16) on color(173)",
}
"""Ink and ground together, so that the contrast does not depend on the terminal's own colours."""

_HEAD, _FAMILY, _BREACH = "bold", "bold", "bold color(231) on color(124)"


def print_map(view: MapView, console_width: int, color: bool) -> str:
    """Spell the map for a terminal.

    Args:
        view: the map.
        console_width: columns; what does not fit side by side follows below, nothing is lost.
        color: add colours; without them the text says the same.
    """
    from rich.cells import cell_len

    out = StringIO()
    console = _console(out, max(NARROWEST, console_width), color=color)
    rows = view.rows[:MOST_ROWS]
    widest = max((cell_len(_clean(row.name)) for row in rows), default=0)
    grid = fit(view, widest, console.width)
    for paragraph in _opening(view):
        _print(console, paragraph)
    for at in range(len(grid.panels) if rows and view.columns else 0):
        for line in _panel(view, grid, at):
            console.print(line, no_wrap=True, overflow="ignore", crop=False)
    for paragraph in (*_legend(view, grid), *_closing(view, grid)):
        _print(console, paragraph)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _console(out: StringIO, width: int, *, color: bool) -> "Console":
    """A console that asks neither the environment nor the terminal: the caller has decided."""
    from rich.console import Console

    return Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="256" if color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _print(console: "Console", paragraph: str) -> None:
    """A paragraph, wrapped; its second line hangs under the first when it is an item."""
    from rich.text import Text

    indent = " " * (len(paragraph) - len(paragraph.lstrip())) + "  "
    first, *rest = Text(paragraph).wrap(console, console.width - len(indent)) or [Text()]
    console.print(first, no_wrap=True, overflow="ignore", crop=False)
    for line in rest:
        console.print(Text(indent) + line, no_wrap=True, overflow="ignore", crop=False)


def _opening(view: MapView) -> Iterator[str]:
    yield f"{_clean(view.name)} ({view.level}, as of {view.as_of})"
    if view.overview.sentence:
        yield _clean(view.overview.sentence)
    yield ""
    if not (view.rows and view.columns):
        yield "There are no requests at touchpoints to show yet."


def _panel(view: MapView, grid: Grid, at: int) -> Iterator["Text"]:
    """A table of the touchpoints that fit side by side."""
    from rich.text import Text

    groups = spans(grid.panels[at], view.column_groups)
    if len(grid.panels) > 1:
        first, last = grid.panels[at][0] + 1, grid.panels[at][-1] + 1
        yield Text(f"Touchpoints {first} to {last} of {len(view.columns)}", _HEAD)
    start = " " * (grid.name + DIGITAL)
    families = (_pad(name, grid.cell * len(inside)) for name, inside in groups)
    yield Text(start + "".join(f"| {family}" for family in families))
    heads = Text(_pad("Request", grid.name) + _pad("dig", DIGITAL), _HEAD)
    for _, inside in groups:
        heads.append("| " + "".join(_pad(grid.heads[c], grid.cell) for c in inside), _HEAD)
    yield heads
    shown = min(len(view.rows), MOST_ROWS)
    for group in view.row_groups:
        if group.first < shown:
            yield Text(_pad(group.name, grid.name + DIGITAL), _FAMILY)
        for row in view.rows[group.first : min(shown, group.first + group.count)]:
            yield _row(row, grid, [inside for _, inside in groups])
    yield Text()


def _row(row: RowView, grid: Grid, groups: list[list[int]]) -> "Text":
    from rich.text import Text

    line = Text(_pad(f" {_clean(row.name)}", grid.name) + _pad(digital(row), DIGITAL))
    for inside in groups:
        line.append("| ")
        for column in inside:
            _append_cell(line, row.cells[column], grid.cell)
    return line


def _append_cell(line: "Text", cell: CellView, width: int) -> None:
    """The sign in the colour of its target; a breach is marked, and coloured as one."""
    text = sign(cell)
    line.append(text, _BREACH if cell.breaches else STYLES.get(cell.target, ""))
    line.append(" " * (width - len(text)))


def _legend(view: MapView, grid: Grid) -> Iterator[str]:
    """Only what occurs, so that a small map has a small legend."""
    cells = [cell for row in view.rows[:MOST_ROWS] for cell in row.cells]
    if not cells:
        return
    used = {degree for cell in cells for degree in (cell.today, cell.target)}
    parts = [f"{w.glyph} {w.word}" for degree, w in words.DEGREE_WORDS.items() if degree in used]
    standings = {cell.standing for cell in cells}
    others = (words.STANDING_WORDS[each] for each in words.STANDING_WORDS if each in standings)
    parts += [f"{glyph} {word}" for glyph, word, _ in others]
    if any(cell.changes for cell in cells):
        parts.append("2>4 today 2, target 4")
    if any(cell.breaches for cell in cells):
        parts.append("! breaks a rule")
    if any(cell.contradicted for cell in cells):
        parts.append("* measured otherwise than claimed")
    yield f"Signs: {', '.join(parts)}."
    yield "dig: can be finished digitally (y yes, n no, n>y by the target, p stays personal)."
    if grid.coded:
        for name, inside in spans(tuple(range(len(view.columns))), view.column_groups):
            names = (f"{grid.heads[c]} {_clean(view.columns[c].name)}" for c in inside)
            yield f"{_clean(name)}: {', '.join(names)}."


def _closing(view: MapView, grid: Grid) -> Iterator[str]:
    """What was clipped, then breaches and open questions, counted."""
    from rich.cells import cell_len

    short = sum(cell_len(_clean(row.name)) >= grid.name - 1 for row in view.rows[:MOST_ROWS])
    if short:
        yield f"{words.count(short, 'name')} shortened (…); a wider terminal shows more."
    if len(view.rows) > MOST_ROWS:
        yield f"{len(view.rows) - MOST_ROWS:,} more requests are not shown here."
    yield ""
    yield from _breaches(view)
    yield from _contradicted(view)
    questions = view.overview.questions
    total = sum(question.count for question in questions)
    yield f"{words.count(total, 'open question')}:" if total else "No open questions."
    for question in questions:
        ask = f" Ask: {_clean(question.ask)}." if question.ask else ""
        sentence = _clean(question.sentence)
        yield f"  - {sentence}{'' if sentence.endswith(('.', '?', '!')) else '.'}{ask}"
    for notice in view.notices:
        yield _clean(notice)


def _breaches(view: MapView) -> Iterator[str]:
    found = [breach for row in view.rows for cell in row.cells for breach in cell.breaches]
    states = Counter("today" if breach.state == "today" else "by the target" for breach in found)
    where = ", ".join(f"{count:,} {state}" for state, count in sorted(states.items()))
    if not found:
        yield "No rule is broken."
        return
    yield f"{words.count(len(found), 'breach', 'breaches')} ({where}):"
    by_rule = Counter(breach.reason for breach in found)
    for reason, count in sorted(by_rule.items(), key=lambda each: (-each[1], each[0])):
        rule = view.reasons[reason]
        yield f"  - {count:,} x {_clean(rule.title)} ({_clean(rule.effect)})."


def _contradicted(view: MapView) -> Iterator[str]:
    """Cells whose claims the contact log does not bear out, each with what was measured."""
    found = [
        (row, column, claim)
        for row in view.rows
        for column, cell in zip(view.columns, row.cells, strict=True)
        for claim in cell.measured
        if claim.contradicts
    ]
    if found:
        yield f"{words.count(len(found), 'claim')} measured otherwise:"
    for row, column, claim in found[:MOST_CLAIMS]:
        said = f"{claim.title.lower()}: claimed {claim.claimed}, measured {claim.measured} ({claim.sure})"
        yield f"  - {_clean(row.name)}, {_clean(column.name)}, {said}"
    if len(found) > MOST_CLAIMS:
        yield f"  … and {len(found) - MOST_CLAIMS} more; --format json lists all."


def _pad(text: str, width: int) -> str:
    """Exactly so many columns on the screen, shortened with a sign if need be, and a space."""
    from rich.cells import cell_len, set_cell_size

    text = _clean(text) if text.strip() == text else " " + _clean(text)
    if cell_len(text) > width - 1:
        text = set_cell_size(text, width - 2).rstrip() + "…"
    return set_cell_size(text, width)


_SPACES = re.compile(r"\s+")


def _clean(text: str) -> str:
    """No control or direction signs: a name must not steer the terminal or reorder its line."""
    kept = (" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in text)
    return _SPACES.sub(" ", "".join(kept)).strip()
