"""Runs draws through the simulator, a few at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Problem
from ecaremap.plan.simulate.flowing import flows
from ecaremap.plan.simulate.measures import metrics
from ecaremap.plan.simulate.money import cash_and_spending
from ecaremap.plan.simulate.parameters import Parameters, parameters
from ecaremap.plan.simulate.simulating import discounting
from ecaremap.plan.simulate.structure import Structure, structure
from ecaremap.plan.simulate.timing import Timing, chosen, starts_of, timing
from ecaremap.plan.spread.acting import Factors, apply
from ecaremap.plan.spread.delays import delayed
from ecaremap.plan.spread.outcomes import Outcomes

Array = NDArray[np.float64]

CELLS = 120_000
"""Builds (or requests) times months times draws worked on at once: what the processor keeps at hand."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A schedule made ready to be run many times: only its own items, with their likely numbers and timing."""

    problem: Problem
    schedule: Mapping[str, int]
    of: Structure
    likely: Parameters
    when: Timing


def ready(problem: Problem, schedule: Mapping[str, int]) -> Plan:
    """A plan of the items on a schedule."""
    on_plan = replace(problem, items=chosen(problem.items, schedule))
    of = structure(on_plan)
    likely = parameters(on_plan, of)
    return Plan(on_plan, schedule, of, likely, timing(of, likely, starts_of(of, schedule)))


def run(plan: Plan, rows: int, factors: Factors) -> Outcomes:
    """The outcomes of some draws; factors are (rows, places)."""
    given = apply(plan.of, plan.likely, factors)
    slips = "slip" in factors
    begins = delayed(plan.of, plan.problem, plan.schedule, given.duration) if slips else None
    parts = []
    for part in _parts(plan, rows):
        some = _rows(given, plan.likely, part)
        when = plan.when if begins is None else timing(plan.of, some, begins[part])
        parts.append(_some(plan, some, when, part.stop - part.start))
    return joined(parts)


def joined(parts: list[Outcomes]) -> Outcomes:
    """Outcomes one after the other."""
    first = parts[0]
    return Outcomes(
        cash=np.concatenate([part.cash for part in parts]),
        spent=np.concatenate([part.spent for part in parts]),
        metrics={name: np.concatenate([part.metrics[name] for part in parts]) for name in first.metrics},
        npv=np.concatenate([part.npv for part in parts]),
    )


def _parts(plan: Plan, rows: int) -> Iterator[slice]:
    wide = max(len(plan.of.builds), len(plan.of.demands), 1) * plan.of.months
    step = max(1, CELLS // wide)
    for first in range(0, rows, step):
        yield slice(first, min(first + step, rows))


def _rows(given: Parameters, likely: Parameters, part: slice) -> Parameters:
    """Some draws of what is drawn; the rest has no axis for draws."""
    drawn = [entry.name for entry in fields(given) if getattr(given, entry.name) is not getattr(likely, entry.name)]
    return replace(given, **{name: getattr(given, name)[part] for name in drawn})


def _some(plan: Plan, given: Parameters, when: Timing, rows: int) -> Outcomes:
    of = plan.of
    moved = flows(of, given, when)
    cash, spent = cash_and_spending(of, given, moved)
    found = metrics(of, given, moved, plan.problem.operating_cost)
    shape = rows, of.months
    cash = np.broadcast_to(cash, shape)
    return Outcomes(
        cash=cash,
        spent=np.broadcast_to(spent, shape),
        metrics={name: np.broadcast_to(values, shape) for name, values in found.items()},
        npv=np.asarray(cash @ discounting(plan.problem), dtype=np.float64),
    )
