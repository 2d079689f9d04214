"""A first plan: the best value for what it takes, each item with what it needs."""

from collections.abc import Sequence

from ecaremap.plan.optimise.board import Board
from ecaremap.plan.optimise.deck import Deck
from ecaremap.plan.optimise.instance import months_of
from ecaremap.plan.optimise.judge import Judge


def first_plan(judge: Judge, more: Sequence[Sequence[int]] = (), start: Sequence[int] = ()) -> Board:
    """The best of two rankings: benefit to cost of an item with all it needs, and with what it needs shared.

    `more` are other orders to try, `start` is a feasible plan to compare with.
    """
    orders = [ranking(judge.deck, shared=False), ranking(judge.deck, shared=True), *more]
    boards = [Board(judge.deck, start)] if start else []
    boards += [_grown(judge, order) for order in orders]
    return max(boards, key=lambda board: judge.score(board.starts))


def ranking(deck: Deck, *, shared: bool) -> list[int]:
    """All items that can be placed, required ones first, then by benefit to cost; ties go to the first by id."""
    instance = deck.instance
    size = instance.size
    best = [max((instance.value[item][s] for s in months_of(deck.allowed[item])), default=0.0) for item in range(size)]
    takes = [_takes(deck, item) for item in range(size)]
    users = [0] * size
    for item in range(size):
        for other in deck.closure[item]:
            users[other] += 1

    def ratio(item: int) -> float:
        weight = {other: (1.0 / users[other] if shared else 1.0) for other in sorted(deck.closure[item])}
        value = best[item] + sum(part * best[other] for other, part in weight.items() if best[other] < 0)
        cost = takes[item] + sum(part * takes[other] for other, part in weight.items())
        return value / cost if value > 0 else value

    listed = [item for item in range(size) if deck.allowed[item] and (instance.required[item] or not deck.serves[item])]
    return sorted(listed, key=lambda item: (not instance.required[item], -ratio(item), item))


def _takes(deck: Deck, item: int) -> float:
    """What an item takes of everything that is limited, as a share of all there is."""
    instance = deck.instance
    total = 1e-6
    for limit, _, _, length, amount in deck.spans[item]:
        total += length * amount / max(1, sum(instance.limits[limit].capacity))
    if instance.budget and deck.allowed[item]:
        start = (deck.allowed[item] & -deck.allowed[item]).bit_length() - 1
        total += sum(money for _, money in instance.spend[item][start]) / max(1, sum(instance.budget))
    return total


def _grown(judge: Judge, order: Sequence[int]) -> Board:
    """Put items on the plan in this order, with what they need, unless together they lose money where there is room."""
    board = Board(judge.deck)
    score = judge.score(board.starts)
    for item in order:
        had = len(board.placed)
        if board.starts[item] >= 0 or (not board.add(item) and len(board.placed) == had):
            continue
        now = judge.score(board.starts)
        if now >= score and board.starts[item] >= 0:
            score = now
            continue
        for other in reversed(board.placed[had:]):
            board.lift(other)
    return board
