"""Numbers and lists in words, the same in every spelling."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.model.touchpoint import Touchpoint

COLUMN_ORDER = ("traditional", "automated-voice", "digital")
"""From a person to no contact, so that the eye reads the same scale everywhere."""


def column_order(touchpoints: Mapping[str, Touchpoint]) -> list[str]:
    """The ids of touchpoints in the order of the map's columns."""
    return sorted(touchpoints, key=lambda name: COLUMN_ORDER.index(touchpoints[name].family or "digital"))


def spelled(name: str) -> str:
    """An id as a name: `call-centre` is "Call centre"; short ones are abbreviations."""
    words = name.replace("-", " ").replace("_", " ")
    return words.upper() if words in ("ivr", "sms") else words[:1].upper() + words[1:]


def percent(share: Decimal) -> str:
    """A share with two significant figures: 0.4123 is "41%", 0.0412 is "4.1%"."""
    value = share * 100
    places = Decimal(1) if value >= 10 or value == 0 else Decimal("0.1")
    return f"{value.quantize(places, ROUND_HALF_UP)}%"


def counted(number: int, one: str, many: str) -> str:
    """`1 cell is`, `3 cells are`."""
    return f"{number} {one if number == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


ILLUSTRATIVE = "illustrative"
"""A log whose file name begins so is made up, and every figure from it says so."""


def month_words(month: str) -> str:
    """`2026-04` as `Apr 2026`."""
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def period_words(period: str) -> str:
    """`2026-04 to 2026-09` as `Apr to Sep 2026`."""
    first, _, last = period.partition(" to ")
    if first == last or not last:
        return month_words(first)
    until = month_words(last)
    return f"{month_words(first).partition(' ')[0] if first[:4] == last[:4] else month_words(first)} to {until}"


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelled_number(number: int) -> str:
    """Numbers up to ten as words."""
    return _SMALL[number] if number < len(_SMALL) else str(number)
