"""When things of a plan act: months of work, launches, ages, pulls and pushes. No money, no volumes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Item
from ecaremap.plan.simulate import formulas
from ecaremap.plan.simulate.parameters import Parameters
from ecaremap.plan.simulate.structure import Structure

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEVER = 1_000_000
"""The start of an item that is not on the plan."""


@dataclass(frozen=True, slots=True, eq=False)
class Timing:
    """When things act; leading axes only where starts or durations differ.

    Attributes:
        work: (..., N, T) share of an item's cost that falls into the month. active: (..., N, T) live or acting.
        live: (..., B, T). age: (..., B, T) months since the launch [n]. effective: (..., B, T) [X].
        pushed: (..., B, T) [H]. closed: (..., C, T) touchpoints no longer there.
    """

    work: Array
    active: Flags
    live: Flags
    age: Array
    effective: Array
    pushed: Array
    closed: Flags


def starts_of(of: Structure, schedule: Mapping[str, int]) -> Array:
    """(N,) the month in which each item starts, NEVER if it does not.

    Raises:
        ValueError: the schedule names an item that is not in the problem, or a month before the first.
    """
    known = of.position
    found = np.full(len(of.items), float(NEVER))
    for name, month in schedule.items():
        if name not in known:
            raise ValueError(f"'{name}' is on the schedule, but it is no item of this plan.")
        if month < 1:
            raise ValueError(f"'{name}' starts in month {month}; the first month of the plan is 1.")
        found[known[name]] = month
    return found


def timing(of: Structure, given: Parameters, begins: Array) -> Timing:
    """When everything acts if the items start in these months: (..., N), NEVER for those left out."""
    months = np.arange(1, of.months + 1, dtype=np.float64)
    launches = begins + given.duration
    ends = _ends(of, launches)
    active = (months >= launches[..., None]) & (months < ends[..., None])
    paid = np.maximum(given.duration, 1.0)
    working = (months >= begins[..., None]) & (months < (begins + paid)[..., None])
    live = active[..., of.build_items, :]
    age = np.maximum(months - launches[..., of.build_items, None], 0.0)
    closed_items = [entry.item for entry in of.closings]
    return Timing(
        work=working / paid[..., None],
        active=active,
        live=live,
        age=age,
        effective=formulas.effective_age(_speeds(of, given, active), live),
        pushed=_pushed(of, given, months, launches, live),
        closed=active[..., closed_items, :],
    )


def _ends(of: Structure, launches: Array) -> Array:
    """(..., N) the first month in which an item no longer acts."""
    ends = np.where(of.lasting > 0, launches + of.lasting, float(2 * NEVER))
    for entry in of.closings:
        items = of.build_items[entry.builds]
        ends[..., items] = np.minimum(ends[..., items], launches[..., entry.item, None])
    return ends


def _speeds(of: Structure, given: Parameters, active: Flags) -> Array:
    """Formula 1 for every build; of pulls that promise different bounds the highest counts."""
    if not len(of.pulls):
        return np.ones((len(of.builds), of.months))
    shape = (*active.shape[:-2], len(of.builds), of.months)
    strength, most = np.zeros(shape), np.zeros(shape)
    for link, (item, build) in enumerate(of.pulls):
        acts = active[..., item, :]
        strength[..., build, :] += given.intensity[..., link, None] * acts
        most[..., build, :] = np.maximum(most[..., build, :], given.most[..., link, None] * acts)
    return formulas.speed(strength, most)


def _pushed(of: Structure, given: Parameters, months: Array, launches: Array, live: Flags) -> Array:
    """Formula 3 for every build, at most 1 and only while it is live."""
    if not len(of.pushes):
        return np.zeros((len(of.builds), of.months))
    total = np.zeros((*launches.shape[:-1], len(of.builds), of.months))
    for link, (item, build) in enumerate(of.pushes):
        since = months - launches[..., item, None]
        total[..., build, :] += formulas.push_coverage(given.coverage[..., link], given.ramp[..., link], since)
    found: Array = np.minimum(total, 1.0) * live
    return found


def chosen(items: tuple[Item, ...], schedule: Mapping[str, int]) -> tuple[Item, ...]:
    """The items on a schedule, in the order of the problem."""
    return tuple(item for item in items if item.id in schedule)
