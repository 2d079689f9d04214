"""An instance made ready for the decoder: months as bits, neighbours by item."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise

from ecaremap.plan.optimise.instance import Instance, allowed, months_of


@dataclass(frozen=True, slots=True, eq=False)
class Deck:
    """What the decoder asks for again and again.

    Attributes:
        allowed: by item, the months in which it could start if it were alone, as bits.
        levels: by limit, the amounts asked of it, ascending; level_of numbers (limit, amount).
        masks: by limit and level, the months in which so much is there of an empty plan. Months after the
            plan are always there.
        spans: by item, (limit, level, after, length, amount).
        wanted_by: by item, those that may need it. pairs_of: by item, (other, extra[own start][its start]).
        rooms_of: by item, (room, place in it). by_value: by item, its months, best value first;
            empty: as early as possible.
        closure: by item, the cheapest set of items it needs. serves: nothing is earned by it alone, and no target counts it.
        late: others may need them, but they themselves are worth more when they start later.
        overflows: what was counted twice, by room and starts; filled while plans are judged.
    """

    instance: Instance
    allowed: tuple[int, ...]
    levels: tuple[tuple[int, ...], ...]
    masks: tuple[tuple[int, ...], ...]
    spans: tuple[tuple[tuple[int, int, int, int, int], ...], ...]
    wanted_by: tuple[tuple[int, ...], ...]
    pairs_of: tuple[tuple[tuple[int, tuple[tuple[float, ...], ...]], ...], ...]
    rooms_of: tuple[tuple[tuple[int, int], ...], ...]
    by_value: tuple[tuple[int, ...], ...]
    closure: tuple[frozenset[int], ...]
    serves: tuple[bool, ...]
    eager: bool
    late: tuple[int, ...]
    overflows: dict[tuple[int, ...], float] = field(default_factory=dict)


def deck(instance: Instance, *, eager: bool = False) -> Deck:
    """Prepare an instance; `eager` puts everything as early as possible, for targets that are to be reached soon."""
    levels = tuple(
        tuple(sorted({span.amount for spans in instance.spans for span in spans if span.limit == number}))
        for number in range(len(instance.limits))
    )
    masks = tuple(
        tuple(_mask(instance, limit.capacity, amount) for amount in levels[number])
        for number, limit in enumerate(instance.limits)
    )
    spans = tuple(
        tuple((span.limit, levels[span.limit].index(span.amount), *span[1:]) for span in own if span.amount > 0)
        for own in instance.spans
    )
    alone = windows(instance, [_alone(instance, masks, spans[item], item) for item in range(instance.size)])
    wanted: list[list[int]] = [[] for _ in instance.ids]
    for item, wants in enumerate(instance.needs):
        for other in sorted({other for want in wants for other in want.any_of}):
            wanted[other].append(item)
    pairs, rooms = _neighbours(instance)
    by_value = tuple(() if eager else _by_value(instance.value[item], alone[item]) for item in range(instance.size))
    serves = tuple(hope <= 0 and not counts(instance, item) for item, hope in enumerate(potential(instance, alone)))
    return Deck(
        instance, alone, levels, masks, spans, tuple(map(tuple, wanted)), pairs, rooms,
        tuple(() if wanted[item] else by_value[item] for item in range(instance.size)), closures(instance, alone), serves,
        eager, tuple(i for i in range(instance.size) if wanted[i] and by_value[i] and not serves[i]),
    )  # fmt: skip


def run(mask: int, length: int) -> int:
    """The months from which on `length` months in a row are in the mask."""
    done = 1
    while done * 2 <= length:
        mask &= mask >> done
        done *= 2
    return mask & (mask >> (length - done))


def windows(instance: Instance, alone: Sequence[int]) -> tuple[int, ...]:
    """Allowed starts after what has to be live before: repeated until nothing changes (cycles end empty)."""
    bits = list(alone)
    changed = True
    while changed:
        changed = False
        for item, wants in enumerate(instance.needs):
            for want in wants:
                ready = [
                    (bits[other] & -bits[other]).bit_length() - 1 + gap
                    for other, gap in zip(want.any_of, want.gaps, strict=True)
                    if bits[other]
                ]
                first = min(ready, default=instance.months)
                kept = bits[item] >> first << first
                changed, bits[item] = changed or kept != bits[item], kept
    return tuple(bits)


def potential(instance: Instance, bits: Sequence[int]) -> list[float]:
    """The most each item can add to any plan: its best start, and the best of what it shares with others."""
    hopes = [
        max((instance.value[item][s] for s in months_of(bits[item])), default=0.0) for item in range(instance.size)
    ]
    for pair in instance.pairs:
        best = max(
            (pair.extra[s][e] for s in months_of(bits[pair.first]) for e in months_of(bits[pair.second])), default=0.0
        )
        hopes[pair.first] += max(0.0, best)
        hopes[pair.second] += max(0.0, best)
    return hopes


def counts(instance: Instance, item: int) -> bool:
    """A target that is asked for counts this item."""
    return any(bool(row.adds[item].any()) for row in instance.rows)


def closures(instance: Instance, bits: Sequence[int]) -> tuple[frozenset[int], ...]:
    """By item the cheapest set of others it needs, chosen alternative by alternative; ties go to the first by id."""
    known: dict[int, frozenset[int]] = {}
    cut: list[int] = []

    def price(items: AbstractSet[int]) -> float:
        return sum(
            -min(0.0, max((instance.value[i][s] for s in months_of(bits[i])), default=0.0)) for i in sorted(items)
        )

    def of(item: int, above: frozenset[int]) -> frozenset[int]:
        if item in known:
            return known[item]
        found: frozenset[int] = frozenset()
        cuts = len(cut)
        for want in instance.needs[item]:
            cut.extend(other for other in want.any_of if other in above)
            ways = [of(other, above | {item}) | {other} for other in want.any_of if other not in above and bits[other]]
            found |= min(ways, key=lambda way: (price(way | found), sorted(way)), default=frozenset())
        if len(cut) == cuts:
            known[item] = found
        return found

    return tuple(of(item, frozenset()) for item in range(instance.size))


def _mask(instance: Instance, capacity: Sequence[int], amount: int) -> int:
    """Months in which `amount` is there. Work may run past the end of the plan, where nothing is counted."""
    bits = sum(1 << month for month in range(instance.months) if capacity[month] >= amount)
    return bits | (-1 << instance.months)


def _alone(
    instance: Instance, masks: Sequence[Sequence[int]], spans: Sequence[tuple[int, int, int, int, int]], item: int
) -> int:
    bits = allowed(instance, item)
    for limit, level, after, length, _ in spans:
        bits &= run(masks[limit][level], length) >> after
    if instance.budget:
        for start in months_of(bits):
            if any(money > instance.budget[quarter] for quarter, money in instance.spend[item][start]):
                bits &= ~(1 << start)
    return bits


def _by_value(value: Sequence[float], bits: int) -> tuple[int, ...]:
    months = months_of(bits)
    if all(value[a] >= value[b] for a, b in pairwise(months)):
        return ()
    return tuple(sorted(months, key=lambda start: (-value[start], start)))


def _neighbours(
    instance: Instance,
) -> tuple[tuple[tuple[tuple[int, tuple[tuple[float, ...], ...]], ...], ...], tuple[tuple[tuple[int, int], ...], ...]]:
    pairs: list[list[tuple[int, tuple[tuple[float, ...], ...]]]] = [[] for _ in instance.ids]
    for pair in instance.pairs:
        pairs[pair.first].append((pair.second, pair.extra))
        pairs[pair.second].append((pair.first, tuple(zip(*pair.extra, strict=True))))
    rooms: list[list[tuple[int, int]]] = [[] for _ in instance.ids]
    for number, room in enumerate(instance.rooms):
        for place, item in enumerate(room.items):
            rooms[item].append((number, place))
    return tuple(map(tuple, pairs)), tuple(map(tuple, rooms))
