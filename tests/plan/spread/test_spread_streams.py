"""Draws: where they come from, how they are spread, and what they do not depend on."""

from decimal import Decimal
from statistics import NormalDist

import numpy as np
import pytest
from numpy.random import PCG64

from ecaremap.insight.case import sampling
from ecaremap.insight.case.given import Input
from ecaremap.plan.spread.streams import ends, figures, middles, normals, order
from ecaremap.plan.uncertain import Uncertain

SHAPES = [
    ("triangular", 2.0, 5.0, 6.0),
    ("range", 2.0, 4.0, 6.0),
    ("lognormal", 2.0, 3.0, 9.0),
    ("lognormal", -1.0, 2.0, 3.0),
]


def uncertain(shape: str, low: float, likely: float, high: float) -> Uncertain:
    return Uncertain("d", "d", "volume", shape, low, likely, high)


@pytest.mark.parametrize(("shape", "low", "likely", "high"), SHAPES)
def test_figures_are_those_of_the_business_case(shape: str, low: float, likely: float, high: float) -> None:
    """One meaning of a range in the whole tool."""
    count = 501
    ours = figures(uncertain(shape, low, likely, high), middles(count), normals(count))
    value = [Decimal(str(v)) for v in (likely, low, high)]
    theirs = sampling.spread(Input("", "", *value, shape, "", "", "client", "d"), middles(count))
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)
    assert (np.diff(ours) > 0).all()


def test_moments_of_a_triangle_and_a_range() -> None:
    count = 20_000
    drawn = figures(uncertain("triangular", 2, 5, 6), middles(count), normals(count))
    assert drawn.mean() == pytest.approx((2 + 5 + 6) / 3, abs=1e-6)
    assert drawn.var() == pytest.approx((4 + 25 + 36 - 10 - 12 - 30) / 18, abs=1e-5)
    drawn = figures(uncertain("range", 2, 4, 6), middles(count), normals(count))
    assert (drawn.mean(), drawn.var()) == (pytest.approx(4, abs=1e-9), pytest.approx(16 / 12, abs=1e-6))


def test_moments_and_percentiles_of_a_lognormal() -> None:
    """With p10, p50, p90 in one proportion it is the ordinary lognormal."""
    count = 100_000
    sigma = np.log(2) / NormalDist().inv_cdf(0.9)
    drawn = figures(uncertain("lognormal", 1.5, 3, 6), middles(count), normals(count))
    assert drawn.mean() == pytest.approx(3 * np.exp(sigma**2 / 2), rel=1e-3)
    assert np.log(drawn).std() == pytest.approx(sigma, rel=1e-3)
    np.testing.assert_allclose(np.quantile(drawn, [0.1, 0.5, 0.9]), [1.5, 3, 6], rtol=1e-3)
    np.testing.assert_allclose(ends(uncertain("lognormal", 1.5, 3, 6)), [1.5, 6], rtol=1e-12)


def test_each_slice_is_drawn_once() -> None:
    for count in (1, 2, 77, 5000):
        assert sorted(order("take-up", 1, count)) == list(range(count))


def test_a_stream_is_the_drivers_and_the_seeds_alone() -> None:
    first = order("take-up", 1, 500)
    assert (first == order("take-up", 1, 500)).all()
    assert (first != order("take-up", 2, 500)).any()
    assert (first != order("speed", 1, 500)).any()
    correlation = np.corrcoef(order("take-up", 1, 5000), order("speed", 1, 5000))[0, 1]
    assert abs(correlation) < 0.05


def test_slices_beat_plain_draws() -> None:
    """The mean of a sum of three figures: how much it varies over seeds, both ways."""
    shape = uncertain("triangular", 0, 1, 4)
    count, names = 200, ("a", "b", "c")

    def plain(name: str, seed: int) -> np.ndarray:
        bits = PCG64([seed, len(name) + ord(name)]).random_raw(count) >> np.uint64(11)
        u = (bits.astype(float) + 0.5) / 2.0**53
        return figures(shape, u, u)

    def sliced(name: str, seed: int) -> np.ndarray:
        return figures(shape, middles(count)[order(name, seed, count)], normals(count))

    def noise(draw: object) -> tuple[float, float]:
        sums = [sum(draw(name, seed) for name in names) for seed in range(40)]
        return float(np.std([s.mean() for s in sums])), float(np.std([np.quantile(s, 0.5) for s in sums]))

    (mean_plain, half_plain), (mean_sliced, half_sliced) = noise(plain), noise(sliced)
    assert mean_sliced < mean_plain / 100
    assert half_sliced < half_plain
