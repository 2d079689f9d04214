"""Amounts as real numbers with number formats, and back to the very text an author wrote.

`12.50 EUR` is 12.5 in the format `0.00" EUR"`, `20%` is 0.2 in `0%`, `2026-09-30` is a date. What cannot be
brought back letter by letter, a range say, stays text.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from ecaremap.load.workbook.forms import Form

DATE_FORMAT = "yyyy-mm-dd"
_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets believe in a 29 February 1900; dates before it would shift."""

_WRITTEN = re.compile(r"(?P<number>-?[0-9]{1,12}(?:\.(?P<decimals>[0-9]{1,6}))?)(?P<unit> ?[A-Za-z%][A-Za-z/ ]{0,24})?")
_CURRENCIES = {"€": "EUR", "£": "GBP", "$": "USD", "US$": "USD", "¥": "JPY", "CHF": "CHF", "zł": "PLN", "kr": "SEK"}
_TOKENS = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|_.|\*.|([€£$¥])')


class Amount(NamedTuple):
    """A text that is a number: as the author wrote it, as a number, and the format that shows it so."""

    text: str
    number: float
    format: str


def amount(text: str, form: Form) -> Amount | None:
    """The number that a text is, if it can be brought back exactly."""
    if form.kind == "date":
        return _day(text)
    found = _WRITTEN.fullmatch(text)
    if not found or form.kind not in ("figure", "whole"):
        return None
    unit = found["unit"] or ""
    grouped = abs(Decimal(found["number"])) >= 10_000
    shape = ("#,##0" if grouped else "0") + ("." + "0" * len(found["decimals"]) if found["decimals"] else "")
    number = Decimal(found["number"])
    if unit.strip() == "%":
        number /= 100
        shape += unit
    elif unit:
        shape += f'"{unit}"'
    done = Amount(text, float(number), shape)
    return done if spelled(done.number, shape) == text else None


def _day(text: str) -> Amount | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    if day.isoformat() != text or day < _FIRST_DAY:
        return None
    return Amount(text, float((day - _EPOCH).days), DATE_FORMAT)


def spelled(number: float, number_format: str) -> str:
    """A number as an author would write it: with the decimals and the unit that its format shows."""
    shown = _first_section(number_format)
    before, after = _units(shown)
    bare = _TOKENS.sub("", shown)
    try:
        value = Decimal(repr(number) if isinstance(number, float) else str(number))
    except InvalidOperation:  # pragma: no cover  # floats of files are finite
        return str(number)
    percent = "%" in bare
    if percent:
        value *= 100
        after = (" %" if re.search(r"\s%", bare) else "%") + after
    wanted = re.search(r"\.([0#?]+)", bare)
    text = _plain(value, len(wanted[1].replace("#", "").replace("?", "")) if wanted else 0)
    unit = after or (f" {before.strip()}" if before.strip() else "")
    return text + unit


def _first_section(number_format: str) -> str:
    """Formats may hold sections for negative numbers, zero and text, divided by semicolons."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    return parts[0]


def _units(shown: str) -> tuple[str, str]:
    """What the format writes in front of and behind the number, currencies by their letters."""
    digits = re.search(r"[0#?]", _masked(shown))
    at = digits.start() if digits else 0
    texts = {False: "", True: ""}
    for found in _TOKENS.finditer(shown):
        text = found[1] if found[1] is not None else found[2] or found[3] or found[4] or ""
        symbol = text.strip()
        behind = found.start() > at
        if symbol in _CURRENCIES:
            text = (" " if behind else "") + _CURRENCIES[symbol]
        elif behind and shown[found.start() - 1] == " " and text.strip():
            text = f" {text.lstrip()}"
        texts[behind] += text
    return texts[False], texts[True] if texts[True].strip() else ""


def _masked(shown: str) -> str:
    return _TOKENS.sub(lambda found: " " * len(found[0]), shown)


def _plain(value: Decimal, decimals: int) -> str:
    """At least the decimals of the format, and more where the number has them."""
    value = value.quantize(Decimal("1e-10")).normalize() if abs(value) < 10**15 else value
    exponent = value.as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{value:.{max(own, decimals)}f}"
