"""Draws of uncertain figures: seeded, and one stream for each driver.

The stream of a driver depends on its name and the seed alone, so that a further request changes no
draw of the others; figures that share a driver rise and fall together.
"""

from decimal import Decimal
from hashlib import sha256
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from numpy.random import PCG64

from ecaremap.insight.case.given import Input
from ecaremap.insight.case.valuing import Reader

if TYPE_CHECKING:
    from ecaremap.insight.case.arithmetic import FloatArray

SEED = 20261121
DRAWS = 10_000
_BITS = 53
_Z90 = NormalDist().inv_cdf(0.9)


def uniforms(driver: str, seed: int, count: int) -> "FloatArray":
    """The stream of one driver, strictly between 0 and 1."""
    key = int.from_bytes(sha256(f"{seed}:{driver}".encode()).digest(), "big")
    # Raw bits are the part of the generator that numpy promises never to change.
    bits = PCG64(key).random_raw(count) >> np.uint64(64 - _BITS)
    return (bits.astype(np.float64) + 0.5) / 2.0**_BITS


def spread(entry: Input, u: "FloatArray") -> "FloatArray":
    """The values of a figure at some probabilities: its distribution turned upside down."""
    low, likely, high = float(entry.low), float(entry.value), float(entry.high)
    if entry.shape == "range":
        return low + u * (high - low)
    if entry.shape == "lognormal":
        drawn = _two_sided(low, likely, high, u)
        return np.minimum(drawn, 1.0) if entry.unit == "%" else drawn
    return _triangular(low, likely, high, u)


def _triangular(low: float, likely: float, high: float, u: "FloatArray") -> "FloatArray":
    width = high - low
    turn = (likely - low) / width
    rising = low + np.sqrt(u * width * (likely - low))
    falling = high - np.sqrt((1 - u) * width * (high - likely))
    return np.where(u < turn, rising, falling)


def _two_sided(p10: float, p50: float, p90: float, u: "FloatArray") -> "FloatArray":
    """Lognormal on either side of the median, so that all three percentiles are met.

    Amounts that are not all positive have no logarithm; they are spread in the same way without it.
    """
    z = np.array([NormalDist().inv_cdf(float(p)) for p in u]) / _Z90
    if p10 <= 0:
        return np.where(z < 0, p50 + z * (p50 - p10), p50 + z * (p90 - p50))
    down, up = np.log(p50 / p10), np.log(p90 / p50)
    return np.asarray(p50 * np.exp(np.where(z < 0, z * down, z * up)), dtype=np.float64)


class Draws(Reader["FloatArray"]):
    """Reads every uncertain input as its draws, and every certain one as itself."""

    def __init__(self, seed: int = SEED, count: int = DRAWS) -> None:
        self.seed = seed
        self.count = count
        self._shared: dict[Input, FloatArray] = {}

    def of(self, entry: Input) -> "FloatArray":
        """The draws of an input."""
        if entry.certain:
            return self.constant(entry.value)
        if entry.of:
            return spread(entry, uniforms(entry.driver, self.seed, self.count))
        # What holds for all requests is drawn once; kept for single ones, it would fill the memory.
        if entry not in self._shared:
            self._shared[entry] = spread(entry, uniforms(entry.driver, self.seed, self.count))
        return self._shared[entry]

    def constant(self, value: Decimal) -> "FloatArray":
        """A number that is the same in every draw."""
        return np.asarray(float(value), dtype=np.float64)

    def larger(self, a: "FloatArray", b: "FloatArray") -> "FloatArray":
        """The larger of two, draw by draw."""
        return np.maximum(a, b)
