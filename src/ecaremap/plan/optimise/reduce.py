"""Leave out what cannot be on any best plan: nothing to earn, and nothing that earns may need it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from ecaremap.plan.optimise.deck import Deck, counts, potential
from ecaremap.plan.optimise.instance import Instance, Pair, Room, Row, Want

T = TypeVar("T")


def useful(deck: Deck) -> list[int]:
    """The items worth looking at. Exact; where targets are asked for, all that they count stay."""
    instance = deck.instance
    hopes = potential(instance, deck.allowed)
    kept = {
        item
        for item in range(instance.size)
        if deck.allowed[item] and (hopes[item] > 0 or instance.required[item] or counts(instance, item))
    }
    todo = sorted(kept)
    while todo:
        for want in instance.needs[todo.pop()]:
            more = [other for other in want.any_of if deck.allowed[other] and other not in kept]
            kept.update(more)
            todo += more
    return sorted(kept)


def only(instance: Instance, kept: list[int]) -> Instance:
    """The instance with these items alone."""
    place = {item: number for number, item in enumerate(kept)}

    def pick(column: Sequence[T]) -> tuple[T, ...]:
        return tuple(column[item] for item in kept)

    return replace(
        instance,
        ids=pick(instance.ids), duration=pick(instance.duration), value=pick(instance.value),
        launches=pick(instance.launches), earliest=pick(instance.earliest), fixed=pick(instance.fixed),
        required=pick(instance.required), group=pick(instance.group), spans=pick(instance.spans),
        spend=pick(instance.spend),
        needs=tuple(tuple(_want(want, place) for want in instance.needs[item]) for item in kept),
        pairs=tuple(
            Pair(place[pair.first], place[pair.second], pair.extra)
            for pair in instance.pairs if pair.first in place and pair.second in place
        ),
        rooms=tuple(_room(room, place) for room in instance.rooms),
        rows=tuple(Row(row.id, row.bound, row.by, row.today, row.adds[kept]) for row in instance.rows),
    )  # fmt: skip


def _want(want: Want, place: dict[int, int]) -> Want:
    there = [(place[other], gap) for other, gap in zip(want.any_of, want.gaps, strict=True) if other in place]
    return Want(tuple(other for other, _ in there), tuple(gap for _, gap in there), want.word)


def _room(room: Room, place: dict[int, int]) -> Room:
    there = [(place[item], load) for item, load in zip(room.items, room.load, strict=True) if item in place]
    return Room(room.request, tuple(item for item, _ in there), tuple(load for _, load in there), room.room)
