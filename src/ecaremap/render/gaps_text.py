"""The gaps on a terminal, readable at 80 columns."""

import textwrap
from collections.abc import Sequence

from ecaremap.views.gaps_model import GapRow, GapsView, MeasureView, NextView

ROWS, FIGURES, KEPT = 8, 5, 6
"""How many of each are shown; with a filter all rows are."""

LONGEST = 100


def render_gaps_text(view: GapsView, width: int = 80) -> str:
    """Spell the gaps as text."""
    lines = _Lines(min(width, LONGEST))
    lines.add(f"{view.name} ({view.level}, as of {view.as_of})")
    lines.add(view.sentence)
    if view.wanted:
        lines.add(f"Shown: {', '.join(view.wanted)}.")
    else:
        lines.head("How far we have come")
        for measure in view.headline:
            _measure(lines, measure)
    lines.head("What to do, the most at stake first")
    shown = view.rows if view.wanted else view.rows[:ROWS]
    for row in shown:
        _row(lines, row)
    if len(view.rows) > len(shown):
        lines.add(f"… and {len(view.rows) - len(shown)} more; --kind, --owner, --touchpoint or --family lists them.")
    if not view.wanted:
        _rest(lines, view)
    for notice in view.notices:
        lines.add(f"Note: {notice}")
    return lines.text()


def render_next_text(view: GapsView, width: int = 80) -> str:
    """Spell which figures are wanted next, and of whom."""
    lines = _Lines(min(width, LONGEST))
    lines.add(f"{view.name} ({view.level}, as of {view.as_of})")
    lines.head("Which figure next, the most telling first")
    _figures(lines, view.next_figures[: 2 * FIGURES])
    more = len(view.next_figures) - 2 * FIGURES
    if more > 0:
        lines.add(f"… and {more} more; --next --format md writes a page for each who holds figures.")
    lines.head("Whom to ask")
    for request in view.data_requests:
        kinds = ", ".join(f"{item.figure} ({max(1, len(item.objects))})" for item in request.items)
        lines.add(f"{request.holder}: {kinds}", hang=2)
    return lines.text()


class _Lines:
    """Wrapped lines of one width."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._lines: list[str] = []

    def add(self, text: str, *, indent: int = 0, hang: int = 0) -> None:
        """A paragraph; its second line hangs by `hang`."""
        first, rest = " " * indent, " " * (indent + hang)
        plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        self._lines += textwrap.wrap(
            plain, self.width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        ) or [""]

    def table(self, figures: str, text: str) -> None:
        """Figures in columns, and what they are of."""
        wrapped = textwrap.wrap(" ".join(text.split()), self.width - len(figures) - 2) or [""]
        self._lines += [f"{figures}  {wrapped[0]}", *(" " * (len(figures) + 2) + line for line in wrapped[1:])]

    def head(self, text: str) -> None:
        """A heading after an empty line."""
        self._lines += ["", text]

    def text(self) -> str:
        """All lines."""
        return "\n".join(self._lines) + "\n"


def _measure(lines: _Lines, measure: MeasureView) -> None:
    lines.table(f"{measure.text:>9}", measure.title)
    counted = f"{measure.counted} of {measure.of}" if measure.counted else f"of {measure.of}"
    parts = (
        f"{counted}: {measure.numerator}",
        f"missing: {', '.join(measure.missing)}" * bool(measure.missing),
        measure.note,
    )
    lines.add("; ".join(part for part in parts if part), indent=11)


def _row(lines: _Lines, row: GapRow) -> None:
    lines.add("")
    lines.add(f"{row.number}. {row.subject}: {row.title.lower()} ({row.code})", hang=3)
    lines.add(f"\u201c{row.says}\u201d {row.found}", indent=3)
    at_stake = f"{row.money_text} {row.meaning.removesuffix(' each year')}" if row.money_text else ""
    needs = f"{row.needs_text} run into it" if row.needs_text else ""
    stakes = "; ".join(part for part in (at_stake, needs) if part)
    if stakes:
        lines.add(f"{stakes}.", indent=3)
    if not row.money_text and row.tells:
        more = f" and {len(row.tells) - 1} more" if len(row.tells) > 1 else ""
        lines.add(f"Price unknown without {row.tells[0]}{more}.", indent=3)
    lines.add(f"Next: {row.action} ({row.effort}), {row.owner or 'nobody named yet'}. {_sentence(row.help)}", indent=3)
    if row.standing != "open":
        lines.add(f"{row.standing.capitalize()}: {row.waiver or 'it stands in the baseline.'}", indent=3)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "." * (not text.endswith("."))


def _rest(lines: _Lines, view: GapsView) -> None:
    """The whole by kind, what works, and the figures that would tell most."""
    known = any(group.known for group in view.by_kind)
    lines.head("By kind (open, justified, expired, known)" if known else "By kind (open, justified, expired)")
    for group in view.by_kind:
        share = f"{group.share_text} of needs" if group.share_text else ""
        words = "; ".join(part for part in (group.money_text, share) if part)
        counts = f"{group.open:>4} {group.justified:>3} {group.expired:>3}" + f" {group.known:>3}" * known
        lines.table(counts, f"{group.title}: {words}" if words else group.title)
    lines.head("What works")
    _kept(lines, view)
    lines.head("Which figure next (all: --next)")
    _figures(lines, view.next_figures[:FIGURES])
    lines.head("How to read this")
    lines.add("Effort: " + "; ".join(f"{size} {words}" for size, words in view.efforts) + ".")
    lines.add("Limits: " + "; ".join(view.limits) + ".")


def _kept(lines: _Lines, view: GapsView) -> None:
    """What is proved one by one, what works on paper counted."""
    proved = [kept for kept in view.keep if kept.evidence]
    for kept in proved[:KEPT]:
        lines.add(f"{kept.request_name}, {kept.touchpoint_name}: {kept.evidence}", hang=2)
    if len(proved) > KEPT:
        lines.add(f"… and {len(proved) - KEPT} more with evidence.")
    on_paper = len(view.keep) - len(proved)
    if on_paper:
        lines.add(f"{on_paper} cells work on paper: nobody has measured them.")
    if not view.keep:
        lines.add("Nothing digital finishes a request yet.")


def _figures(lines: _Lines, figures: Sequence[NextView]) -> None:
    if not figures:
        lines.add("No figure is missing on which a decision hangs.")
    for figure in figures:
        of = "; ".join(figure.objects[:3]) + (f" and {len(figure.objects) - 3} more" if len(figure.objects) > 3 else "")
        stake = figure.swing_text or (f"{figure.needs_text}" if figure.needs_text else "")
        between = f", {figure.range_text}" if figure.range_text else ""
        lines.add(
            f"{figure.number}. {figure.label[:1].upper()}{figure.label[1:]}{' of ' + of if of else ''}{between} (ask {figure.holder})",
            hang=3,
        )
        lines.add(f"It decides {figure.decision}{'; at stake: ' + stake if stake else ''}.", indent=3)
