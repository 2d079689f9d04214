"""Why an item stands where it does, and what a change would bring: found by trying, never from prices of the solver."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ecaremap.plan.optimise.checking import Held, hindrances
from ecaremap.plan.optimise.deck import deck
from ecaremap.plan.optimise.formulation import formulate
from ecaremap.plan.optimise.instance import MONEY, PERSON, Instance, Limit, Word
from ecaremap.plan.optimise.judge import worth
from ecaremap.plan.optimise.lp import relaxed
from ecaremap.plan.optimise.reduce import only, useful
from ecaremap.plan.optimise.search import Found, Search, find
from ecaremap.plan.problem import Schedule

_STEPS = 1500
"""Of the annealing for one question; a plan is already there."""


@dataclass(frozen=True, slots=True)
class Forced:
    """What putting an item on the plan costs, by the tables; what it puts out; and the plan found with it."""

    loss: float
    displaces: tuple[str, ...]
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class More:
    """What one more of something brings, by the tables: re-solved from the plan at hand, so never below 0.

    `at_most` is the difference of the relaxed problems, and at least what was found; None without a solver.
    """

    worth: float
    at_most: float | None
    schedule: Schedule


def earliest_alone(instance: Instance, item: str) -> int:
    """The first month in which an item could start if nobody else wanted anything; 0 if it never can."""
    bits = deck(instance).allowed[instance.ids.index(item)]
    return (bits & -bits).bit_length()


def binding(instance: Instance, schedule: Schedule, item: str) -> tuple[Held, ...]:
    """What keeps an item from starting one month earlier while all others stay.

    Empty: nothing does, it stands there because it is worth more so, or it starts in the first month. What would
    have to move along, as the month of its own predecessor, is named, not solved.
    """
    starts, number = instance.starts(schedule), instance.ids.index(item)
    if starts[number] <= 0:
        return ()
    return tuple(held for held in hindrances(instance, starts, number, starts[number] - 1) if held.word != "horizon")


def delay(instance: Instance, item: str, start: int) -> float:
    """What starting one month later costs by the tables; month from 1. Of the last month that is all it is worth."""
    value = instance.value[instance.ids.index(item)]
    return value[start - 1] - (value[start] if start < len(value) else 0.0)


def force_in(instance: Instance, schedule: Schedule, item: str, *, seed: int = 0, steps: int = _STEPS) -> Forced | None:
    """Put an item on the plan and solve again; None if no plan with it turns up."""
    number = instance.ids.index(item)
    must = tuple(required or at == number for at, required in enumerate(instance.required))
    forced = replace(instance, required=must)
    starts = instance.starts(schedule)
    found = find(forced, Search(seed=seed, steps=steps, orders=(_order(starts, number),)))
    if found is None:
        return None
    after = instance.schedule(found.starts)
    lost = _value(instance, starts) - found.value
    return Forced(lost, tuple(sorted(set(schedule) - set(after))), after)


def one_more(
    instance: Instance,
    schedule: Schedule,
    word: Word,
    name: str = "",
    *,
    amount: float = 1.0,
    seed: int = 0,
    steps: int = _STEPS,
    solver: bool = False,
    bound: float | None = None,
) -> More:
    """Solve again with `amount` more people of a team, launches a month, or money in the budget of every quarter.

    Args:
        instance: the problem as the optimiser sees it.
        schedule: the plan so far.
        word: team, launches or budget.
        name: of the team.
        amount: how much more, in people, launches or money.
        seed: of the annealing.
        steps: of the annealing.
        solver: whether the relaxed problems shall be compared as well.
        bound: `most_of` the instance, where it is known already.

    Raises:
        ValueError: the plan has no such limit.
    """
    wider = widened(instance, word, name, amount)
    starts = tuple(instance.starts(schedule))
    before = _value(instance, starts)
    order = _order(starts, -1)
    found = find(wider, Search(seed=seed, steps=steps, first=starts, orders=(order,)))
    value, after = _kept(found, before, starts)
    gained = max(0.0, value - before)
    most = None
    if solver:
        old, new = most_of(instance) if bound is None else bound, most_of(wider)
        most = None if old is None or new is None else max(gained, new - old)
    return More(gained, most, instance.schedule(after))


def widened(instance: Instance, word: Word, name: str, amount: float) -> Instance:
    """An instance with more of one limit.

    Raises:
        ValueError: there is no such limit.
    """
    if word == "budget" and instance.budget:
        return replace(instance, budget=tuple(money + round(MONEY * amount) for money in instance.budget))
    units = round(PERSON * amount) if word == "team" else round(amount)
    if all((limit.word, limit.id) != (word, name) for limit in instance.limits):
        raise ValueError(f"The plan has no limit '{word} {name}'.".replace(" '.", "'."))
    return replace(
        instance,
        limits=tuple(
            Limit(limit.word, limit.id, tuple(there + units for there in limit.capacity))
            if (limit.word, limit.id) == (word, name)
            else limit
            for limit in instance.limits
        ),
    )


def _kept(found: Found | None, before: float, starts: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
    return (found.value, found.starts) if found and found.value > before else (before, starts)


def _order(starts: Sequence[int], first: int) -> tuple[int, ...]:
    """The plan as an order: one item first of all, then by start."""
    there = sorted((start, item) for item, start in enumerate(starts) if start >= 0 and item != first)
    return (first, *(item for _, item in there)) if first >= 0 else tuple(item for _, item in there)


def _value(instance: Instance, starts: Sequence[int]) -> float:
    return worth(deck(instance), starts)


def most_of(instance: Instance) -> float | None:
    """What no plan is worth more than, by the relaxed problem; None without a solver."""
    whole = deck(replace(instance, rows=()))
    mixture = relaxed(formulate(deck(only(whole.instance, useful(whole)))))
    return None if mixture is None else mixture.bound
