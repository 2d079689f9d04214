"""The exact value of schedules, quickly: cash is a sum over requests, so only what changed is simulated again."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Adoption, Fewer, Item, Problem, Pull, Push, Retire
from ecaremap.plan.simulate.flowing import flows
from ecaremap.plan.simulate.money import request_cash
from ecaremap.plan.simulate.parameters import Parameters, parameters
from ecaremap.plan.simulate.simulating import discounting
from ecaremap.plan.simulate.structure import Structure, structure
from ecaremap.plan.simulate.timing import NEVER

Array = NDArray[np.float64]

KEPT = 200_000
"""How many values of requests are kept before the memory is emptied."""


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One request with the items that act on it, in the order of its structure."""

    of: Structure
    given: Parameters
    ids: tuple[str, ...]
    known: dict[tuple[int, ...], float] = field(default_factory=dict)


class Valuer:
    """Values schedules of one problem; keeps what it has worked out. Values agree with `simulate(...).npv`.

    Attributes:
        acting: by request, the ids of the items that change its flows (builds, their pulls and pushes, fixes,
            retirements), sorted. touched: by item, the requests it acts on, sorted.
        spending: by item, (T + 1,): value today of its own cost, run and fixed saving if it starts in month s;
            at 0 for left out. A build that a retirement closes stops running: that is not in here.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.items = {item.id: item for item in problem.items}
        self.discounts = discounting(problem)
        self.acting = _acting(problem)
        touched: dict[str, list[str]] = {item: [] for item in self.items}
        for request, items in sorted(self.acting.items()):
            for item in items:
                touched[item].append(request)
        self.touched = {item: tuple(requests) for item, requests in touched.items()}
        self.spending = {item.id: _spending(item, self.discounts) for item in problem.items}
        self._parts: dict[str, _Part] = {}
        self._kept = 0
        self._closes = tuple(item for item in problem.items if isinstance(item.effect, Retire))

    def part(self, request: str) -> _Part:
        """One request as a problem of its own.

        Raises:
            KeyError: there is no such request.
        """
        if request not in self._parts:
            demand = next(d for d in self.problem.demands if d.id == request)
            items = tuple(self.items[name] for name in self.acting[request])
            alone = replace(self.problem, demands=(demand,), items=_cut(items, request))
            of = structure(alone)
            self._parts[request] = _Part(of, parameters(alone, of), tuple(item.id for item in of.items))
        return self._parts[request]

    def request_npv(self, request: str, starts: Mapping[str, int]) -> float:
        """Value today of what changes in one request if these items start then; others do not matter.

        Without the cost, run and fixed saving of the items: those are in `spending`.
        """
        part = self.part(request)
        key = tuple(starts.get(name, 0) for name in part.ids)
        if key not in part.known:
            if self._kept >= KEPT:
                self._forget()
            part.known[key] = float(self.request_npvs(request, np.array([key], dtype=np.float64))[0])
            self._kept += 1
        return part.known[key]

    def request_npvs(self, request: str, starts: Array) -> Array:
        """The same for many cases at once: (cases, items of `acting[request]`), 0 for left out."""
        part = self.part(request)
        if not part.ids:
            return np.zeros(len(starts))
        begins = np.where(starts > 0, starts, float(NEVER))
        cash = request_cash(part.of, part.given, flows(part.of, part.given, begins))
        return np.asarray(np.broadcast_to(cash, (len(starts), cash.shape[-1])) @ self.discounts)

    def item_npv(self, item: str, starts: Mapping[str, int]) -> float:
        """Value today of an item's own cost, run and fixed saving; it stops running where its touchpoint is closed."""
        start = starts.get(item, 0)
        found = float(self.spending[item][start]) if start <= self.problem.months else 0.0
        if not start or not self._closes:
            return found
        entry = self.items[item]
        launch = start + entry.duration
        ends = min((month for month in self._closed(entry, starts)), default=NEVER)
        if ends <= self.problem.months:
            found += entry.run * float(self.discounts[max(ends, launch) - 1 :].sum())
        return found

    def npv(self, schedule: Mapping[str, int]) -> float:
        """The value today of a schedule.

        Raises:
            KeyError: the schedule names an unknown item.
        """
        requests = sorted({request for item in schedule for request in self.touched[item]})
        moved = sum(self.request_npv(request, schedule) for request in requests)
        return moved + sum(self.item_npv(item, schedule) for item in sorted(schedule))

    def _closed(self, entry: Item, starts: Mapping[str, int]) -> Iterable[int]:
        """The months in which retirements on the schedule close a build's touchpoint."""
        if not isinstance(entry.effect, Adoption):
            return
        for other in self._closes:
            same = other.touchpoint == entry.touchpoint and other.request in {"", entry.request}
            if same and starts.get(other.id):
                yield starts[other.id] + other.duration

    def _forget(self) -> None:
        for part in self._parts.values():
            part.known.clear()
        self._kept = 0


