"""Simulated annealing over the order in which items are put on the plan (Kirkpatrick, Gelatt and Vecchi 1983).

It stops after a number of steps, never by the clock, so that the same input gives the same plan everywhere.
"""

from collections.abc import Callable
from math import log

from ecaremap.plan.optimise.board import Board, decode
from ecaremap.plan.optimise.chance import Chance
from ecaremap.plan.optimise.instance import months_of
from ecaremap.plan.optimise.judge import Judge
from ecaremap.plan.optimise.polish import polish

Progress = Callable[[str, float], None]

_WARM, _COLD = 0.1, 0.002
"""Temperature at the start and at the end of a leg, in average values of an item."""
_LEGS = 2
"""How often it starts: first from the given plan, then from the best one so far, warmed up again."""
_TOLD = 256
_MOVE, _LEAVE_OUT, _PUT_IN, _TOGGLE = 45, 53, 75, 92
"""Of 100 steps: up to the first move an item; up to the second leave one out, to the third exchange two, to the fourth put
one in; the rest hold one back."""


def default_steps(size: int) -> int:
    """Steps for so many items: in proportion up to about 100, then fewer, as each one costs more."""
    return max(400, min(250 * size, 2_000_000 // max(1, size)))


def anneal(judge: Judge, board: Board, steps: int, seed: int, progress: Progress | None = None) -> Board:
    """A better plan from a feasible one; never a worse one."""
    search = _Search(judge, board, Chance(seed))
    leg = max(1, -(-steps // _LEGS))
    for step in range(steps):
        if step and step % leg == 0:
            search.restart()
        search.step(search.warm * (search.cold / search.warm) ** ((step % leg) / leg))
        if progress and step % _TOLD == 0:
            progress("annealing", step / steps)
    search.restart()
    return search.best


class _Search:
    """Where the search stands: the items wanted in their order, those not wanted, months before which none shall start."""

    __slots__ = ("best", "best_holds", "best_order", "best_score", "chance", "cold", "holds", "judge", "listed", "now",
                 "off", "order", "warm")  # fmt: skip

    def __init__(self, judge: Judge, board: Board, chance: Chance) -> None:
        self.judge, self.chance = judge, chance
        deck = judge.deck
        choice = {
            other for wants in deck.instance.needs for want in wants if len(want.any_of) > 1 for other in want.any_of
        }
        self.listed = [
            item
            for item in range(deck.instance.size)
            if deck.allowed[item] and (not deck.serves[item] or item in choice or deck.instance.required[item])
        ]
        hopes = [max(deck.instance.value[item][s] for s in months_of(deck.allowed[item])) for item in self.listed]
        earning = [hope for hope in hopes if hope > 0]
        average = sum(earning) / len(earning) if earning else 1.0
        self.cold = _COLD * average
        self.warm = _WARM * average if judge.aim == "npv" else judge.heavy
        self.best, self.best_score = board, judge.score(board.starts)
        self._from(board)

    def _from(self, board: Board) -> None:
        starts = board.starts
        self.order = sorted((item for item in self.listed if starts[item] >= 0), key=lambda item: (starts[item], item))
        self.off = [item for item in self.listed if starts[item] < 0]
        self.holds = [0] * len(starts)
        self.best_order, self.best_holds = self.order.copy(), self.holds
        self.now = self.judge.score(decode(self.judge.deck, self.order, self.holds).starts)

    def restart(self) -> None:
        """Polish the best plan and go on from it."""
        polished = polish(self.judge, Board(self.judge.deck, self.best.starts))
        score = self.judge.score(polished.starts)
        if score > self.best_score:
            self.best, self.best_score = polished, score
        self._from(self.best)

    def step(self, temperature: float) -> None:
        """Change one thing; keep it if it is better, or by chance if it is not much worse."""
        order, off, holds = self._changed()
        board = decode(self.judge.deck, order, holds)
        score = self.judge.score(board.starts)
        if score < self.now + temperature * log(1.0 - self.chance.share()):
            return
        self.order, self.off, self.holds, self.now = order, off, holds, score
        if score > self.best_score:
            self.best, self.best_score = board, score

    def _changed(self) -> tuple[list[int], list[int], list[int]]:
        order, off, holds, chance = self.order.copy(), self.off, self.holds, self.chance
        kind = chance.below(100)
        if kind < _MOVE:
            if len(order) > 1:
                item = order.pop(chance.below(len(order)))
                order.insert(chance.below(len(order) + 1), item)
        elif kind < _TOGGLE:
            off = off.copy()
            waiting = len(off)
            if order and kind < _PUT_IN:
                off.append(order.pop(chance.below(len(order))))
            if waiting and kind >= _LEAVE_OUT:
                self._want(order, off, waiting)
        elif order:
            holds = holds.copy()
            item = order[chance.below(len(order))]
            holds[item] = 0 if holds[item] else chance.below(self.judge.deck.allowed[item].bit_length())
        return order, off, holds

    def _want(self, order: list[int], off: list[int], among: int) -> None:
        """Put one of the first `among` left-out items into the order, instead of other ways of doing the same."""
        chance, group = self.chance, self.judge.deck.instance.group
        item = off.pop(chance.below(among))
        if group[item] >= 0:
            for other in [other for other in order if group[other] == group[item]]:
                order.remove(other)
                off.append(other)
        order.insert(chance.below(len(order) + 1), item)
