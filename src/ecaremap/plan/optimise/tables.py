"""What the items of a problem are worth: alone, in pairs, and what builds of one request count twice.

The exact value is a sum over requests, and two items matter to each other only where both act on the same
request. So the value of one item is exact, and that of two together is too; what three or more change in each
other is left to the exact simulation of the finished plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.optimise import metrics
from ecaremap.plan.optimise.deck import windows
from ecaremap.plan.optimise.instance import MONTHS_OF_QUARTER, Instance, Pair, Room, allowed, months_of
from ecaremap.plan.problem import Adoption, Fewer, Item, Problem, Pull, Push
from ecaremap.plan.simulate import NEVER, Valuer, flows

Array = NDArray[np.float64]

_CENT = 0.01
_SMALL = 0.01
"""What two builds change in each other beyond their common room is left away below this part of the smaller one."""


def filled(bare: Instance, problem: Problem, of: Valuer, *, targets: bool) -> Instance:
    """The instance with values, pairs, rooms and, if they are asked for, the rows of targets."""
    bits = windows(bare, [allowed(bare, item) for item in range(bare.size)])
    value = np.array([of.spending[name][1:] for name in bare.ids]).reshape(bare.size, bare.months)
    pairs: list[Pair] = []
    rooms: list[Room] = []
    for request in sorted(of.acting):
        ids = of.part(request).ids
        if not ids:
            continue
        part = _Part(of, request, ids, tuple(bare.ids.index(name) for name in ids), bits)
        alone = part.alone()
        value[list(part.numbers)] += alone[:, 1:]
        room = _room(part, alone) if problem.discount_rate > -1 else None
        rooms += [room] if room else []
        pairs += _pairs(part, alone, room, bare)
    pairs = _folded(value, pairs, bare, bits)
    rows = metrics.rows(bare, problem, bits) if targets else ()
    lines = tuple(tuple(map(float, line)) for line in value)
    return replace(bare, value=lines, pairs=tuple(pairs), rooms=tuple(rooms), rows=rows)


@dataclass(frozen=True, slots=True)
class _Part:
    """One request: the items that act on it, by name and by number, and the months in which they may start."""

    of: Valuer
    request: str
    ids: tuple[str, ...]
    numbers: tuple[int, ...]
    bits: Sequence[int]

    def item(self, place: int) -> Item:
        return self.of.items[self.ids[place]]

    def alone(self) -> Array:
        """(items, 1 + months) what the start of each item, and nothing else, changes; 0 for left out."""
        months = self.of.problem.months
        cases = np.zeros((len(self.ids), months + 1, len(self.ids)))
        for place in range(len(self.ids)):
            cases[place, :, place] = np.arange(months + 1)
        found = self.of.request_npvs(self.request, cases.reshape(-1, len(self.ids))).reshape(len(self.ids), months + 1)
        return np.asarray(found - found[:, :1])

    def both(self, first: int, second: int, beside: Sequence[int] = ()) -> Array:
        """(months, months) what two items change beyond what each changes alone, where both may start.

        Builds `beside` them are there from as early as they can be: two tactics for a build meet only with it.
        """
        months = self.of.problem.months
        own, other = (np.array(months_of(self.bits[self.numbers[place]]), dtype=np.intp) for place in (first, second))
        extra = np.zeros((months, months))
        if not len(own) or not len(other):
            return extra
        cases = np.zeros((len(own) + 1, len(other) + 1, len(self.ids)))
        for place in beside:
            cases[:, :, place] = self.first(place) + 1
        cases[1:, :, first] = own[:, None] + 1
        cases[:, 1:, second] = other + 1
        found = self.of.request_npvs(self.request, cases.reshape(-1, len(self.ids))).reshape(cases.shape[:2])
        extra[np.ix_(own, other)] = found[1:, 1:] - found[1:, :1] - found[:1, 1:] + found[0, 0]
        return extra

    def first(self, place: int) -> int:
        """The first month in which an item may start."""
        return months_of(self.bits[self.numbers[place]])[0]

    def acted_on(self, place: int) -> tuple[int, ...]:
        """The builds of this request that a tactic acts on, as far as they can be there."""
        effect = self.item(place).effect
        names = effect.builds if isinstance(effect, Pull) else (effect.build,) if isinstance(effect, Push) else ()
        return tuple(
            at for at, name in enumerate(self.ids) if name in names and self.bits[self.numbers[at]] and at != place
        )


def _pairs(part: _Part, alone: Array, room: Room | None, bare: Instance) -> list[Pair]:
    found = []
    for first, second in combinations(range(len(part.ids)), 2):
        beside = _meet(part, first, second)
        if beside is None:
            continue
        a, b = part.numbers[first], part.numbers[second]
        extra = part.both(first, second, beside)
        least = _CENT
        if room and a in room.items and b in room.items:
            extra = extra + _twice(room, a, b, bare.months) * (extra != 0)
        if all(isinstance(part.item(place).effect, Adoption) for place in (first, second)):
            least = _SMALL * min(float(np.abs(alone[first]).max()), float(np.abs(alone[second]).max()))
        if float(np.abs(extra).max(initial=0.0)) > least:
            found.append(Pair(a, b, tuple(tuple(map(float, line)) for line in extra)))
    return found


def _meet(part: _Part, first: int, second: int) -> tuple[int, ...] | None:
    """The builds that have to be there for two items of a request to change what the other is worth; None: never."""
    one, two = part.item(first), part.item(second)
    if one.one_of and one.one_of == two.one_of:
        return None
    on = [part.acted_on(place) for place in (first, second)]
    tactics = [isinstance(item.effect, Pull | Push) for item in (one, two)]
    if all(tactics):
        return tuple(set(on[0]) & set(on[1])) or None
    if any(tactics):
        builds, other = (on[0], second) if tactics[0] else (on[1], first)
        if isinstance(part.item(other).effect, Fewer):
            return builds or None
        return () if other in builds else None
    return () if all(isinstance(item.effect, Adoption | Fewer) for item in (one, two)) else None


def _room(part: _Part, alone: Array) -> Room | None:
    """The needs that builds and pushes of one request can take from each other, at the mean margin of a shifted need."""
    builds = [place for place in range(len(part.ids)) if isinstance(part.item(place).effect, Adoption)]
    pushes = [place for place in range(len(part.ids)) if isinstance(part.item(place).effect, Push)]
    takers = [p for p in builds if part.bits[part.numbers[p]]]
    takers += [p for p in pushes if part.bits[part.numbers[p]] and part.acted_on(p)]
    if len(takers) < 2:
        return None
    shifted, most = _taken(part, takers)
    weights = part.of.discounts
    owners = [place for place in takers if place in builds]
    taken = sum(float(shifted[takers.index(place), part.first(place)] @ weights) for place in owners)
    earned = sum(float(alone[place, part.first(place) + 1]) for place in owners)
    if taken <= 0 or earned <= 0:
        return None
    worth = weights * earned / taken
    load = _quarterly(np.minimum(shifted, most) * worth)
    there = _quarterly(most * worth)
    if (load.max(axis=1).sum(axis=0) <= there).all():
        return None
    return Room(
        part.request, tuple(part.numbers[place] for place in takers),
        tuple(tuple(tuple(map(float, line)) for line in own) for own in load), tuple(map(float, there)),
    )  # fmt: skip


def _taken(part: _Part, takers: Sequence[int]) -> tuple[Array, Array]:
    """(takers, starts, months) needs that each one moves, a push beside its build; and (months,) all there are to move."""
    months, request = part.of.problem.months, part.of.part(part.request)
    shifted = np.zeros((len(takers), months, months))
    needs = np.zeros(months)
    for row, place in enumerate(takers):
        begins = np.full((months + 1, len(part.ids)), float(NEVER))
        for build in part.acted_on(place):
            begins[:, build] = part.first(build) + 1
        begins[1:, place] = np.arange(1, months + 1)
        moved = flows(request.of, request.given, begins)
        total = np.broadcast_to(moved.starts.sum(axis=-2), (months + 1, months))
        shifted[row] = np.maximum(0.0, total[1:] - total[:1])
        needs = np.broadcast_to(moved.needs, (months + 1, 1, months))[0, 0]
    return shifted, needs * float(np.ravel(request.of.today.room)[0])


def _quarterly(monthly: Array) -> Array:
    edges = np.arange(0, monthly.shape[-1], MONTHS_OF_QUARTER)
    return np.asarray(np.add.reduceat(monthly, edges, axis=-1))


def _twice(room: Room, first: int, second: int, months: int) -> Array:
    """(months, months) what two builds alone would be taken off for counting twice."""
    one, two = (np.array(room.load[room.items.index(item)]) for item in (first, second))
    over = np.maximum(0.0, one[:, None, :] + two[None, :, :] - np.array(room.room)).sum(axis=-1)
    return np.asarray(over.reshape(months, months))


def _folded(value: Array, pairs: list[Pair], bare: Instance, bits: Sequence[int]) -> list[Pair]:
    """Where one of two cannot do without the other, the best it can add becomes its own value: a tighter bound."""
    kept = []
    for pair in pairs:
        turned = _gap(bare, pair.first, pair.second) is None
        item, other = (pair.second, pair.first) if turned else (pair.first, pair.second)
        gap = _gap(bare, item, other)
        if gap is None:
            kept.append(pair)
            continue
        extra = np.array(pair.extra).T if turned else np.array(pair.extra)
        for start in months_of(bits[item]):
            partners = [month for month in months_of(bits[other]) if month + gap <= start]
            best = max((float(extra[start, month]) for month in partners), default=0.0)
            value[item, start] += best
            rest = np.zeros(bare.months)
            rest[partners] = extra[start, partners] - best
            extra[start] = rest
        if float(np.abs(extra).max(initial=0.0)) > _CENT:
            kept.append(Pair(item, other, tuple(tuple(map(float, line)) for line in extra)))
    return kept


def _gap(bare: Instance, item: int, other: int) -> int | None:
    """Months that `item` has to start after `other`, if it cannot do without it."""
    gaps = [want.gaps[0] for want in bare.needs[item] if want.any_of == (other,)]
    return max(gaps) if gaps else None
