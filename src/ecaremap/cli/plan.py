"""plan: what is built when, by whom, for how much, and what it brings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecaremap.cli.app import AsOf, ScenarioName, StrategyPath, app, finish, refuse
from ecaremap.cli.console import chart_cache, passing, say, width, write
from ecaremap.cli.draw import AudienceName, Templates
from ecaremap.cli.opening import open_strategy

if TYPE_CHECKING:
    from ecaremap.usecases.planning import PlanHow, Planned
    from ecaremap.usecases.validate import Validated


STEPS = {
    "annealing": "Looking for the best months:", "bound": "Working out what no plan can exceed:",
    "solver": "Looking with the solver:", "draws": "Drawing what is uncertain:",
    "forcing in": "Trying what was left out:", "one more": "Trying one more of each bound:",
    "targets": "Pricing the targets:",
}  # fmt: skip
"""What the planner's steps are called on a terminal."""

MISSING = 6
"""Missing figures that are named; the strategy's checks name all."""


class PlanFormat(StrEnum):
    """How a plan is spelled."""

    text = "text"
    md = "md"
    json = "json"
    csv = "csv"
    months = "months"
    backlog = "backlog"
    ics = "ics"
    html = "html"


class ObjectiveName(StrEnum):
    """What a plan is best at."""

    npv = "npv"
    earliest = "targets-earliest"
    cheapest = "targets-cheapest"


class SolverName(StrEnum):
    """Who looks for the plan."""

    none = "none"
    cp_sat = "cp-sat"


ObjectiveOption = Annotated[
    ObjectiveName, typer.Option("--objective", help="Worth most today; targets as early, or as cheap, as can be.")
]
SolverOption = Annotated[
    SolverName | None, typer.Option("--solver", help="The exact solver, or none; the solver if it is installed.")
]
SeedOption = Annotated[int | None, typer.Option("--seed", metavar="N", min=0, help="The same number, the same plan.")]
LimitOption = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="SECONDS", min=1, help="Stop then; a fixed amount of work, if missing."),
]
DrawsOption = Annotated[
    int | None, typer.Option("--draws", metavar="N", min=10, max=100_000, help="Draws of what is uncertain.")
]
SaveOption = Annotated[
    bool | None,
    typer.Option(
        "--save/--no-save", help="Keep an optimised plan beside the strategy, so that build shows it; it is kept."
    ),
]
FormatOption = Annotated[
    PlanFormat,
    typer.Option("--format", help="csv: an item a row; months: a month a row; backlog: for IT; ics: a calendar."),
]


@app.command(
    epilog="Examples: ecaremap plan maps/telecom · ecaremap plan maps/telecom --format ics -o plan.ics",
    short_help="Plan what is built when, and what it brings.",
)
def plan(
    path: StrategyPath,
    objective: ObjectiveOption = ObjectiveName.npv,
    solver: SolverOption = None,
    seed: SeedOption = None,
    time_limit: LimitOption = None,
    optimise: Annotated[
        bool, typer.Option("--optimise/--no-optimise", help="Look for the best months, or keep those written.")
    ] = True,
    draws: DrawsOption = None,
    format: FormatOption = PlanFormat.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")] = None,
    save: SaveOption = None,
    audience: Annotated[
        AudienceName | None, typer.Option("--audience", help="Leave out what this audience is not to see.")
    ] = None,
    templates: Templates = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
) -> None:
    """Plan what is built when, by whom and for how much: waves, gates, money with its range, and why it is so."""
    from ecaremap.usecases.plan_chapter import spell_plan, view_of_plan
    from ecaremap.usecases.planning import DRAWS, SEED, PlanHow

    if save and scenario:
        fix = "The plan that is kept is that of the strategy, without a scenario."
        raise typer.BadParameter(fix, param_hint="'--save'")
    how = PlanHow(
        objective.value,
        solver.value if solver else None,
        SEED if seed is None else seed,
        time_limit,
        optimise,
        draws or DRAWS,
    )
    validated = open_strategy(path, as_of, scenario)
    planned = _made(validated, how, path)
    view = view_of_plan(planned, validated, audience.value if audience else "")
    if view is None:
        refuse("There is no plan for this audience: launches that are not decided are no promise to customers.")
    text = spell_plan(view, format.value, width(), templates, chart_cache())
    _put(text, output)
    if save or (save is None and optimise and not scenario):
        _keep(planned, path)
    assert planned.plan is not None
    solution = planned.plan.solution
    finish(int(solution.status in ("infeasible", "not-found") or bool(solution.shortfalls)))


def _made(validated: "Validated", how: "PlanHow", path: str) -> "Planned":
    """The plan; without one the reason and what would make one are said, and the command ends."""
    from ecaremap.usecases.planning import plan as run

    with _progress() as told:
        planned = run(validated, replace(how, progress=told))
    if planned.plan is None:
        say(f"{path} cannot be planned yet. {planned.inputs.why_not}".strip())
        _say_missing(planned, path)
        finish(1)
    return planned


def _say_missing(planned: "Planned", path: str) -> None:
    """What is missing and whom to ask; without any plan, how one begins."""
    missing = planned.inputs.missing
    for gap in missing[:MISSING]:
        say(f"  missing: {gap.figure}{f' of {gap.of}' if gap.of else ''}; ask {gap.holder}")
    if len(missing) > MISSING:
        say(f"  … and {len(missing) - MISSING} more.")
    if planned.inputs.begin:
        say(f"A plan begins with these lines, in any file of {path}; a ? is a figure to ask for:")
        for line in planned.inputs.begin:
            say(f"  {line}")


def _keep(planned: "Planned", path: str) -> None:
    """The plan beside the strategy; a plan that could not be found is not kept."""
    from ecaremap.usecases.planning import save

    assert planned.plan is not None
    if planned.plan.solution.status in ("optimal", "feasible"):
        say(f"{save(planned, path)}: build shows this plan as long as its figures stay the same.")


def _put(text: str, output: Path | None) -> None:
    """The plan to the screen or a file."""
    from ecaremap.usecases.writing import write_file

    if output is None:
        write(text)
    else:
        write_file(output, text.encode())
        say(f"{output}")


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None] | None]:
    """How far it is, on a terminal only; nothing is left behind."""
    with passing() as show:
        yield (
            None
            if show is None
            else lambda step, part: show(f"{STEPS.get(step, step)} {part:.0%}" if part else STEPS.get(step, step))
        )
