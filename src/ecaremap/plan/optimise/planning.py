"""The planner: from a problem to a plan, exactly simulated and repaired, with what can be said of its quality."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ecaremap.plan.optimise import cp_sat
from ecaremap.plan.optimise.board import Board
from ecaremap.plan.optimise.building import instance as prepared
from ecaremap.plan.optimise.checking import broken
from ecaremap.plan.optimise.conflict import conflict
from ecaremap.plan.optimise.deck import Deck, deck
from ecaremap.plan.optimise.exact import repaired
from ecaremap.plan.optimise.instance import Instance
from ecaremap.plan.optimise.judge import Aim, worth
from ecaremap.plan.optimise.search import Found, Search, Solver, find
from ecaremap.plan.optimise.targets import aimed
from ecaremap.plan.optimise.wording import in_words
from ecaremap.plan.problem import Problem, Schedule
from ecaremap.plan.result import Objective, Solution
from ecaremap.plan.simulate import Valuer, valuer

Progress = Callable[[str, float], None]

AIMS: dict[Objective, Aim] = {"npv": "npv", "targets-earliest": "earliest", "targets-cheapest": "cheapest"}


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of the planner: what was asked, and what it works with."""

    problem: Problem
    of: Valuer
    objective: Objective
    search: Search


def optimise(
    problem: Problem,
    *,
    objective: Objective = "npv",
    solver: Solver = "none",
    seed: int = 0,
    iterations: int | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Solution:
    """The best plan found: selected, sequenced, simulated exactly, and repaired where the simulation shows harm.

    The same problem, in whatever order its parts are listed, the same seed and iterations give the same plan;
    with a time limit that holds no longer. The bound is one of the optimiser's tables: no plan is worth more by
    them, and `table_npv` says what they make of this one.

    Args:
        problem: what to plan.
        objective: highest value today; or targets as early as possible, then value; or targets by their month
            at the highest value. Without any target that can be simulated it is the value.
        solver: none, or cp-sat from the extra `solve`.
        seed: of the annealing and the solver.
        iterations: steps of the annealing; None goes by the number of items.
        time_limit: seconds for the solver by the clock; None stops it after a fixed amount of work.
        progress: is told the stage and the share of it that is done.

    Raises:
        NoSolver: the solver is asked for and not installed; the text says how to install it.
    """
    if solver == "cp-sat":
        cp_sat.check()
    of = valuer(problem)
    whole = prepared(problem, of, targets=objective != "npv")
    aim = AIMS[objective] if whole.rows else "npv"
    run = _Run(problem, of, objective, Search(aim, solver, seed, iterations, time_limit, progress=progress))
    if aim != "npv":
        reached = aimed(whole, problem, of, run.search)
        if reached is None:
            return _impossible(run, whole)
        return replace(_solution(run, whole, reached.found, reached.starts, ()), shortfalls=reached.shortfalls)
    found = find(whole, run.search)
    if found is None:
        return _impossible(run, whole)
    starts, dropped = repaired(deck(whole), of, found.starts)
    return _solution(run, whole, found, starts, dropped)


def as_written(problem: Problem, written: Mapping[str, int] | Sequence[str]) -> Solution:
    """The plan as its author wrote it.

    Args:
        problem: what to plan.
        written: the month of each item, 0 where none is written; or just the items. Items without a month
            start as early as everything before them in this order allows. What is not listed is left out.

    Items with a month stand in it, whatever that breaks: `conflict` then says what, and the status is infeasible.
    `dropped` are items for which there was no room.

    Raises:
        KeyError: an item is written that the problem does not have.
    """
    of = valuer(problem)
    whole = prepared(problem, of)
    months = written if isinstance(written, Mapping) else dict.fromkeys(written, 0)
    numbers = {name: whole.ids.index(name) if name in whole.ids else _unknown(name) for name in months}
    board = Board(deck(whole))
    for name, month in months.items():
        if month > 0:
            board.place(numbers[name], month - 1)
    for name in months:
        board.add(numbers[name])
    for item in [item for item, start in enumerate(board.starts) if start >= 0 and whole.ids[item] not in months]:
        board.lift(item)
    starts = board.starts
    against = tuple(in_words(name, held) for name, held in broken(whole, starts))
    schedule = whole.schedule(starts)
    return Solution(
        schedule=schedule, objective="npv", method="as-written", seed=0, iterations=0,
        table_npv=worth(deck(whole), starts), npv=of.npv(schedule), bound=None,
        status="infeasible" if against else "feasible", conflict=against,
        dropped=tuple(sorted(name for name, item in numbers.items() if starts[item] < 0)),
    )  # fmt: skip


def _unknown(name: str) -> int:
    raise KeyError(name)


def _solution(run: _Run, whole: Instance, found: Found, starts: Sequence[int], dropped: tuple[str, ...]) -> Solution:
    schedule = whole.schedule(starts)
    counted: Deck = deck(whole)
    value = worth(counted, starts)
    same = list(starts) == list(found.starts)
    status: Literal["optimal", "feasible"] = "optimal" if found.proven and same else "feasible"
    return Solution(
        schedule=schedule, objective=run.objective,
        method="cp-sat" if run.search.solver == "cp-sat" else "annealing",
        seed=run.search.seed, iterations=found.steps, table_npv=value, npv=run.of.npv(schedule),
        bound=None if found.bound is None else max(found.bound, value), status=status, dropped=dropped,
        solver=cp_sat.version() if run.search.solver == "cp-sat" else "",
    )  # fmt: skip


def _impossible(run: _Run, whole: Instance) -> Solution:
    """No plan turned up: say which inputs contradict each other, if that can be proven."""
    why = conflict(whole, run.search.solver)
    nothing: Schedule = {}
    proven = why is not None and why.proven
    return Solution(
        schedule=nothing, objective=run.objective,
        method="cp-sat" if run.search.solver == "cp-sat" else "annealing",
        seed=run.search.seed, iterations=run.search.steps or 0, table_npv=0.0, npv=0.0, bound=None,
        status="infeasible" if proven else "not-found", conflict=why.words if why and proven else (),
        solver=cp_sat.version() if run.search.solver == "cp-sat" else "",
    )  # fmt: skip
