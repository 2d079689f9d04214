"""Figures: an amount with its unit, its range, and where it comes from.

A figure is written as `12.50 EUR`, `20%`, `7 days`, as a range `75% (60% to 90%)` (triangular) or
`60% to 85%`, as `{p10: …, p50: …, p90: …}` (lognormal), or as `{value: …, source: …, as_of: …}`.
Amounts are decimals in the base unit of their kind: a share of 20% is 0.2, a duration is in seconds
(months and years in months), money keeps its currency.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

Shape = Literal["point", "triangular", "range", "lognormal"]
Quantity = Literal["count", "ratio", "share", "money", "rate", "duration", "people"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a strategy.

    Attributes:
        likely: the figure itself; of a bare range, its middle.
        low, high: the range; equal to `likely` for a point.
        shape: how the range is meant.
        unit: `%`, a currency, `EUR/month`, `s`, `months`, `people`, or empty for a plain number.
        text: as the author wrote it.
        within: for a share "37% within 1 day", the duration in seconds.
        source, as_of, driver: where it comes from, of when, and what drives its uncertainty.
    """

    likely: Decimal
    low: Decimal
    high: Decimal
    shape: Shape
    unit: str
    text: str
    within: Decimal | None = None
    source: str | None = None
    as_of: date | None = None
    driver: str | None = None


