"""The spread of a plan: analytic cases, errors, warnings, and what a reader is told."""

from dataclasses import replace

import numpy as np
import pytest

from ecaremap.plan.problem import Adoption, Demand, Fewer, Item, Need, Problem, Push, Target, Touchpoint
from ecaremap.plan.simulate import simulate
from ecaremap.plan.spread import spread
from ecaremap.plan.uncertain import ActsOn, Uncertain
from plan.simulate.golden import PROBLEM, SCHEDULE

PLACES = (Touchpoint("phone", "traditional"), Touchpoint("web", "digital", 0.5))
AT_ONCE = Adoption(0.4, 0.75, 0.75, 50.0, 0.0, 0.0)


def problem(requests: int = 1, months: int = 12, **other: object) -> Problem:
    """Alike requests, with a build each that everybody takes up at once."""
    names = [f"r{number}" for number in range(requests)]
    demands = tuple(Demand(name, 1000, (("phone", 1.0),), 5.0, **other) for name in names)
    items = tuple(
        Item(f"b-{name}", "build", 1, 6000, 10, effect=AT_ONCE, request=name, touchpoint="web") for name in names
    )
    return Problem("2027-01", months, 0.0, "EUR", PLACES, demands, items)


def all_of(of: Problem) -> dict[str, int]:
    return {item.id: 1 for item in of.items}


def figure(
    acts_on: ActsOn, low: float, likely: float, high: float, *of: str, name: str = "", shared: bool | None = None
) -> Uncertain:
    is_shared = not of if shared is None else shared
    return Uncertain(
        name or f"{acts_on} {' '.join(of)}".strip(), acts_on, acts_on, "triangular", low, likely, high, is_shared, of
    )


def test_an_uncertain_cost_is_the_triangle_itself() -> None:
    """NPV = a - 6000 * factor, so its percentiles, mean and the share below zero are those of the triangle."""
    of = problem()
    likely = simulate(of, all_of(of)).npv
    found = spread(of, all_of(of), [figure("cost", 3_000, 6_000, 18_000)], draws=4000)
    fixed = likely + 6_000

    def cost_at(probability: float) -> float:
        return 18_000 - np.sqrt((1 - probability) * 15_000 * 12_000)

    turn = 3_000 / 15_000
    p10 = 3_000 + np.sqrt(0.1 * 15_000 * 3_000)
    assert turn > 0.1
    assert found.npv == pytest.approx((fixed - cost_at(0.9), fixed - cost_at(0.5), fixed - p10), abs=10)
    assert found.loss == pytest.approx((18_000 - fixed) ** 2 / (15_000 * 12_000) if fixed > 6_000 else 1.0, abs=1e-3)
    assert found.base_percentile == pytest.approx(1 - turn, abs=1e-3)
    np.testing.assert_allclose(found.cost.p50[0], cost_at(0.5), rtol=1e-3)
    assert found.drivers[0].npv_at_low == pytest.approx(found.npv[2], abs=10)
    assert found.drivers[0].npv_at_high == pytest.approx(found.npv[0], abs=10)
    assert found.drivers[0].rank_correlation == pytest.approx(-1, abs=1e-9)
    assert (found.drivers[0].low, found.drivers[0].high) == (pytest.approx(p10), pytest.approx(cost_at(0.9)))


def test_moments_of_a_product_of_two_drivers() -> None:
    """Cash is linear in volume times handling cost; the mean of the product is the product of the means."""
    of = problem(months=2)
    drawn = [figure("volume", 500, 1000, 2100), figure("handling_cost", 4, 5, 9)]
    found = spread(of, all_of(of), drawn, draws=5000)
    mean = (500 + 1000 + 2100) / 3 * (4 + 5 + 9) / 3
    # Month 2: 400 of 1000 start, 100 of them call; the digital contact costs 0.5.
    expected = 0.3 * mean - 0.4 * 0.5 * 1200 - 10
    middle = (found.cash.p10[1] + found.cash.p50[1] + found.cash.p90[1]) / 3
    assert middle == pytest.approx(expected, rel=0.05)


