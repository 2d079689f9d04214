"""What to expect of the journeys of a request: how many can, and how many will, finish without leaving digital.

*Possible* is the share of starts with an all-digital way to a cell that completes. *Expected* is an absorbing chain:
at each touchpoint the customer finishes with completion times one minus leakage, and the rest takes the ways on,
equally unless a way has a share. Who has no way on gives up. All shares are of the needs of the request, in hours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ecaremap.insight.journeys.chain import ONE, ZERO, endless, values
from ecaremap.insight.journeys.graph import Edge, Graph, Scene
from ecaremap.insight.journeys.rates import Basis, completion, leakage
from ecaremap.insight.journeys.survey import Survey
from ecaremap.model.scales import FAMILIES, State

OUR_PEOPLE_TOO = ("human", "assisted", "initiate")
"""Degrees at which one of our people takes part, now or later."""
MACHINES = ("digital", "automated-voice")


class Finish(NamedTuple):
    """How often customers finish at a touchpoint, and stay away afterwards."""

    completion: Decimal
    leakage: Decimal
    basis: frozenset[Basis]

    @property
    def for_good(self) -> Decimal:
        """The share that needs nobody else."""
        return self.completion * (ONE - self.leakage)


@dataclass(frozen=True, slots=True)
class Sum:
    """A share of the needs or an amount for each of them, or the figures that are missing to know it."""

    value: Decimal | None
    missing: tuple[str, ...] = ()
    basis: frozenset[Basis] = frozenset()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A request in one state.

    Attributes (for each need):
        digital_starts, possible, expected: as the module says. alone: finished without one of our people.
        by_machine: finished at digital touchpoints or automated voice, whoever takes part there.
        finished_digitally: including those who turn to somebody again, which are `leaked`.
        at_once: finished at the first touchpoint for good. finished: finished anywhere.
        cost: of all contacts.
    """

    digital_starts: Sum
    possible: Sum
    expected: Sum
    alone: Sum
    by_machine: Sum
    finished_digitally: Sum
    leaked: Sum
    at_once: Sum
    finished: Sum
    cost: Sum


def split(edges: Iterable[Edge]) -> list[tuple[Edge, Decimal]]:
    """How those who go on divide: written shares hold, the ways without one get equal parts of what is left."""
    ways = list(edges)
    said = sum((edge.share for edge in ways if edge.share is not None), ZERO)
    silent = sum(edge.share is None for edge in ways)
    part = max(ONE - said, ZERO) / silent if silent else ZERO
    weights = [part if edge.share is None else edge.share for edge in ways]
    # Ways that are closed today leave their part to the others.
    whole = sum(weights, ZERO)
    return [(edge, weight / whole) for edge, weight in zip(ways, weights, strict=True) if weight]


def outlook(survey: Survey, request: str, state: State) -> Outlook:
    """What to expect of a request."""
    starts = survey.starts(request)
    if not starts:
        unknown = Sum(None, (f"starts_at of {request}",))
        return Outlook(*(10 * (unknown,)))
    return _Outlooks(survey, request, state, starts).outlook()


