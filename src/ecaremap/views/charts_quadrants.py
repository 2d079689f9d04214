"""Where the bubbles of the value quadrants stand: in rows, so that no label meets another."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import pi, sqrt
from typing import Any

from ecaremap.model.scales import Quadrant
from ecaremap.views.case_model import BubbleView
from ecaremap.views.case_words import number

Mark = dict[str, Any]

ORDER: tuple[tuple[Quadrant, str], ...] = (
    ("automate", "valued by customers, a burden for us"),
    ("keep with a person", "valued by customers and by us"),
    ("fix the cause", "a burden for customers and for us"),
    ("simplify", "a burden for customers, valued by us"),
)
"""Top left, top right, bottom left, bottom right: customers value what is above, we value what is right."""

SHOWN = 10
"""Bubbles of a quadrant that can be read; the rest is counted."""

_PANEL = 440
_GAP = 14
_HEAD = 62
_LARGEST = 22.0
_LEAST = 3.0
_ROW = 38.0
_LEFT = 34


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything with its place, in pixels from the top left."""

    width: int
    height: float
    panels: tuple[Mark, ...]
    names: tuple[Mark, ...]
    reasons: tuple[Mark, ...]
    bubbles: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    details: tuple[Mark, ...]


def bubble_layout(bubbles: Sequence[BubbleView]) -> Layout:
    """Four panels, each with its requests from the most to the least frequent."""
    most = max(bubble.needs for bubble in bubbles)
    rows = {name: [b for b in bubbles if b.quadrant == name] for name, _ in ORDER}
    tops = [max(_depth(rows[ORDER[i][0]], most) for i in pair) for pair in ((0, 1), (2, 3))]
    marks: dict[str, list[Mark]] = {key: [] for key in ("panels", "names", "reasons", "bubbles", "labels", "details")}
    for index, (name, reason) in enumerate(ORDER):
        x = (index % 2) * (_PANEL + _GAP)
        y = (index // 2) * (tops[0] + _GAP)
        marks["panels"].append({"x": x, "y": y, "x2": x + _PANEL, "y2": y + tops[index // 2]})
        marks["names"].append({"x": x + 16, "y": y + 24, "text": name[:1].upper() + name[1:]})
        marks["reasons"].append({"x": x + 16, "y": y + 44, "text": reason})
        _place(rows[name], x, y + _HEAD, most, marks)
    found = {key: tuple(values) for key, values in marks.items()}
    return Layout(2 * _PANEL + _GAP, sum(tops) + _GAP, **found)


def _depth(row: Sequence[BubbleView], most: Decimal) -> float:
    """How tall a panel has to be for its requests."""
    more = 24 if len(row) > SHOWN else 0
    return _HEAD + sum(_height(bubble, most) for bubble in row[:SHOWN]) + more + 12


def _radius(bubble: BubbleView, most: Decimal) -> float:
    return max(_LEAST, _LARGEST * sqrt(bubble.needs / most))


def _height(bubble: BubbleView, most: Decimal) -> float:
    return max(_ROW, 2 * _radius(bubble, most) + 4)


def _place(row: Sequence[BubbleView], x: float, y: float, most: Decimal, marks: dict[str, list[Mark]]) -> None:
    """One panel's bubbles below one another, with name and figures beside them."""
    for bubble in row[:SHOWN]:
        height = _height(bubble, most)
        middle = y + height / 2
        radius = _radius(bubble, most)
        worth = bubble.economic.exact if bubble.economic else Decimal(0)
        sign = 0 if bubble.economic is None else 1 if worth >= 0 else -1
        marks["bubbles"].append({"x": x + _LEFT + 8, "y": middle, "area": pi * radius**2, "sign": sign})
        beside = x + 2 * _LEFT + 12
        marks["labels"].append({"x": beside, "y": middle - 8, "text": bubble.name})
        marks["details"].append({"x": beside, "y": middle + 9, "text": _detail(bubble)})
        y += height
    if len(row) > SHOWN:
        marks["details"].append({"x": x + 16, "y": y + 10, "text": f"and {len(row) - SHOWN} more"})


def _detail(bubble: BubbleView) -> str:
    worth = f" · {bubble.economic.text}" if bubble.economic else " · not in the case"
    return f"{number(bubble.needs)} needs a month{worth}"
