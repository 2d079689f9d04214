"""Why no plan can hold all that is required: a smallest set of inputs that contradict each other.

Inputs are taken away one after another for as long as the rest still cannot hold (a deletion filter: Chinneck and
Dravnieks 1991, ORSA Journal on Computing 3(2):157-168). What is left cannot hold, and without any one of it could, or no proof was found.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from ecaremap.plan.optimise import cp_sat
from ecaremap.plan.optimise.board import Board, decode
from ecaremap.plan.optimise.deck import Deck, deck
from ecaremap.plan.optimise.formulation import formulate
from ecaremap.plan.optimise.greedy import ranking
from ecaremap.plan.optimise.instance import MONEY, PERSON, Instance, Limit, Want, Word, months_of
from ecaremap.plan.optimise.reduce import only

_NODES = 20_000
"""Partial plans looked at before the search for a proof gives up."""
_PLENTY = 1 << 50


class Input(NamedTuple):
    """One input that can be taken away: its word, and the id or number of what it is about."""

    word: Word
    id: str


class Conflict(NamedTuple):
    """Inputs that cannot hold together; `proven`: it is certain that they cannot."""

    inputs: tuple[Input, ...]
    words: tuple[str, ...]
    proven: bool


def conflict(instance: Instance, solver: Literal["none", "cp-sat"] = "none") -> Conflict | None:
    """The smallest conflict found among what is required; None if a plan with all of it turns up."""
    core = _core(instance)
    verdict = possible(core, solver)
    if verdict:
        return None
    kept = list(inputs(core))
    if verdict is None:
        return Conflict((), (), proven=False)
    for entry in tuple(kept):
        trial = [other for other in kept if other != entry]
        if possible(relaxed(core, trial), solver) is False:
            kept = trial
    return Conflict(tuple(kept), tuple(words(core, entry) for entry in kept), proven=True)


def _core(instance: Instance) -> Instance:
    """What is required, and all that it may need."""
    kept = {item for item in range(instance.size) if instance.required[item]}
    todo = sorted(kept)
    while todo:
        more = {other for want in instance.needs[todo.pop()] for other in want.any_of} - kept
        kept |= more
        todo += sorted(more)
    return replace(only(instance, sorted(kept)), rows=(), pairs=(), rooms=())


def inputs(core: Instance) -> tuple[Input, ...]:
    """All inputs that can be taken away, in the order in which that is tried: what authors wrote last, last."""
    found = [Input("freeze", str(month + 1)) for month in sorted(core.frozen)]
    found += [Input("budget", str(quarter + 1)) for quarter in range(len(core.budget))]
    found += [Input(limit.word, limit.id) for limit in core.limits]
    found += [Input("mode", name) for number, name in enumerate(core.groups) if core.group.count(number) > 1]
    for number, name in enumerate(core.ids):
        found += [Input("earliest", name)] * (core.earliest[number] > 0)
        found += [Input("fixed", name)] * (core.fixed[number] >= 0)
        found += [
            Input(word, name) for word in ("predecessor", "gate") if any(w.word == word for w in core.needs[number])
        ]
    return (*found, *(Input("required", name) for name, must in zip(core.ids, core.required, strict=True) if must))


def relaxed(core: Instance, kept: Sequence[Input]) -> Instance:
    """The instance with these inputs alone."""
    there = set(kept)

    def stays(word: Word, name: str) -> bool:
        return Input(word, name) in there

    numbers = {number for number, name in enumerate(core.groups) if stays("mode", name)}
    return replace(
        core,
        frozen=frozenset(month for month in core.frozen if stays("freeze", str(month + 1))),
        budget=tuple(m if stays("budget", str(q + 1)) else _PLENTY for q, m in enumerate(core.budget)),
        limits=tuple(limit if stays(limit.word, limit.id) else _endless(limit) for limit in core.limits),
        group=tuple(group if group in numbers else -1 for group in core.group),
        earliest=tuple(m if stays("earliest", name) else 0 for name, m in zip(core.ids, core.earliest, strict=True)),
        fixed=tuple(m if stays("fixed", name) else -1 for name, m in zip(core.ids, core.fixed, strict=True)),
        required=tuple(must and stays("required", name) for name, must in zip(core.ids, core.required, strict=True)),
        needs=tuple(
            tuple(want for want in wants if stays(want.word, name))
            for name, wants in zip(core.ids, core.needs, strict=True)
        ),
    )


def _endless(limit: Limit) -> Limit:
    return Limit(limit.word, limit.id, (_PLENTY,) * len(limit.capacity))


def possible(core: Instance, solver: Literal["none", "cp-sat"] = "none") -> bool | None:
    """Whether all that is required fits: True with a plan at hand, False with a proof, None if neither turned up."""
    prepared = deck(core)
    must = [item for item in range(core.size) if core.required[item]]
    if any(not prepared.allowed[item] for item in must) or _too_much(prepared, must):
        return False
    board = decode(prepared, ranking(prepared, shared=False))
    if all(board.starts[item] >= 0 for item in must):
        return True
    found = _Exhaustive(core).fits(frozenset(must))
    if found is None and solver == "cp-sat" and cp_sat.installed():
        answer = cp_sat.solve(formulate(prepared), cp_sat.Effort(30.0))
        found = {"infeasible": False, "unknown": None}.get(answer.status, True)
    return found


def _too_much(prepared: Deck, must: Sequence[int]) -> bool:
    """The required items take more of a limit, or cost more, than there is in the whole plan."""
    core = prepared.instance
    for number, limit in enumerate(core.limits):
        asked = sum(
            span.amount * min(span.length, core.months - max(months_of(prepared.allowed[item])) - span.after)
            for item in must
            for span in core.spans[item]
            if span.limit == number
        )
        if asked > sum(limit.capacity):
            return True
    cost = sum(min(sum(m for _, m in core.spend[item][s]) for s in months_of(prepared.allowed[item])) for item in must)
    return bool(core.budget) and cost > sum(core.budget)


class _Exhaustive:
    """Tries every way of meeting every need, and then every start, within bounds."""

    __slots__ = ("core", "nodes")

    def __init__(self, core: Instance) -> None:
        self.core, self.nodes = core, 0

    def fits(self, must: frozenset[int], chosen: dict[tuple[int, int], int] | None = None) -> bool | None:
        """Whether all of these fit; None if there were too many ways to try."""
        ways = dict(chosen or {})
        for item in sorted(must):
            for number, want in enumerate(self.core.needs[item]):
                if (item, number) in ways:
                    continue
                found = [self.fits(must | {other}, ways | {(item, number): other}) for other in want.any_of]
                return True if True in found else None if None in found else False
        prepared = deck(_narrowed(self.core, ways))
        if any(not prepared.allowed[item] for item in must):
            return False
        done = self._place(Board(prepared), sorted(must, key=lambda item: (prepared.allowed[item].bit_count(), item)))
        return None if not done and self.nodes >= _NODES else done

    def _place(self, board: Board, waiting: list[int]) -> bool:
        if not waiting:
            return True
        starts, needs = board.starts, board.deck.instance.needs
        item = next(i for i in waiting if all(starts[want.any_of[0]] >= 0 for want in needs[i]))
        rest = [other for other in waiting if other != item]
        for start in months_of(board.fits(item)):
            self.nodes += 1
            if self.nodes >= _NODES:
                return False
            if board.payable(item, start):
                board.place(item, start)
                if self._place(board, rest):
                    return True
                board.lift(item)
        return False


def _narrowed(core: Instance, ways: dict[tuple[int, int], int]) -> Instance:
    """Every need met by the one way chosen for it."""
    needs = [
        tuple(
            Want((ways[item, number],), (want.gaps[want.any_of.index(ways[item, number])],), want.word)
            for number, want in enumerate(wants)
            if (item, number) in ways
        )
        for item, wants in enumerate(core.needs)
    ]
    return replace(core, needs=tuple(needs))


def words(core: Instance, entry: Input) -> str:
    """An input in words, with its limit."""
    item = core.ids.index(entry.id) if entry.id in core.ids else -1
    say: dict[Word, Callable[[], str]] = {
        "required": lambda: f"{entry.id} is required",
        "fixed": lambda: f"{entry.id} has to start in month {core.fixed[item] + 1}",
        "earliest": lambda: f"{entry.id} cannot start before month {core.earliest[item] + 1}",
        "predecessor": lambda: f"{entry.id} needs {_ways(core, item, 'predecessor')} first",
        "gate": lambda: f"{entry.id} waits until {_ways(core, item, 'gate')} has proved itself",
        "team": lambda: f"team {entry.id} has {_people(core, entry)}",
        "budget": lambda: f"the budget of quarter {entry.id} is {core.budget[int(entry.id) - 1] / MONEY:g}",
        "launches": lambda: f"at most {_capacity(core, entry)[0]} launches a month",
        "opening": lambda: "openings of new touchpoints keep their distance",
        "freeze": lambda: f"nothing goes live in month {entry.id}",
        "mode": lambda: f"only one of {_members(core, entry.id)} can be chosen",
    }
    return say[entry.word]()


def _ways(core: Instance, item: int, word: Word) -> str:
    return " and ".join(
        " or ".join(core.ids[other] for other in want.any_of) or "something that is not among the candidates"
        for want in core.needs[item]
        if want.word == word
    )


def _capacity(core: Instance, entry: Input) -> tuple[int, ...]:
    return next(limit.capacity for limit in core.limits if (limit.word, limit.id) == tuple(entry))


def _people(core: Instance, entry: Input) -> str:
    there = _capacity(core, entry)
    low, high = min(there) / PERSON, max(there) / PERSON
    return f"{low:g} people" if low == high else f"{low:g} to {high:g} people"


def _members(core: Instance, name: str) -> str:
    number = core.groups.index(name)
    return ", ".join(item for item, group in zip(core.ids, core.group, strict=True) if group == number)
