"""A comparison for the terminal: styled lines, gravest first."""

import textwrap
from collections.abc import Iterable, Iterator

from ecaremap.views.diff_model import ChangeView, ClassView, DiffView

Segments = list[tuple[str, str]]

MOST = 12
"""So many changes of one kind are shown; the other spellings have them all."""

MOST_EFFECTS = 6
STYLES = {"harm": "error", "risk": "warning", "policy": "info", "unknown": "help", "better": "good", "neutral": "dim"}
BRIEF = ("better", "neutral")
"""Classes of which a line each is enough."""


def diff_lines(view: DiffView, width: int = 80) -> list[Segments]:
    """The verdict, then class by class what was done and what it does."""
    lines: list[Segments] = list(_wrapped([view.sentence], width, style="bold"))
    lines += _wrapped([f"{view.old} → {view.new}, as of {view.as_of}"], width, style="dim")
    for each in view.classes:
        lines += [[], [(STYLES[each.klass], each.title), ("", f" ({each.meaning})"[: width - len(each.title)])]]
        lines += _class(each, width)
    changed = [f"{label}: {old} → {new}" for label, old, new in view.figures if old != new]
    if changed:
        lines += [[], [("bold", "Before and after")], *_wrapped(changed, width, 2)]
    if view.remarks:
        lines += [[], [("warning", "Approvals")], *_wrapped(view.remarks, width, 2)]
    if view.fails:
        said = f"Fails on {view.fail_on}: undo it, or accept it by its fingerprint."
        lines += [[], *_wrapped([said], width, style="error")]
    return lines


def _class(each: ClassView, width: int) -> Iterator[Segments]:
    for kind in each.kinds:
        yield from _wrapped([f"{kind.title}: {kind.reason}"], width, 2)
        for change in kind.changes[:MOST]:
            yield from _change(change, width)
        if len(kind.changes) > MOST:
            yield from _wrapped(
                [f"… and {len(kind.changes) - MOST} more; --format json lists all"], width, 4, style="dim"
            )


def _change(change: ChangeView, width: int) -> Iterator[Segments]:
    """The title with the fingerprint at the end of its first line, then what it does and says."""
    room = width - len(change.fingerprint) - 5
    lines = textwrap.wrap(change.title, room, break_on_hyphens=False) or [""]
    bold = "bold" if change.klass not in BRIEF else ""
    yield [(bold, f"    {lines[0]:<{room}} "), ("dim", change.fingerprint)]
    yield from ([(bold, f"    {line}")] for line in lines[1:])
    if change.klass != "neutral":
        yield from _wrapped((effect.sentence for effect in change.effects[:MOST_EFFECTS]), width, 6, "→ ")
        if len(change.effects) > MOST_EFFECTS:
            yield from _wrapped([f"… and {len(change.effects) - MOST_EFFECTS} more effects"], width, 6, style="dim")
    if change.klass not in BRIEF:
        yield from _wrapped((f"{audience}: {sentence}" for audience, sentence in change.says), width, 6)
        places = dict.fromkeys(written.new_place or written.old_place for written in change.written)
        yield from ([("dim", f"      {place}")] for place in list(places)[:3] if place)
    if change.approved:
        yield from _wrapped([f"accepted by {change.approved}"], width, 6)


def _wrapped(texts: Iterable[str], width: int, indent: int = 0, sign: str = "", style: str = "") -> Iterator[Segments]:
    first = " " * indent + sign
    for text in texts:
        for line in textwrap.wrap(
            text, width, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
        ):
            yield [(style, line)]
