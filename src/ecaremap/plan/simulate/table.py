"""The value of every item by the month it starts: what the optimiser chooses from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Fewer, Item, Problem, Pull, Push
from ecaremap.plan.simulate.valuing import Valuer, valuer

Array = NDArray[np.float64]


def earliest_starts(problem: Problem) -> dict[str, int]:
    """The first month in which each item can start with nobody else in the way: its own bound and its needs.

    An item that can never start (a circle of needs, or a need that is not there) gets months + 1.
    """
    items = {item.id: item for item in problem.items}
    never = problem.months + 1
    found = dict.fromkeys(items, never)
    # Longest chains first settle after as many rounds as there are items in a chain; values only fall.
    changed = True
    while changed:
        changed = False
        for name in sorted(items):
            start = _earliest(items[name], items, found, never)
            if start < found[name]:
                found[name], changed = start, True
    return found


def _earliest(item: Item, items: Mapping[str, Item], found: Mapping[str, int], never: int) -> int:
    start = max(item.earliest, item.fixed, 1)
    for need in item.needs:
        ways = [found[i] + items[i].duration + need.lag for i in need.any_of if i in items and found[i] < never]
        start = max(start, min(ways, default=never))
    return min(start, never)


def context(problem: Problem) -> dict[str, int]:
    """What stands around an item when it is valued alone.

    Required items and those with a fixed month, in it or at their earliest; and fixes that are worth their cost
    there, at their earliest.
    """
    of = valuer(problem)
    first = earliest_starts(problem)
    items = sorted(problem.items, key=lambda item: item.id)
    around = {
        item.id: item.fixed or first[item.id]
        for item in items
        if (item.required or item.fixed) and first[item.id] <= problem.months
    }
    worthwhile = {}
    for item in items:
        start = first[item.id]
        if item.id in around or not isinstance(item.effect, Fewer) or start > problem.months:
            continue
        added = around | {item.id: start}
        gain = of.request_npv(item.request, added) - of.request_npv(item.request, around)
        if gain + of.spending[item.id][start] > 0:
            worthwhile[item.id] = start
    return around | worthwhile


def value_table(problem: Problem) -> Array:
    """(items x months) value today of all cash flows of an item started in month s (column s - 1) alone.

    Alone means in the `context`; items in it are valued against the context without them. Tactics are valued
    with the builds they act on at their earliest, as the difference they make; of builds that exclude each
    other only the first by id is there. Rows are in the order of `problem.items`. Needs, teams, budgets and
    gates are not looked at. What is beyond the last month is not counted.
    """
    of = valuer(problem)
    rows = {item.id: of.spending[item.id][1:].copy() for item in problem.items}
    around = context(problem)
    first = earliest_starts(problem)
    for request in sorted(of.acting):
        ids = of.part(request).ids
        if ids:
            for name, values in _of_request(of, request, _Around(ids, around, first)):
                rows[name] += values
    return np.array([rows[item.id] for item in problem.items]).reshape(len(problem.items), problem.months)


@dataclass(frozen=True, slots=True)
class _Around:
    """The items of one request, the context, and when each could start."""

    ids: tuple[str, ...]
    context: Mapping[str, int]
    first: Mapping[str, int]


def _of_request(of: Valuer, request: str, around: _Around) -> Iterable[tuple[str, Array]]:
    """What each item adds to one request, by its start: all cases in one simulation."""
    months = of.problem.months
    place = {name: number for number, name in enumerate(around.ids)}
    cases = np.zeros((len(around.ids), months + 1, len(around.ids)))
    for number, name in enumerate(around.ids):
        standing = {i: s for i, s in around.context.items() if i in place and i != name}
        standing |= _acted_on(of, of.items[name], around, standing)
        for other, start in standing.items():
            cases[number, :, place[other]] = start
        cases[number, 1:, number] = np.arange(1, months + 1)
    found = of.request_npvs(request, cases.reshape(-1, len(around.ids))).reshape(len(around.ids), months + 1)
    return [(name, found[number, 1:] - found[number, 0]) for number, name in enumerate(around.ids)]


def _acted_on(of: Valuer, item: Item, around: _Around, standing: Mapping[str, int]) -> dict[str, int]:
    """The builds of this request that a tactic needs in order to do anything."""
    if isinstance(item.effect, Pull):
        builds: Iterable[str] = sorted(item.effect.builds)
    elif isinstance(item.effect, Push):
        builds = (item.effect.build,)
    else:
        return {}
    found: dict[str, int] = {}
    modes = {of.items[name].one_of for name in standing} - {""}
    for build in builds:
        if build in around.ids and build not in standing and of.items[build].one_of not in modes:
            found[build] = min(around.first[build], of.problem.months)
            modes |= {of.items[build].one_of} - {""}
    return found
