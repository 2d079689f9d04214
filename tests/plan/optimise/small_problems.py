"""Small planning problems, drawn from a seed, with everything the optimiser looks at."""

from ecaremap.plan.optimise.chance import Chance
from ecaremap.plan.problem import (
    Adoption,
    Demand,
    Effect,
    Fewer,
    Item,
    Kind,
    Need,
    Problem,
    Pull,
    Push,
    Schedule,
    Team,
    Touchpoint,
)  # fmt: skip
from ecaremap.plan.simulate import first_push_month

PLACES = (
    Touchpoint("phone", "traditional"), Touchpoint("web", "digital", 0.4), Touchpoint("app", "digital", 0.3),
    Touchpoint("bot", "digital", 0.5),
)  # fmt: skip


def make(seed: int, *, requests: int = 3, months: int = 18, alone: bool = False) -> Problem:
    """A problem; with `alone` no two items act on the same request, so that the tables are exact."""
    chance = Chance(seed)

    def between(low: float, high: float) -> float:
        return round(low + (high - low) * chance.share(), 3)

    demands, items = [], [_item("login", "enabler", 1 + chance.below(3), 20_000 * chance.share())]
    for number in range(requests):
        name = f"r{number}"
        demands.append(
            Demand(name, between(1000, 12_000), (("phone", 0.9), ("web", 0.1)), between(3, 8), cap=between(0.4, 0.9),
                   cashable_share=between(0.6, 1), double_handling=0.3, induced_needs=0.05, growth=between(-0.1, 0.1))
        )  # fmt: skip
        for place in ("web",) if alone else ("web", "app", "bot")[: 1 + chance.below(3)]:
            needs = (Need(("login",)),) if chance.share() < 0.4 else ()
            items.append(_build(chance, f"{name}-{place}", name, place, needs))
        if not alone:
            items += _around(chance, name, items[-1])
    people = tuple(float(1 + chance.below(3)) for _ in range(months))
    return Problem(
        starts="2027-01", months=months, discount_rate=0.08, currency="EUR", touchpoints=PLACES, demands=tuple(demands),
        items=tuple(items), teams=(Team("web", people), Team("core", (2.0,) * months)),
        budget=tuple(20_000.0 + 10_000 * chance.below(8) for _ in range(months // 3)), freezes=(5, 12),
        launches_per_month=2, opening_gap=2,
    )  # fmt: skip


def _item(name: str, kind: Kind, duration: int, cost: float, *, effect: Effect = None, request: str = "") -> Item:
    return Item(name, kind, duration, round(cost, 2), 50.0, team=(("core", 1.0),) if duration else (), effect=effect,
                request=request)  # fmt: skip


def _build(chance: Chance, name: str, request: str, place: str, needs: tuple[Need, ...]) -> Item:
    adoption = Adoption(
        0.2 + 0.4 * chance.share(), 0.6, 0.8 + 0.1 * chance.share(), 0.05, 0.3, 3.0, with_push=0.7, gives_up=0.05,
        alone=place != "bot",
    )  # fmt: skip
    return Item(
        name, "build", 1 + chance.below(4), round(10_000 + 40_000 * chance.share(), 2), 400.0,
        team=(("web", 1.0 + chance.below(2)),), needs=needs, effect=adoption, request=request, touchpoint=place,
    )  # fmt: skip


def _around(chance: Chance, request: str, build: Item) -> list[Item]:
    found = []
    if chance.share() < 0.5:
        found.append(_item(f"{request}-pull", "pull", 0, 3_000, effect=Pull((build.id,), 0.7, 2.0, 4)))
    if chance.share() < 0.5:
        found.append(_item(f"{request}-push", "push", 0, 2_000, effect=Push(build.id, 0.7, 2, completion=0.75)))
    if chance.share() < 0.4:
        found.append(_item(f"{request}-fix", "fix", 2, 15_000, effect=Fewer(0.1), request=request))
    return found


def broken(problem: Problem, schedule: Schedule) -> list[str]:
    """Every input of a problem that a schedule breaks, counted in money and people and months from 1."""
    items = {item.id: item for item in problem.items}
    live = {name: start + items[name].duration for name, start in schedule.items()}
    found = [f"{name}: horizon" for name in schedule if live[name] > problem.months]
    for name, start in schedule.items():
        item = items[name]
        found += [f"{name}: earliest"] * (start < item.earliest)
        found += [f"{name}: fixed"] * (item.fixed not in (0, start))
        found += [f"{name}: freeze"] * (item.kind not in ("pull", "push") and live[name] in problem.freezes)
        found += [
            f"{name}: needs" for need in item.needs
            if not any(way in live and live[way] + need.lag <= start for way in need.any_of)
        ]  # fmt: skip
        if isinstance(item.effect, Push):
            build = items[item.effect.build]
            first = first_push_month(item, build.effect, live[build.id]) if build.id in live else None
            found += [f"{name}: gate"] * (first is None or start < first)
    found += [f"{name}: required" for name, item in items.items() if item.required and name not in schedule]
    modes = [items[name].one_of for name in schedule if items[name].one_of]
    found += ["modes"] * (len(modes) != len(set(modes)))
    return found + _over(problem, items, schedule, live)


def _over(problem: Problem, items: dict[str, Item], schedule: Schedule, live: Schedule) -> list[str]:
    found = []
    for month in range(1, problem.months + 1):
        for team in problem.teams:
            busy = sum(dict(items[n].team).get(team.id, 0) for n, s in schedule.items() if s <= month < live[n])
            found += [f"team {team.id} in {month}"] * (busy > team.capacity[month - 1] + 1e-9)
        launched = [n for n in schedule if live[n] == month and items[n].kind not in ("pull", "push")]
        found += [f"launches in {month}"] * (len(launched) > (problem.launches_per_month or 1000))
        opened = [n for n in schedule if items[n].kind == "opening" and 0 <= month - live[n] < problem.opening_gap]
        found += [f"openings around {month}"] * (len(opened) > 1)
    for quarter, most in enumerate(problem.budget):
        cost = 0.0
        for name, start in schedule.items():
            length = max(1, items[name].duration)
            months = sum(1 for month in range(start, start + length) if (month - 1) // 3 == quarter)
            cost += items[name].cost * months / length
        found += [f"budget of {quarter + 1}"] * (cost > most + 0.01 * len(schedule))
    return found
