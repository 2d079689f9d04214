"""Each item of the plan: its wave, why now, why not earlier, what it adds, what a month of delay costs."""

from collections.abc import Iterator, Mapping

from ecaremap.model.request import Request
from ecaremap.plan.explain.asking import WhatIf
from ecaremap.plan.explain.waves import waves
from ecaremap.plan.problem import Item, Problem, Pull, Push, Schedule
from ecaremap.plan.result import Placed
from ecaremap.plan.saved import calendar
from ecaremap.plan.simulate import Valuer, valuer


def placed(
    problem: Problem, schedule: Schedule, requests: Mapping[str, Request], what_if: WhatIf
) -> tuple[Placed, ...]:
    """All items of the plan, by start and id."""
    of, wave = valuer(problem), waves(problem.items, requests)
    worth = of.npv(schedule)
    found = []
    for name, start in sorted(schedule.items(), key=lambda entry: (entry[1], entry[0])):
        item = of.items[name]
        earliest, binding = what_if.earliest(name), what_if.binding(name)
        found.append(
            Placed(
                name, wave[name], start, start + item.duration, earliest, binding,
                _why(problem, item, schedule, binding, earliest), worth - _later(of, problem, name, schedule),
                worth - of.npv(without(problem, schedule, name)),
            )
        )  # fmt: skip
    return tuple(found)


def without(problem: Problem, schedule: Mapping[str, int], name: str) -> Schedule:
    """The schedule without an item and all that stands on it."""
    items = {item.id: item for item in problem.items}
    left = {other: start for other, start in schedule.items() if other != name}
    while True:
        falls = [other for other in left if not _stands(items[other], left)]
        if not falls:
            return left
        for other in falls:
            del left[other]


def _stands(item: Item, left: Mapping[str, int]) -> bool:
    """Everything the item needs is still there, and a tactic still has something to lead to."""
    if isinstance(item.effect, Push) and item.effect.build not in left:
        return False
    if isinstance(item.effect, Pull) and not any(build in left for build in item.effect.builds):
        return False
    return all(any(other in left for other in need.any_of) for need in item.needs)


def _later(of: Valuer, problem: Problem, name: str, schedule: Schedule) -> float:
    """The value of the plan with this item a month later, and with it all that cannot start before it is live."""
    moved = dict(schedule)
    _push_back(of, moved, name, schedule[name] + 1, len(problem.items))
    return of.npv({item: start for item, start in moved.items() if start <= problem.months})


def _push_back(of: Valuer, moved: Schedule, name: str, start: int, depth: int) -> None:
    moved[name] = start
    live = start + of.items[name].duration
    if not depth:
        return
    for other, begins in sorted(moved.items()):
        for need in of.items[other].needs:
            ready = [moved[one] + of.items[one].duration for one in need.any_of if one in moved]
            if name in need.any_of and ready and begins < min(ready) + need.lag:
                _push_back(of, moved, other, max(begins, min(live, *ready) + need.lag), depth - 1)


def _why(problem: Problem, item: Item, schedule: Schedule, binding: tuple[tuple[str, str], ...], earliest: int) -> str:
    """One sentence: what it is good for now, and what kept it from coming earlier."""
    now = _purpose(problem, item, schedule)
    start = schedule[item.id]
    if item.fixed:
        return f"{now} Its month is fixed in the plan."
    if start <= 1:
        return f"{now} It starts at once."
    held = list(_held(problem, binding))
    if held:
        return f"{now} Not earlier: {', '.join(held)}."
    when = calendar(problem.starts, earliest)
    return f"{now} It could start in {when}; later is worth more." if earliest < start else now


def _purpose(problem: Problem, item: Item, schedule: Schedule) -> str:
    names = {entry.id: entry.name or entry.id for entry in problem.items}
    carried = [
        names[other.id] for other in problem.items
        if other.id in schedule and any(item.id in need.any_of for need in other.needs)
    ]  # fmt: skip
    if item.required:
        return "It has to be on the plan."
    if item.kind in ("enabler", "opening"):
        return f"Needed by {_listed(carried)}." if carried else "A foundation."
    if item.kind == "fix":
        return "Fewer customers have to ask at all."
    if isinstance(item.effect, Pull):
        return f"It leads customers to {_listed([names[b] for b in item.effect.builds if b in schedule])}."
    if isinstance(item.effect, Push):
        return f"{names.get(item.effect.build, item.effect.build)} has proved itself by then."
    return f"It pays, and {_listed(carried)} stands on it." if carried else "It pays."


def _held(problem: Problem, binding: tuple[tuple[str, str], ...]) -> Iterator[str]:
    names = {entry.id: entry.name or entry.id for entry in problem.items}
    words = {
        "predecessor": "{} has to be live first", "team": "the team {} is busy", "budget": "the budget of the quarter is spent",
        "launches": "no more launches in that month", "opening": "one new touchpoint at a time", "freeze": "nothing goes live in a freeze",
        "gate": "the gate has to be passed first",
    }  # fmt: skip
    for word, name in binding:
        yield words.get(word, word).format(names.get(name, name))


def _listed(names: list[str]) -> str:
    """`a, b and 3 more`."""
    shown = names[:2]
    if len(names) > 3:
        return f"{', '.join(shown)} and {len(names) - 2} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
