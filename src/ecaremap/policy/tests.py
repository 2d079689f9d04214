"""One test on one field, in words: `at least medium`, `not app`, `[a, b]`, `present`.

A missing value satisfies only `missing`; every other test is false on it, never an error.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from ecaremap.model.fields import Field, comparable
from ecaremap.model.figures import Figure
from ecaremap.model.source import Span

Operator = Literal["in", "not", "range", "present", "missing", "compare"]


@dataclass(frozen=True, slots=True)
class Test:
    """A parsed test.

    Attributes:
        words: for `in` and `not`, the values (texts; dates and numbers as comparable amounts).
        low, high: ends of a `range`, None for open; `*_open`: the end itself is excluded.
        comparison, other: for `compare`, e.g. `at least` and the other side's field.
        text: as written. span: where.
    """

    __test__ = False

    field: Field
    operator: Operator
    words: tuple[Any, ...] = ()
    low: Any = None
    high: Any = None
    low_open: bool = False
    high_open: bool = False
    comparison: str = ""
    other: Field | None = None
    text: str = ""
    span: Span | None = None


def holds(test: Test, value: Any, other: Any = None) -> bool:
    """Whether a value satisfies the test; `other` is the value of `test.other`, for `compare`."""
    if test.field.type == "tags":
        named = set(value or ())
        found = any(word in named for word in test.words)
        return found if test.operator == "in" else not found
    if test.operator in ("present", "missing"):
        return (value is not None) == (test.operator == "present")
    if value is None:
        return False
    plain = seen(value)
    if test.operator == "compare":
        return _compares(test, plain, other)
    if test.operator == "in":
        return plain in test.words
    if test.operator == "not":
        return plain not in test.words
    return _in_range(test, plain)


def seen(value: Any) -> Any:
    """A value as tests compare it: words as they are, amounts and dates as (unit, number)."""
    if isinstance(value, Figure):
        return comparable(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return ("date", Decimal(value.toordinal())) if isinstance(value, date) else value


def _in_range(test: Test, value: Any) -> bool:
    scale = test.field.scale
    low, high, place = test.low, test.high, value
    if test.field.type == "ordered":
        if value not in scale:
            return False
        place = scale.index(value)
        low = None if low is None else scale.index(low)
        high = None if high is None else scale.index(high)
    elif isinstance(value, tuple):
        # Amounts in different currencies are never in each other's range.
        ends = [end for end in (low, high) if end is not None]
        if any(end[0] != value[0] for end in ends):
            return False
    above = low is None or (place > low if test.low_open else place >= low)
    below = high is None or (place < high if test.high_open else place <= high)
    return above and below


def _compares(test: Test, value: Any, other: Any) -> bool:
    scale = test.field.scale
    if value not in scale or other not in scale:
        return False
    a, b = scale.index(value), scale.index(other)
    return {"at least": a >= b, "at most": a <= b, "above": a > b, "below": a < b}[test.comparison]