def test_words_act_on_what_they_name() -> None:
    """Each word, doubled or halved with certainty, is the problem with that figure changed."""
    base = problem(2, double_handling=0.4, induced_needs=0.1, sale_margin=1.0, churn_leaked=0.01, customer_value=50.0,
                   cashable_share=0.4)  # fmt: skip
    fix = Item("fix", "fix", 1, 50, effect=Fewer(0.1), request="r0")
    slow = replace(AT_ONCE, innovation=0.03, imitation=0.3, completion_at_launch=0.6, learning=3.0, sale_kept=0.5)
    items = tuple(replace(item, effect=slow) for item in base.items)
    base = replace(base, items=(*items, fix))
    demand, item, place = base.demands[0], items[0], PLACES[1]
    changed: dict[ActsOn, Problem] = {
        "volume": replace(base, demands=(replace(demand, volume=2000), base.demands[1])),
        "handling_cost": replace(base, demands=(replace(demand, handling_cost=10), base.demands[1])),
        "cashable_share": replace(base, demands=(replace(demand, cashable_share=0.8), base.demands[1])),
        "double_handling": replace(base, demands=(replace(demand, double_handling=0.8), base.demands[1])),
        "induced_needs": replace(base, demands=(replace(demand, induced_needs=0.2), base.demands[1])),
        "sale_margin": replace(base, demands=(replace(demand, sale_margin=2), base.demands[1])),
        "customer_value": replace(base, demands=(replace(demand, customer_value=100), base.demands[1])),
        "ceiling": replace(base, items=(replace(item, effect=replace(slow, ceiling=0.8)), items[1], fix)),
        "speed": replace(
            base, items=(replace(item, effect=replace(slow, innovation=0.06, imitation=0.6)), items[1], fix)
        ),
        "not_contained": replace(
            base, items=(replace(item, effect=replace(slow, completion_at_launch=0.2, completion=0.5)), items[1], fix)
        ),
        "fewer": replace(base, items=(*items, replace(fix, effect=Fewer(0.2)))),
        "cost": replace(base, items=(replace(item, cost=12_000), items[1], replace(fix, cost=100))),
        "run": replace(base, items=(replace(item, run=20), items[1], fix)),
        "slip": replace(base, items=(replace(item, duration=2), items[1], replace(fix, duration=2))),
        "digital_cost": replace(base, touchpoints=(PLACES[0], replace(place, cost=1.0))),
    }
    for acts_on, other in changed.items():
        of = ("web",) if acts_on == "digital_cost" else ("r0",)
        narrow = Uncertain("d", "d", acts_on, "range", 2 - 1e-9, 1.0, 2 + 1e-9, True, of)
        found = spread(base, all_of(base), [narrow], draws=10)
        assert found.npv[1] == pytest.approx(simulate(other, all_of(other)).npv, rel=1e-6), acts_on
        assert found.npv[1] != pytest.approx(simulate(base, all_of(base)).npv, rel=1e-6), acts_on


def test_shares_stay_shares() -> None:
    of = problem(cashable_share=0.9)
    wild = [figure(word, 0.1, 1, 9) for word in ("ceiling", "not_contained", "cashable_share")]
    found = spread(of, all_of(of), wild, draws=300)
    for band in found.shares.values():
        assert (band.p10 >= 0).all() and (band.p90 <= 1).all()


def test_local_figures_alone_even_out() -> None:
    """The same ranges, once drawn for each request on its own, once shared: far narrower, and it is said."""
    of = problem(40)
    own = [figure("not_contained", 0.6, 1, 2, demand.id) for demand in of.demands]
    shared = [figure("not_contained", 0.6, 1, 2)]
    narrow, wide = (spread(of, all_of(of), drawn, draws=1000) for drawn in (own, shared))
    assert narrow.npv[2] - narrow.npv[0] < 0.3 * (wide.npv[2] - wide.npv[0])
    assert any("No uncertain figure is shared" in words for words in narrow.warnings)
    assert wide.warnings == ()
    both = spread(of, all_of(of), own + shared, draws=1000)
    assert both.npv[2] - both.npv[0] >= 0.98 * (wide.npv[2] - wide.npv[0]) and both.warnings == ()


def test_likely_values_are_optimistic_where_ranges_are_skewed() -> None:
    drawn = [figure("cost", 0.9, 1, 2), figure("not_contained", 0.8, 1, 2), figure("ceiling", 0.5, 1, 1.1)]
    found = spread(PROBLEM, SCHEDULE, drawn, draws=2000)
    assert found.base_percentile > 0.7
    mirrored = [figure("cost", 0.1, 1, 1.1), figure("not_contained", 0.2, 1, 1.1)]
    assert spread(PROBLEM, SCHEDULE, mirrored, draws=2000).base_percentile < 0.4


