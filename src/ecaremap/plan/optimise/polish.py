"""Small repairs of a finished plan: leave out, move, put in, while that makes it better."""

from ecaremap.plan.optimise.board import Board
from ecaremap.plan.optimise.judge import Judging

_LEAST = 1e-7


def polish(judge: Judging, board: Board, rounds: int = 20) -> Board:
    """Improve until nothing changes: every item in the order of ids, moved, left out, put in with what it needs."""
    for _ in range(rounds):
        better = False
        for item in range(judge.deck.instance.size):
            step = _move if board.starts[item] >= 0 else _put_in
            better = step(judge, board, item) or better
        if not better:
            break
    return board


def _move(judge: Judging, board: Board, item: int) -> bool:
    """The best month for an item while all others stay; off the plan if that is better and nobody needs it."""
    now = board.starts[item]
    must = judge.deck.instance.required[item] or board.needed(item)
    board.lift(item)
    adds = judge.adds(board.starts, item)
    here = adds(now)
    best, place = (here, now) if must or here >= 0 else (0.0, -1)
    for start in board.choices(item):
        value = adds(start)
        if value > best + _LEAST:
            best, place = value, start
    if place >= 0:
        board.place(item, place)
    return place != now


def _put_in(judge: Judging, board: Board, item: int) -> bool:
    """Put an item in, with what it needs, if that earns more than it costs."""
    deck = judge.deck
    if deck.serves[item] and not deck.instance.required[item]:
        return False
    if all(_there(board, want.any_of) for want in deck.instance.needs[item]):
        return _best_month(judge, board, item)
    before, had = judge.score(board.starts), len(board.placed)
    board.add(item)
    added = board.placed[had:]
    if added and board.starts[item] >= 0 and judge.score(board.starts) > before + _LEAST:
        return True
    for other in reversed(added):
        board.lift(other)
    return False


def _best_month(judge: Judging, board: Board, item: int) -> bool:
    """Put an item in where it adds most, if it adds anything."""
    choices = board.choices(item)
    if not choices:
        return False
    adds = judge.adds(board.starts, item)
    value, start = max((adds(start), -start) for start in choices)
    if value > _LEAST:
        board.place(item, -start)
    return value > _LEAST


def _there(board: Board, any_of: tuple[int, ...]) -> bool:
    return any(board.starts[other] >= 0 for other in any_of)
