"""The whole explanation of a plan."""

from collections.abc import Iterator

from ecaremap.plan.explain.asking import WhatIf
from ecaremap.plan.explain.left import contact_cost, left
from ecaremap.plan.explain.placed import placed
from ecaremap.plan.explain.plausibility import plausibility
from ecaremap.plan.forecast import Forecast
from ecaremap.plan.inputs.model import PlanInputs
from ecaremap.plan.problem import Adoption, Problem, Schedule
from ecaremap.plan.result import BreakEven, Explained
from ecaremap.plan.simulate import break_even_completion, break_even_cost, break_even_volume
from ecaremap.policy.decisions import Decisions


def explain(
    inputs: PlanInputs, schedule: Schedule, decisions: Decisions, nothing: Forecast, planned: Forecast, what_if: WhatIf
) -> Explained:
    """Why the plan is as it is. `nothing` is the forecast without any plan."""
    problem = inputs.problem
    assert problem is not None
    return Explained(
        placed=placed(problem, schedule, decisions.project.strategy.requests, what_if),
        left=left(problem, schedule, inputs.blocked, what_if),
        never=inputs.never,
        worth=tuple(what_if.one_more()),
        break_even=tuple(_break_even(problem, schedule)),
        plausibility=plausibility(nothing, planned),
        prices=tuple(what_if.prices()),
    )


def _break_even(problem: Problem, schedule: Schedule) -> Iterator[BreakEven]:
    demands = {demand.id: demand for demand in problem.demands}
    costs = {place.id: place.cost for place in problem.touchpoints}
    for item in problem.items:
        if not isinstance(item.effect, Adoption) or item.id not in schedule:
            continue
        demand = demands[item.request]
        cost = contact_cost(item.effect, costs.get(item.touchpoint, 0.0))
        yield BreakEven(
            item.id,
            break_even_volume(problem, item.id, schedule), demand.volume,
            break_even_cost(problem, item.id, schedule), item.cost,
            break_even_completion(demand, item.effect, cost),
            item.effect.completion,
        )  # fmt: skip
