"""From an instance to a plan: reduce, first plan, annealing, and the solver where it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ecaremap.plan.optimise import cp_sat
from ecaremap.plan.optimise.anneal import Progress, anneal, default_steps
from ecaremap.plan.optimise.board import Board
from ecaremap.plan.optimise.deck import Deck, deck, potential
from ecaremap.plan.optimise.formulation import Model, formulate
from ecaremap.plan.optimise.greedy import first_plan
from ecaremap.plan.optimise.instance import OUT, Instance
from ecaremap.plan.optimise.judge import Aim, Judge, judge, near, path, worth
from ecaremap.plan.optimise.lp import Relaxed, relaxed
from ecaremap.plan.optimise.reduce import only, useful

Solver = Literal["none", "cp-sat"]

_NEAR = 1e-6
"""Of its size: two values of a plan that are as near as this are the same."""
_WORK, _MOST_WORK = 10.0, 50.0
"""The solver's deterministic seconds for each 100 items left after the reduction, at least for so many; and the most."""
_ENOUGH = 0.025
"""The solver stops where no plan can be worth more by a larger share than this; not if a time limit is given."""
_MANY, _TRIES = 100, 4
"""From so many items on the steps are shared by several searches from the same first plan: they end far apart."""


@dataclass(frozen=True, slots=True)
class Search:
    """How to look for a plan.

    Attributes:
        steps: of the annealing, None by the number of items. seconds: for the solver by the clock, None by its work.
        first: a plan to start from, by item of the whole instance; the answer is never worse.
        orders: further orders of items to try first. enough: the solver stops once no plan can be worth more by this share.
    """

    aim: Aim = "npv"
    solver: Solver = "none"
    seed: int = 0
    steps: int | None = None
    seconds: float | None = None
    first: tuple[int, ...] = ()
    orders: tuple[tuple[int, ...], ...] = ()
    progress: Progress | None = None
    enough: float = _ENOUGH


@dataclass(frozen=True, slots=True)
class Found:
    """A plan by the tables.

    Attributes:
        starts: by item of the whole instance. value: NPV by the tables. bound: no plan is worth more by them.
        proven: no plan is better for the aim. steps: of the annealing.
    """

    starts: tuple[int, ...]
    value: float
    bound: float | None
    proven: bool
    steps: int


def find(instance: Instance, search: Search) -> Found | None:
    """The best plan found; None if none with all required items turned up."""
    if search.aim == "npv" and instance.rows:
        instance = replace(instance, rows=())
    kept = useful(deck(instance))
    small = deck(only(instance, kept), eager=search.aim != "npv")
    judging = judge(small, search.aim)
    first = _first(search, kept)
    mixture, orders = _relaxation(small, search)
    place = {item: number for number, item in enumerate(kept)}
    orders += [[place[item] for item in order if item in place] for order in search.orders]
    board = first_plan(judging, orders, first)
    steps = default_steps(small.instance.size) if search.steps is None else search.steps
    simple = simple_bound(small)
    if search.aim != "npv" or not _reached(worth(small, board.starts), simple):
        board = _annealed(judging, board, steps, search)
    else:
        steps = 0
    answer = _Answer(board.starts, None if search.aim != "npv" else simple, proven=False)
    if search.solver == "cp-sat":
        answer = _solved(judging, answer, search, mixture)
    return _told(instance, small, kept, answer, search, steps)


