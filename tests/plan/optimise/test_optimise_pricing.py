"""What a target costs: against every plan there is of a small problem."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from small_problems import broken, make

from ecaremap.plan.optimise import optimise, prices
from ecaremap.plan.optimise.search import Solver
from ecaremap.plan.problem import Problem, Schedule, Target
from ecaremap.plan.simulate import npv, simulate, valuer

BARE = replace(make(3, requests=2, months=10, alone=True), freezes=(), budget=())
BY = 9


@cache
def every_plan() -> tuple[tuple[float, float], ...]:
    """Value and self-service share in month 9 of every feasible plan."""
    return tuple((npv(BARE, plan), share(BARE, plan)) for plan in schedules() if not broken(BARE, plan))


def schedules() -> Iterator[Schedule]:
    names = [item.id for item in BARE.items]
    for months in product(range(BARE.months + 1), repeat=len(names)):
        yield {name: month for name, month in zip(names, months, strict=True) if month}


def share(problem: Problem, plan: Schedule) -> float:
    return float(simulate(problem, plan).metrics["self_service_share"][BY - 1])


def asked(part: float) -> Problem:
    """A target part of the way from the share of the plan that is worth most to the highest there is."""
    of_best = max(every_plan())[1]
    most = max(reached for _, reached in every_plan())
    bound = of_best + part * (most - of_best)
    return replace(BARE, targets=(Target("alone", "self_service_share", bound, at_least=True, by=BY),))


@pytest.mark.parametrize("solver", ["none", "cp-sat"])
def test_a_target_the_plan_misses_costs_what_the_best_plan_with_it_is_worth_less(solver: Solver) -> None:
    problem = asked(0.5)
    best = max(value for value, _ in every_plan())
    with_it = max(value for value, reached in every_plan() if reached >= problem.targets[0].bound)
    plan = optimise(BARE, solver=solver).schedule
    (found,) = prices(problem, valuer(problem), plan, "npv", steps=2000, solver=solver)
    assert best - with_it > 1
    assert found.price == pytest.approx(best - with_it, abs=0.02)


def test_a_target_the_plan_keeps_anyway_costs_nothing_and_one_beyond_all_plans_has_no_price() -> None:
    plan = optimise(BARE, solver="none").schedule
    for part, price in ((-0.1, 0.0), (1.2, None)):
        problem = asked(part)
        assert [found.price for found in prices(problem, valuer(problem), plan, "npv")] == [price]


def test_a_plan_made_for_a_target_is_made_again_without_it() -> None:
    problem = asked(0.5)
    made = optimise(problem, objective="targets-cheapest", solver="none")
    (found,) = prices(problem, valuer(problem), made.schedule, "targets-cheapest", steps=2000)
    best = max(value for value, _ in every_plan())
    assert found.price == pytest.approx(best - made.npv, abs=0.02)
    assert made.npv < best


def test_what_cannot_be_forecast_has_no_price() -> None:
    target = Target("once", "one_contact_resolution", 0.7, at_least=True, by=BY)
    problem = replace(BARE, targets=(target, replace(target, id="late", metric="self_service_share", by=99)))
    assert list(prices(problem, valuer(problem), {}, "npv")) == []
