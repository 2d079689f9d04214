"""The exact simulation as a judge: repairs a plan where the tables promised too much or too little."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ecaremap.plan.optimise.board import Board
from ecaremap.plan.optimise.deck import Deck
from ecaremap.plan.optimise.instance import Instance
from ecaremap.plan.optimise.judge import Aim, gain
from ecaremap.plan.optimise.polish import polish
from ecaremap.plan.problem import Retire
from ecaremap.plan.simulate import Valuer

_CENT = 0.01
_ROUNDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """Judges by the exact NPV. Items that act alone on their requests are judged by the tables, which are exact there."""

    deck: Deck
    of: Valuer
    crowded: tuple[bool, ...]
    aim: Aim = "npv"

    def score(self, starts: Sequence[int]) -> float:
        """The exact NPV."""
        return self.of.npv(self.deck.instance.schedule(starts))

    def adds(self, starts: Sequence[int], item: int) -> Callable[[int], float]:
        """By start, what an item would add."""
        if not self.crowded[item]:
            return lambda start: gain(self.deck, starts, item, start)
        name = self.deck.instance.ids[item]
        schedule = self.deck.instance.schedule(starts)
        before = self._around(name, schedule)

        def added(start: int) -> float:
            return self._around(name, schedule | {name: start + 1}) - before

        return added

    def _around(self, name: str, schedule: Mapping[str, int]) -> float:
        """The part of the value that one item can change; a retirement also changes what others cost."""
        moved = sum(self.of.request_npv(request, schedule) for request in self.of.touched[name])
        return moved + sum(self.of.item_npv(other, schedule) for other in schedule)


def repaired(deck: Deck, of: Valuer, starts: Sequence[int]) -> tuple[list[int], tuple[str, ...]]:
    """A plan after leaving out what does harm, and after moving and putting in what then is better: never worse.

    Returns the starts and the ids that were left out for harm.
    """
    instance = deck.instance
    judging = Simulated(deck, of, _crowded(instance, of))
    board = Board(deck, starts)
    dropped = _without_harm(judging, board)
    polish(judging, board, _ROUNDS)
    return board.starts, tuple(sorted(name for name in dropped if board.starts[instance.ids.index(name)] < 0))


def _crowded(instance: Instance, of: Valuer) -> tuple[bool, ...]:
    retires = any(isinstance(of.items[name].effect, Retire) for name in instance.ids)
    return tuple(retires or any(len(of.acting[request]) > 1 for request in of.touched[name]) for name in instance.ids)


def _without_harm(judging: Simulated, board: Board) -> list[str]:
    """Take off, the worst first, each item without which the plan is worth more, with what only it needed."""
    instance = judging.deck.instance
    dropped: list[str] = []
    while True:
        now = judging.score(board.starts)
        gains = []
        for item, start in enumerate(board.starts):
            if start >= 0 and not instance.required[item] and not board.needed(item):
                trial = board.starts.copy()
                trial[item] = -1
                gains.append((judging.score(trial) - now, -item))
        best, item = max(gains, default=(0.0, 0))
        if best <= _CENT:
            return dropped
        board.lift(-item)
        board.prune()
        dropped.append(instance.ids[-item])
