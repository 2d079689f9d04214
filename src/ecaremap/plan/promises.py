"""What a plan forecasts for a calendar month, to be held against what was measured in it."""

from decimal import Decimal

from ecaremap.model.strategy import Strategy
from ecaremap.plan.forecast import Forecast

DIGITS = Decimal("0.0001")
OTHERWISE = ("leakage",)
"""Metrics that a log counts otherwise than a plan forecasts: of needs that started, not of those that were finished."""


def month_number(starts: str, month: str) -> int:
    """Which month of a plan a calendar month is, from 1; below 1 before it begins."""
    first, wanted = (int(text[:4]) * 12 + int(text[5:]) for text in (starts, month))
    return wanted - first + 1


def promised_metric(forecast: Forecast, starts: str, metric: str, month: str) -> Decimal | None:
    """A metric in a calendar month; None outside the plan, or where it is not known or not comparable."""
    values = forecast.metrics.get(metric)
    number = month_number(starts, month)
    if values is None or metric in OTHERWISE or not 1 <= number <= values.shape[-1]:
        return None
    return _rounded(float(values[..., number - 1]))


def promised_completion(
    forecast: Forecast, starts: str, strategy: Strategy, request: str, touchpoint: str, month: str
) -> Decimal | None:
    """The completion that the plan expects at a cell in a calendar month, by the build that made it; None without one."""
    number = month_number(starts, month)
    if strategy.plan is None or not 1 <= number <= forecast.completion.shape[-1]:
        return None
    for place, name in enumerate(forecast.builds):
        build = strategy.plan.builds.get(name)
        if build is not None and (build.request, build.touchpoint) == (request, touchpoint):
            value = float(forecast.completion[..., place, number - 1])
            return _rounded(value) if value > 0 else None
    return None


def _rounded(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(DIGITS)
