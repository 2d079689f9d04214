"""How a measured figure moved from its first month to its last, in words; older measurements count too."""

from collections.abc import Sequence
from decimal import Decimal

from ecaremap.insight.measured.actuals import Actual, Trend, months_of, trend
from ecaremap.measure.figures.figures import Figures
from ecaremap.measure.figures.shares import Slice
from ecaremap.model.measured import Measured
from ecaremap.views.words import month_words, percent


def actual_words(actual: Actual, currency: str) -> str:
    """`31%`, `31% (few)`, `4.10 EUR`."""
    if actual.counted is not None:
        return percent(actual.counted.share or Decimal(0)) + (" (few)" if actual.counted.few else "")
    return f"{actual.amount:,.2f} {currency}".rstrip() if actual.amount is not None else ""


def moved_words(months: Sequence[Actual], word: Trend, currency: str) -> str:
    """`better: 18% in Apr 2026, 20% in Sep 2026`; empty with one month only."""
    if len(months) < 2:
        return ""
    said = ", ".join(f"{actual_words(each, currency)} in {month_words(each.month)}" for each in (months[0], months[-1]))
    return f"{'too few to tell' if word == 'unknown' else word}: {said}"


def trend_of(found: Figures, evidence: Measured | None, name: str, currency: str, *, up: bool) -> str:
    """How a figure moved over the whole months of a log, and of measurements before it."""
    whole = set(found.span.whole) if found.span else set()
    now = [actual for part in found.slices.months if part.of in whole and (actual := _actual(part, name))]
    before = months_of(evidence, name) if evidence and now else ()
    first = now[0].month if now else ""
    months = (*(each for each in before if each.month < first and each.value is not None), *now)
    return moved_words(months, trend(tuple(months), up=up), currency)


def _actual(part: Slice, name: str) -> Actual | None:
    """A month of the log; None where it is not known or withheld."""
    if name in part.shares:
        counted = part.shares[name].counted
        return Actual(part.of, counted, None, "") if counted is not None and counted.of else None
    value = part.cost_per_completed_need.value
    return Actual(part.of, None, value / 100, "") if value is not None else None
