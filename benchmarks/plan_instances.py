"""Made-up planning instances of any size, seeded: builds, enablers, ways with an announcement, pushes, three teams.

Teams can do 45 % of all the work there is, the budget pays half of all the cost; about half of the candidates cannot
pay for themselves. Money per need, take-up by Bass 1969, completion that is learnt.
"""

from math import exp

from ecaremap.plan.optimise.chance import Chance
from ecaremap.plan.optimise.instance import MONEY, MONTHS_OF_QUARTER, PERSON, Instance, Limit, Span, Want, spent

RATE = 1.1 ** (1 / 12) - 1
TEAMS = 3


def curve(months: int, live: int, take_up: float, monthly: float, run: float) -> float:
    """NPV of the months after a launch: Bass with p = .04 * take_up and q = .35 * take_up."""
    total, p, q = 0.0, 0.04 * take_up, 0.35 * take_up
    for month in range(live, months):
        age = month - live + 1
        adopted = (1 - exp(-(p + q) * age)) / (1 + q / p * exp(-(p + q) * age))
        done = 0.85 - 0.25 * exp(-age / 4)
        total += (monthly * adopted * (1.6 * done - 0.6) - run) * (1 + RATE) ** -(month + 1)
    return total


def paid(cost: float, duration: int, start: int) -> float:
    """Present value of a cost spread over the work."""
    length = max(1, duration)
    return sum(cost / length * (1 + RATE) ** -(start + step + 1) for step in range(length))


class Maker:
    """Draws one instance."""

    def __init__(self, size: int, months: int, seed: int) -> None:
        self.chance, self.months, self.size = Chance(seed * 1_000_003 + size), months, size
        self.rows: list[dict] = []

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.chance.share()

    def add(self, name: str, duration: int, cost: float, benefit, *, needs=(), group=-1, team=None) -> int:
        """One item; `benefit(live)` is the NPV of its months after the launch."""
        team = self.team() if team is None else team
        last = self.months - duration
        value = tuple(benefit(s + duration) - paid(cost, duration, s) if s < last else 0.0 for s in range(self.months))
        self.rows.append({"name": name, "duration": duration, "cost": cost, "value": value, "needs": tuple(needs),
                          "group": group, "team": team})  # fmt: skip
        return len(self.rows) - 1

    def team(self) -> list[tuple[int, int]]:
        count = 1 if self.chance.share() < 0.6 else 2
        first = self.chance.below(TEAMS)
        return [((first + step) % TEAMS, 1 + self.chance.below(4)) for step in range(count)]

    def fill(self) -> None:
        """Enablers first, then builds with their twins and pushes until there are enough."""
        enablers = [
            self.add(f"e{number:04}", 1 + self.chance.below(4), 1000 * self.between(20, 120), lambda _: 0.0)
            for number in range(max(1, self.size // 8))
        ]
        number = 0
        while len(self.rows) < self.size:
            number += 1
            self.build(number, enablers)

    def build(self, number: int, enablers: list[int]) -> None:
        duration, run = 1 + self.chance.below(6), self.between(300, 1500)
        monthly = exp(self.between(7.0, 10.6))
        cost = 1000 * self.between(10, 60) * duration
        needs = []
        if self.chance.share() < 0.4:
            ways = tuple(sorted({enablers[self.chance.below(len(enablers))] for _ in range(1 + self.chance.below(2))}))
            needs.append(Want(ways, tuple(self.rows[way]["duration"] for way in ways)))
        team, group = self.team(), -1
        twin = self.chance.share() < 0.12 and len(self.rows) + 1 < self.size
        if twin:
            group = number
            self.add(f"b{number:04}p", duration, cost + 15_000, lambda live: curve(self.months, live, 1.6, monthly, run),
                     needs=needs, group=group, team=team)  # fmt: skip
        build = self.add(f"b{number:04}", duration, cost, lambda live: curve(self.months, live, 1.0, monthly, run),
                         needs=needs, group=group, team=team)  # fmt: skip
        if self.chance.share() < 0.15 and len(self.rows) < self.size and not twin:
            want = Want((build,), (duration + 3 + self.chance.below(5),), "gate")
            self.add(f"p{number:04}", 0, 3000.0, lambda live: curve(self.months, live, 3.0, 0.4 * monthly, 200.0),
                     needs=[want], team=[])  # fmt: skip


def make(size: int, months: int, seed: int) -> Instance:
    """An instance of `size` candidates."""
    maker = Maker(size, months, seed)
    maker.fill()
    order = sorted(range(len(maker.rows)), key=lambda item: maker.rows[item]["name"])
    place = {item: number for number, item in enumerate(order)}
    rows = [maker.rows[item] for item in order]
    limits = []
    for team in range(TEAMS):
        work = sum(amount * row["duration"] for row in rows for which, amount in row["team"] if which == team)
        limits.append(Limit("team", f"team-{team}", (PERSON * max(4, round(0.45 * work / months)),) * months))
    limits.append(Limit("launches", "", (max(2, round(0.6 * len(rows) / months) + 1),) * months))
    quarters = -(-months // MONTHS_OF_QUARTER)
    budget = (round(MONEY * 0.5 * sum(row["cost"] for row in rows) / quarters),) * quarters
    spans = tuple(
        tuple(Span(team, 0, row["duration"], PERSON * amount) for team, amount in row["team"])
        + ((Span(TEAMS, row["duration"], 1, 1),) if row["duration"] else ())
        for row in rows
    )
    return Instance(
        months=months,
        ids=tuple(row["name"] for row in rows),
        duration=tuple(row["duration"] for row in rows),
        value=tuple(row["value"] for row in rows),
        launches=tuple(row["duration"] > 0 for row in rows),
        earliest=(0,) * len(rows),
        fixed=(-1,) * len(rows),
        required=(False,) * len(rows),
        needs=tuple(
            tuple(Want(tuple(place[i] for i in want.any_of), *want[1:]) for want in row["needs"]) for row in rows
        ),
        group=tuple(row["group"] for row in rows),
        spans=spans,
        spend=tuple(tuple(spent(row["cost"], row["duration"], s) for s in range(months)) for row in rows),
        limits=tuple(limits),
        budget=budget,
    )
