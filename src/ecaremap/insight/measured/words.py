"""Measured shares in words: a share, its interval, and how many it is of."""

from decimal import Decimal

from ecaremap.insight.journeys.metrics import BY_NAME
from ecaremap.insight.limits import share
from ecaremap.model.counted import Counted


def counted_words(counted: Counted) -> str:
    """`61% (753 of 1,234; 95% interval 58.4% to 63.7%)`."""
    low, high = counted.interval
    return f"{share(counted.share or Decimal(0))} ({counted.n:,} of {counted.of:,}; 95% interval {share(low)} to {share(high)})"


TITLES = {"leakage": "With a person within a day"}
"""Titles where a log counts otherwise than a map forecasts."""

OF_A_LOG: dict[str, tuple[str, str]] = {
    "digital_end_to_end_share": ("needs finished by digital touches only", "needs of which the log knows how they ended"),
    "self_service_share": ("needs finished without a person", "needs of which the log knows how they ended"),
    "digital_survival_share": (
        "needs finished by digital touches only", "needs that started digitally and of which the log knows how they ended",
    ),
    "one_contact_resolution": ("needs finished with the first contact", "needs of which the log knows how they ended"),
    "leakage": (
        "needs that started digitally and reached a person outside of digital within a day",
        "needs that started digitally",
    ),
    "leakage_7d": ("the same within 7 days", "needs that started digitally"),
    "leakage_30d": ("the same within 30 days", "needs that started digitally"),
    "cost_per_completed_need": ("cost of all contacts", "needs known to be finished"),
    "stayed_digital_share": ("needs with digital touches only, finished or not", "needs that started digitally"),
    "unresolved_share": ("needs that nobody finished", "needs of which the log knows how they ended"),
    "several_contacts_share": ("needs with more than one contact", "all needs"),
    "repeat_24h": ("contacts followed by another about the same need within a day", "contacts that could be followed for a day"),
    "repeat_7d": ("contacts followed by another about the same need within 7 days", "contacts that could be followed for 7 days"),
    "repeat_30d": ("contacts followed by another about the same need within 30 days", "contacts that could be followed for 30 days"),
    "came_back_30d": (
        "needs that were over and came back within 30 days", "needs that could be followed for 30 days after they were over",
    ),
}  # fmt: skip
"""Numerator and denominator where a log counts otherwise than a map forecasts, or where only a log can count."""


def metric_title(name: str) -> str:
    """What readers call a measured figure."""
    known = BY_NAME.get(name)
    return TITLES.get(name) or (known.title if known else name)


def metric_words(name: str) -> tuple[str, str]:
    """What a measured figure counts, and of what; of those that a map forecasts in the words of its registry."""
    known = BY_NAME.get(name)
    return OF_A_LOG.get(name) or ((known.numerator, known.denominator) if known else (name, ""))
