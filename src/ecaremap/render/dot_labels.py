r"""HTML-like labels: the texts, tables and colours of a drawing, safely spelled.

Every text is escaped twice over: as XML, and against the backslash sequences (`\N`, `\G`) that
Graphviz replaces even inside HTML-like labels.
"""

import re
import textwrap
from dataclasses import dataclass
from html import escape

from ecaremap.render import words
from ecaremap.render.sketch import Block, Change, Entry, Sketch
from ecaremap.views.model import MapView

INK, QUIET, FRAME, PAPER, HEAD, ALARM = "#17252a", "#56646a", "#c9cfd1", "#ffffff", "#e8edee", "#a61b13"

COLOURS: dict[str, tuple[str, str, str]] = {
    "none": ("#f4f4f4", "#56646a", "#56646a"),
    "inform": ("#f8ebca", "#3a2f14", "#94701a"),
    "show": ("#e9cd92", "#33270b", "#7d5c0c"),
    "initiate": ("#b4ddd6", "#0e3531", "#3b8a7f"),
    "assisted": ("#62b7aa", "#062a26", "#24786e"),
    "self-serve": ("#01665e", "#ffffff", "#01665e"),
    "peer": ("#c5bfe8", "#2a2550", "#7268b8"),
    "proactive": ("#4c4391", "#ffffff", "#4c4391"),
    "human": ("#c3935c", "#26190a", "#92602a"),
}
"""Fill and ink of each degree, as on the page, and a line dark enough to be seen on white."""

PENS: dict[Change, tuple[str, float]] = {
    "kept": ("solid", 1.1),
    "changed": ("bold", 2.8),
    "new": ("dashed", 2.0),
    "ended": ("dotted", 1.8),
}
"""Style and width: the pen says what happens, so that a drawing can be read without colours."""

CHANGES: dict[Change, str] = {
    "kept": "stays as it is",
    "changed": "changes",
    "new": "new there",
    "ended": "ends there",
}

AMOUNTS: dict[Change, str] = {
    "kept": "some of it today already",
    "new": "only by the target",
    "ended": "no longer by the target",
}
"""What the pens mean where the width of a line is an amount."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
_ACCENT = re.compile("#[0-9a-fA-F]{6}")
_ROW, _LETTER, _BOLD_LETTER, _WRAP, _LONGEST = 24, 5.6, 6.8, 42, 600


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths all tables of a drawing share, so that they line up; `chips` is the most in a row."""

    name: int
    note: int
    chips: int


def clean(text: str) -> str:
    """Line breaks become spaces; signs that no XML text may hold are left out."""
    text = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def font(text: str, size: int, colour: str = INK, *, bold: bool = False, wrap: int = 0) -> str:
    """A run of text; a label may not hold an empty one, so nothing stays nothing."""
    text = clean(text)
    if not text:
        return ""
    lines = textwrap.wrap(text, wrap, break_on_hyphens=False) if wrap else [text]
    runs = "<BR/>".join(escape(run).replace("\\", "\\\\") for run in lines)
    runs = f"<B>{runs}</B>" if bold else runs
    return f'<FONT POINT-SIZE="{size}" COLOR="{colour}">{runs}</FONT>'


def header(view: MapView, sketch: Sketch) -> str:
    """Title, the overview's sentence, what the lines mean and the legend, above the drawing."""
    facts = " · ".join(x for x in (view.subtitle, f"as of {view.as_of}", view.level) if x)
    texts = (
        font(view.name, 20, bold=True),
        font(facts, 11, QUIET),
        font(view.overview.sentence, 14, wrap=96),
        font(sketch.meaning, 11, QUIET, wrap=120),
        font(sketch.notice, 11, QUIET, wrap=120),
        *_legend(sketch),
    )
    rows = [f'<TR><TD ALIGN="LEFT" BALIGN="LEFT">{text}</TD></TR>' for text in texts if text]
    if _ACCENT.fullmatch(view.accent):
        rows.insert(0, f'<TR><TD HEIGHT="4" BGCOLOR="{view.accent}"></TD></TR>')
    rows.append('<TR><TD HEIGHT="12"></TD></TR>')
    return f"<{_bare(''.join(rows), 4)}>"


def _legend(sketch: Sketch) -> tuple[str, str]:
    """The pens and the degrees that occur, each with its word."""
    used = {line.change for line in sketch.lines}
    shown = {degree for entry in _entries(sketch.left) for degree in entry.chips}
    meanings = AMOUNTS if any(line.width for line in sketch.lines) else CHANGES
    pens = [change for change in meanings if change in used]
    degrees = [degree for degree in COLOURS if degree in shown]
    letters = sum(len(meanings[change]) for change in pens)
    return (
        _strip([_sample(change, meanings[change]) for change in pens], int(letters * 5.4) + 66 * len(pens)),
        _strip([f"<TD>{chip(degree)}</TD>" for degree in degrees], 80 * len(degrees)),
    )


def _strip(parts: list[str], width: int) -> str:
    """Things side by side; without a fixed size the engine would stretch them over the page."""
    if not parts:
        return ""
    row = '<TD WIDTH="14"></TD>'.join(parts)
    look = 'BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" ALIGN="LEFT"'
    return f'<TABLE {look} FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="22"><TR>{row}</TR></TABLE>'


