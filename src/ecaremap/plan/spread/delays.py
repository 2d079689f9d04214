"""What a late launch does to the work that stands on it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Adoption, Item, Need, Problem, Push
from ecaremap.plan.simulate.gates import first_push_month
from ecaremap.plan.simulate.structure import Structure

Array = NDArray[np.float64]


def delayed(of: Structure, problem: Problem, schedule: Mapping[str, int], durations: Array) -> Array:
    """(draws, N) the months in which items start if work takes this long.

    Work waits for what it needs, and a push for its build to prove itself as in formula 11. What a schedule
    does not respect even without delays is left as it is.

    Args:
        of: the links of the items on the schedule.
        problem: with their likely durations.
        schedule: by item, the month in which it is meant to start.
        durations: (draws, N).
    """
    items = {item.id: item for item in problem.items}
    at = of.position
    launched = {name: schedule[name] + items[name].duration for name in at}
    begins = np.array([schedule[item.id] for item in of.items], dtype=np.float64) + np.zeros_like(durations)
    for name in sorted(at, key=lambda name: (launched[name], schedule[name], name)):
        for need in _needs(items[name], items):
            ways = [way for way in need.any_of if way in at]
            planned = min((launched[way] for way in ways), default=0) + need.lag
            if not ways or planned > schedule[name]:
                continue
            live = np.min([begins[:, at[way]] + durations[:, at[way]] for way in ways], axis=0)
            begins[:, at[name]] = np.maximum(begins[:, at[name]], live + need.lag)
    return begins


def _needs(item: Item, items: Mapping[str, Item]) -> tuple[Need, ...]:
    if not isinstance(item.effect, Push) or item.effect.build not in items:
        return item.needs
    adoption = items[item.effect.build].effect
    gate = first_push_month(item, adoption, 0) if isinstance(adoption, Adoption) else None
    return item.needs if gate is None else (*item.needs, Need((item.effect.build,), gate))
