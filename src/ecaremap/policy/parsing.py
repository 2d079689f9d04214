"""Reading tests: from the words of a rule to `Test`, or to an error with what to write instead."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ecaremap.model.declared import read_date
from ecaremap.model.fields import Field, comparable, field_table, partners
from ecaremap.model.figures import EXAMPLES, FigureError, parse_figure
from ecaremap.model.source import Span
from ecaremap.model.suggest import closest, did_you_mean
from ecaremap.policy.tests import Test, seen

COMPARISONS = ("at least", "at most", "above", "below")
_SYMBOLS = {
    ">=": "at least", "<=": "at most", ">": "above", "<": "below", "!=": "not", "==": "", "=": "",
    "!": "not", "&": "", "|": "",
}  # fmt: skip


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
        if not value or None in value:
            raise TestError("R103", "This list of values has a gap.", "write [a, b]")
        for item in value:
            _refuse_tests(field, item)
        words = tuple(_value(field, item) for item in value)
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
        word = text[4:].strip()
        _refuse_tests(field, word)
        return Test(field, "not", (_value(field, word),))
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


def _refuse_tests(field: Field, item: Any) -> None:
    """Where a value is wanted, a test would be taken for a text."""
    if not isinstance(item, str):
        return
    _refuse_symbols(item)
    if item.startswith("["):
        fix = f"write the list under unless, as unless: {{{field.key}: {item}}}"
        raise TestError("R103", "'not' takes one value.", fix)
    if re.match(r"(not|at least|at most|above|below) |(present|missing)$", item):
        fix = "write it alone, or several conditions under any:"
        raise TestError("R103", f"'{item}' is a test itself, but a value is wanted.", fix)


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
    if field.type == "number" and first[0] != last[0]:
        raise TestError("R103", f"'{text}' mixes {first[0]} and {last[0]}.", "use one currency")
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
        except ValueError:
            fix = "write year-month-day, as 2026-09-30"
            raise TestError("R102", f"'{text}' is not a date.", fix) from None
    return _amount(field, text) if field.type == "number" else text


def _amount(field: Field, text: str) -> tuple[str, Decimal]:
    assert field.quantity is not None
    try:
        figure = parse_figure(text, field.quantity)
    except FigureError as error:
        raise TestError("R102", f"{error.message[:1].upper()}{error.message[1:]}.", error.fix) from None
    if figure.shape != "point":
        fix = f"write {EXAMPLES[field.quantity]}, or a to b alone"
        raise TestError("R103", f"'{text}' is a range, but one amount is wanted.", fix)
    return comparable(figure)


def _example(field: Field) -> str:
    if field.type == "number":
        return f"at least {EXAMPLES[field.quantity or 'count']}"
    if field.scale:
        return f"at least {field.scale[1]}"
    word = field.values[0] if field.values else "a value"
    return f"{word}, not {word}" + ("" if field.type == "tags" else ", present or missing")


def _position(field: Field, value: Any) -> Any:
    return field.scale.index(value) if field.type == "ordered" else value
