"""Values by what they mean: order, spelling and short forms make no difference.

`meaning` makes a value of plain lists and texts, equal for two values exactly if they mean the same; fingerprints
are made of it. `spelled` is what a reader sees.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ecaremap.model.cell import Cell
from ecaremap.model.declared import Declared
from ecaremap.model.figures import Figure
from ecaremap.model.tree import Items, Table

ORDERED = ("steps",)
"""Lists in which the order is the message; in all others it says nothing."""

LONGEST = 160
"""A reader sees so many characters of a value."""

_NUMBER = re.compile(r"(?<![\w.-])\d+\.\d+(?![\w.-])")


def meaning(value: Any, name: str = "") -> Any:
    """A value as plain lists and texts that are equal where the meaning is; `name` is the attribute it stands in."""
    if isinstance(value, Figure):
        return ["figure", *amount(value), value.source, _text(value.as_of), value.driver]
    if isinstance(value, Cell):
        return _cell(value)
    if isinstance(value, Declared):
        return {key: found for key in type(value).model_fields if (found := meaning(getattr(value, key), key)) != []}
    if isinstance(value, Table):
        return {key: meaning(entry, key) for key, entry in sorted(value.items())}
    if isinstance(value, Mapping):
        return {key: meaning(entry) for key, entry in sorted(value.items())}
    if isinstance(value, (tuple, Items)):
        entries = [meaning(entry) for entry in value]
        return entries if name in ORDERED else sorted(entries, key=repr)
    if value is None:
        return []
    text = _text(value)
    return _NUMBER.sub(lambda found: plain(Decimal(found[0])), text) if isinstance(value, str) else text


def amount(figure: Figure) -> list[str]:
    """What a figure says, without where it comes from: equal for `20%` and `20.0%`, for `7 days` and `1 week`."""
    point = figure.low == figure.high
    ends = [figure.likely] if point else [figure.likely, figure.low, figure.high]
    within = [plain(figure.within)] if figure.within is not None else []
    return ["point" if point else figure.shape, figure.unit, *[plain(end) for end in ends], *within]


def plain(number: Decimal) -> str:
    """A number without exponent and needless zeros."""
    return f"{number.normalize():f}" if number else "0"


def _cell(cell: Cell) -> dict[str, Any]:
    """A cell in its one form: what stays as it is has its target written out."""
    found = {key: meaning(getattr(cell, key), key) for key in type(cell).model_fields}
    return {key: value for key, value in (found | {"target": cell.aim or []}).items() if value != []}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def spelled(value: Any) -> str:
    """A value for readers, on one line; empty where nothing is written."""
    text = " ".join(_spelled(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2]} …"


def _spelled(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Figure):
        return " ".join(value.text.split())
    if isinstance(value, Cell):
        return cell_words(value)
    if isinstance(value, Declared):
        pairs = [(name, getattr(value, name)) for name in type(value).model_fields]
        return ", ".join(f"{name.strip('_')}: {_inner(entry)}" for name, entry in pairs if entry not in (None, (), {}))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_inner(entry)}" for key, entry in sorted(value.items()))
    if isinstance(value, (tuple, list)):
        return ", ".join(_inner(entry) for entry in value)
    return _text(value)


def _inner(value: Any) -> str:
    text = _spelled(value)
    if isinstance(value, (tuple, list)):
        return f"[{text}]"
    return f"{{{text}}}" if isinstance(value, (Mapping, Declared)) and not isinstance(value, Cell) else text


def cell_words(cell: Cell | None) -> str:
    """What a cell offers: `show`, `show (target self-serve)`, `not here`, `undecided`."""
    if cell is None:
        return "undecided"
    if cell.not_here is not None:
        return "not here"
    today = cell.today or "undecided"
    return today if cell.aim == cell.today else f"{today} (target {cell.aim})"
