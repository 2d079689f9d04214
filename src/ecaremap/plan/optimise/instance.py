"""The planner's own form of a problem: items by number, months from 0, limits in whole units.

What limits a plan is counted in whole numbers (hundredths of money, thousandths of a person), so that every
method, with and without a solver, agrees to the last unit on what fits. Months count from 0 here, and a
start of -1 means: not on the plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from ecaremap.plan.problem import Schedule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

OUT = -1
MONTHS_OF_QUARTER = 3
PERSON = 1000
"""Units of one person of a team."""
MONEY = 100
"""Units of one unit of money in a budget."""

Word = Literal[
    "predecessor", "gate", "team", "budget", "launches", "opening", "freeze", "earliest", "fixed", "mode", "required",
    "horizon", "target",
]  # fmt: skip
"""What can hold an item or contradict another input."""


class Want(NamedTuple):
    """Any one of these items has to start `gaps` months (one number each) before; `word` says why."""

    any_of: tuple[int, ...]
    gaps: tuple[int, ...]
    word: Word = "predecessor"


class Span(NamedTuple):
    """An item takes `amount` of a limit in `length` months, the first of them `after` months after its start."""

    limit: int
    after: int
    length: int
    amount: int


class Limit(NamedTuple):
    """What is there of something in each month: people of a team, launches, openings."""

    word: Word
    id: str
    capacity: tuple[int, ...]


class Pair(NamedTuple):
    """What two items are worth together beyond their own values: `extra[start of first][start of second]`."""

    first: int
    second: int
    extra: tuple[tuple[float, ...], ...]


class Room(NamedTuple):
    """Builds that compete for the same needs of one request.

    `load[k][start][quarter]` is the value of the needs that `items[k]` would take if it were alone, `room[quarter]`
    the value of all there are to take. What the sum of loads exceeds is counted twice in the tables and taken off.
    """

    request: str
    items: tuple[int, ...]
    load: tuple[tuple[tuple[float, ...], ...], ...]
    room: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A target as the tables see it: `today[m] + sum adds[item, start, m] >= bound`, signs turned where less is better."""

    id: str
    bound: float
    by: int
    today: "Array"
    adds: "Array"


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """Everything the optimiser looks at.

    Attributes:
        months: of the plan. ids: sorted; items are numbered in this order.
        duration: months of work, live afterwards. value: NPV of each item by start, alone.
        launches: what goes live when the work is done, and so not in a frozen month; tactics do not.
        earliest, fixed: first month to start, only month to start (-1 is free).
        frozen: months without launches. group: number of the items that exclude each other, -1 is none.
        spans: by item, what it takes of the limits. budget: by quarter, empty is no limit.
        spend: by item, start: (quarter, money in whole units).
    """

    months: int
    ids: tuple[str, ...]
    duration: tuple[int, ...]
    value: tuple[tuple[float, ...], ...]
    launches: tuple[bool, ...]
    earliest: tuple[int, ...]
    fixed: tuple[int, ...]
    required: tuple[bool, ...]
    needs: tuple[tuple[Want, ...], ...]
    group: tuple[int, ...]
    spans: tuple[tuple[Span, ...], ...]
    spend: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]
    limits: tuple[Limit, ...] = ()
    budget: tuple[int, ...] = ()
    frozen: frozenset[int] = frozenset()
    pairs: tuple[Pair, ...] = ()
    rooms: tuple[Room, ...] = ()
    rows: tuple[Row, ...] = ()
    groups: tuple[str, ...] = field(default=())

    @property
    def size(self) -> int:
        """How many items there are."""
        return len(self.ids)

    def schedule(self, starts: Sequence[int]) -> Schedule:
        """The plan in the words of the problem: month from 1 by id."""
        return {name: start + 1 for name, start in zip(self.ids, starts, strict=True) if start >= 0}

    def starts(self, schedule: Schedule) -> list[int]:
        """A plan in our numbers; what the instance does not know is left out."""
        return [schedule.get(name, 0) - 1 for name in self.ids]


def allowed(instance: Instance, item: int) -> int:
    """The months in which an item may start by the calendar alone, as bits: freezes, earliest, fixed, horizon."""
    fixed, last = instance.fixed[item], instance.months - 1 - instance.duration[item]
    months = range(max(0, instance.earliest[item]), last + 1) if fixed < 0 else (fixed,)
    bits = 0
    for start in months:
        live = start + instance.duration[item]
        thawed = not (instance.launches[item] and live in instance.frozen)
        if 0 <= start <= last and start >= instance.earliest[item] and thawed:
            bits |= 1 << start
    return bits


@lru_cache(maxsize=1 << 16)
def months_of(bits: int) -> tuple[int, ...]:
    """The months of a set of bits, in order."""
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return tuple(found)


def spent(cost: float, duration: int, start: int) -> tuple[tuple[int, int], ...]:
    """What of `cost` falls into which quarter: spread evenly over the work; without work in the month of the start."""
    if cost <= 0:
        return ()
    length = max(1, duration)
    first, last = start // MONTHS_OF_QUARTER, (start + length - 1) // MONTHS_OF_QUARTER
    parts = []
    for quarter in range(first, last + 1):
        begin, end = max(start, quarter * MONTHS_OF_QUARTER), min(start + length, (quarter + 1) * MONTHS_OF_QUARTER)
        parts.append((quarter, round(MONEY * cost * (end - begin) / length)))
    return tuple(parts)
