"""Items that are not on the plan, and why: the first reason that holds, in this order.

A rule or gate keeps it out · containment below break-even · another of the same kind was chosen · the share the
rules allow is used up · it does not pay · nothing that needs it pays · it would pay, but not beside what is there.
"""

from collections.abc import Callable, Iterable, Sequence

from ecaremap.plan.explain.asking import WhatIf
from ecaremap.plan.explain.placed import without
from ecaremap.plan.inputs.model import Blocked
from ecaremap.plan.problem import Adoption, Item, Problem, Schedule
from ecaremap.plan.result import Left, Reason
from ecaremap.plan.simulate import Valuer, break_even_completion, valuer

_FULL = 0.999
"""From this share of what the rules allow on, a request counts as full."""


def left(problem: Problem, schedule: Schedule, blocked: Iterable[Blocked], what_if: WhatIf) -> tuple[Left, ...]:
    """All candidates that are not on the plan, by id."""
    shut = [Left(entry.id, _SHUT[entry.reason], entry.sentence) for entry in blocked]
    asked = _Asked(problem, schedule, what_if)
    found = [asked.about(item) for item in problem.items if item.id not in schedule]
    return tuple(sorted((*shut, *found), key=lambda entry: entry.id))


_SHUT: dict[str, Reason] = {"rule": "rule", "gate": "gate", "figure": "blocked", "need": "blocked"}


class _Asked:
    """Asks about one item after the other."""

    def __init__(self, problem: Problem, schedule: Schedule, what_if: WhatIf) -> None:
        self.problem = problem
        self.schedule = schedule
        self.what_if = what_if
        self.of: Valuer = valuer(problem)
        self.names = {entry.id: entry.name or entry.id for entry in problem.items}
        self.demands = {demand.id: demand for demand in problem.demands}
        self.costs = {place.id: place.cost for place in problem.touchpoints}

    def about(self, item: Item) -> Left:
        """Why it is not on the plan."""
        found = next(((reason, words) for reason, ask in self._reasons() if (words := ask(item))), None)
        if found and not self.what_if.thorough:
            return Left(item.id, *found)
        forced = self.what_if.forced(item.id)
        if forced is None:
            return Left(item.id, "capacity", "It does not fit into the months, teams and budget there are.")
        worth, displaced = forced
        # Two searches end apart by a little; a plan with it that is worth a little more says no more than that.
        worth = min(worth, 0.0)
        if found:
            return Left(item.id, *found, worth, displaced)
        if worth >= 0:
            return Left(item.id, "value", "With it the plan is worth about the same.", worth, displaced)
        return Left(item.id, "capacity", _beside([self.names.get(name, name) for name in displaced]), worth, displaced)

    def _reasons(self) -> tuple[tuple[Reason, Callable[[Item], str]], ...]:
        return (
            ("completion", self._completion), ("mode", self._mode), ("cap", self._cap),
            ("enabler", self._enabler), ("value", self._value),
        )  # fmt: skip

    def _completion(self, item: Item) -> str:
        if not isinstance(item.effect, Adoption):
            return ""
        needed = break_even_completion(
            self.demands[item.request], item.effect, contact_cost(item.effect, self.costs.get(item.touchpoint, 0.0))
        )
        if needed is None or needed > 1:
            return "No completion rate pays: what is lost in sales or second contacts outweighs what is saved."
        if item.effect.completion >= needed:
            return ""
        return f"{item.effect.completion:.0%} would be finished for good; it pays from {needed:.0%} on."

    def _mode(self, item: Item) -> str:
        chosen = [other for other in self.problem.items if item.one_of and other.one_of == item.one_of]
        there = [other.name or other.id for other in chosen if other.id in self.schedule]
        return f"{there[0]} is on the plan instead." if there else ""

    def _cap(self, item: Item) -> str:
        if not isinstance(item.effect, Adoption):
            return ""
        demand, families = self.demands[item.request], {p.id: p.family for p in self.problem.touchpoints}
        today = sum(share for place, share in demand.mix if families.get(place) != "traditional")
        there = [
            other.effect.ceiling for other in self.problem.items
            if other.id in self.schedule and other.request == item.request and isinstance(other.effect, Adoption)
        ]  # fmt: skip
        room = max(0.0, demand.cap - today)
        if not there or sum(there) < _FULL * room:
            return ""
        return "What may go digital for this request is taken up by what is on the plan."

    def _enabler(self, item: Item) -> str:
        if item.kind not in ("enabler", "opening"):
            return ""
        return "Nothing that needs it is on the plan."

    def _value(self, item: Item) -> str:
        """It would not pay even with everything it needs already there."""
        base = without(self.problem, self.schedule, item.id)
        alone = max(
            self.of.npv({**base, item.id: start}) - self.of.npv(base) for start in range(1, self.problem.months + 1)
        )
        if alone > 0:
            return ""
        if item.effect is None:
            return "It costs, and no contact with a person becomes unnecessary through it."
        return "It does not bring back what it costs, whenever it starts."


def contact_cost(effect: Adoption, usual: float) -> float:
    """What one digital contact costs there: the build's own cost, else the touchpoint's."""
    return usual if effect.contact_cost is None else effect.contact_cost


def _beside(displaced: Sequence[str]) -> str:
    if not displaced:
        return "It would pay on its own; with what it needs, it does not."
    return f"It would pay on its own, but takes the place of {', '.join(displaced)}, worth more."
