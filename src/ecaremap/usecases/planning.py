"""Planning: make a plan, save it, and show a saved one again while its inputs are the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from ecaremap.load.problems import Unreadable
from ecaremap.plan.explain.answers import Answers
from ecaremap.plan.explain.asking import Told
from ecaremap.plan.explain.explained import explain
from ecaremap.plan.inputs.hashing import input_hash
from ecaremap.plan.inputs.model import PlanInputs
from ecaremap.plan.inputs.reading import plan_inputs
from ecaremap.plan.optimise import as_written, optimise
from ecaremap.plan.problem import Problem, Schedule
from ecaremap.plan.result import Case, MigrationPlan, Objective, Solution
from ecaremap.plan.saved import UnreadablePlan, calendar, plan_text, read_plan
from ecaremap.plan.simulate import simulate
from ecaremap.plan.spread import spread
from ecaremap.policy.decisions import Decisions
from ecaremap.usecases.validate import Validated, validate
from ecaremap.usecases.writing import write_file

Solver = Literal["none", "cp-sat"]
SEED = 20261121
DRAWS = 5000
QUICK, ASKING, ASKING_QUICKLY = 500, 100, 50
"""Steps of the annealing: for a plan that a build makes by the way; for one question of `plan`, and of a build."""
BESIDE = ("cautious", "bold")
"""Scenarios shown beside the base, in this order, where a strategy has them."""


@dataclass(frozen=True)
class PlanHow:
    """How a plan is made.

    Attributes:
        solver: None takes CP-SAT where it is installed. time_limit: seconds; None stops after a fixed amount
            of work, which gives the same plan every time.
        optimise: False forecasts the plan as it is written. progress: told the step and how far it is, 0 to 1.
    """

    objective: Objective = "npv"
    solver: Solver | None = None
    seed: int = SEED
    time_limit: float | None = None
    optimise: bool = True
    draws: int = DRAWS
    progress: Callable[[str, float], None] | None = None


@dataclass(frozen=True)
class Planned:
    """A plan and what it was made from; `plan` is None where too little is known, `inputs.why_not` says why."""

    inputs: PlanInputs
    plan: MigrationPlan | None


def solver_installed() -> bool:
    """Whether the exact solver of the extra `solve` is there."""
    return find_spec("ortools") is not None


def plan(validated: Validated, how: PlanHow = PlanHow()) -> Planned:
    """Make a plan for a strategy that could be decided.

    Raises:
        Unreadable: the solver asked for is not installed.
    """
    inputs = _inputs(validated)
    problem = inputs.problem
    if problem is None:
        return Planned(inputs, None)
    if not how.optimise:
        solution = as_written(problem, _as_written(problem, inputs.written))
    else:
        solution = optimise(
            problem, objective=how.objective, solver=_solver(how), seed=how.seed, time_limit=how.time_limit,
            progress=how.progress,
        )  # fmt: skip
    answers = Answers(
        problem, solution.schedule, seed=how.seed, steps=ASKING, solver=solution.method == "cp-sat",
        objective=how.objective if how.optimise else None, progress=how.progress,
    )  # fmt: skip
    return Planned(inputs, _finish(validated, inputs, solution, answers, how))


def plan_to_show(validated: Validated) -> Planned:
    """The saved plan while its inputs are the same, else one made without a solver: the same bytes everywhere."""
    inputs = _inputs(validated)
    problem = inputs.problem
    if problem is None:
        return Planned(inputs, None)
    how = PlanHow(solver="none")
    saved, remark = _saved(plan_file(validated.path), problem, inputs)
    solution, told = saved or (optimise(problem, solver="none", seed=SEED, iterations=QUICK), None)
    answers = Answers(
        problem, solution.schedule, seed=SEED, steps=ASKING_QUICKLY, solver=False, thorough=False, told=told,
        objective=solution.objective,
    )  # fmt: skip
    made = _finish(validated, inputs, solution, answers, how)
    return Planned(inputs, replace(made, saved=saved is not None, remarks=(*made.remarks, *remark)))


def plan_file(path: str) -> Path:
    """Where the plan of a strategy is kept: `plan.json` in its folder, `NAME.plan.json` beside a single file."""
    place = Path(path)
    return place / "plan.json" if place.is_dir() else place.with_suffix(".plan.json")


def save(planned: Planned, path: str) -> Path:
    """Write the plan file of a strategy; returns where.

    Raises:
        Unreadable: the place cannot be written.
    """
    made = planned.plan
    assert made is not None
    target = plan_file(path)
    forced = {left.id: None if left.forced is None else (left.forced, left.displaces) for left in made.explained.left}
    asked = {item.id for item in made.problem.items}
    told = Told(
        {name: found for name, found in forced.items() if name in asked}, made.explained.worth, made.explained.prices
    )
    write_file(target, plan_text(made.solution, told, made.problem.starts, made.input_hash).encode())
    return target


def _inputs(validated: Validated) -> PlanInputs:
    assert validated.decisions is not None
    return plan_inputs(validated.decisions)


def _as_written(problem: Problem, written: Schedule) -> Schedule:
    """Every item that is written: in its month, else (0) as early as it fits, what others need first."""
    left = {item.id: item for item in problem.items}
    order: dict[str, int] = {}
    while left:
        ready = [
            name for name, item in left.items()
            if all(any(one in order or one not in left for one in need.any_of) for need in item.needs)
        ]  # fmt: skip
        for name in ready or list(left):  # items that need each other: T201 says so, the order no longer matters
            order[name] = written.get(name, 0)
            del left[name]
    return order


def _solver(how: PlanHow) -> Solver:
    if how.solver == "cp-sat" and not solver_installed():
        raise Unreadable(
            "The solver CP-SAT is not installed.",
            'Install it with: pip install "ecaremap[solve]", or use --solver none.',
        )
    return how.solver or ("cp-sat" if solver_installed() else "none")


def _saved(place: Path, problem: Problem, inputs: PlanInputs) -> tuple[tuple[Solution, Told] | None, tuple[str, ...]]:
    """The saved solution with its answers, if it speaks of these inputs; else why it is not shown."""
    try:
        solution, told, of = read_plan(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, ()
    except (OSError, UnicodeDecodeError):
        return None, (f"{place.name} cannot be read, so a plan was made anew.",)
    except UnreadablePlan as error:
        return None, (f"{place.name} is no plan file ({error}), so a plan was made anew.",)
    if of != input_hash(problem, inputs.uncertain):
        return None, (f"{place.name} was made from other figures, so a plan was made anew. Run ecaremap plan again.",)
    return (solution, told), ()


def _finish(
    validated: Validated, inputs: PlanInputs, solution: Solution, answers: Answers, how: PlanHow
) -> MigrationPlan:
    """The forecast, its spread, the scenarios beside it, and the reasons."""
    problem = inputs.problem
    assert validated.decisions is not None
    assert problem is not None
    schedule = solution.schedule
    nothing, planned = simulate(problem, {}), simulate(problem, schedule)
    if how.progress:
        how.progress("draws", 0.0)
    sure = spread(problem, schedule, inputs.uncertain, draws=how.draws, seed=how.seed)
    cases = (Case("do-nothing", nothing, None), *_beside(validated, schedule), Case("base", planned, sure))
    return MigrationPlan(
        problem=problem,
        solution=solution,
        forecast=planned,
        cases=tuple(sorted(cases, key=lambda case: _ORDER.index(case.id))),
        spread=sure,
        explained=explain(inputs, schedule, validated.decisions, nothing, planned, answers),
        input_hash=input_hash(problem, inputs.uncertain),
        remarks=tuple(_missed(problem, solution)),
    )


def _missed(problem: Problem, solution: Solution) -> Iterator[str]:
    """Targets that a plan made for them does not reach, and how near any plan comes."""
    for short in solution.shortfalls:
        nearest = f"{short.most:.0%}" if 0 <= short.most <= 1 else f"{short.most:,.0f}"
        found = f"no plan comes nearer than {nearest}" if short.proven else f"the nearest plan found comes to {nearest}"
        when = f"reaches it in {calendar(problem.starts, short.month)}" if short.month else "never reaches it"
        yield f"The target {short.target} is missed in its month: {found}. A plan made for it alone {when}."


_ORDER = ("do-nothing", "cautious", "base", "bold")


def _beside(validated: Validated, schedule: Schedule) -> Iterator[Case]:
    """The same schedule under the figures of the scenarios."""
    decisions = validated.decisions
    assert decisions is not None
    for name in BESIDE:
        if name not in decisions.project.strategy.scenarios or not Path(validated.path).exists():
            continue
        other = _of_scenario(validated.path, decisions, name)
        if other is not None:
            known = {item.id for item in other.items}
            yield Case(name, simulate(other, {k: v for k, v in schedule.items() if k in known}), None)


def _of_scenario(path: str, decisions: Decisions, name: str) -> Problem | None:
    other = validate(path, decisions.period.today, name).decisions
    return plan_inputs(other).problem if other else None
