"""From the steady state to months: how take-up grows, what the flow is worth today, when it pays back.

Domain brief 3.3. Written once for decimals and for arrays of draws; `e` is the base of the natural
logarithm as a number of that kind.
"""

from collections.abc import Sequence
from decimal import Decimal

from ecaremap.insight.case.arithmetic import Number

MONTHS_PER_YEAR = 12
EULER = Decimal(1).exp()


def logistic(month: int, steepest: Number, steepness: Number, e: Number) -> Number:
    """L(t) = 1 / (1 + e^(-k*(t - mu)))."""
    rise: Number = e ** (steepness * (steepest - month))
    return 1 / (1 + rise)


def growth(month: int, steepest: Number, steepness: Number, e: Number) -> Number:
    """The share of the way from today's take-up to the ceiling: (L(t) - L(0)) / (1 - L(0))."""
    start = logistic(0, steepest, steepness, e)
    return (logistic(month, steepest, steepness, e) - start) / (1 - start)


def takeup(month: int, now: Decimal, ceiling: Decimal, steepest: Decimal, steepness: Decimal) -> Decimal:
    """a_t = a0 + (a_inf - a0) * growth."""
    return now + (ceiling - now) * growth(month, steepest, steepness, EULER)


def discounts(rate: Number, months: int, as_years: Sequence[Number]) -> list[Number]:
    """The value today of one unit paid at the end of each month: (1 + r)^(-t/12).

    `as_years` holds -t/12 for each month as numbers of the kind wanted.
    """
    base = 1 + rate
    return [base ** as_years[month] for month in range(months)]


def payback_month(flow: Sequence[Decimal]) -> int | None:
    """The first month from which the running total stays at or above zero.

    `flow[0]` is what is spent before the first month. None if it does not within the months given.
    """
    total = Decimal(0)
    since: int | None = None
    for month, amount in enumerate(flow):
        total += amount
        if total < 0:
            since = None
        elif since is None:
            since = month
    return since
