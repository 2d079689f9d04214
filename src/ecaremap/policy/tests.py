"""One test on one field, in words: `at least medium`, `not app`, `[a, b]`, `present`.

A missing value satisfies only `missing`; every other test is false on it, never an error.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from ecaremap.model.declared import read_date
from ecaremap.model.fields import Field, comparable, field_table, partners
from ecaremap.model.figures import EXAMPLES, Figure, FigureError, parse_figure
from ecaremap.model.source import Span
from ecaremap.model.suggest import closest, did_you_mean

Operator = Literal["in", "not", "range", "present", "missing", "compare"]
COMPARISONS = ("at least", "at most", "above", "below")
_SYMBOLS = {
    ">=": "at least", "<=": "at most", ">": "above", "<": "below", "!=": "not", "==": "", "=": "",
    "!": "not", "&": "", "|": "",
}  # fmt: skip


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


class TestError(ValueError):
    """A test that cannot be read: code, message, fix."""

    __test__ = False

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix


def parse_test(field: Field, value: Any, span: Span | None) -> Test:
    """Read a test from its YAML value.

    Raises:
        TestError: with code, message and what to write instead.
    """
    if isinstance(value, list):
        words = tuple(_value(field, item) for item in value if item is not None)
        if not words or len(words) != len(value):
            raise TestError("R103", "This list of values has a gap.", "write [a, b]")
        return Test(field, "in", words, text="[" + ", ".join(value) + "]", span=span)
    if not isinstance(value, str) or not value.strip():
        raise TestError("R103", f"'{field.key}' has no test.", _example(field))
    return replace(_parse_text(field, value.strip()), text=value.strip(), span=span)


def _parse_text(field: Field, text: str) -> Test:
    if text in ("present", "missing"):
        if field.type == "tags":
            fix = "name the value: X or not X"
            raise TestError("R103", f"'{field.key}' is a list; '{text}' does not fit.", fix)
        return Test(field, "present" if text == "present" else "missing")
    _refuse_symbols(text)
    if text.startswith("not "):
        return Test(field, "not", (_value(field, text[4:].strip()),))
    for comparison in COMPARISONS:
        if text.startswith(comparison + " "):
            return _comparison(field, comparison, text[len(comparison) :].strip())
    if " to " in text and field.type in ("ordered", "number", "date"):
        low, _, high = text.partition(" to ")
        return _between(field, low.strip(), high.strip(), text)
    if field.type in ("number", "date"):
        amount = _value(field, text)
        return Test(field, "range", low=amount, high=amount)
    return Test(field, "in", (_value(field, text),))


def _refuse_symbols(text: str) -> None:
    found = re.match(r"(>=|<=|!=|==|>|<|=|!|&|\|)\s*(.*)", text)
    if found:
        words = " ".join(part for part in (_SYMBOLS[found[1]], found[2]) if part)
        raise TestError("R104", f"'{found[1]}' is not read; tests are in words.", f"write {words}")


def _comparison(field: Field, comparison: str, operand: str) -> Test:
    if operand in field_table() or re.match(r"(request|touchpoint|segment|cell)\.", operand):
        return _cross(field, comparison, operand)
    if field.type not in ("ordered", "number", "date"):
        fix = f"its tests are: {_example(field)}"
        raise TestError("R103", f"'{field.key}' has no order, so '{comparison}' does not fit.", fix)
    amount = _ordered_value(field, operand)
    if comparison == "at least":
        return Test(field, "range", low=amount)
    if comparison == "above":
        return Test(field, "range", low=amount, low_open=True)
    if comparison == "at most":
        return Test(field, "range", high=amount)
    return Test(field, "range", high=amount, high_open=True)


def _cross(field: Field, comparison: str, operand: str) -> Test:
    others = {other.key: other for other in partners(field)}
    if operand not in others:
        known = ", ".join(others) or "none"
        raise TestError(
            "R103", f"'{field.key}' cannot be compared with '{operand}'.",
            did_you_mean(operand, others) if others else f"fields it can be compared with: {known}",
        )  # fmt: skip
    return Test(field, "compare", comparison=comparison, other=others[operand])


def _between(field: Field, low: str, high: str, text: str) -> Test:
    first, last = _ordered_value(field, low), _ordered_value(field, high)
    test = Test(field, "range", low=first, high=last)
    if _position(field, first) > _position(field, last):
        fix = f"write {high} to {low}"
        raise TestError("R201", f"'{text}' can never hold: its ends are the wrong way round.", fix)
    return test


def _ordered_value(field: Field, text: str) -> Any:
    value = _value(field, text)
    if field.type == "ordered" and value not in field.scale:
        fix = "ordered are: " + ", ".join(field.scale)
        raise TestError("R103", f"'{text}' has no place in the order of {field.key}.", fix)
    return value


def _value(field: Field, text: Any) -> Any:
    """A value of the field's type, from text."""
    if not isinstance(text, str):
        raise TestError("R103", "A test is a text or a list of texts.", _example(field))
    if field.type in ("enum", "ordered", "flag"):
        words = field.values or ("true", "false")
        if text not in words:
            near = closest(text, words)
            fix = (f"did you mean '{near}'? " if near else "") + "known: " + ", ".join(words)
            raise TestError("R102", f"'{text}' is not a value of {field.key}.", fix)
        return text
    if field.type == "date":
        try:
            return seen(read_date(text))
        except Exception:
            fix = "write year-month-day, as 2026-09-30"
            raise TestError("R102", f"'{text}' is not a date.", fix) from None
    if field.type == "number":
        assert field.quantity is not None
        try:
            return comparable(parse_figure(text, field.quantity))
        except FigureError as error:
            raise TestError("R102", f"{error.message[:1].upper()}{error.message[1:]}.", error.fix) from None
    return text


def _example(field: Field) -> str:
    if field.type == "number":
        return f"at least {EXAMPLES[field.quantity or 'count']}"
    if field.scale:
        return f"at least {field.scale[1]}"
    return field.values[0] if field.values else "present, or a value"


def _position(field: Field, value: Any) -> Any:
    return field.scale.index(value) if field.type == "ordered" else value


def holds(test: Test, value: Any, other: Any = None) -> bool:
    """Does a value satisfy the test? `other` is the value of `test.other`, for `compare`."""
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
