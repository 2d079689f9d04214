"""From a problem and a schedule to its forecast: the one exact simulation."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.forecast import CASH_LINES, Forecast
from ecaremap.plan.problem import Problem, Retire
from ecaremap.plan.simulate import formulas
from ecaremap.plan.simulate.flowing import Flows, flows
from ecaremap.plan.simulate.measures import metrics
from ecaremap.plan.simulate.money import lines
from ecaremap.plan.simulate.parameters import Parameters, parameters
from ecaremap.plan.simulate.structure import Structure, structure
from ecaremap.plan.simulate.timing import chosen

Array = NDArray[np.float64]


def simulate(problem: Problem, schedule: Mapping[str, int]) -> Forecast:
    """What a schedule brings, month by month.

    The schedule is taken as it is: whether needs are met, teams have time and gates are open is for the planner
    to say. What falls after the last month counts neither as cost nor as benefit.

    Raises:
        ValueError: the schedule names an unknown item or a month before the first, or an item acts on a
            request or touchpoint that is not in the problem.
    """
    _check(problem, schedule)
    on_plan = replace(problem, items=chosen(problem.items, schedule))
    of = structure(on_plan)
    given = parameters(on_plan, of)
    moved = flows(of, given, schedule)
    return _forecast(on_plan, of, given, moved, schedule)


def _check(problem: Problem, schedule: Mapping[str, int]) -> None:
    unknown = sorted(set(schedule) - {item.id for item in problem.items})
    if unknown:
        raise ValueError(f"'{unknown[0]}' is on the schedule, but it is no item of this plan.")


def _forecast(
    problem: Problem, of: Structure, given: Parameters, moved: Flows, schedule: Mapping[str, int]
) -> Forecast:
    """Spells the flows in the order of the problem."""
    by_line = {name: np.broadcast_to(line, (of.months,)) for name, line in lines(of, given, moved).items()}
    cash = np.sum([by_line[name] for name in CASH_LINES], axis=0)
    missed = moved.missed * (1.0 + given.induced[of.requests])[:, None]
    leaked = formulas.leaked(missed, given.gives_up)
    induced = formulas.induced(moved.starts, given.induced[of.requests])
    person = _person(of, moved, leaked)
    builds, wanted = _in_order(of, problem)
    demands = _order([demand.id for demand in of.demands], [demand.id for demand in problem.demands])
    places = _order(of.touchpoints, [touchpoint.id for touchpoint in problem.touchpoints])
    return Forecast(
        builds=builds,
        needs=moved.needs[demands],
        person=person[demands],
        contacts=_contacts(of, moved, person, moved.starts + induced)[places],
        hours=_hours(of, given, person, leaked),
        starts=moved.starts[wanted],
        induced=induced[wanted],
        leaked=leaked[wanted],
        unresolved=(missed - leaked)[wanted],
        contained=moved.contained[wanted],
        adoption=moved.adopted[wanted],
        completion=(moved.completion * moved.when.live)[wanted],
        metrics=metrics(of, given, moved, problem.operating_cost),
        lines=by_line,
        cash=cash,
        npv=float(cash @ discounting(problem)),
        payback=payback(cash),
        notes=_notes(problem, schedule),
    )


def discounting(problem: Problem) -> Array:
    """(T,) the value today of one unit at the end of each month: (1 + i)^-t."""
    found: Array = (1.0 + problem.monthly_rate) ** -np.arange(1, problem.months + 1, dtype=np.float64)
    return found


def payback(cash: Array) -> int:
    """First month from which cumulative cash stays at or above zero; 0 if it does not within the plan."""
    below = np.flatnonzero(cash.cumsum() < 0)
    first = int(below[-1]) + 2 if len(below) else 1
    return first if first <= len(cash) else 0


def _order(have: tuple[str, ...] | list[str], wanted: list[str]) -> list[int]:
    at = {name: number for number, name in enumerate(have)}
    return [at[name] for name in wanted]


def _in_order(of: Structure, problem: Problem) -> tuple[tuple[str, ...], list[int]]:
    names = [build.id for build in of.builds]
    known = set(names)
    builds = [item.id for item in problem.items if item.id in known]
    return tuple(builds), _order(names, builds)


def _person(of: Structure, moved: Flows, leaked: Array) -> Array:
    """(R, T) formula 8, with what closed touchpoints hand to people."""
    begun, back = np.zeros_like(moved.needs), np.zeros_like(moved.needs)
    np.add.at(begun, of.requests, moved.starts)
    np.add.at(back, of.requests, leaked)
    person = formulas.agent_volume(moved.needs, of.today.done, begun, back)
    for number, entry in enumerate(of.closings):
        person = person + entry.to_people[:, None] * moved.needs * moved.when.closed[number]
    return person


def _hours(of: Structure, given: Parameters, person: Array, leaked: Array) -> Array:
    """(T,) paid hours of people: second contacts are longer by delta."""
    longer = leaked * given.double_handling[of.requests][:, None]
    total = given.handling_hours @ person + given.handling_hours[of.requests] @ longer
    return np.asarray(total, dtype=np.float64)


def _contacts(of: Structure, moved: Flows, person: Array, digital: Array) -> Array:
    """(K, T) contacts by touchpoint: people's by today's mix, the others where they start."""
    now = of.today
    machines = now.digital | now.automated
    found = np.einsum("rk,rt->kt", now.mix * machines, moved.needs)
    np.add.at(found, of.places, digital)
    share = np.repeat(now.person_mix[:, :, None], of.months, axis=2)
    for number, entry in enumerate(of.closings):
        closed = moved.when.closed[number]
        found = found + np.einsum("rk,rt->kt", entry.contacts, moved.needs * closed)
        share = _moved(share, entry.person_moves, entry.scope[:, None] * closed)
    return np.asarray(found + np.einsum("rkt,rt->kt", share, person), dtype=np.float64)


def _moved(share: Array, move: tuple[int, int], closed: Array) -> Array:
    """People's contacts leave a closed touchpoint: to the one named, else to the others as they are used."""
    here, there = move
    if here < 0:
        return share
    left = share[:, here] * closed
    if there < 0:
        rest = 1.0 - share[:, here]
        after = share * (1.0 + formulas.ratio(left, rest))[:, None]
        after[:, here] = np.where(rest > 0, share[:, here] - left, share[:, here])
        return after
    after = share.copy()
    after[:, here] -= left
    after[:, there] += left
    return after


def _notes(problem: Problem, schedule: Mapping[str, int]) -> tuple[str, ...]:
    """What a reader has to know about the forecast."""
    notes = []
    closed = {item.touchpoint for item in problem.items if isinstance(item.effect, Retire)}
    for item in sorted(problem.items, key=lambda entry: entry.id):
        name = item.name or item.id
        if schedule[item.id] + item.duration > problem.months:
            notes.append(f"{name} goes live after the last month: it costs, and brings nothing within the plan.")
        if isinstance(item.effect, Retire) and item.effect.to in closed:
            notes.append(f"{name} moves contacts to {item.effect.to}, which the plan closes as well.")
    return tuple(notes)
