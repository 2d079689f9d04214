"""The door to the constraint solver: proven plans where the extra `solve` is installed."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata, util
from typing import Any, Literal

from ecaremap.plan.optimise.formulation import Model

INSTALL = "pip install 'ecaremap[solve]'"
WORKERS = 8
"""Whatever the machine has: the mix of methods belongs to the answer."""
_FUSE = 10.0
"""Seconds by the clock for each unit of work, and once more: far beyond what it takes; only a fault reaches it."""
_SMALL = 1500
"""0/1 variables of an instance that one worker tries first."""
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

    `work` is counted in the solver's own deterministic seconds. `seconds` 0 stops by work alone.
    """

    work: float
    seconds: float = 0.0
    seed: int = 0


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

    program = cp_model.CpModel()
    names: list[Any] = [program.new_bool_var("") for _ in range(model.binary)]
    scale, slack = _poured(program, cp_model.LinearExpr, model, names)
    for name, value in zip(names, hint, strict=False):
        program.add_hint(name, value)
    solver = cp_model.CpSolver()
    status = cp_model.UNKNOWN
    if not effort.seconds and model.binary <= _SMALL:
        # With turns taken, 9.15 may creep up on the best value in single units; one worker proves small ones at once.
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = effort.seed & 0x7FFFFFFF
        solver.parameters.max_deterministic_time = effort.work / 4
        status = solver.solve(program)
    if status not in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
        _settings(solver.parameters, effort)
        status = solver.solve(program)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Answer(
        tuple(int(solver.boolean_value(name)) for name in names[: model.binary]) if found else (),
        solver.best_objective_bound / scale + slack,
        "optimal" if status == cp_model.OPTIMAL else "feasible" if found
        else "infeasible" if status == cp_model.INFEASIBLE else "unknown",
    )  # fmt: skip


def _settings(parameters: Any, effort: Effort) -> None:
    parameters.num_workers = WORKERS
    parameters.random_seed = effort.seed & 0x7FFFFFFF
    if effort.seconds:
        parameters.max_time_in_seconds = effort.seconds
    else:
        # Workers take turns, so that the same work gives the same plan on every machine.
        parameters.interleave_search = True
        parameters.max_deterministic_time = effort.work
        parameters.max_time_in_seconds = _FUSE + _FUSE * effort.work


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
