"""What a plan is worth by the tables: own values, what pairs add, what requests with several builds count twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from ecaremap.plan.optimise.deck import Deck

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Aim = Literal["npv", "earliest", "cheapest", "most"]


def worth(deck: Deck, starts: Sequence[int]) -> float:
    """NPV of a plan by the tables."""
    instance = deck.instance
    total: float = 0.0
    for value, start in zip(instance.value, starts, strict=True):
        if start >= 0:
            total += value[start]
    for first, second, extra in instance.pairs:
        if starts[first] >= 0 and starts[second] >= 0:
            total += float(extra[starts[first]][starts[second]])
    for number in range(len(instance.rooms)):
        total -= overflow(deck, number, starts)
    return total


def overflow(deck: Deck, number: int, starts: Sequence[int]) -> float:
    """What the builds of one request would count twice, in money."""
    room = deck.instance.rooms[number]
    own = (number, *[starts[item] for item in room.items])
    known = deck.overflows.get(own)
    if known is None:
        loads = [load[start] for start, load in zip(own[1:], room.load, strict=True) if start >= 0]
        beyond = (
            [max(0.0, sum(quarter) - most) for *quarter, most in zip(*loads, room.room, strict=True)] if loads else []
        )
        known = deck.overflows[own] = float(sum(beyond))
    return known


def gain(deck: Deck, starts: Sequence[int], item: int, start: int) -> float:
    """What an item that is not on the plan would add if it started then."""
    total = deck.instance.value[item][start]
    for other, extra in deck.pairs_of[item]:
        if starts[other] >= 0:
            total += extra[start][starts[other]]
    if deck.rooms_of[item]:
        trial = list(starts)
        trial[item] = start
        total -= sum(
            overflow(deck, number, trial) - overflow(deck, number, starts) for number, _ in deck.rooms_of[item]
        )
    return total


class Judging(Protocol):
    """Somebody who can say how good a plan is; more is better."""

    @property
    def deck(self) -> Deck:
        """What is judged."""

    @property
    def aim(self) -> Aim:
        """What for."""

    def score(self, starts: Sequence[int]) -> float:
        """The whole plan."""

    def adds(self, starts: Sequence[int], item: int) -> Callable[[int], float]:
        """What an item that is not on the plan would add, by its start."""


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """An aim, made a number.

    Attributes:
        aim: npv; earliest: as few months as possible until each target is reached, then npv; cheapest: npv of
            plans that reach every target by its month; most: the first target as high as possible.
        heavy: money that outweighs every difference of npv; missing required items and targets cost it.
    """

    deck: Deck
    aim: Aim
    heavy: float

    def score(self, starts: Sequence[int]) -> float:
        """More is better."""
        instance = self.deck.instance
        missing = sum(1 for must, start in zip(instance.required, starts, strict=True) if must and start < 0)
        money = worth(self.deck, starts)
        if self.aim == "npv" or not instance.rows:
            return money - missing * self.heavy * 1000.0
        return money - self.heavy * (missing * 1000.0 + self._short(starts))

    def adds(self, starts: Sequence[int], item: int) -> Callable[[int], float]:
        """By start, what an item would add: quickly for money alone, else by scoring the whole plan."""
        if self.aim == "npv":
            return lambda start: gain(self.deck, starts, item, start)
        return difference(self, starts, item)

    def _short(self, starts: Sequence[int]) -> float:
        rows = self.deck.instance.rows
        if self.aim == "most":
            # A thousandth of the whole way weighs as much as all money.
            row = rows[0]
            reached = float(path(row.today, row.adds, starts)[row.by])
            return 1000.0 * (row.bound - reached) / _way(row.bound, float(row.today[row.by]))
        short = 0.0
        for row in rows:
            months = path(row.today, row.adds, starts)
            late = row.bound - float(months[row.by] if self.aim == "cheapest" else months.max())
            if late > near(row.bound):
                short += 1e6 + 1e4 * late / _way(row.bound, float(row.today[row.by]))
            elif self.aim == "earliest":
                short += float((months >= row.bound - near(row.bound)).argmax())
        return short


def difference(judging: Judging, starts: Sequence[int], item: int) -> Callable[[int], float]:
    """What an item adds by start, as the difference of two scores."""
    trial, before = list(starts), judging.score(starts)

    def added(start: int) -> float:
        trial[item] = start
        return judging.score(trial) - before

    return added


def near(bound: float) -> float:
    """How much a figure may fall short of a target and count as reached: what rounding does, no more."""
    return 1e-7 * max(1.0, abs(bound))


def _way(bound: float, today: float) -> float:
    return max(abs(bound - today), 1e-6)


def path(today: "Array", adds: "Array", starts: Sequence[int]) -> "Array":
    """A metric month by month, as the tables see it."""
    months = today.copy()
    for item, start in enumerate(starts):
        if start >= 0:
            months += adds[item, start]
    return months


def judge(deck: Deck, aim: Aim = "npv") -> Judge:
    """A judge whose heavy weight exceeds all the money that is in the tables."""
    instance = deck.instance
    most = sum(max(map(abs, value), default=0.0) for value in instance.value)
    most += sum(max(max(map(abs, line)) for line in pair.extra) for pair in instance.pairs)
    return Judge(deck, aim, 1.0 + 2.0 * most)