def test_the_error_shrinks_and_is_no_smaller_than_the_truth() -> None:
    """The error of independent draws; those of a Latin hypercube vary less over seeds."""
    of = problem()
    drawn = [figure("volume", 500, 1000, 2000), figure("cost", 3000, 6000, 9000), figure("not_contained", 0.5, 1, 2)]
    small, large = (spread(of, all_of(of), drawn, draws=draws) for draws in (400, 6400))
    assert large.npv_error == pytest.approx(small.npv_error / 4, rel=0.3)
    assert large.cash.error.shape == (3, 12)
    runs = [spread(of, all_of(of), drawn, draws=400, seed=seed) for seed in range(30)]
    assert np.std([run.npv[1] for run in runs]) < np.mean([run.npv_error for run in runs])


def test_the_same_seed_gives_the_same_and_a_further_driver_changes_no_draw() -> None:
    of = problem(2)
    drawn = [figure("volume", 500, 1000, 2000, "r0"), figure("cost", 0.5, 1, 2, shared=True)]
    first, again = spread(of, all_of(of), drawn, draws=500), spread(of, all_of(of), drawn[::-1], draws=500)
    assert first.npv == again.npv and first.drivers == again.drivers
    assert (first.cash.p10 == again.cash.p10).all() and (first.cash.error == again.cash.error).all()
    assert spread(of, all_of(of), drawn, draws=500, seed=2).npv != first.npv
    # What the further driver moves has no money in it, so the outcomes stay to the last digit.
    more = spread(
        of, all_of(of), [*drawn, figure("sale_margin", 0.5, 1, 2, "r1"), figure("fewer", 0.5, 1, 2)], draws=500
    )
    assert more.npv == first.npv
    further = spread(of, all_of(of), [*drawn, figure("volume", 999.999, 1000, 1000.001, "r1")], draws=500)
    assert further.npv == pytest.approx(first.npv, rel=1e-5)


def test_figures_of_one_driver_rise_and_fall_together() -> None:
    of = problem(2)
    apart = [figure("volume", 500, 1000, 1500, name, shared=True) for name in ("r0", "r1")]
    together = [replace(entry, driver="volume") for entry in apart]
    narrow, wide = (spread(of, all_of(of), drawn, draws=2000) for drawn in (apart, together))
    ratio = (narrow.npv[2] - narrow.npv[0]) / (wide.npv[2] - wide.npv[0])
    assert ratio == pytest.approx(2**-0.5, rel=0.06)
    assert (len(narrow.drivers), len(wide.drivers)) == (2, 1)


def test_the_tornado_is_the_plan_with_one_figure_changed() -> None:
    of = problem()
    drawn = [figure("volume", 900, 1000, 1200), figure("cost", 3000, 6000, 18_000)]
    found = spread(of, all_of(of), drawn, draws=200)
    assert [driver.name for driver in found.drivers] == ["cost", "volume"]
    for driver in found.drivers:
        for value, npv in ((driver.low, driver.npv_at_low), (driver.high, driver.npv_at_high)):
            changed = of
            if driver.name == "volume":
                changed = replace(of, demands=(replace(of.demands[0], volume=value),))
            else:
                changed = replace(of, items=(replace(of.items[0], cost=value),))
            assert npv == pytest.approx(simulate(changed, all_of(of)).npv, abs=1e-6)
    assert found.drivers[0].rank_correlation < -0.8 < 0 < found.drivers[1].rank_correlation


def test_the_chance_of_a_target_month_by_month() -> None:
    """Self-service is 0.3 by likely take-up from month 2 on; the factor on the ceiling is even from 0.5 to 1.5."""
    promised = (Target("t", "self_service_share", 0.24, True, 6), Target("cost", "leakage", 0.1, False, 6))
    of = replace(problem(), targets=promised)
    even = Uncertain("takeup", "take-up", "ceiling", "range", 0.5, 1.0, 1.5, True)
    found = spread(of, all_of(of), [even], draws=1000)
    assert found.targets["t"][0] == 0.0
    np.testing.assert_allclose(found.targets["t"][1:], 0.7, atol=0.002)
    assert "cost" not in found.targets
    assert found.warnings == ("How likely the target cost is cannot be told: the plan does not forecast its metric.",)
    most = spread(of, all_of(of), [even], targets=(Target("x", "self_service_share", 0.24, False, 6),), draws=1000)
    np.testing.assert_allclose(most.targets["x"][1:], 0.3, atol=0.002)


