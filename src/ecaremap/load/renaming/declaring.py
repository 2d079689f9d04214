"""Adding to a declaration what keeps its meaning under another id: the former id, and the kind of a touchpoint."""

from collections.abc import Mapping
from typing import Any

from ecaremap.load.renaming.kinds import Declared
from ecaremap.load.renaming.text import Draft
from ecaremap.model.source import Span
from ecaremap.model.tree import Items, Mark, Table


def add(draft: Draft, place: Declared, more: Mapping[str, str]) -> None:
    """Add attributes to an entry, whichever way it is written."""
    if not more:
        return
    if place.form == "item":
        _behind_id(draft, place, more)
    elif isinstance(place.entry, Table) and draft.raw(place.mark.value())[:1] == "{":
        _into_braces(draft, place, more)
    elif isinstance(place.entry, Table):
        _below_key(draft, place, more)
    elif isinstance(place.entry, str):  # the short form of a request
        frequency = draft.raw(place.mark.value())
        start = draft.offset(place.mark.line, place.mark.column)
        draft.replace(start, start + len(frequency), _braces({"frequency": frequency, **more}))
    else:
        _after_colon(draft, place.mark, more)


def _braces(entries: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in entries.items()) + "}"


def _behind_id(draft: Draft, place: Declared, more: Mapping[str, str]) -> None:
    """An item of a list: `- id: x`, or `{id: x, …}`."""
    mark = place.mark
    end = draft.offset(mark.end_line, mark.end_column)
    if _in_braces(draft, place.entry):
        draft.insert(end, "".join(f", {key}: {value}" for key, value in more.items()))
    else:
        _new_lines(draft, end, mark.key_column, more)


def _in_braces(draft: Draft, entry: Table) -> bool:
    """Whether a mapping stands in braces: before its first key there is one, or a comma."""
    first = next(iter(entry.marks.values()))
    before = draft.source.text[: draft.offset(first.key_line, first.key_column)].rstrip()
    return before.endswith("{")


def _into_braces(draft: Draft, place: Declared, more: Mapping[str, str]) -> None:
    start = draft.offset(place.mark.line, place.mark.column) + 1
    text = ", ".join(f"{key}: {value}" for key, value in more.items())
    if place.entry:
        text += "," if draft.source.text[start : start + 1].isspace() else ", "
    draft.insert(start, text)


def _below_key(draft: Draft, place: Declared, more: Mapping[str, str]) -> None:
    _new_lines(draft, draft.offset(place.mark.key_line, place.mark.key_end), place.mark.column, more)


def _new_lines(draft: Draft, offset: int, column: int, more: Mapping[str, str]) -> None:
    """Lines of their own below the one an offset is in."""
    indent = " " * (column - 1)
    text = "".join(f"{draft.line_break}{indent}{key}: {value}" for key, value in more.items())
    draft.insert(draft.line_end(offset), text)


def _after_colon(draft: Draft, mark: Mark, more: Mapping[str, str]) -> None:
    """An entry without a value, `app:`, or `app: null`."""
    colon = draft.source.text.index(":", draft.offset(mark.key_line, mark.key_end))
    raw = draft.raw(mark.value())
    if raw.strip():
        start = draft.offset(mark.line, mark.column)
        draft.replace(start, start + len(raw), _braces(more))
    else:
        draft.insert(colon + 1, " " + _braces(more))


def list_to_entries(draft: Draft, section: Mark, items: Items, additions: Mapping[str, Mapping[str, str]]) -> None:
    """A list of bare ids, `[website, app]`, as entries, so that some of them can say more."""
    flow = draft.raw(section.value())[:1] == "["
    for name, mark in zip(items, items.marks, strict=True):
        more = additions.get(name)
        text = f": {_braces(more)}" if more else ": {}" if flow else ":"
        draft.insert(draft.offset(mark.end_line, mark.end_column), text)
        if not flow:
            start = draft.offset(mark.line, mark.column)
            dash = draft.source.text.rindex("-", 0, start)
            draft.replace(dash, dash + 1, " ")
    if flow:
        start, end = (draft.offset(section.line, section.column), draft.offset(section.end_line, section.end_column))
        draft.replace(start, start + 1, "{")
        draft.replace(end - 1, end, "}")


def with_former(draft: Draft, entry: Any, old: str, new: str) -> dict[str, str]:
    """What to add so that `was:` names the old id; where there is one already, it is changed in place."""
    written = entry.get("was") if isinstance(entry, Table) else None
    if written is None:
        return {"was": old}
    mark = entry.marks["was"]
    if isinstance(written, str):
        if written == new:  # it gets an earlier id back
            draft.respell(mark.value(), written, old)
        else:
            _replace(draft, mark.value(), f"[{old}, {draft.raw(mark.value())}]")
        return {}
    for name, place in zip(written, written.marks, strict=True):
        if name == new:
            draft.respell(place.value(), name, old)
            return {}
    if written:
        first = draft.offset(written.marks[0].line, written.marks[0].column)
        flow = draft.raw(mark.value())[:1] == "["
        indent = (
            draft.line_break + " " * (draft.column(draft.source.text.rindex("-", 0, first)) - 1) if not flow else ""
        )
        draft.insert(first, f"{old}, " if flow else f"{old}{indent}- ")
    else:
        _replace(draft, mark.value(), f"[{old}]")
    return {}


def _replace(draft: Draft, span: Span, text: str) -> None:
    start, end = draft.offset(span.line, span.column), draft.offset(span.end_line, span.end_column)
    draft.replace(start, end, text)
