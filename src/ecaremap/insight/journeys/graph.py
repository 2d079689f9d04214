"""The ways of one request through the touchpoints, for a state, a time and a group of customers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from operator import attrgetter
from typing import Literal, NamedTuple

from ecaremap.insight.cells import CellContext, undecided, written_cells
from ecaremap.insight.journeys.hours import open_at, opening, quietest
from ecaremap.model.facts import completes
from ecaremap.model.project import Project
from ecaremap.model.scales import State
from ecaremap.model.touchpoint import HandOver, Touchpoint

Time = Literal["in hours", "out of hours"]
TIMES: tuple[Time, ...] = ("in hours", "out of hours")
WITH_PEOPLE = ("human", "assisted")


class Scene(NamedTuple):
    """Under which circumstances a request is looked at; no segment stands for everyone."""

    state: State
    time: Time = "in hours"
    segment: str | None = None


class Edge(NamedTuple):
    """One way on.

    Attributes:
        lost: the customer's story does not go along. share: of those who go on, if the map says so.
        on_request: a person is offered in the cell, rather than a hand-over at the touchpoint.
    """

    source: str
    target: str
    lost: bool
    share: Decimal | None = None
    on_request: bool = False


class Offer(NamedTuple):
    """What a touchpoint offers for the request: a node of the graph."""

    degree: str
    completes: bool
    on_request: bool

    @property
    def person(self) -> bool:
        """Whether one of our people is there with the customer."""
        return self.degree in WITH_PEOPLE


@dataclass(frozen=True, slots=True)
class Graph:
    """Who offers the request, and the ways between them.

    Attributes (touchpoints in the order of their ids, ways by their targets):
        offers: the touchpoints that are open and offer something.
        ways: for each of them the ways on. asked: the ways towards cells nobody has decided about.
        undecided: the touchpoints of such cells.
        family: of every touchpoint.
    """

    request: str
    offers: Mapping[str, Offer]
    ways: Mapping[str, list[Edge]]
    asked: Mapping[str, list[Edge]]
    undecided: frozenset[str]
    family: Mapping[str, str]

    def digital(self, touchpoint: str) -> bool:
        """In the digital family; automated voice is not."""
        return self.family[touchpoint] == "digital"

    def onward(self, touchpoint: str) -> list[Edge]:
        """The ways a customer has to take: none where the request is finished."""
        return [] if self.offers[touchpoint].completes else self.ways[touchpoint]


class Network:
    """What the graphs of all requests share: hand-overs, families and opening hours."""

    def __init__(self, project: Project) -> None:
        strategy = self.strategy = project.strategy
        self._cells: dict[str, list[CellContext]] = {}
        for context in written_cells(project):
            self._cells.setdefault(context.request_id, []).append(context)
        touchpoints = sorted(strategy.touchpoints.items())
        self.family = {name: touchpoint.family or "digital" for name, touchpoint in touchpoints}
        self._hand_overs = {name: tuple(_hand_overs(name, touchpoint)) for name, touchpoint in touchpoints}
        self._offers: dict[tuple[str, State], dict[str, Offer]] = {}
        self._usable: dict[tuple[Time, frozenset[str]], frozenset[str]] = {}
        self._calls: dict[tuple[str, str], Edge] = {}
        self._open_questions: dict[State, frozenset[str]] = {
            "today": frozenset(n for n, t in touchpoints if t.status == "live" and undecided(strategy, n)),
            "target": frozenset(n for n, _ in touchpoints if undecided(strategy, n)),
        }

    @cached_property
    def moment(self) -> int | None:
        """The minute of the week that stands for "out of hours": when the fewest touchpoints are open."""
        return quietest(opening(t) for t in self.strategy.touchpoints.values() if t.status != "withdrawn")

    @cached_property
    def leads_on(self) -> bool:
        """Whether the map writes any way from one touchpoint to another."""
        cells = (context.cell for row in self._cells.values() for context in row)
        return any(self._hand_overs.values()) or any(cell.human_route == "on-request" for cell in cells)

    @cached_property
    def never_closes(self) -> bool:
        """Whether in hours and out of hours are the same."""
        return self.usable("in hours") == self.usable("out of hours")

    def usable(self, time: Time, segment: str | None = None) -> frozenset[str]:
        """The touchpoints that are open, and within these customers' reach."""
        blocked = frozenset(self.strategy.segments[segment].cannot_use if segment else ())
        found = self._usable.get((time, blocked))
        if found is None:
            found = self._usable[time, blocked] = frozenset(
                name
                for name, touchpoint in self.strategy.touchpoints.items()
                if touchpoint.family not in blocked and (time == "in hours" or open_at(touchpoint, self.moment))
            )
        return found

    def offers(self, request: str, state: State) -> dict[str, Offer]:
        """What is offered, closed doors or not."""
        found = self._offers.get((request, state))
        if found is None:
            found = self._offers[request, state] = dict(self._find_offers(request, state))
        return found

    def _find_offers(self, request: str, state: State) -> Iterable[tuple[str, Offer]]:
        for context in sorted(self._cells.get(request, ()), key=attrgetter("touchpoint_id")):
            degree, cell = context.today if state == "today" else context.target, context.cell
            if degree:
                finished = completes(context.request, cell, degree)
                yield context.touchpoint_id, _offer(degree, finished, cell.human_route == "on-request")

    def open_offers(self, request: str, scene: Scene) -> dict[str, Offer]:
        """What is offered by those who are open, and within these customers' reach."""
        usable = self.usable(scene.time, scene.segment)
        offers = self.offers(request, scene.state)
        if usable.issuperset(offers):
            return offers
        return {name: offer for name, offer in offers.items() if name in usable}

    def waiting(self, request: str, scene: Scene) -> frozenset[str]:
        """The usable touchpoints where nobody has decided about the request."""
        asked = self._open_questions[scene.state] & self.usable(scene.time, scene.segment)
        return asked.difference(self.strategy.coverage.get(request, ()))

    def graph(self, request: str, scene: Scene) -> Graph:
        """The ways of one request."""
        offers, waiting = self.open_offers(request, scene), self.waiting(request, scene)
        if not self.leads_on:
            nowhere: dict[str, list[Edge]] = {name: [] for name in offers}
            return Graph(request, offers, nowhere, nowhere, waiting, self.family)
        people = [name for name, offer in offers.items() if offer.person]
        ways: dict[str, list[Edge]] = {}
        asked: dict[str, list[Edge]] = {}
        for name, offer in offers.items():
            hand_overs = self._hand_overs[name]
            ways[name] = [edge for edge in hand_overs if edge.target in offers]
            asked[name] = [edge for edge in hand_overs if edge.target in waiting] if waiting else []
            if offer.on_request:
                self._add_people(name, people, waiting, ways, asked)
        return Graph(request, offers, ways, asked, waiting, self.family)

    def _add_people(
        self,
        name: str,
        people: list[str],
        waiting: frozenset[str],
        ways: dict[str, list[Edge]],
        asked: dict[str, list[Edge]],
    ) -> None:
        """Ways to a person on request; where nobody is known, those who may yet be it."""
        known = {edge.target for edge in ways[name]} | {name}
        others = [person for person in people if person not in known]
        if others:
            ways[name] = sorted([*ways[name], *(self._call(name, person) for person in others)])
        elif not any(person != name for person in people):
            known = {edge.target for edge in asked[name]}
            maybe = sorted(t for t in waiting if self.family[t] == "traditional" and t not in known)
            asked[name] = sorted([*asked[name], *(self._call(name, person) for person in maybe)])

    def _call(self, source: str, target: str) -> Edge:
        found = self._calls.get((source, target))
        if found is None:
            found = self._calls[source, target] = Edge(source, target, lost=True, on_request=True)
        return found


@cache
def _offer(degree: str, completes: bool, on_request: bool) -> Offer:
    """There are few kinds of offers, and many cells that make them."""
    return Offer(degree, completes, on_request)


def _hand_overs(name: str, touchpoint: Touchpoint) -> Iterable[Edge]:
    for target, way in sorted(touchpoint.hands_over_to.items(), key=lambda item: item[0]):
        if isinstance(way, HandOver):
            share = way.share.likely if way.share else None
            yield Edge(name, target, way.context == "context lost", share)
        else:
            yield Edge(name, target, way == "context lost")
