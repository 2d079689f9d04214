"""What a plan breaks, or what keeps an item from starting in a month: in words and months of the reader."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ecaremap.plan.optimise.instance import MONTHS_OF_QUARTER, Instance, Span, Want, Word


class Held(NamedTuple):
    """What holds an item: the word, the id or number of it, and the months it is about (from 1; 0 is none)."""

    word: Word
    id: str
    first: int = 0
    last: int = 0


def hindrances(instance: Instance, starts: Sequence[int], item: int, start: int) -> Iterator[Held]:
    """Everything that keeps an item from starting in a month while all others stay; `starts[item]` is not looked at."""
    name, live = instance.ids[item], start + instance.duration[item]
    if instance.fixed[item] not in (-1, start):
        yield Held("fixed", name, instance.fixed[item] + 1)
    if start < instance.earliest[item]:
        yield Held("earliest", name, instance.earliest[item] + 1)
    if start < 0 or live >= instance.months:
        yield Held("horizon", name, instance.months)
    if instance.launches[item] and live in instance.frozen:
        yield Held("freeze", str(live + 1), live + 1, live + 1)
    for want in instance.needs[item]:
        if not _met(want, starts, start):
            yield _missing(instance, want, starts)
    group = instance.group[item]
    for other, entry in enumerate(instance.group):
        if group >= 0 and entry == group and other != item and starts[other] >= 0:
            yield Held("mode", instance.ids[other])
    for span in instance.spans[item]:
        yield from _full(instance, starts, item, span, start)
    yield from _unpaid(instance, starts, item, start)


def broken(instance: Instance, starts: Sequence[int]) -> tuple[tuple[str, Held], ...]:
    """All inputs a whole plan breaks, by the item at which it shows."""
    found = [
        (instance.ids[item], held)
        for item, start in enumerate(starts)
        if start >= 0
        for held in hindrances(instance, starts, item, start)
    ]
    missing = [
        name for name, must, start in zip(instance.ids, instance.required, starts, strict=True) if must and start < 0
    ]
    return (*found, *((name, Held("required", name)) for name in missing))


def _met(want: Want, starts: Sequence[int], start: int) -> bool:
    return any(
        starts[other] >= 0 and starts[other] + gap <= start for other, gap in zip(want.any_of, want.gaps, strict=True)
    )


def _missing(instance: Instance, want: Want, starts: Sequence[int]) -> Held:
    """The way that comes closest: the first of those on the plan, else the first by id."""
    there = [
        (starts[other] + gap, other) for other, gap in zip(want.any_of, want.gaps, strict=True) if starts[other] >= 0
    ]
    if there:
        month, other = min(there)
        return Held(want.word, instance.ids[other], month + 1)
    return Held(want.word, instance.ids[want.any_of[0]] if want.any_of else "")


def _full(instance: Instance, starts: Sequence[int], item: int, span: Span, start: int) -> Iterator[Held]:
    limit = instance.limits[span.limit]
    months = range(start + span.after, min(start + span.after + span.length, instance.months))
    full = [
        month
        for month in months
        if month >= 0 and span.amount + _used(instance, starts, item, span.limit, month) > limit.capacity[month]
    ]
    if full:
        yield Held(limit.word, limit.id, full[0] + 1, full[-1] + 1)


def _used(instance: Instance, starts: Sequence[int], without: int, limit: int, month: int) -> int:
    return sum(
        span.amount
        for other, start in enumerate(starts)
        if start >= 0 and other != without
        for span in instance.spans[other]
        if span.limit == limit and start + span.after <= month < start + span.after + span.length
    )


def _unpaid(instance: Instance, starts: Sequence[int], item: int, start: int) -> Iterator[Held]:
    if not instance.budget or not 0 <= start < instance.months:
        return
    for quarter, money in instance.spend[item][start]:
        others = sum(
            part
            for other, begin in enumerate(starts)
            if 0 <= begin < instance.months and other != item
            for when, part in instance.spend[other][begin]
            if when == quarter
        )
        if quarter < len(instance.budget) and money + others > instance.budget[quarter]:
            first = quarter * MONTHS_OF_QUARTER + 1
            yield Held("budget", str(quarter + 1), first, first + MONTHS_OF_QUARTER - 1)