def test_payback_in_draws_is_a_month_or_beyond_the_plan() -> None:
    of = problem()
    found = spread(of, all_of(of), [figure("cost", 1, 1.5, 3)], draws=500)
    months = [simulate(replace(of, items=(replace(of.items[0], cost=6000 * f),)), all_of(of)).payback or 13
              for f in (1 / 1.5, 1, 2)]  # fmt: skip
    assert months[0] <= found.payback[0] <= found.payback[1] <= found.payback[2] <= months[2]
    never = spread(of, all_of(of), [Uncertain("c", "c", "cost", "range", 9, 1, 20, True)], draws=50)
    assert never.payback == (13, 13, 13) and never.loss == 1.0


def test_a_late_launch_holds_up_what_stands_on_it() -> None:
    """Work that takes 2 + 1 months instead of 2: what needs it starts a month later, and a push waits for its gate."""
    login = Item("login", "enabler", 2, 100)
    build = Item("b", "build", 2, 600, effect=replace(AT_ONCE, with_push=0.6), request="r0", touchpoint="web",
                 needs=(Need(("login",)),))  # fmt: skip
    push = Item("push", "push", 0, run=5, effect=Push("b", 0.5, 1, completion=0.7))
    base = replace(problem(), items=(login, build, push))
    planned = {"login": 1, "b": 3, "push": 8}
    late = Uncertain("slip", "late", "slip", "range", 1.1, 1.0, 1.5, True, ("login",))
    moved = replace(base, items=(replace(login, duration=3), build, push))
    found = spread(base, planned, [late], draws=10)
    assert found.npv[1] == pytest.approx(simulate(moved, {"login": 1, "b": 4, "push": 9}).npv, abs=1e-9)
    # With time between them nothing is held up; and what was wrong before is not put right.
    relaxed = {"login": 1, "b": 5, "push": 11}
    assert spread(base, relaxed, [late], draws=10).npv[1] == pytest.approx(simulate(moved, relaxed).npv, abs=1e-9)
    wrong = {"login": 1, "b": 2, "push": 3}
    assert spread(base, wrong, [late], draws=10).npv[1] == pytest.approx(simulate(moved, wrong).npv, abs=1e-9)


def test_without_ranges_nothing_is_spread_and_that_is_said() -> None:
    found = spread(PROBLEM, SCHEDULE, [figure("cost", 1, 1, 1), figure("cost", 1, 2, 3, "not-there")], draws=100)
    npv = simulate(PROBLEM, SCHEDULE).npv
    assert found.npv == pytest.approx((npv,) * 3, abs=1e-8) and found.npv_error == 0
    assert found.drivers == () and found.payback == (12, 12, 12)
    assert found.warnings == ("No figure of this plan has a range, so nothing is said about how sure it is.",)


def test_a_figure_that_is_likely_nothing_is_named() -> None:
    zero = Uncertain("d", "Sales margin", "sale_margin", "range", 0.0, 0.0, 1.0, True)
    assert spread(PROBLEM, SCHEDULE, [zero, figure("cost", 1, 2, 3)], draws=10).warnings == (
        "Sales margin is likely 0, so its range cannot be drawn.",
    )


def test_one_draw_is_no_spread() -> None:
    with pytest.raises(ValueError, match="1 draws say nothing"):
        spread(PROBLEM, SCHEDULE, [], draws=1)


def test_many_draws_and_few_at_once_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = [figure("cost", 1, 2, 3), figure("slip", 0.9, 1, 2), figure("volume", 1, 2, 4, "bill-copy")]
    whole = spread(PROBLEM, SCHEDULE, drawn, draws=300)
    monkeypatch.setattr("ecaremap.plan.spread.running.CELLS", 1)
    monkeypatch.setattr("ecaremap.plan.spread.spreading.BLOCK", 77)
    parts = spread(PROBLEM, SCHEDULE, drawn, draws=300)
    np.testing.assert_allclose(parts.npv, whole.npv, rtol=1e-9)
    np.testing.assert_allclose(parts.cumulative.p90, whole.cumulative.p90, rtol=1e-9)
