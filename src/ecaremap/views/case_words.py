"""Amounts of the business case in words: two significant figures, with their unit."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.insight.case.given import Input
from ecaremap.policy.amounts import amount_words
from ecaremap.views.words import percent

MINUS = "\u2212"
CENT = Decimal("0.01")
_LARGE = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def rounded(amount: Decimal, figures: int = 2) -> Decimal:
    """An amount with so many significant figures."""
    if not amount:
        return Decimal(0)
    last = amount.adjusted() - figures + 1
    found = amount.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP)
    # 9.96 becomes 10.0: one figure too many.
    return found if found.adjusted() == amount.adjusted() else found.quantize(Decimal(1).scaleb(last + 1))


def number(amount: Decimal) -> str:
    """`2.1 million`, `470,000`, `12`, `0.25`, `−1,200`."""
    value = rounded(amount)
    sign = MINUS if value < 0 else ""
    value = abs(value)
    for size, word in _LARGE:
        if value >= size:
            return f"{sign}{value / size:.{_places(value / size)}f} {word}"
    places = 0 if amount == amount.to_integral_value() else _places(value)
    return f"{sign}{value:,.{places}f}"


def _places(value: Decimal) -> int:
    """Decimal places that two significant figures need."""
    return max(0, 1 - value.adjusted()) if value else 0


def money(amount: Decimal, currency: str, per: str = "") -> str:
    """`470,000 EUR a year`."""
    return " ".join(part for part in (number(amount), currency, per) if part)


def between(low: Decimal, high: Decimal, currency: str, per: str = "") -> str:
    """`between −300,000 and 120,000 EUR a year`."""
    return f"between {number(low)} and {money(high, currency, per)}"


def share(value: Decimal) -> str:
    """A share as a percentage with two significant figures; all of it is 100%."""
    return "100%" if value == 1 else percent(value)


def in_ten(part: float) -> str:
    """A share of outcomes as `3 in 10`; very few and nearly all are said as such."""
    tenths = int(part * 10 + 0.5)
    if tenths == 0:
        return "hardly any" if part else "none"
    if tenths == 10:
        return "all" if part == 1 else "nearly all"
    return f"{tenths} in 10"


def amount_of(entry: Input, value: Decimal) -> str:
    """An input's value in the unit it was written in."""
    if entry.unit == "%":
        return share(value)
    if entry.unit == "s":
        return amount_words("s", value)
    if entry.unit in ("month", ""):
        return f"{number(value)} {'months' if entry.unit else ''}".strip()
    return money(value, entry.unit)


def range_of(entry: Input) -> str:
    """Its range; empty for a point."""
    if entry.certain:
        return ""
    return f"{amount_of(entry, entry.low)} to {amount_of(entry, entry.high)}"


def shortlist(names: Sequence[str], shown: int = 4) -> str:
    """`a, b, c, d and 3 more`."""
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more
