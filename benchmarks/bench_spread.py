"""The planner's simulator and its draws: processor seconds and peak memory.

Run: python benchmarks/bench_spread.py [WHAT]. Each part runs in a process of its own, so that its peak is its own.
"""

import resource
import subprocess
import sys
import time

from ecaremap.plan.problem import Adoption, Demand, Fewer, Item, Problem, Push, Touchpoint
from ecaremap.plan.simulate import npv, simulate, value_table
from ecaremap.plan.spread import spread
from ecaremap.plan.uncertain import Uncertain

MONTHS = 36
PLACES = ("web", "app", "ivr")


def made(requests: int, items: int) -> Problem:
    """A plan of a size: the same every time, no two requests alike."""
    demands, made_items = [], []
    for number in range(requests):
        part = (number * 37 % 101) / 101
        demands.append(
            Demand(
                f"r{number:04}", 300 + 15_000 * part**3, (("phone", 0.75), ("web", 0.15), ("app", 0.1)), 4 + 5 * part,
                growth=0.04 * part, done_today=0.1 + 0.1 * part, cap=0.5 + 0.5 * part, cashable_share=0.7,
                double_handling=0.4, induced_needs=0.05, sale_margin=0.3 * part, churn_leaked=0.0004, customer_value=250,
            )
        )  # fmt: skip
    for number in range(items):
        request, layer = f"r{number % requests:04}", number // requests
        part = (number * 53 % 97) / 97
        adoption = Adoption(
            0.1 + 0.3 * part, 0.55 + 0.1 * part, 0.75 + 0.15 * part, 0.03 + 0.05 * part, 0.3 + 0.2 * part, 2 + 3 * part,
            with_push=0.2 + 0.35 * part, gives_up=0.1,
        )  # fmt: skip
        name, of = f"{request}-{layer}", {"request": request}
        if layer < 2:
            place = PLACES[(number + layer) % 3]
            item = Item(
                name, "build", 2 + number % 4, 9_000 + 50_000 * part, 300, effect=adoption, touchpoint=place, **of
            )
        elif layer == 2:
            item = Item(name, "push", 0, run=200, effect=Push(f"{request}-0", 0.6, 3))
        else:
            item = Item(name, "fix", 2, 8_000, effect=Fewer(0.1), **of)
        made_items.append(item)
    touchpoints = (
        Touchpoint("phone", "traditional"), Touchpoint("web", "digital", 0.3), Touchpoint("app", "digital", 0.2),
        Touchpoint("ivr", "automated-voice", 0.1),
    )  # fmt: skip
    return Problem("2027-01", MONTHS, 0.09, "EUR", touchpoints, tuple(demands), tuple(made_items), operating_cost=1e6)


def as_planned(problem: Problem) -> dict[str, int]:
    """Every item, one after the other."""
    return {item.id: 1 + number * 20 // len(problem.items) for number, item in enumerate(problem.items)}


def uncertain(problem: Problem, *, slip: bool) -> list[Uncertain]:
    """Eight shared drivers and four for every request or build."""
    words = ("volume", "handling_cost", "ceiling", "speed", "not_contained", "digital_cost", "cost", "sale_margin")
    found = [Uncertain(f"all {w}", f"{w} of all", w, "triangular", 0.7, 1.0, 1.6, shared=True) for w in words]
    if slip:
        found.append(Uncertain("slip", "late launches", "slip", "triangular", 0.9, 1.0, 2.0, shared=True))
    for demand in problem.demands:
        of = (demand.id,)
        found.append(Uncertain(f"volume {demand.id}", "volume", "volume", "lognormal", 0.8, 1.0, 1.3, of=of))
        found.append(Uncertain(f"ceiling {demand.id}", "ceiling", "ceiling", "triangular", 0.6, 1.0, 1.2, of=of))
        found.append(Uncertain(f"missed {demand.id}", "missed", "not_contained", "triangular", 0.8, 1.0, 1.5, of=of))
        found.append(Uncertain(f"cost {demand.id}", "cost", "cost", "lognormal", 0.8, 1.0, 1.5, of=of))
    return found


def draws(requests: int, items: int, count: int, limit: float, *, slip: bool = False) -> None:
    """Draws of a plan with all its items."""
    problem = made(requests, items)
    schedule, figures = as_planned(problem), uncertain(problem, slip=slip)
    before = time.process_time()
    found = spread(problem, schedule, figures, draws=count)
    seconds = time.process_time() - before
    what = f"{count:,} draws, {requests} requests, {items} items" + (", launches slip" if slip else "")
    _print(what, seconds, limit)
    print(f"  {len(found.drivers):,} drivers; NPV " + ", ".join(f"{value:,.0f}" for value in found.npv))


def table() -> None:
    """The table of an optimiser, and exact values while it searches."""
    problem = made(400, 1000)
    before = time.process_time()
    value_table(problem)
    _print("value table, 1,000 items", time.process_time() - before, 3.0)
    problem = made(50, 100)
    schedule = as_planned(problem)
    npv(problem, schedule)
    before = time.process_time()
    for number in range(1000):
        schedule[problem.items[number % 100].id] = 1 + number * 7 % 30
        npv(problem, schedule)
    _print("1,000 exact values, 100 items, one moved each", time.process_time() - before)
    before = time.process_time()
    for _ in range(100):
        simulate(problem, schedule)
    _print("100 whole forecasts, 100 items", time.process_time() - before)


def _print(what: str, seconds: float, limit: float | None = None) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    budget = "" if limit is None else f"   budget {limit:g} s {'kept' if seconds <= limit else 'MISSED'}"
    print(f"{what:<52}{seconds:8.3f} s   peak {peak:4.0f} MB{budget}", flush=True)


WHAT = {
    "telecom": lambda: draws(22, 45, 5_000, 1.0),
    "large": lambda: draws(300, 300, 10_000, 10.0),
    "slip": lambda: draws(300, 300, 10_000, 30.0, slip=True),
    "table": table,
}


def main() -> None:
    """All parts, or those named."""
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            WHAT[name]()
        return
    for name in WHAT:
        subprocess.run([sys.executable, __file__, name], check=True)


if __name__ == "__main__":
    main()