def _annealed(judging: Judge, board: Board, steps: int, search: Search) -> Board:
    """The best of the searches; the first of them counts where they end alike."""
    tries = _TRIES if judging.deck.instance.size >= _MANY else 1
    found = []
    for number in range(tries):
        told = _part(search.progress, number, tries)
        found.append(anneal(judging, board, steps // tries, search.seed + number, told))
    return max(found, key=lambda end: judging.score(end.starts))


def _part(progress: Progress | None, number: int, of: int) -> Progress | None:
    """Progress of one search among several."""
    if progress is None or of == 1:
        return progress
    return lambda step, share: progress(step, (number + share) / of)


@dataclass(frozen=True, slots=True)
class _Answer:
    starts: Sequence[int]
    bound: float | None
    proven: bool


def simple_bound(of: Deck) -> float:
    """Every item at its best, as if there were no limits; of those that exclude each other the best one."""
    hopes = potential(of.instance, of.allowed)
    groups: dict[int, float] = {}
    total = 0.0
    for item, hope in enumerate(hopes):
        group = of.instance.group[item]
        must = of.instance.required[item]
        if group < 0:
            total += hope if must else max(0.0, hope)
        else:
            groups[group] = max(groups.get(group, 0.0), hope)
    return total + sum(groups.values())


def _reached(value: float, bound: float) -> bool:
    return value >= bound - _NEAR * max(1.0, abs(bound))


def _first(search: Search, kept: Sequence[int]) -> list[int]:
    return [search.first[item] for item in kept] if search.first else []


def _relaxation(small: Deck, search: Search) -> tuple[Relaxed | None, list[list[int]]]:
    """With the solver: the bound of fractions, and the order in which they start the items."""
    if search.solver == "none" or search.aim != "npv":
        return None, []
    if search.progress:
        search.progress("bound", 0.0)
    mixture = relaxed(formulate(small))
    if mixture is None:
        return None, []
    listed = [item for item in range(small.instance.size) if small.allowed[item] and not small.serves[item]]
    return mixture, [sorted(listed, key=lambda item: (mixture.months[item], item))]


def _solved(judging: Judge, answer: _Answer, search: Search, mixture: Relaxed | None) -> _Answer:
    """Hand the plan over as a first one; take what comes back if it is better."""
    if search.progress:
        search.progress("solver", 0.0)
    small = judging.deck
    work = min(_MOST_WORK, _WORK * max(1.0, small.instance.size / 100))
    effort = cp_sat.Effort(work, search.seconds or 0.0, search.seed, search.enough if search.aim == "npv" else 0.0)
    saved = None
    if search.aim == "earliest":
        quickest = cp_sat.solve(
            formulate(small, "earliest"), effort, _hint(formulate(small, "earliest"), answer.starts)
        )
        if quickest.status not in ("optimal", "feasible"):
            return answer
        model = formulate(small, "earliest")
        answer = _better(judging, answer, model, quickest, proven=False)
        saved = months_saved(small, answer.starts)
        if quickest.status != "optimal":
            return answer
    model = formulate(small, search.aim, saved)
    result = cp_sat.solve(model, effort, _hint(model, answer.starts))
    answer = _better(judging, answer, model, result, proven=result.status == "optimal")
    if search.aim == "most":
        return answer
    bounds = [
        answer.bound,
        None if mixture is None else mixture.bound,
        result.bound if result.status in ("optimal", "feasible") else None,
    ]
    return replace(answer, bound=min((bound for bound in bounds if bound is not None), default=None))


def _hint(model: Model, starts: Sequence[int]) -> list[int]:
    return model.values(starts)


def _better(judging: Judge, answer: _Answer, model: Model, result: cp_sat.Answer, *, proven: bool) -> _Answer:
    if result.values:
        starts = model.starts(result.values)
        if judging.score(starts) > judging.score(answer.starts):
            answer = replace(answer, starts=starts)
    return replace(answer, proven=proven)


def months_saved(small: Deck, starts: Sequence[int]) -> int:
    """Of each target, the months from the one in which it is reached to the end of the plan."""
    saved = 0
    for row in small.instance.rows:
        reached = (path(row.today, row.adds, starts) >= row.bound - near(row.bound)).nonzero()[0]
        saved += small.instance.months - int(reached[0]) if len(reached) else 0
    return saved


def _told(
    instance: Instance, small: Deck, kept: Sequence[int], answer: _Answer, search: Search, steps: int
) -> Found | None:
    if any(must and start < 0 for must, start in zip(small.instance.required, answer.starts, strict=True)):
        return None
    if sum(instance.required) > sum(small.instance.required):
        return None
    starts = [OUT] * instance.size
    for item, start in zip(kept, answer.starts, strict=True):
        starts[item] = start
    value = worth(small, answer.starts)
    bound = answer.bound
    proven = answer.proven
    if search.aim == "npv" and bound is not None:
        proven = proven or _reached(value, bound)
        if search.solver == "none" and not proven:
            bound = None
    if proven and search.aim != "most":
        bound = value
    return Found(tuple(starts), value, bound, proven, steps)
