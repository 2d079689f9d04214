"""The door to the constraint solver: proven plans where the extra `solve` is installed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import metadata, util
from math import inf
from typing import Any, Literal

from ecaremap.plan.optimise.formulation import Model

INSTALL = "pip install 'ecaremap[solve]'"
WORKERS = 8
"""Whatever the machine has: the mix of methods belongs to the answer."""
_FUSE = 10.0
"""Seconds by the clock for each unit of work, and once more: far beyond what it takes; only a fault reaches it."""
_SMALL = 1500
"""0/1 variables of an instance that one worker solves alone: cuts and branching prove it soonest."""
_FIRST = 2.0
"""Work of that worker before it may stop near the bound: what can be proven soon is proven."""
_TURNS = ("max_lp", "quick_restart_no_lp")
"""Of larger ones: one worker for the bound, one for plans, and between them the solver's neighbourhoods."""
_FINE = 1e7
"""The largest figure of the objective becomes a whole number of about this size."""
_FINEST = 1e11
"""The same for the rows of targets, which have to hold as closely as anybody looks."""


class NoSolver(Exception):
    """The extra is not installed; the text says how to get it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: 0/1 values (none if no plan was found), the best bound, how sure it is."""

    values: tuple[int, ...]
    bound: float
    status: Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class Effort:
    """When to stop: after this much work, the same on every machine, or after seconds by the clock.

    `work` is counted in the solver's own deterministic seconds. `seconds` 0 stops by work alone; then also where no
    plan can be better by more than the share `near`.
    """

    work: float
    seconds: float = 0.0
    seed: int = 0
    near: float = 0.0


def installed() -> bool:
    """The extra is there."""
    return util.find_spec("ortools") is not None


def check() -> None:
    """Complain early.

    Raises:
        NoSolver: the extra is not installed.
    """
    if not installed():
        raise NoSolver(f"The solver cp-sat is not installed. Install it with: {INSTALL}, or plan without --solver.")


def version() -> str:
    """Name and version of the solver for the plan file."""
    return f"OR-Tools CP-SAT {metadata.version('ortools')}"


def solve(model: Model, effort: Effort, hint: Sequence[int] = ()) -> Answer:
    """The best plan of a model, from a first one if there is one.

    Raises:
        NoSolver: the extra is not installed.
    """
    check()
    from ortools.sat.python import cp_model

    program: Any = cp_model.CpModel()
    names: list[Any] = [program.new_bool_var("") for _ in range(model.binary)]
    scale, slack = _poured(program, cp_model.LinearExpr, model, names)
    best = Answer(tuple(hint[: model.binary]), inf, "unknown")
    for stage in _stages(model, effort):
        program.clear_hints()
        for name, value in zip(names, best.values, strict=False):
            program.add_hint(name, value)
        solver = cp_model.CpSolver()
        stage(solver.parameters)
        best = _after(best, solver, cp_model, solver.solve(program), names[: model.binary])
        if best.status in ("optimal", "infeasible") or _is_near(best, solver, effort.near):
            break
    values = best.values if best.status in ("optimal", "feasible") else ()
    return replace(best, values=values, bound=best.bound / scale + slack)


def _after(best: Answer, solver: Any, cp_model: Any, status: Any, names: Sequence[Any]) -> Answer:
    """What is known after one more run; it had the best plan so far as a first one."""
    if status == cp_model.INFEASIBLE:
        return replace(best, status="infeasible")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return best
    bound = min(best.bound, solver.best_objective_bound)
    proven = solver.objective_value >= bound - 0.5  # both are whole numbers
    return Answer(tuple(int(solver.boolean_value(name)) for name in names), bound, "optimal" if proven else "feasible")


def _is_near(best: Answer, solver: Any, near: float) -> bool:
    """Nothing can be better by more than the share that is near enough."""
    if best.status != "feasible" or not near:
        return False
    value = float(solver.objective_value)
    return best.bound - value <= near * max(1.0, abs(value))


def _stages(model: Model, effort: Effort) -> Iterator[Callable[[Any], None]]:
    """The runs one after another, each as what it sets; the first one that is sure is the last."""
    if effort.seconds:
        yield lambda parameters: _by_clock(parameters, effort)
    elif model.binary > _SMALL:
        yield lambda parameters: _in_turns(parameters, effort)
    else:
        yield lambda parameters: _alone(parameters, effort, _FIRST, 0.0)
        yield lambda parameters: _alone(parameters, effort, effort.work, effort.near)


def _by_clock(parameters: Any, effort: Effort) -> None:
    parameters.num_workers = WORKERS
    parameters.random_seed = effort.seed & 0x7FFFFFFF
    parameters.max_time_in_seconds = effort.seconds


def _in_turns(parameters: Any, effort: Effort) -> None:
    """Workers take turns, so that the same work gives the same plan on every machine."""
    parameters.num_workers = WORKERS
    parameters.subsolvers.extend(_TURNS)
    parameters.random_seed = effort.seed & 0x7FFFFFFF
    parameters.interleave_search = True
    parameters.max_deterministic_time = effort.work
    parameters.max_time_in_seconds = _FUSE + _FUSE * effort.work
    parameters.relative_gap_limit = effort.near


def _alone(parameters: Any, effort: Effort, work: float, near: float) -> None:
    """One worker with all the cuts there are."""
    parameters.num_workers = 1
    parameters.linearization_level = 2
    parameters.random_seed = effort.seed & 0x7FFFFFFF
    parameters.max_deterministic_time = work
    parameters.relative_gap_limit = near


def _poured(program: Any, expression: Any, model: Model, names: list[Any]) -> tuple[float, float]:
    """All rows into the solver; the scale of money, and how much rounding can have taken from the bound."""
    largest = max((abs(part) for part in model.objective.values()), default=1.0)
    scale = _FINE / max(1e-9, largest)
    for low, high in model.bounds:
        # The solver tries small values first; written as what is missing to the highest, the best one is the smallest.
        top, bottom = round(high * scale) + 1, round(low * scale) - 1
        gainful = model.objective[len(names)] > 0
        names.append(
            top - program.new_int_var(0, top - bottom, "") if gainful else program.new_int_var(bottom, top, "")
        )
    for terms, top in model.whole:
        _row(program, expression, names, {k: round(v) for k, v in terms.items()}, top)
    for terms, limit in model.money:
        # Amounts are counted in the scale of the objective; shares of a target in one of their own.
        largest = max((abs(part) for part in terms.values()), default=1.0)
        fine = scale if any(key >= model.binary for key in terms) else _FINEST / max(1e-12, largest)
        whole = {k: round(v) if k >= model.binary else round(v * fine) for k, v in terms.items()}
        _row(program, expression, names, whole, round(limit * fine) + _loose(model))
    goal = {k: round(v) if k >= model.binary else round(v * scale) for k, v in model.objective.items()}
    program.maximize(expression.weighted_sum([names[k] for k in goal], list(goal.values())))
    return scale, _loose(model) * (1.0 + 2.0 * len(model.bounds)) / scale


def _loose(model: Model) -> int:
    """How many units a sum can be off: half a unit for each variable of a start, and a start is a sum of them."""
    return 1 + model.binary // 2


def _row(program: Any, expression: Any, names: list[Any], terms: dict[int, int], top: int) -> None:
    kept = {k: v for k, v in terms.items() if v}
    if kept:
        program.add(expression.weighted_sum([names[k] for k in kept], list(kept.values())) <= top)
    elif top < 0:
        program.add_bool_or([])
