"""The planner beside itself and plain HiGHS: % below the best plan known, proven gap, seconds.

`python benchmarks/bench_plan.py [published] [sizes…]`, by default all of it: 40 100 300 1000 candidates × 36 months, seed 1,
then the published problems. Every run is a process of its own. "Below" is measured against the best plan of all runs on the
instance, the gap against the better of the linear and the solver's own bound. Plain HiGHS is OR-Tools' own copy on the same
rows: two copies in one process do not get along.

Two kinds of seconds: `cpu` is what all threads of a run took together, and what the budgets are held against, as it does
not depend on what else the machine does; `wall` is the clock. "cp-sat by clock" and HiGHS stop by the clock, so on a busy
machine they get less done; the others stop after a fixed amount of work.

Published: PSPLIB's projects of 30 jobs and OR-Library's mknap1, from `tests/data/scheduling`, as planning instances: every
job is worth 1000, and the last one loses 1 a month, so the best plan is the one that ends first.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from plan_instances import make

MONTHS = 36
SECONDS = {40: 20, 100: 40, 300: 35, 1000: 60}
METHODS = ("greedy", "annealing", "cp-sat by work", "cp-sat by clock", "highs")
PUBLISHED = Path(__file__).resolve().parents[1] / "tests" / "plan" / "optimise"
MINUTE = 60.0


@dataclass
class Run:
    """One line of the table."""

    method: str
    value: float
    bound: float | None
    wall: float
    cpu: float


def one(method: str, size: int, seconds: float) -> Run:
    """Plan one instance with one method."""
    from ecaremap.plan.optimise.deck import deck
    from ecaremap.plan.optimise.greedy import first_plan
    from ecaremap.plan.optimise.judge import judge
    from ecaremap.plan.optimise.reduce import only, useful
    from ecaremap.plan.optimise.search import Search, find

    instance = make(size, MONTHS, 1)
    begin, before = time.perf_counter(), time.process_time()
    if method == "greedy":
        judging = judge(deck(only(instance, useful(deck(instance)))))
        value, bound = judging.score(first_plan(judging).starts), None
    elif method == "highs":
        value, bound = highs(instance, seconds)
    else:
        solver = "none" if method == "annealing" else "cp-sat"
        found = find(instance, Search(solver=solver, seconds=seconds if method == "cp-sat by clock" else None))
        assert found is not None
        value, bound = found.value, found.bound
    return Run(method, value, bound, time.perf_counter() - begin, time.process_time() - before)


def highs(instance, seconds: float) -> tuple[float, float | None]:
    """Plain HiGHS without a first plan, on the rows every method shares."""
    from ortools.linear_solver.python import model_builder

    from ecaremap.plan.optimise.deck import deck
    from ecaremap.plan.optimise.formulation import formulate
    from ecaremap.plan.optimise.reduce import only, useful

    model = formulate(deck(only(instance, useful(deck(instance)))))
    program = model_builder.Model()
    names = [program.new_bool_var("") for _ in range(model.binary)]
    for terms, top in model.whole:
        kept = {k: v for k, v in terms.items() if v}
        if kept:
            program.add(model_builder.LinearExpr.weighted_sum([names[k] for k in kept], list(kept.values())) <= top)
    goal = model.objective
    program.maximize(model_builder.LinearExpr.weighted_sum([names[k] for k in goal], list(goal.values())))
    solver = model_builder.Solver("highs")
    solver.set_time_limit_in_seconds(seconds)
    status = solver.solve(program)
    if status not in (model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE):
        return float("nan"), None
    bound = solver.best_objective_bound
    return float(solver.objective_value), None if bound is None else float(bound)


def all_of(size: int) -> list[Run]:
    """Every method on one size, each in its own process."""
    runs = []
    for method in METHODS:
        command = [sys.executable, __file__, "--one", method, str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(Run(**json.loads(done.stdout.strip().splitlines()[-1])))
    return runs


def table(size: int) -> None:
    """Print one size."""
    runs = all_of(size)
    best = max(run.value for run in runs if run.value == run.value)
    bounds = [run.bound for run in runs if run.bound is not None]
    print(f"\n{size:,} candidates × {MONTHS} months: best known {best:,.0f}, best bound {min(bounds):,.0f}")
    print(f"{'method':<16}{'below best':>12}{'proven gap':>12}{'cpu':>10}{'wall':>10}")
    for run in runs:
        gap = "-" if run.bound is None or run.value != run.value else f"{(run.bound - run.value) / run.value:.1%}"
        below = "none found" if run.value != run.value else f"{1 - run.value / best:.2%}"
        print(f"{run.method:<16}{below:>12}{gap:>12}{run.cpu:>8.1f} s{run.wall:>8.1f} s", flush=True)
    by = {run.method: run for run in runs}
    if size == 100:
        kept = by["annealing"].cpu <= 15 and by["annealing"].value >= 0.99 * best
        print(f"budget: 100 within 1 % in 15 s without a solver: {'kept' if kept else 'MISSED'}")
    if size == 300:
        run = by["cp-sat by work"]
        kept = run.cpu <= MINUTE and run.bound is not None and run.bound <= 1.04 * run.value
        print(f"budget: 300 within 4 % proven in 60 s with the solver: {'kept' if kept else 'MISSED'}")


def published() -> None:
    """Every published problem: how many best-known answers the planner reaches, with and without the solver."""
    sys.path.insert(0, str(PUBLISHED))
    from published import DATA, EACH, knapsacks, makespans, project

    best = makespans()
    cases = [(name, project(name), best[name], True) for name in sorted(best) if (DATA / name).exists()]
    cases += [(f"mknap1 {number}", case, optimum, False) for number, (case, optimum) in enumerate(knapsacks(), 1)]
    print(f"\n{'published':<16}{'best known':>12}{'no solver':>12}{'cp-sat':>12}{'proven':>8}{'cpu':>10}")
    reached = [0, 0]
    for name, instance, goal, makespan in cases:
        before, found = time.process_time(), [_reached(instance, solver) for solver in ("none", "cp-sat")]
        values = [instance.size * EACH - value if makespan else value for value, _ in found]
        reached = [so_far + (abs(value - goal) < 1e-3) for so_far, value in zip(reached, values, strict=True)]
        row = "".join(f"{value:>12,.0f}" for value in (goal, *values))
        print(f"{name:<16}{row}{'yes' if found[1][1] else 'no':>8}{time.process_time() - before:>8.1f} s", flush=True)
    print(
        f"best known reached: {reached[0]} of {len(cases)} without a solver, {reached[1]} of {len(cases)} with CP-SAT"
    )


def _reached(instance, solver: str) -> tuple[float, bool]:
    from ecaremap.plan.optimise.search import Search, find

    found = find(instance, Search(solver=solver, enough=0.0))  # a makespan is a tiny part of the money
    assert found is not None
    return found.value, found.proven


def main() -> None:
    """All sizes, or one run of one method."""
    if sys.argv[1:2] == ["--one"]:
        size = int(sys.argv[3])
        print(json.dumps(vars(one(sys.argv[2], size, SECONDS.get(size, 40)))))
        return
    asked = sys.argv[1:] or [*map(str, SECONDS), "published"]
    for part in asked:
        published() if part == "published" else table(int(part))


if __name__ == "__main__":
    main()
