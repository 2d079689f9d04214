"""Latin hypercube draws, one stream for each driver, and figures at given probabilities.

The range of a driver is cut into as many slices of the same probability as there are draws; each slice is
drawn once, in an order that depends on the seed and the driver's name alone, so that a further driver
changes no draw of the others. Within a slice its middle is taken.
"""

from functools import cache
from statistics import NormalDist
from zlib import crc32

import numpy as np
from numpy.random import PCG64
from numpy.typing import NDArray

from ecaremap.plan.uncertain import Uncertain

Array = NDArray[np.float64]
Order = NDArray[np.uint32]

_Z90 = NormalDist().inv_cdf(0.9)
P10, P90 = 0.1, 0.9


def order(driver: str, seed: int, draws: int) -> Order:
    """Which slice each draw of a driver comes from: 0 to draws - 1, each once."""
    # Raw bits are the part of the generator that numpy promises never to change.
    raw = PCG64([seed, crc32(driver.encode())]).random_raw(draws)
    return np.argsort(raw, kind="stable").astype(np.uint32)


def middles(draws: int) -> Array:
    """The probability at the middle of each slice."""
    return (np.arange(draws, dtype=np.float64) + 0.5) / draws


@cache
def normals(draws: int) -> Array:
    """Standard normal values at the middles, over that of the 90th percentile."""
    inverse = NormalDist().inv_cdf
    return np.array([inverse(float(p)) for p in middles(draws)]) / _Z90


def figures(of: Uncertain, probabilities: Array, normal: Array) -> Array:
    """The values of a figure at some probabilities: its distribution turned upside down.

    Triangular from low over likely to high; even between low and high; lognormal on either side of the
    median, so that its 10th, 50th and 90th percentiles are met, as in the business case.

    Args:
        of: the figure.
        probabilities: strictly between 0 and 1.
        normal: the standard normal values there, over that of the 90th percentile.
    """
    match of.shape:
        case "range":
            return of.low + probabilities * (of.high - of.low)
        case "lognormal":
            return _lognormal(of, normal)
        case "triangular":
            return _triangular(of, probabilities)


def _triangular(of: Uncertain, probabilities: Array) -> Array:
    width = of.high - of.low
    rising = of.low + np.sqrt(probabilities * width * (of.likely - of.low))
    falling = of.high - np.sqrt((1.0 - probabilities) * width * (of.high - of.likely))
    return np.where(probabilities * width < of.likely - of.low, rising, falling)


def _lognormal(of: Uncertain, normal: Array) -> Array:
    """Amounts that are not all positive have no logarithm; they are spread in the same way without it."""
    if of.low <= 0:
        return np.where(
            normal < 0, of.likely + normal * (of.likely - of.low), of.likely + normal * (of.high - of.likely)
        )
    down, up = np.log(of.likely / of.low), np.log(of.high / of.likely)
    found: Array = of.likely * np.exp(np.where(normal < 0, normal * down, normal * up))
    return found


def ends(of: Uncertain) -> Array:
    """The figure at its 10th and 90th percentile."""
    return figures(of, np.array([P10, P90]), np.array([-1.0, 1.0]))
