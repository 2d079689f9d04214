"""Plans for targets: as early as possible, or by their month at the least cost, checked against the exact simulation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ecaremap.plan.optimise.instance import Instance, Row
from ecaremap.plan.optimise.judge import near, path
from ecaremap.plan.optimise.search import Found, Search, find
from ecaremap.plan.problem import Problem
from ecaremap.plan.result import Shortfall
from ecaremap.plan.simulate import Valuer, simulate

_ROUNDS = 6
"""How often a bound is moved by what the exact simulation falls short of it."""
_SPARE = 1.02
_CENT = 0.01


@dataclass(frozen=True, slots=True)
class Reached:
    """A plan for targets, its starts after the exact check, and what it does not reach."""

    found: Found
    starts: tuple[int, ...]
    shortfalls: tuple[Shortfall, ...]


def aimed(instance: Instance, problem: Problem, of: Valuer, search: Search, *, explain: bool = True) -> Reached | None:
    """The plan for the targets; None if not even what is required fits.

    The tables add up what each item does alone. Where the exact simulation then falls short of a target, that
    much is asked for on top, and the plan is made again; the best by the exact simulation is kept. `explain` asks
    for the shortfalls as well, each of which takes two more plans.
    """
    asked, best = instance, None
    for _ in range(_ROUNDS):
        found = find(asked, search)
        if found is None:
            return None
        starts = _thinned(instance, problem, of, found.starts, search)
        short = _short(instance, problem, starts, search)
        if best is None or _rank(short, of, instance, starts) > _rank(best[2], of, instance, best[1]):
            best = (found, starts, short)
        if not any(short.values()) or _tables_miss(asked, found, search):
            break
        rows = tuple(replace(row, bound=row.bound + _SPARE * short[row.id]) for row in asked.rows)
        asked = replace(asked, rows=rows)
    if best is None:
        return None
    missed = tuple(row for row in instance.rows if explain and best[2][row.id] > near(row.bound))
    return Reached(best[0], best[1], tuple(_shortfall(instance, problem, best[1], row, search) for row in missed))


def exact(
    problem: Problem, row: Row, schedule: Mapping[str, int]
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """The metric of a target month by month, exactly; sign turned where less is better."""
    target = next(target for target in problem.targets if target.id == row.id)
    months = np.broadcast_to(simulate(problem, schedule).metrics[target.metric], (problem.months,))
    return np.asarray(months if target.at_least else -months)


def _short(instance: Instance, problem: Problem, starts: Sequence[int], search: Search) -> dict[str, float]:
    """By target, how much is missing: in its month, or in the best month where it is about being early."""
    found = {}
    for row in instance.rows:
        months = exact(problem, row, instance.schedule(starts))
        value = float(months.max() if search.aim == "earliest" else months[row.by])
        found[row.id] = max(0.0, row.bound - value) if row.bound - value > near(row.bound) else 0.0
    return found


def _tables_miss(asked: Instance, found: Found, search: Search) -> bool:
    """The tables themselves see a target missed: asking for more does not help."""
    for row in asked.rows:
        months = path(row.today, row.adds, found.starts)
        value = float(months.max() if search.aim == "earliest" else months[row.by])
        if row.bound - value > near(row.bound):
            return True
    return False


def _rank(
    short: Mapping[str, float], of: Valuer, instance: Instance, starts: Sequence[int]
) -> tuple[float, float, float]:
    missed = sum(1 for value in short.values() if value)
    return -float(missed), -sum(short.values()), of.npv(instance.schedule(starts))


def _thinned(
    instance: Instance, problem: Problem, of: Valuer, starts: Sequence[int], search: Search
) -> tuple[int, ...]:
    """Leave out what costs more than it brings and no target needs; others keep their months."""
    kept = list(starts)
    held = _standing(instance, problem, kept, search)
    for item in sorted(range(instance.size), key=lambda item: (-kept[item], item)):
        if kept[item] < 0 or instance.required[item] or _needed(instance, kept, item):
            continue
        trial = [-1 if at == item else start for at, start in enumerate(kept)]
        better = of.npv(instance.schedule(trial)) - of.npv(instance.schedule(kept)) > _CENT
        if better and _standing(instance, problem, trial, search) >= held:
            kept = trial
    return tuple(kept)


def _standing(instance: Instance, problem: Problem, starts: Sequence[int], search: Search) -> tuple[float, ...]:
    """How the targets stand, by target; as numbers of which none may fall."""
    short = _short(instance, problem, starts, search)
    if search.aim != "earliest":
        return (-sum(short.values()),)
    months = 0
    for row in instance.rows:
        hit = np.flatnonzero(exact(problem, row, instance.schedule(starts)) >= row.bound - near(row.bound))
        months += int(hit[0]) if len(hit) else instance.months
    return -sum(short.values()), -float(months)


def _needed(instance: Instance, starts: Sequence[int], item: int) -> bool:
    return any(
        starts[other] >= 0
        and any(
            item in want.any_of and not any(way != item and 0 <= starts[way] <= starts[other] - gap
                                            for way, gap in zip(want.any_of, want.gaps, strict=True))
            for want in wants
        )
        for other, wants in enumerate(instance.needs)
    )  # fmt: skip


def _shortfall(instance: Instance, problem: Problem, starts: Sequence[int], row: Row, search: Search) -> Shortfall:
    """How far one target alone could get: the most in its month, and the first month in which it can be reached."""
    sign = 1.0 if next(t for t in problem.targets if t.id == row.id).at_least else -1.0
    alone = replace(instance, rows=(row,))
    here = float(exact(problem, row, instance.schedule(starts))[row.by])
    most = find(alone, replace(search, aim="most"))
    best = here if most is None else max(here, float(exact(problem, row, instance.schedule(most.starts))[row.by]))
    soon = find(alone, replace(search, aim="earliest"))
    months = [] if soon is None else np.flatnonzero(
        exact(problem, row, instance.schedule(soon.starts)) >= row.bound - near(row.bound)
    ).tolist()  # fmt: skip
    return Shortfall(row.id, sign * here, sign * best, months[0] + 1 if months else 0, bool(most and most.proven))