class FigureError(ValueError):
    """A text is not a figure of the kind wanted; says what is wrong and what to write instead."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


EXAMPLES: dict[str, str] = {
    "count": "42000",
    "ratio": "1.4",
    "share": "20%",
    "money": "12.50 EUR",
    "rate": "24 EUR/h",
    "duration": "7 days",
    "people": "6 people",
}
"""One right spelling of each kind, for messages and for the reference."""

SECONDS = {
    "s": 1, "second": 1, "seconds": 1, "min": 60, "minute": 60, "minutes": 60, "h": 3600,
    "hour": 3600, "hours": 3600, "day": 86400, "days": 86400, "week": 604800, "weeks": 604800,
}  # fmt: skip
MONTHS = {"month": 1, "months": 1, "quarter": 3, "quarters": 3, "year": 12, "years": 12}
PERIODS = {
    "h": "h", "hour": "h", "day": "day", "week": "week", "month": "month", "quarter": "quarter",
    "year": "year", "contact": "contact",
}  # fmt: skip

# Bounded, so that no text can ask for a number of a million digits.
_NUMBER = r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][-+]?[0-9]{1,2})?"
MAX_LENGTH = 200
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>.*)", re.DOTALL)
_RANGED = re.compile(r"(?P<likely>[^()]+?)\s*\(\s*(?P<low>[^()]+?)\s+to\s+(?P<high>[^()]+?)\s*\)")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:[, '’_][0-9]{3})+(?![0-9])")
_CURRENCY = re.compile(r"[A-Z]{3}")


@lru_cache(maxsize=4096)  # the same few hundred texts stand in every large strategy
def parse_figure(text: str, quantity: Quantity) -> Figure:
    """Read a figure of one kind from the author's words.

    Raises:
        FigureError: with what is wrong and what to write instead.
    """
    written = text.strip()
    if len(written) > MAX_LENGTH:
        raise FigureError("this text is too long for a figure", f"write, for example, {EXAMPLES[quantity]}")
    _refuse_separators(written)
    within = None
    if quantity == "share" and " within " in written:
        written, _, window = written.partition(" within ")
        within = _amount(window.strip(), "duration")[0]
    likely, low, high, shape, unit = _ends(written, quantity)
    if not low <= likely <= high:
        raise FigureError(
            f"the range of '{text}' does not contain the figure",
            "write the low end first and keep the figure between the ends",
        )
    _refuse_limits(low, high, text, quantity)
    return Figure(likely, low, high, shape, unit, text, within)


def _ends(written: str, quantity: Quantity) -> tuple[Decimal, Decimal, Decimal, Shape, str]:
    """The figure, its low and high end, how they are meant, and the unit."""
    ranged = _RANGED.fullmatch(written)
    if ranged:
        likely, unit = _amount(ranged["likely"], quantity)
        low, high = (_bound(ranged[end], quantity, unit) for end in ("low", "high"))
        return likely, low, high, "triangular", unit
    if " to " in written:
        first, _, last = written.partition(" to ")
        high, unit = _amount(last.strip(), quantity)
        low = _bound(first.strip(), quantity, unit)
        return (low + high) / 2, low, high, "range", unit
    likely, unit = _amount(written, quantity)
    return likely, likely, likely, "point", unit


def parse_quantiles(p10: str, p50: str, p90: str, quantity: Quantity) -> Figure:
    """A lognormal figure from three quantiles in rising order."""
    middle, unit = _amount(p50.strip(), quantity)
    low, high = _bound(p10.strip(), quantity, unit), _bound(p90.strip(), quantity, unit)
    if not low <= middle <= high:
        raise FigureError("p10, p50 and p90 do not rise", "write them in rising order")
    text = f"{p50} ({p10} to {p90})"
    _refuse_limits(low, high, text, quantity)
    return Figure(middle, low, high, "lognormal", unit, text)


def sourced(figure: Figure, source: str | None, as_of: date | None, driver: str | None) -> Figure:
    """The same figure with its origin."""
    return replace(figure, source=source, as_of=as_of, driver=driver)


def _refuse_limits(low: Decimal, high: Decimal, text: str, quantity: Quantity) -> None:
    """Only money may be negative, and a share is at most the whole."""
    if low < 0 and quantity not in ("money", "rate"):
        raise FigureError(f"'{text}' is negative", "write a figure from 0 up")
    if high > 1 and quantity == "share":
        raise FigureError(f"'{text}' is more than the whole", "write at most 100%")


def _refuse_separators(text: str) -> None:
    zero = re.match(r"[-+]?0+(?=[0-9])", text)
    if zero:
        raise FigureError(f"'{text}' begins with a zero", f"write {text[zero.end() :]}")
    found = _THOUSANDS.match(text)
    if found:
        plain = re.sub(r"[, '’_]", "", found[0])
        raise FigureError(f"'{found[0]}' has thousands separators", f"write {plain}{text[found.end() :]}")
    if re.match(r"[-+]?[0-9]+,[0-9]", text):
        raise FigureError(f"'{text}' has a decimal comma", f"write {text.replace(',', '.', 1)}, with a point")


def _bound(text: str, quantity: Quantity, unit: str) -> Decimal:
    """An end of a range; it may leave its unit to the figure it belongs to."""
    if re.fullmatch(_NUMBER, text) and unit:
        return Decimal(text) / 100 if unit == "%" else Decimal(text)
    amount, own_unit = _amount(text, quantity)
    if own_unit != unit:
        raise FigureError(
            f"the range mixes {unit or 'plain numbers'} and {own_unit or 'plain numbers'}",
            "use one unit throughout",
        )
    return amount


def _amount(text: str, quantity: Quantity) -> tuple[Decimal, str]:
    found = _AMOUNT.fullmatch(text)
    example = EXAMPLES[quantity]
    if not found:
        raise FigureError(f"'{text}' is not a figure", f"write a figure such as {example}")
    number, unit = Decimal(found["number"]), found["unit"].strip()
    reader: Any = _READERS[quantity]
    amount: tuple[Decimal, str] | None = reader(number, unit)
    if amount is None:
        raise FigureError(*_unit_problem(text, found["number"], unit, quantity))
    return amount


def _unit_problem(text: str, number: str, unit: str, quantity: Quantity) -> tuple[str, str]:
    if not unit:
        return f"'{text}' has no unit", _unit_fix(number, quantity)
    wanted = {
        "count": "a plain number", "ratio": "a plain number", "share": "a percentage",
        "money": "an amount of money", "rate": "money per time", "duration": "a duration",
        "people": "a number of people",
    }[quantity]  # fmt: skip
    return f"'{text}' is not {wanted}", f"write, for example, {EXAMPLES[quantity]}"


def _unit_fix(number: str, quantity: Quantity) -> str:
    if quantity == "share":
        value = Decimal(number)
        percent = (value * 100 if abs(value) <= 1 else value).normalize()
        return f"write {percent:f}%"
    endings = {"money": "EUR", "rate": "EUR/month", "duration": "days", "people": "people"}
    return f"write {number} {endings[quantity]}, or the unit you mean"


def _plain(number: Decimal, unit: str) -> tuple[Decimal, str] | None:
    return (number, "") if not unit else None


def _share(number: Decimal, unit: str) -> tuple[Decimal, str] | None:
    return (number / 100, "%") if unit == "%" else None


def _money(number: Decimal, unit: str) -> tuple[Decimal, str] | None:
    return (number, unit) if _CURRENCY.fullmatch(unit) else None


def _rate(number: Decimal, unit: str) -> tuple[Decimal, str] | None:
    currency, _, period = unit.replace(" per ", "/").partition("/")
    if not _CURRENCY.fullmatch(currency.strip()) or period.strip() not in PERIODS:
        return None
    return number, f"{currency.strip()}/{PERIODS[period.strip()]}"


def _duration(number: Decimal, unit: str) -> tuple[Decimal, str] | None:
    if unit in SECONDS:
        return number * SECONDS[unit], "s"
    return (number * MONTHS[unit], "months") if unit in MONTHS else None


def _people(number: Decimal, unit: str) -> tuple[Decimal, str] | None:
    return (number, "people") if unit in {"people", "person"} or not unit else None


_READERS = {
    "count": _plain, "ratio": _plain, "share": _share, "money": _money, "rate": _rate,
    "duration": _duration, "people": _people,
}  # fmt: skip