class _Outlooks:
    """The chains of one request in one state."""

    def __init__(self, survey: Survey, request: str, state: State, starts: Mapping[str, Decimal]) -> None:
        self.strategy = survey.strategy
        self.request, self.state, self.starts = request, state, starts
        self.graph: Graph = survey.graph(request, Scene(state))
        self.prospects = survey.prospects(request, Scene(state))
        self.split = {n: split((*self.graph.ways[n], *self.graph.asked[n])) for n in self.graph.offers}
        self.finish: dict[str, Finish | None] = {name: self._finish(name) for name in self.graph.offers}

    def outlook(self) -> Outlook:
        """All figures."""
        digital = [name for name in self.starts if self.graph.digital(name)]
        expected, finished, leaked = self._gather({n for n in self.graph.offers if self.graph.digital(n)}, 3)
        alone = self._gather({n for n in self.graph.offers if self._alone(n)}, 1, MACHINES)[0]
        done, cost = self._everywhere()
        return Outlook(
            digital_starts=Sum(sum((self.starts[name] for name in digital), ZERO)),
            possible=Sum(sum((self.starts[n] for n in digital if self.prospects[n].digitally), ZERO)),
            expected=expected,
            alone=alone,
            by_machine=self._gather(
                {n for n in self.graph.offers if self.graph.family[n] != "traditional"}, 1, MACHINES
            )[0],
            finished_digitally=finished,
            leaked=leaked,
            at_once=self._at_once(),
            finished=done,
            cost=cost,
        )

    def _alone(self, name: str) -> bool:
        """Nobody of ours takes part here."""
        return self.graph.family[name] != "traditional" and self.graph.offers[name].degree not in OUR_PEOPLE_TOO

    def _finish(self, name: str) -> Finish | None:
        """None where a figure is missing; a person finishes what comes to him unless the map says less."""
        offer = self.graph.offers[name]
        if not offer.completes:
            return Finish(ZERO, ZERO, frozenset())
        cell = self.strategy.coverage[self.request][name]
        if self.graph.family[name] == "traditional":
            rate = cell.completion.likely if cell.completion else ONE
            return Finish(rate, cell.calls_after.likely if cell.calls_after else ZERO, frozenset())
        done = completion(self.strategy, self.request, name, self.state)
        if done is None:
            return None
        again = leakage(self.strategy, self.request, name, self.state)
        return Finish(done.value, again.value, frozenset((done.basis, again.basis)))

    def _undecided(self, families: tuple[str, ...]) -> tuple[str, ...]:
        """What would tell how far customers get who start where nobody has decided: a question, and no zero."""
        starts = sorted(name for name in self.starts if name in self.graph.undecided)
        return tuple(f"a decision about {self.request}/{n}" for n in starts if self.graph.family[n] in families)

    def _gather(self, inside: set[str], wanted: int, families: tuple[str, ...] = ("digital",)) -> list[Sum]:
        """What is finished, finished at first and leaked by customers who never leave a set of touchpoints.

        `families`: those of the set.
        """
        places = self._reached(inside)
        missing = tuple(f"completion of {self.request}/{name}" for name in sorted(places) if not self.finish[name])
        missing += self._undecided(families)
        if missing:
            return [Sum(None, missing)] * wanted
        onward, ends = self._chain(places)
        stays = endless(onward, ends)
        onward = {n: {t: p for t, p in w.items() if t not in stays} for n, w in onward.items() if n not in stays}
        rewards = {}
        basis: set[Basis] = set()
        for name in onward:
            finish = self.finish[name]
            assert finish is not None
            basis |= finish.basis
            rewards[name] = (finish.for_good, finish.completion, finish.completion * finish.leakage)[:wanted]
        found = values(onward, rewards)
        return [
            Sum(self._over_starts({n: v[i] for n, v in found.items()}), (), frozenset(basis)) for i in range(wanted)
        ]

    def _over_starts(self, worth: Mapping[str, Decimal]) -> Decimal:
        return sum((share * worth[name] for name, share in self.starts.items() if name in worth), ZERO)

    def _reached(self, inside: set[str]) -> set[str]:
        """The touchpoints customers come by if they start inside a set and stay there."""
        fresh = [name for name in self.starts if name in inside]
        reached = set(fresh)
        while fresh:
            for edge, _ in self.split[fresh.pop()]:
                if edge.target in inside and edge.target not in reached:
                    reached.add(edge.target)
                    fresh.append(edge.target)
        return reached

    def _chain(self, places: set[str]) -> tuple[dict[str, dict[str, Decimal]], set[str]]:
        """Where customers go on to among some touchpoints, and where journeys end or leave them."""
        onward: dict[str, dict[str, Decimal]] = {}
        ends: set[str] = set()
        for name in sorted(places):
            finish = self.finish[name]
            assert finish is not None
            rest = ONE - finish.for_good
            ways = (
                {edge.target: rest * part for edge, part in self.split[name] if edge.target in places} if rest else {}
            )
            onward[name] = ways
            if finish.for_good or len(ways) < len(self.split[name]) or not ways:
                ends.add(name)
        return onward, ends

    def _at_once(self) -> Sum:
        """Finished by the first contact; that our people always do is no figure to build this on."""
        row = self.strategy.coverage.get(self.request, {})
        offered = [name for name in self.starts if name in self.graph.offers]
        missing = tuple(
            f"completion of {self.request}/{name}"
            for name in offered
            if self.finish[name] is None or (self.graph.family[name] == "traditional" and row[name].completion is None)
        )
        missing += self._undecided(FAMILIES)
        if missing:
            return Sum(None, missing)
        worth = {name: finish for name in offered if (finish := self.finish[name])}
        basis = frozenset[Basis]().union(*(finish.basis for finish in worth.values()))
        return Sum(self._over_starts({name: finish.for_good for name, finish in worth.items()}), (), basis)

    def _everywhere(self) -> tuple[Sum, Sum]:
        """What is finished at all, and what the contacts cost, over all touchpoints."""
        places = self._reached(set(self.graph.offers))
        gaps = tuple(f"completion of {self.request}/{name}" for name in sorted(places) if not self.finish[name])
        onward, ends = ({}, set[str]()) if gaps else self._chain(places)
        stays = endless(onward, ends)
        gaps += tuple(f"a way out of the circle at {self.request}/{name}" for name in sorted(stays))
        if gaps:
            return Sum(None, gaps), Sum(None, gaps)
        costs = {name: self.strategy.touchpoints[name].cost_per_contact for name in {*places, *self.starts}}
        prices = {name: cost.likely for name, cost in costs.items() if cost}
        rewards = {n: (f.for_good, prices.get(n, ZERO)) for n in onward if (f := self.finish[n])}
        found = values(onward, rewards)
        basis = frozenset[Basis]().union(*(f.basis for n in onward if (f := self.finish[n])))
        done = Sum(self._over_starts({name: value[0] for name, value in found.items()}), (), basis)
        free = tuple(f"cost_per_contact of {name}" for name in sorted(costs) if name not in prices)
        if free:
            return done, Sum(None, free)
        # Who starts where the request is not offered makes one contact all the same.
        worth = {name: found[name][1] if name in found else prices[name] for name in self.starts}
        return done, Sum(self._over_starts(worth), (), basis)
