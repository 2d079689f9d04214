"""Who acts on whom in a plan, with today's shares: everything about a problem that is certain.

Demands, items and touchpoints are sorted by id in here, so that the order in which they are listed changes
no digit of a result.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Adoption, Demand, Fewer, Item, Problem, Pull, Push, Retire
from ecaremap.plan.simulate.today import Closing, Today, closing, today

Array = NDArray[np.float64]
Index = NDArray[np.intp]

MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """The links of a problem as indexes; R requests, N items, K touchpoints, B builds, T months.

    Attributes:
        growth: (R, T), growth times season: V_rt / V_r.
        build_items, requests, places: (B,), item, request and touchpoint of each build.
        owners, first, owner_of: requests that have a build, where their builds begin, and (B,) which of these
            owners a build belongs to; builds are sorted by request.
        digital, alone: (B,), 1 where the build is digital, and where it is finished without a person.
        leakage: (B,) of those who finish, who turns to somebody again; None where not known of every digital build.
        pulls, pushes: (links, 2), item and build. fixes: (F, 2), item and request.
        push_items: (N,), whether an item is a tactic, so that its money is on that line.
        lasting: (N,), months a pull lasts; 0 is to the end.
    """

    months: int
    demands: tuple[Demand, ...]
    items: tuple[Item, ...]
    touchpoints: tuple[str, ...]
    growth: Array
    today: Today
    builds: tuple[Item, ...]
    build_items: Index
    requests: Index
    places: Index
    owners: Index
    first: Index
    owner_of: Index
    digital: Array
    alone: Array
    leakage: Array | None
    pulls: Index
    pushes: Index
    fixes: Index
    closings: tuple[Closing, ...]
    tactics: NDArray[np.bool_]
    lasting: Index

    @property
    def position(self) -> dict[str, int]:
        """Where each item stands."""
        return {item.id: at for at, item in enumerate(self.items)}


def structure(problem: Problem) -> Structure:
    """The links of a problem.

    Raises:
        ValueError: an item acts on something that is not in the problem.
    """
    demands = tuple(sorted(problem.demands, key=lambda demand: demand.id))
    touchpoints = tuple(sorted(problem.touchpoints, key=lambda touchpoint: touchpoint.id))
    items = tuple(sorted(problem.items, key=lambda item: item.id))
    request_at = {demand.id: at for at, demand in enumerate(demands)}
    place_at = {touchpoint.id: at for at, touchpoint in enumerate(touchpoints)}
    _known(items, request_at, place_at)
    made = [(request_at[item.request], at) for at, item in enumerate(items) if isinstance(item.effect, Adoption)]
    made.sort()
    build_items = _index(at for _, at in made)
    builds = tuple(items[at] for at in build_items)
    requests = _index(request for request, _ in made)
    owners, first, owner_of = np.unique(requests, return_index=True, return_inverse=True)
    places = _index(place_at[build.touchpoint] for build in builds)
    families = [touchpoint.family for touchpoint in touchpoints]
    shares = today(demands, touchpoints)
    return Structure(
        months=problem.months,
        demands=demands,
        items=items,
        touchpoints=tuple(touchpoint.id for touchpoint in touchpoints),
        growth=_growth(demands, problem),
        today=shares,
        builds=builds,
        build_items=build_items,
        requests=requests,
        places=places,
        owners=owners,
        first=first,
        owner_of=owner_of,
        digital=np.array([families[place] == "digital" for place in places], dtype=np.float64),
        alone=np.array([isinstance(b.effect, Adoption) and b.effect.alone for b in builds], dtype=np.float64),
        leakage=_leakage(builds, [families[place] == "digital" for place in places]),
        pulls=_pairs(_pulled(items, builds)),
        pushes=_pairs(_pushed(items, builds)),
        fixes=_pairs((at, request_at[item.request]) for at, item in enumerate(items) if isinstance(item.effect, Fewer)),
        closings=tuple(
            closing(at, item, item.effect, shares, place_at, request_at, builds)
            for at, item in enumerate(items)
            if isinstance(item.effect, Retire)
        ),
        tactics=np.array([item.kind in {"pull", "push"} for item in items], dtype=np.bool_),
        lasting=_index(item.effect.months if isinstance(item.effect, Pull) else 0 for item in items),
    )


def _growth(demands: Sequence[Demand], problem: Problem) -> Array:
    """V_rt without V_r: (1 + g)^((t - 1)/12) times the season of the calendar month."""
    passed = np.arange(problem.months)
    calendar = (int(problem.starts[5:7]) - 1 + passed) % MONTHS_PER_YEAR
    even = (1.0,) * MONTHS_PER_YEAR
    seasons = np.array([demand.season or even for demand in demands], dtype=np.float64).reshape(-1, MONTHS_PER_YEAR)
    rates = np.array([demand.growth for demand in demands], dtype=np.float64)
    found: Array = (1.0 + rates[:, None]) ** (passed / MONTHS_PER_YEAR) * seasons[:, calendar]
    return found


def _pulled(items: Sequence[Item], builds: Sequence[Item]) -> Iterable[tuple[int, int]]:
    """Pulls with the builds they act on; of builds that are not there they make nothing."""
    at = {build.id: number for number, build in enumerate(builds)}
    for number, item in enumerate(items):
        if isinstance(item.effect, Pull):
            yield from ((number, at[build]) for build in sorted(set(item.effect.builds)) if build in at)


def _pushed(items: Sequence[Item], builds: Sequence[Item]) -> Iterable[tuple[int, int]]:
    at = {build.id: number for number, build in enumerate(builds)}
    for number, item in enumerate(items):
        if isinstance(item.effect, Push) and item.effect.build in at:
            yield number, at[item.effect.build]


def _leakage(builds: Sequence[Item], digital: Sequence[bool]) -> Array | None:
    known = []
    for build, counts in zip(builds, digital, strict=True):
        share = build.effect.leakage if isinstance(build.effect, Adoption) else None
        if share is None and counts:
            return None
        known.append(share or 0.0)
    return np.array(known, dtype=np.float64)


def _known(items: Sequence[Item], requests: dict[str, int], places: dict[str, int]) -> None:
    for item in items:
        if isinstance(item.effect, Adoption | Fewer) and item.request not in requests:
            raise ValueError(f"{item.id} acts on the request '{item.request}', which has no demand in this plan.")
        if isinstance(item.effect, Adoption | Retire) and item.touchpoint not in places:
            raise ValueError(f"{item.id} is at the touchpoint '{item.touchpoint}', which is not in this plan.")


def _index(values: Iterable[int]) -> Index:
    return np.array(list(values), dtype=np.intp)


def _pairs(values: Iterable[tuple[int, int]]) -> Index:
    return np.array(list(values), dtype=np.intp).reshape(-1, 2)
