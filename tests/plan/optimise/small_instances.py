"""Small planning instances of every kind, a judge of feasibility of its own, and the best plan by trying all of them."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from ecaremap.plan.optimise.chance import Chance
from ecaremap.plan.optimise.instance import Instance, Limit, Pair, Room, Row, Span, Want, spent


def make(seed: int, *, items: int = 5, months: int = 7, rows: bool = False, required: bool = True) -> Instance:
    """An instance with a bit of everything, drawn from the seed."""
    chance = Chance(seed)

    def whole(low: int, high: int) -> int:
        return low + chance.below(high - low + 1)

    duration = [whole(0, 3) for _ in range(items)]
    value, needs, spans, cost = [], [], [], []
    group = [-1] * items
    for item in range(items):
        steady, cost_now = whole(-3, 10) * 10.0, whole(0, 8) * 10.0
        cost.append(cost_now)
        rising = chance.share() < 0.2
        worth = [
            steady * (s if rising else months - s - duration[item]) - cost_now + whole(0, 2) for s in range(months)
        ]
        value.append(tuple(worth))
        wants = []
        if item and chance.share() < 0.5:
            ways = tuple(sorted({chance.below(item) for _ in range(whole(1, 2))}))
            wants.append(Want(ways, tuple(duration[way] + whole(0, 1) for way in ways)))
        needs.append(tuple(wants))
        own = [Span(0, 0, duration[item], whole(1, 2) * 1000)] if duration[item] else []
        if duration[item]:
            own.append(Span(1, duration[item], 1, 1))
        if chance.share() < 0.3:
            own.append(Span(2, duration[item], 2, 1))
        spans.append(tuple(own))
    if chance.share() < 0.5 and items > 3:
        group[1] = group[3] = 0
    limits = (
        Limit("team", "web", tuple(whole(1, 3) * 1000 for _ in range(months))),
        Limit("launches", "", (whole(1, 2),) * months),
        Limit("opening", "", (1,) * months),
    )
    pairs, rooms = _together(chance, items, months)
    return Instance(
        months=months, ids=tuple(f"item-{n}" for n in range(items)), duration=tuple(duration), value=tuple(value),
        launches=tuple(d > 0 for d in duration), earliest=tuple(whole(0, 1) for _ in range(items)),
        fixed=tuple(whole(1, 3) if chance.share() < 0.1 else -1 for _ in range(items)),
        required=tuple(required and chance.share() < 0.1 for _ in range(items)), needs=tuple(needs), group=tuple(group), groups=("way",),
        spans=tuple(spans),
        spend=tuple(tuple(spent(cost[n], duration[n], s) for s in range(months)) for n in range(items)),
        limits=limits, budget=tuple(whole(4, 16) * 1000 for _ in range(-(-months // 3))),
        frozen=frozenset({whole(2, months - 1)}), pairs=pairs, rooms=rooms,
        rows=_rows(chance, items, months, duration) if rows else (),
    )  # fmt: skip


def _together(chance: Chance, items: int, months: int) -> tuple[tuple[Pair, ...], tuple[Room, ...]]:
    pairs: list[Pair] = []
    if chance.share() < 0.6:
        sign = -1.0 if chance.share() < 0.4 else 1.0
        extra = [[sign * chance.below(60) for _ in range(months)] for _ in range(months)]
        pairs.append(Pair(0, items - 1, tuple(map(tuple, extra))))
    rooms: list[Room] = []
    if chance.share() < 0.6:
        quarters = -(-months // 3)
        most = [20.0 + chance.below(30) for _ in range(quarters)]
        load = tuple(
            tuple(tuple(min(most[q], 12.0 * max(0, 3 * q + 3 - s)) for q in range(quarters)) for s in range(months))
            for _ in range(2)
        )
        rooms.append(Room("bill", (1, 2), load, tuple(most)))
    return tuple(pairs), tuple(rooms)


def _rows(chance: Chance, items: int, months: int, duration: list[int]) -> tuple[Row, ...]:
    adds = np.zeros((items, months, months))
    for item in range(items):
        share = 0.02 * chance.below(6)
        for start in range(months):
            adds[item, start, start + duration[item] :] = share
    return (Row("self-service", 0.1 + 0.02 * (1 + chance.below(9)), months - 2, np.full(months, 0.1), adds),)


def broken(instance: Instance, starts: list[int]) -> list[str]:
    """Every input a plan breaks, read from the meaning of each one and not from how the optimiser counts."""
    found = []
    on = [item for item, start in enumerate(starts) if start >= 0]
    for item in on:
        start, live = starts[item], starts[item] + instance.duration[item]
        name = instance.ids[item]
        if live >= instance.months or start < instance.earliest[item]:
            found.append(f"{name}: calendar")
        if instance.fixed[item] not in (-1, start):
            found.append(f"{name}: fixed")
        if instance.launches[item] and live in instance.frozen:
            found.append(f"{name}: freeze")
        for want in instance.needs[item]:
            if not any(
                starts[o] >= 0 and starts[o] + gap <= start for o, gap in zip(want.any_of, want.gaps, strict=True)
            ):
                found.append(f"{name}: needs")
    for number in set(instance.group) - {-1}:
        if sum(instance.group[item] == number for item in on) > 1:
            found.append(f"group {number}")
    found += [f"{instance.ids[i]}: required" for i in range(instance.size) if instance.required[i] and starts[i] < 0]
    for number, limit in enumerate(instance.limits):
        for month in range(instance.months):
            used = sum(
                span.amount
                for item in on
                for span in instance.spans[item]
                if span.limit == number and 0 <= month - starts[item] - span.after < span.length
            )
            if used > limit.capacity[month]:
                found.append(f"{limit.word} {limit.id} in {month}")
    for quarter, most in enumerate(instance.budget):
        if sum(money for item in on for q, money in instance.spend[item][starts[item]] if q == quarter) > most:
            found.append(f"budget {quarter}")
    return found


def value(instance: Instance, starts: list[int]) -> float:
    """What a plan is worth, again from the meaning."""
    total = sum(instance.value[item][start] for item, start in enumerate(starts) if start >= 0)
    for pair in instance.pairs:
        if starts[pair.first] >= 0 <= starts[pair.second]:
            total += pair.extra[starts[pair.first]][starts[pair.second]]
    for room in instance.rooms:
        for quarter, most in enumerate(room.room):
            load = sum(room.load[k][starts[i]][quarter] for k, i in enumerate(room.items) if starts[i] >= 0)
            total -= max(0.0, load - most)
    return total


def every_plan(instance: Instance) -> Iterator[list[int]]:
    """All feasible plans; only for a handful of items."""
    for starts in product(range(-1, instance.months), repeat=instance.size):
        if not broken(instance, list(starts)):
            yield list(starts)


def metric(row: Row, starts: list[int], month: int) -> float:
    """A target's figure in a month."""
    return float(row.today[month]) + sum(float(row.adds[i, s, month]) for i, s in enumerate(starts) if s >= 0)
