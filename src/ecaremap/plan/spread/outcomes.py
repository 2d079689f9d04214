"""From outcomes to percentiles, their errors, probabilities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Target
from ecaremap.plan.result import Band

Array = NDArray[np.float64]

PERCENTILES = (0.1, 0.5, 0.9)
NEAR = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What every draw brings: (draws, T) each, and (draws,) the value today."""

    cash: Array
    spent: Array
    metrics: dict[str, Array]
    npv: Array


def percentiles(values: Array) -> tuple[Array, Array]:
    """P10, P50 and P90 of the draws along the first axis, and the standard error of each: (3, ...) both.

    The error is half the distance between the order statistics one binomial standard deviation below and
    above the percentile. It is that of independent draws: with a Latin hypercube the true one is smaller.
    """
    ordered = np.sort(values, axis=0)
    count = len(ordered)
    found = np.quantile(ordered, PERCENTILES, axis=0)
    errors = []
    for share in PERCENTILES:
        deviation = (share * (1.0 - share) * count) ** 0.5
        low = int(np.clip(np.floor(share * count - deviation), 0, count - 1))
        high = int(np.clip(np.ceil(share * count + deviation), 0, count - 1))
        errors.append((ordered[high] - ordered[low]) / max(high - low, 1) * deviation)
    return found, np.array(errors)


def band(values: Array) -> Band:
    """Percentiles over months."""
    (p10, p50, p90), errors = percentiles(values)
    return Band(p10, p50, p90, errors)


def payback_months(cash: Array) -> Array:
    """(draws,) the first month from which cumulative cash stays at or above zero; months + 1 if it does not."""
    months = cash.shape[1]
    below = cash.cumsum(axis=1) < 0
    last = months - np.argmax(below[:, ::-1], axis=1)
    return np.where(below.any(axis=1), last + 1.0, 1.0)


def payback(cash: Array) -> tuple[int, int, int]:
    """P10, P50 and P90 of the payback month, each a month that some draw has."""
    low, middle, high = np.quantile(payback_months(cash), PERCENTILES, method="inverted_cdf")
    return int(low), int(middle), int(high)


def reached(target: Target, values: Array) -> Array:
    """(T,) the share of draws that keep a target in each month."""
    kept = values >= target.bound - NEAR if target.at_least else values <= target.bound + NEAR
    return np.asarray(kept.mean(axis=0), dtype=np.float64)


def standing(values: Array, one: float) -> float:
    """Which share of the outcomes lies below one; of those equal to it, half."""
    return float((values < one).mean() + 0.5 * (values == one).mean())


def ranks(values: Array) -> Array:
    """Which place each draw has, 0 for the least."""
    found = np.empty(len(values))
    found[np.argsort(values, kind="stable")] = np.arange(len(values))
    return found


def rank_correlation(order: NDArray[np.uint32], places: Array) -> float:
    """Spearman: the correlation of two lists of ranks, each 0 to n - 1 once."""
    middle = (len(places) - 1) / 2
    squares = len(places) * (len(places) ** 2 - 1) / 12
    return float((order - middle) @ (places - middle)) / squares
