"""The door to the linear solver: a bound no plan can exceed, and the order its fractions suggest."""

from dataclasses import dataclass
from importlib import util
from typing import Any

from ecaremap.plan.optimise.formulation import Model

_TRUST = 1e-6
"""What the solver's tolerances may take from a bound, of its size."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best mixture of plans: its worth, no plan is worth more; by item, when it starts on average."""

    bound: float
    months: tuple[float, ...]


def relaxed(model: Model, method: str = "glop") -> Relaxed | None:
    """Solve the problem with fractions of items allowed; None if the extra is missing or the solver gave up."""
    if not util.find_spec("ortools"):
        return None
    from ortools.linear_solver.python import model_builder

    program: Any = model_builder.Model()  # type: ignore[no-untyped-call]
    names = [program.new_num_var(0.0, 1.0, "") for _ in range(model.binary)]
    names += [program.new_num_var(low, high, "") for low, high in model.bounds]
    for terms, top in (*model.whole, *model.money):
        kept = {k: v for k, v in terms.items() if v}
        row = model_builder.LinearExpr.weighted_sum([names[k] for k in kept], list(kept.values()))
        program.add(row <= top)
    goal = model.objective
    program.maximize(model_builder.LinearExpr.weighted_sum([names[k] for k in goal], list(goal.values())))
    solver = model_builder.Solver(method)
    if not solver.solver_is_supported() or solver.solve(program) != model_builder.SolveStatus.OPTIMAL:
        return None
    values = solver.values(names)
    bound = float(solver.objective_value)
    return Relaxed(bound + _TRUST * max(1.0, abs(bound)), _average(model, [float(value) for value in values]))


def _average(model: Model, values: list[float]) -> tuple[float, ...]:
    """The mean start of each item; left-out parts count as after the end."""
    months = []
    for first, own in zip(model.first, model.months, strict=True):
        mean, so_far = 0.0, 0.0
        for place, month in enumerate(own):
            mean += month * (values[first + place] - so_far)
            so_far = values[first + place]
        months.append(mean + 2.0 * (own[-1] if own else 1) * (1.0 - so_far) + 1.0 - so_far)
    return tuple(months)
