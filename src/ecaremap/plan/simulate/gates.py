"""Formula 11: from when on a build has proved itself so far that the other way may be narrowed."""

import math

from ecaremap.plan.problem import Adoption, Item, Push

NEAR = 1e-9
"""Shares this close are taken as reached."""


def completion_at(adoption: Adoption, age: int) -> float:
    """Formula 6 for one build: kappa = kinf - (kinf - k0) e^(-n / eta), n months after the launch."""
    left = math.exp(-age / adoption.learning) if adoption.learning > 0 else float(age == 0)
    return adoption.completion - (adoption.completion - adoption.completion_at_launch) * left


def first_push_month(item: Item, adoption: Adoption, launch: int) -> int | None:
    """The first month in which a push may start; None where its build never gets good enough.

    Formula 11: the build is live for as many months as asked, and kappa at the end of the month before is at
    least kappa_min: max(G + 3, G + ceil(-eta ln((kinf - kappa_min)/(kinf - k0))) + 1). The third condition,
    satisfaction, is not in the model; it belongs to the gate of the strategy.

    Args:
        item: the push.
        adoption: of the build it acts on.
        launch: the month in which that build goes live [G].

    Raises:
        TypeError: the item is no push.
    """
    if not isinstance(item.effect, Push):
        raise TypeError(f"{item.id} is no push.")
    wanted, proved = item.effect.completion, launch + item.effect.live
    last_seen = proved - 1 - launch
    if completion_at(adoption, max(last_seen, 0)) >= wanted - NEAR:
        return max(proved, launch + 1)
    if adoption.completion <= wanted or adoption.learning <= 0:
        return None
    behind = (adoption.completion - wanted) / (adoption.completion - adoption.completion_at_launch)
    reached = math.ceil(-adoption.learning * math.log(behind) - NEAR)
    return max(proved, launch + reached + 1)
