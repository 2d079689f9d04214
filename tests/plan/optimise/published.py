"""Published scheduling problems as planning instances."""

import csv
from pathlib import Path

from ecaremap.plan.optimise.board import decode
from ecaremap.plan.optimise.deck import deck
from ecaremap.plan.optimise.instance import Instance, Limit, Span, Want

DATA = Path(__file__).resolve().parents[2] / "data" / "scheduling"
EACH = 1000.0
"""What every task of a project is worth; so all are done, and the best plan is the one that ends first."""


def makespans() -> dict[str, int]:
    """Best-known makespans by file name."""
    with (DATA / "j30_optimum.csv").open(encoding="utf-8") as lines:
        return {row["problem"]: int(row["optimum"]) for row in csv.DictReader(lines)}


def _section(text: str, name: str) -> list[list[str]]:
    body = text.split(f"{name}:\n", 1)[1].split("****", 1)[0]
    return [line.split() for line in body.splitlines() if line.split() and line.split()[0].isdigit()]


def project(name: str) -> Instance:
    """A PSPLIB project: as short as possible, said in money. The horizon is what a first plan needs."""
    text = (DATA / name).read_text(encoding="utf-8")
    follow = {int(row[0]): [int(job) for job in row[3:]] for row in _section(text, "PRECEDENCE RELATIONS")}
    lines = {int(row[0]): [int(part) for part in row[2:]] for row in _section(text, "REQUESTS/DURATIONS")}
    people = [int(part) for part in text.split("RESOURCEAVAILABILITIES:\n", 1)[1].splitlines()[1].split()]
    horizon = sum(line[0] for line in lines.values()) + 2
    first = decode(deck(_instance(follow, lines, people, horizon)), range(len(lines)))
    return _instance(follow, lines, people, first.starts[-1] + 2)


def _instance(follow: dict[int, list[int]], lines: dict[int, list[int]], people: list[int], months: int) -> Instance:
    jobs = sorted(lines)
    before: dict[int, list[int]] = {job: [] for job in jobs}
    for job, later in follow.items():
        for other in later:
            before[other].append(job)
    last = jobs[-1]
    count = len(jobs)
    return Instance(
        months=months,
        ids=tuple(f"job-{job:02}" for job in jobs),
        duration=tuple(lines[job][0] for job in jobs),
        value=tuple(tuple(EACH - (s if job == last else 0) for s in range(months)) for job in jobs),
        launches=(False,) * count,
        earliest=(0,) * count,
        fixed=(-1,) * count,
        required=(False,) * count,
        needs=tuple(tuple(Want((b - 1,), (lines[b][0],)) for b in before[job]) for job in jobs),
        group=(-1,) * count,
        spans=tuple(
            tuple(Span(r, 0, lines[job][0], amount) for r, amount in enumerate(lines[job][1:]) if amount)
            for job in jobs
        ),
        spend=((((),) * months),) * count,
        limits=tuple(Limit("team", f"R{r + 1}", (there,) * months) for r, there in enumerate(people)),
    )


def knapsacks() -> list[tuple[Instance, float]]:
    """The seven problems of mknap1 with their optima: one month of work, every constraint a team."""
    numbers = iter((DATA / "mknap1.txt").read_text(encoding="utf-8").split())
    found = []
    for _ in range(int(next(numbers))):
        items, teams, optimum = int(next(numbers)), int(next(numbers)), float(next(numbers))
        value = [float(next(numbers)) for _ in range(items)]
        takes = [[round(1000 * float(next(numbers))) for _ in range(items)] for _ in range(teams)]
        there = [round(1000 * float(next(numbers))) for _ in range(teams)]
        found.append((_knapsack(value, takes, there), optimum))
    return found


def _knapsack(value: list[float], takes: list[list[int]], there: list[int]) -> Instance:
    count = len(value)
    return Instance(
        months=2, ids=tuple(f"item-{n:02}" for n in range(count)), duration=(1,) * count,
        value=tuple((worth, 0.0) for worth in value), launches=(True,) * count, earliest=(0,) * count,
        fixed=(-1,) * count, required=(False,) * count, needs=((),) * count, group=(-1,) * count,
        spans=tuple(tuple(Span(t, 0, 1, row[n]) for t, row in enumerate(takes) if row[n]) for n in range(count)),
        spend=(((), ()),) * count,
        limits=tuple(Limit("team", f"team-{t}", (amount, amount)) for t, amount in enumerate(there)),
    )  # fmt: skip
