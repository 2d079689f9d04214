"""Amounts in words, as an author would write them."""

from datetime import date
from decimal import Decimal

_SECONDS = (("days", 86400), ("h", 3600), ("min", 60))


def amount_words(unit: str, amount: Decimal) -> str:
    """An amount in the base unit of its kind, as authors write it: 0.2 `%` is `20%`."""
    if unit == "date":
        return date.fromordinal(int(amount)).isoformat()
    if unit == "%":
        return f"{_plain(amount * 100)}%"
    if unit == "s":
        for name, seconds in _SECONDS:
            if amount and amount % seconds == 0:
                return f"{_plain(amount / seconds)} {name}"
    return f"{_plain(amount)} {unit}".strip()


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
