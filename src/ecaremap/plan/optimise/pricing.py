"""What a target costs: the plan is made again with it, or without it, and both are simulated exactly. Never a dual."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ecaremap.plan.optimise.building import instance
from ecaremap.plan.optimise.deck import deck
from ecaremap.plan.optimise.exact import repaired
from ecaremap.plan.optimise.instance import Instance
from ecaremap.plan.optimise.judge import Aim, near
from ecaremap.plan.optimise.search import Search, Solver, find
from ecaremap.plan.optimise.targets import aimed
from ecaremap.plan.problem import Problem, Schedule, Target
from ecaremap.plan.result import Objective, TargetPrice
from ecaremap.plan.simulate import Valuer, simulate

_AIMS: dict[Objective, Aim] = {"npv": "cheapest", "targets-earliest": "earliest", "targets-cheapest": "cheapest"}
_STEPS = 400
"""Of the annealing, at least: a target may ask for quite another plan."""


def prices(
    problem: Problem,
    of: Valuer,
    schedule: Schedule,
    objective: Objective,
    *,
    seed: int = 0,
    steps: int = 0,
    solver: Solver = "none",
) -> Iterator[TargetPrice]:
    """The price of every target that can be forecast, by id.

    A plan made for its value has not asked for any target: a target it keeps costs nothing, one that it misses
    what the best plan found that keeps it is worth less: without the solver that is far from the least.
    A plan made for targets is made again without each.
    """
    known = simulate(problem, schedule).metrics
    asked = sorted(
        (t for t in problem.targets if t.metric in known and 1 <= t.by <= problem.months), key=lambda t: t.id
    )
    if objective == "npv" and all(_kept(problem, target, schedule) for target in asked):
        yield from (TargetPrice(target.id, 0.0) for target in asked)
        return
    whole = instance(problem, of, targets=True)
    search = Search(_AIMS[objective], solver, seed, steps=max(steps, _STEPS), first=tuple(whole.starts(schedule)))
    now = of.npv(schedule)
    for target in asked:
        kept = _kept(problem, target, schedule)
        if objective == "npv":
            other = schedule if kept else _with(whole, target, problem, of, search)
            yield TargetPrice(target.id, None if other is None else max(0.0, now - of.npv(other)))
        else:
            free = _without(whole, target, problem, of, search) if kept else None
            yield TargetPrice(target.id, None if free is None else max(0.0, of.npv(free) - now))


def _kept(problem: Problem, target: Target, schedule: Schedule) -> bool:
    value = float(np.broadcast_to(simulate(problem, schedule).metrics[target.metric], (problem.months,))[target.by - 1])
    spare = value - target.bound if target.at_least else target.bound - value
    return spare >= -near(target.bound)


def _with(whole: Instance, target: Target, problem: Problem, of: Valuer, search: Search) -> Schedule | None:
    """The best plan found that keeps one target; None if none was found."""
    reached = aimed(
        replace(whole, rows=tuple(row for row in whole.rows if row.id == target.id)), problem, of, search, explain=False
    )
    if reached is None:
        return None
    schedule = whole.schedule(reached.starts)
    return schedule if _kept(problem, target, schedule) else None


def _without(whole: Instance, target: Target, problem: Problem, of: Valuer, search: Search) -> Schedule | None:
    """The best plan found that all other targets are still asked of."""
    others = tuple(other for other in whole.rows if other.id != target.id)
    if others:
        reached = aimed(replace(whole, rows=others), problem, of, search, explain=False)
        return None if reached is None else whole.schedule(reached.starts)
    found = find(whole, replace(search, aim="npv"))
    return None if found is None else whole.schedule(repaired(deck(whole), of, found.starts)[0])
