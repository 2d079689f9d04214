"""A plan in the making: who starts when, and what is left of the limits. The one thing here that changes in place."""

from collections.abc import Iterable, Sequence

from ecaremap.plan.optimise.deck import Deck, run
from ecaremap.plan.optimise.instance import OUT, months_of

_TRYING = -2


class Board:
    """A partial plan that keeps every limit at all times.

    For each limit and each amount that anybody asks for, `masks` holds the months in which so much is left; so
    all months in which an item fits are found by a few operations on whole numbers.
    """

    __slots__ = ("deck", "free", "left", "masks", "placed", "starts", "taken")

    def __init__(self, deck: Deck, starts: Sequence[int] = ()) -> None:
        """An empty plan, or one with these starts, which have to be feasible."""
        instance = deck.instance
        self.deck = deck
        self.free = [list(limit.capacity) for limit in instance.limits]
        self.masks = [list(levels) for levels in deck.masks]
        self.left = list(instance.budget)
        self.starts = [OUT] * instance.size
        self.taken: dict[int, int] = {}
        self.placed: list[int] = []
        for item, start in enumerate(starts):
            if start >= 0:
                self.place(item, start)

    def place(self, item: int, start: int) -> None:
        """Put an item on the plan."""
        self.starts[item] = start
        self.placed.append(item)
        self._take(item, start, 1)

    def lift(self, item: int) -> None:
        """Take an item off the plan."""
        start, self.starts[item] = self.starts[item], OUT
        self.placed.remove(item)
        self._take(item, start, -1)

    def _take(self, item: int, start: int, sign: int) -> None:
        instance = self.deck.instance
        months = instance.months
        for limit, _, after, length, amount in self.deck.spans[item]:
            free, masks, levels = self.free[limit], self.masks[limit], self.deck.levels[limit]
            for month in range(start + after, min(start + after + length, months)):
                rest = free[month] - sign * amount
                low, high = (rest, free[month]) if sign > 0 else (free[month], rest)
                free[month] = rest
                for number, level in enumerate(levels):
                    if low < level <= high:
                        masks[number] ^= 1 << month
        if self.left:
            for quarter, money in instance.spend[item][start]:
                self.left[quarter] -= sign * money
        group = instance.group[item]
        if group >= 0:
            self.taken[group] = self.taken.get(group, 0) + sign

    def fits(self, item: int) -> int:
        """The months in which an item could start now as bits, the budget not looked at."""
        deck = self.deck
        group = deck.instance.group[item]
        if group >= 0 and self.taken.get(group):
            return 0
        bits = deck.allowed[item]
        for want in deck.instance.needs[item]:
            first = self._ready(want.any_of, want.gaps)
            bits = bits >> first << first
        for limit, level, after, length, _ in deck.spans[item]:
            if not bits:
                return 0
            bits &= run(self.masks[limit][level], length) >> after
        return bits

    def _ready(self, any_of: tuple[int, ...], gaps: tuple[int, ...]) -> int:
        """The first month after one of these is there; the end of the plan if none is on it."""
        first = self.deck.instance.months
        for other, gap in zip(any_of, gaps, strict=True):
            start = self.starts[other]
            if start >= 0:
                first = min(first, start + gap)
        return first

    def payable(self, item: int, start: int) -> bool:
        """The budget of every quarter lasts."""
        left = self.left
        if left:
            for quarter, money in self.deck.instance.spend[item][start]:
                if money > left[quarter]:
                    return False
        return True

    def choices(self, item: int) -> list[int]:
        """All months in which an item could start now, those that need it taken into account."""
        last = self.deadline(item)
        return [start for start in months_of(self.fits(item)) if start <= last and self.payable(item, start)]

    def deadline(self, item: int) -> int:
        """The last start that leaves those who need it where they are."""
        last = self.deck.instance.months
        for other in self.deck.wanted_by[item]:
            begin = self.starts[other]
            if begin < 0:
                continue
            for want in self.deck.instance.needs[other]:
                if item in want.any_of and not self._held(want.any_of, want.gaps, begin, item):
                    last = min(last, begin - want.gaps[want.any_of.index(item)])
        return last

    def needed(self, item: int) -> bool:
        """Something on the plan cannot do without it."""
        return self.deadline(item) < self.deck.instance.months

    def _held(self, any_of: tuple[int, ...], gaps: tuple[int, ...], begin: int, without: int) -> bool:
        starts = self.starts
        return any(
            other != without and 0 <= starts[other] <= begin - gap for other, gap in zip(any_of, gaps, strict=True)
        )

    def first(self, item: int) -> int:
        """Where the decoder puts an item: its best month if nobody may need it, else as early as possible."""
        bits = self.fits(item)
        if not bits:
            return OUT
        deck = self.deck
        if deck.pairs_of[item] and not deck.wanted_by[item] and not deck.eager:
            return self._with_partners(item, bits)
        order: Iterable[int] = deck.by_value[item] or months_of(bits)
        for start in order:
            if bits >> start & 1 and self.payable(item, start):
                return start
        return OUT

    def _with_partners(self, item: int, bits: int) -> int:
        value, best, found = self.deck.instance.value[item], 0.0, OUT
        partners = [(extra, self.starts[other]) for other, extra in self.deck.pairs_of[item] if self.starts[other] >= 0]
        for start in months_of(bits):
            worth = value[start] + sum(extra[start][other] for extra, other in partners)
            if (found == OUT or worth > best) and self.payable(item, start):
                best, found = worth, start
        return found

    def add(self, item: int, holds: Sequence[int] = ()) -> bool:
        """Put an item on the plan, after what it needs; False if that cannot be.

        `holds[item]` is a month before which it shall not start. What was put there for an item that then does
        not fit stays: `prune` takes off what nobody needs.
        """
        if self.starts[item] != OUT:
            return self.starts[item] >= 0
        if not self.deck.allowed[item]:
            return False
        self.starts[item] = _TRYING
        ready = all(self._any(want.any_of, item, holds) for want in self.deck.instance.needs[item])
        self.starts[item] = OUT
        start = self.first(item) if ready else OUT
        if holds and start != OUT and start < holds[item]:
            start = next((s for s in months_of(self.fits(item)) if s >= holds[item] and self.payable(item, s)), OUT)
        if start == OUT:
            return False
        self.place(item, start)
        return True

    def _any(self, any_of: tuple[int, ...], item: int, holds: Sequence[int]) -> bool:
        if any(self.starts[other] >= 0 for other in any_of):
            return True
        chosen = self.deck.closure[item]
        ordered = any_of if len(any_of) == 1 else sorted(any_of, key=lambda other: (other not in chosen, other))
        return any(self.add(other, holds) for other in ordered)

    def settle(self, item: int) -> None:
        """Move an item to its best month that leaves all others where they are."""
        value, now = self.deck.instance.value[item], self.starts[item]
        self.lift(item)
        self.place(item, max((*self.choices(item), now), key=lambda start: (value[start], -start)))

    def prune(self) -> None:
        """Take off what earns nothing and nobody needs, the last first."""
        instance = self.deck.instance
        for item in reversed(self.placed.copy()):
            if self.deck.serves[item] and not instance.required[item] and not self.needed(item):
                self.lift(item)


def decode(deck: Deck, order: Iterable[int], holds: Sequence[int] = ()) -> Board:
    """The plan that comes out when items are put on it one after another, each where it fits best."""
    board = Board(deck)
    for item in order:
        if board.starts[item] == OUT:
            board.add(item, holds)
    board.prune()
    for item in deck.late:
        if board.starts[item] >= 0:
            board.settle(item)
    return board