def _sample(change: Change, meaning: str) -> str:
    """A piece of line with its meaning."""
    style, width = PENS[change]
    style = "solid" if style == "bold" else style
    # The rule is the lower side of the upper of two cells: it lies at half the height of the text.
    rule = f'BORDER="{round(width)}" SIDES="B" STYLE="{style}" COLOR="{INK}" WIDTH="36" HEIGHT="8"'
    piece = _bare(f'<TR><TD {rule}></TD></TR><TR><TD HEIGHT="8"></TD></TR>')
    return f'<TD>{piece}</TD><TD WIDTH="5"></TD><TD>{font(meaning, 11)}</TD>'


def widths(sketch: Sketch) -> Widths:
    """Estimate the shared widths; the engine widens a cell where the estimate is too small."""
    entries = [entry for entry in _entries(sketch.left) if not entry.remark] or [Entry("", "")]
    chips = max(len(entry.chips) for entry in entries)
    name = max(min(_WRAP, len(entry.text)) for entry in entries) * _LETTER
    note = max(min(_WRAP, len(entry.note)) for entry in entries) * 4.9 + 8
    heads = [min(_WRAP, len(heading)) for block in sketch.left for heading, _ in block.parts]
    spare = 0 if chips else note
    return Widths(int(max(name, max(heads, default=0) * _BOLD_LETTER - spare)) + 12, int(note), chips)


def _entries(blocks: tuple[Block, ...]) -> list[Entry]:
    return [entry for block in blocks for _, part in block.parts for entry in part]


def left_table(block: Block, shared: Widths) -> str:
    """Requests: a heading, then a row each with the degrees as words on colour."""
    rows = []
    for heading, entries in block.parts:
        rows.append(_heading(heading, 2, shared.chips))
        rows += [_row(entry, shared) for entry in entries]
    return _framed("".join(rows))


def _row(entry: Entry, shared: Widths) -> str:
    """A row: lines arrive at the name and leave from the last cell (its port ends in `o`)."""
    left = 'ALIGN="LEFT" BALIGN="LEFT"'
    if entry.remark:
        span = 2 + max(0, 2 * shared.chips - 1)
        return f'<TR><TD {left} COLSPAN="{span}">{font(entry.text, 10, QUIET, wrap=64)}</TD></TR>'
    name = font(entry.text, 11, wrap=_WRAP)
    cells = [f'<TD PORT="{entry.port}" {left} WIDTH="{shared.name}" HEIGHT="{_ROW}">{name}</TD>']
    if shared.chips > 1 and len(entry.chips) == 1:
        # What stays fills both places: today's and the target's halves melt together.
        cells.append(f'<TD COLSPAN="3">{chip(entry.chips[0], 144)}</TD>')
    elif entry.chips:
        arrow = f"<TD>{font('→', 11, QUIET)}</TD>"
        cells.append(arrow.join(f"<TD>{chip(degree)}</TD>" for degree in entry.chips))
    elif shared.chips:
        cells.append(f'<TD COLSPAN="{2 * shared.chips - 1}"></TD>')
    note = font(entry.note, 10, ALARM if entry.note.startswith("!") else QUIET, wrap=_WRAP)
    cells.append(f'<TD PORT="{entry.port}o" {left} WIDTH="{shared.note}">{note}</TD>')
    return f"<TR>{''.join(cells)}</TR>"


def _heading(text: str, columns: int, chips: int = 0) -> str:
    """A family's name; over two degrees also which of them is today's."""
    name = font(text, 12, bold=True, wrap=_WRAP)
    look = f'BGCOLOR="{HEAD}" HEIGHT="24"'
    if chips < 2:
        span = columns + chips
        return f'<TR><TD {look} ALIGN="LEFT" BALIGN="LEFT" COLSPAN="{span}">{name}</TD></TR>'
    states = (
        f'<TD {look} WIDTH="{width}">{font(word, 10, QUIET)}</TD>'
        for word, width in (("today", 70), ("", 20), ("target", 70), ("", 8))
    )
    return f'<TR><TD {look} ALIGN="LEFT" BALIGN="LEFT">{name}</TD>{"".join(states)}</TR>'


def right_table(sketch: Sketch) -> str:
    """One ordered table, stretched towards the height of the left side so that lines run level."""
    left = sum(len(part) + 1.6 for block in sketch.left for _, part in block.parts)
    mine = sum(len(part) + 1.0 for _, part in sketch.right.parts)
    height = int(min(220, max(_ROW, 0.8 * _ROW * left / mine)))
    rows = []
    for heading, entries in sketch.right.parts:
        rows.append(_heading(heading, 1))
        for entry in entries:
            text = font(entry.text, 12, wrap=28)
            text += f"<BR/>{font(entry.note, 10, QUIET)}" if entry.note else ""
            place = f'ALIGN="LEFT" BALIGN="LEFT" WIDTH="140" HEIGHT="{height}"'
            rows.append(f'<TR><TD PORT="{entry.port}" {place}>{text}</TD></TR>')
    return _framed("".join(rows))


def chip(degree: str, width: int = 62) -> str:
    """A degree: its word on its colour."""
    fill, ink, _ = COLOURS[degree]
    word = font(words.DEGREE_WORDS[degree].word, 10, ink)
    return _bare(f'<TR><TD BGCOLOR="{fill}" WIDTH="{width}" HEIGHT="18">{word}</TD></TR>')


def _framed(rows: str) -> str:
    look = f'BORDER="1" COLOR="{FRAME}" BGCOLOR="{PAPER}" CELLBORDER="0"'
    return f'<<TABLE {look} CELLSPACING="0" CELLPADDING="4">{rows}</TABLE>>'


def _bare(rows: str, padding: int = 0) -> str:
    look = 'BORDER="0" CELLBORDER="0" CELLSPACING="0"'
    return f'<TABLE {look} CELLPADDING="{padding}">{rows}</TABLE>' if rows else ""
