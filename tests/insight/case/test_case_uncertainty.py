"""Draws meet the ranges they are given; drivers move together; loss is said when it should be."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from ecaremap.insight.case import symbols
from ecaremap.insight.case.given import Input
from ecaremap.insight.case.sampling import Draws, spread, uniforms
from ecaremap.insight.case.tornado import tornado
from ecaremap.insight.case.uncertainty import uncertainty
from ecaremap.model.figures import Shape
from insight.case.example import golden, of_map, point, ranged, request


def shaped(shape: Shape, low: str, likely: str, high: str, unit: str = "") -> Input:
    entry = ranged(point(symbols.COMPLETION, likely, "x"), low, high)
    return replace(entry, shape=shape, unit=unit)


GRID = np.array([0.001, 0.1, 0.5, 0.9, 0.999])


def test_triangular() -> None:
    drawn = spread(shaped("triangular", "0.6", "0.75", "0.9"), GRID)
    assert drawn == pytest.approx([0.6067, 0.6671, 0.75, 0.8329, 0.8933], abs=1e-4)
    at_the_edge = spread(shaped("triangular", "0.75", "1", "1"), GRID)
    assert at_the_edge.min() >= 0.75 and at_the_edge.max() <= 1


def test_bare_range_is_uniform() -> None:
    assert spread(shaped("range", "2", "3", "4"), GRID) == pytest.approx(2 + 2 * GRID)


def test_lognormal_meets_all_three_percentiles() -> None:
    assert spread(shaped("lognormal", "2", "5", "30"), GRID)[1:4] == pytest.approx([2, 5, 30])
    assert spread(shaped("lognormal", "-2", "5", "30"), GRID)[1:4] == pytest.approx([-2, 5, 30])
    assert spread(shaped("lognormal", "0.5", "0.8", "0.95", "%"), GRID).max() <= 1


def test_streams_are_uniform_and_depend_on_name_and_seed() -> None:
    u = uniforms("leakage", 1, 20000)
    assert u.min() > 0 and u.max() < 1
    assert u.mean() == pytest.approx(0.5, abs=0.01)
    assert (u == uniforms("leakage", 1, 20000)).all()
    assert not (u == uniforms("leakage", 2, 20000)).any()
    assert abs(np.corrcoef(u, uniforms("completion", 1, 20000))[0, 1]) < 0.03


def test_figures_of_one_driver_move_together() -> None:
    draws = Draws(count=500)
    one = ranged(point("x", "5", "a"), "1", "9")
    other = replace(ranged(point("y", "50", "b"), "10", "90"), driver=one.driver)
    assert draws.of(other) == pytest.approx(draws.of(one) * 10)


def test_outcomes_of_a_certain_case_are_the_case() -> None:
    result = golden()
    found = uncertainty(result, draws=100)
    assert found and found.npv and result.npv and found.drivers == 0
    assert (found.npv.p10, found.npv.p90) == pytest.approx((float(result.npv),) * 2)
    assert found.npv.standard_error == pytest.approx(0, abs=1e-6)


def test_may_lose_is_said_from_two_in_ten_on() -> None:
    entry = request()
    values = dict(entry.values) | {
        symbols.CASHABLE_SHARE: ranged(entry.values[symbols.CASHABLE_SHARE], "0.35", "0.85"),
    }
    found = uncertainty(golden(replace(entry, values=values)), draws=4000)
    assert found and found.npv
    assert found.npv.may_lose == (found.npv.loss >= 0.2)
    assert 0 < found.npv.loss < 0.2
    more = dict(values) | {symbols.COMPLETION: ranged(entry.values[symbols.COMPLETION], "0.5", "0.9")}
    worse = uncertainty(golden(replace(entry, values=more)), draws=4000)
    assert worse and worse.npv and worse.npv.may_lose


def test_the_swing_of_a_shared_rate_moves_all_requests() -> None:
    both = [request("a"), request("b")]
    shared = ranged(point(symbols.LEAKAGE, "0.15"), "0.05", "0.25")
    result = golden(*(replace(r, values=dict(r.values) | {symbols.LEAKAGE: shared}) for r in both))
    found = tornado(result)
    assert found and len(found.swings) == 1
    single = tornado(golden(replace(both[0], values=dict(both[0].values) | {symbols.LEAKAGE: shared})))
    assert single and abs(found.swings[0].size - 2 * single.swings[0].size) < Decimal("1e-12")


def test_without_costs_of_building_the_tornado_shows_cash() -> None:
    result = of_map("maps/telecom")
    bare = replace(result, npv=None)
    found = tornado(bare)
    assert found and found.measure == "cash" and result.lines
    assert abs(found.likely - result.lines.cash * 12) < Decimal("1e-15")
    assert not any(symbols.STEEPEST_MONTH in swing.driver for swing in found.swings)