def _acting(problem: Problem) -> dict[str, tuple[str, ...]]:
    """By request, the items that change its flows."""
    found: dict[str, set[str]] = {demand.id: set() for demand in problem.demands}
    owner = {item.id: item.request for item in problem.items if isinstance(item.effect, Adoption)}
    for item in problem.items:
        for request in _requests(item, owner, found):
            found[request].add(item.id)
    return {request: tuple(sorted(items)) for request, items in found.items()}


def _requests(item: Item, owner: Mapping[str, str], every: Iterable[str]) -> Iterable[str]:
    match item.effect:
        case Adoption() | Fewer():
            return (item.request,)
        case Pull(builds=builds):
            return {owner[build] for build in builds if build in owner}
        case Push(build=build):
            return (owner[build],) if build in owner else ()
        case Retire():
            return (item.request,) if item.request else every
        case _:
            return ()


def _cut(items: tuple[Item, ...], request: str) -> tuple[Item, ...]:
    """Items of all requests as items of one."""
    return tuple(
        replace(item, request=request) if isinstance(item.effect, Retire) and not item.request else item
        for item in items
    )


def _spending(item: Item, discounts: Array) -> Array:
    """(T + 1,) value today of cost, run and fixed saving by start; at 0 for left out."""
    months = len(discounts)
    sums = np.concatenate([[0.0], discounts.cumsum()])

    def worth(first: NDArray[np.intp], last: NDArray[np.intp]) -> Array:
        """One unit in each month from first to before last."""
        return np.asarray(sums[np.clip(last - 1, 0, months)] - sums[np.clip(first - 1, 0, months)])

    starts = np.arange(1, months + 1)
    paid = max(item.duration, 1)
    launch = starts + item.duration
    lasts = item.effect.months if isinstance(item.effect, Pull) else 0
    ends = launch + lasts if lasts else np.full_like(launch, months + 1)
    saves = item.effect.saves if isinstance(item.effect, Retire) else 0.0
    found = (saves - item.run) * worth(launch, ends) - item.cost / paid * worth(starts, starts + paid)
    return np.concatenate([[0.0], found])


_RECENT: deque[Valuer] = deque(maxlen=4)


def valuer(problem: Problem) -> Valuer:
    """The valuer of a problem, the same one for the same problem."""
    for known in _RECENT:
        if known.problem is problem:
            return known
    _RECENT.append(Valuer(problem))
    return _RECENT[-1]


def npv(problem: Problem, schedule: Mapping[str, int]) -> float:
    """The value today of a schedule, exactly that of `simulate`, re-using what did not change since the last call."""
    return valuer(problem).npv(schedule)


def request_npv(problem: Problem, request: str, starts: Mapping[str, int]) -> float:
    """The part of it that one request makes: everything but cost, run and fixed saving of the items."""
    return valuer(problem).request_npv(request, starts)


def item_npv(problem: Problem, item: str, starts: Mapping[str, int]) -> float:
    """The part of it that is an item's own cost, run and fixed saving (mostly negative)."""
    return valuer(problem).item_npv(item, starts)


def marginal(problem: Problem, schedule: Mapping[str, int], item: str) -> float:
    """What one item adds to a schedule it is on: the value with it, less the value without it."""
    rest = {name: start for name, start in schedule.items() if name != item}
    of = valuer(problem)
    return of.npv(schedule) - of.npv(rest)
