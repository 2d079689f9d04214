"""What each item adds to the metrics of the targets, month by month, as the exact simulation sees it alone."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.optimise.instance import Instance, Row, months_of
from ecaremap.plan.problem import Problem, Pull, Push
from ecaremap.plan.simulate import NEVER, flows, parameters, structure
from ecaremap.plan.simulate.measures import metrics

Array = NDArray[np.float64]


def rows(bare: Instance, problem: Problem, bits: Sequence[int]) -> tuple[Row, ...]:
    """One row for each target whose metric the simulation knows; where less is better all signs are turned.

    A share is taken as a sum of what items add, which is exact for one item and near for several: the
    finished plan is simulated, and the bound tightened by what it falls short.
    """
    known = [target for target in problem.targets if 1 <= target.by <= problem.months]
    wanted = sorted({target.metric for target in known})
    adds: dict[str, Array] = {name: np.zeros((bare.size, bare.months, bare.months)) for name in wanted}
    today = _paths(problem, np.full((1, bare.size), float(NEVER)))
    for item in range(bare.size) if wanted else ():
        cases, beside = _cases(bare, problem, item, bits)
        with_it, without = _paths(problem, cases), _paths(problem, beside)
        for name in wanted:
            if name in with_it:
                adds[name][item] = with_it[name] - without[name]
    found = []
    for target in sorted(known, key=lambda target: target.id):
        if target.metric in today:
            sign = 1.0 if target.at_least else -1.0
            base = sign * np.broadcast_to(today[target.metric], (1, bare.months))[0]
            found.append(Row(target.id, sign * target.bound, target.by - 1, base, sign * adds[target.metric]))
    return tuple(found)


def _cases(bare: Instance, problem: Problem, item: int, bits: Sequence[int]) -> tuple[Array, Array]:
    """All starts of an item, a tactic beside its builds; and the same without it."""
    names = {entry.id: entry for entry in problem.items}
    effect = names[bare.ids[item]].effect
    builds = effect.builds if isinstance(effect, Pull) else (effect.build,) if isinstance(effect, Push) else ()
    beside = np.full((1, bare.size), float(NEVER))
    for build in builds:
        if build in names and bits[bare.ids.index(build)]:
            at = bare.ids.index(build)
            beside[0, at] = months_of(bits[at])[0] + 1
    cases = np.repeat(beside, bare.months, axis=0)
    cases[:, item] = np.arange(1, bare.months + 1)
    return cases, beside


def _paths(problem: Problem, begins: Array) -> Mapping[str, Array]:
    """(cases, months) of each metric; items are in the order of their ids, as in the instance."""
    of = structure(problem)
    given = parameters(problem, of)
    return metrics(of, given, flows(of, given, begins), problem.operating_cost)
