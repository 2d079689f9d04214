"""The ways of journeys: as stops and words, and laid out as a drawing in two lanes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ecaremap.insight.journeys.classify import Prospect
from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.routes import Route, repeating, route
from ecaremap.insight.journeys.survey import Survey
from ecaremap.views.journey_model import JourneysView, Lane, RequestJourneys, RouteView, StopView
from ecaremap.views.words import counted, spelled

WORST_FIRST = ("dead end", "loop", "leaves digital", "unknown", "stays digital", "closed")
MOST_ROUTES = 8
"""What can be read at a glance; the rest stands in the table."""

DIFFERS = "differs"
"""Stands for the degrees of several requests."""

LANES: dict[str, Lane] = {"digital": "digital", "automated-voice": "automated voice", "traditional": "people"}


@dataclass(frozen=True, slots=True)
class Node:
    """A stop in the drawing: in its column from the left, above for digital, below for the others."""

    column: int
    lane: Lane
    name: str
    degree: str
    start: bool
    remark: str = ""
    bad: bool = False

    @property
    def upper(self) -> bool:
        """Among the digital ones."""
        return self.lane == "digital"


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one column to another; to an earlier one if the way comes back."""

    tail: int
    head: int
    lost: bool
    word: str


@dataclass(frozen=True, slots=True)
class RouteDrawing:
    """One way as a picture, with its sentence."""

    title: str
    kind: str
    words: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def name_of(journeys: Survey, touchpoint: str) -> str:
    """The name readers see."""
    return journeys.strategy.touchpoints[touchpoint].name or spelled(touchpoint)


def route_view(journeys: Survey, request: str, scene: Scene, entry: str, prospect: Prospect) -> RouteView | None:
    """The way that shows how journeys from a start end; None where nobody can start or all is done at once."""
    if prospect.kind in ("shut", "closed"):
        return None
    found = route(journeys.graph(request, scene), entry, prospect)
    return _view(journeys, request, scene, prospect.kind, found)


def repeating_view(journeys: Survey, request: str, scene: Scene, entry: str) -> RouteView:
    """The way on which the customer must tell everything again."""
    return _view(journeys, request, scene, "repeats", repeating(journeys.graph(request, scene), entry))


def _view(journeys: Survey, request: str, scene: Scene, kind: str, found: Route) -> RouteView:
    graph = journeys.graph(request, scene)
    stops = []
    for number, stop in enumerate(found.stops):
        before = found.stops[number - 1] if number else ""
        asked = any(e.target == stop and e.on_request for e in graph.ways.get(before, ()))
        degree = graph.offers[stop].degree if stop in graph.offers else ""
        lane = LANES[journeys.network.family[stop]]
        stops.append(StopView(stop, name_of(journeys, stop), lane, degree, found.lost[number], asked))
    back = found.stops.index(found.stops[-1]) if kind == "loop" else -1
    words = found.words(lambda stop: name_of(journeys, stop))
    return RouteView(request, scene.state, scene.time, kind, words, tuple(stops), found.end, back)


def drawings(view: JourneysView, most: int = MOST_ROUTES) -> tuple[RouteDrawing, ...]:
    """The ways worth drawing, each once for all requests that share it: the worst first, then the most frequent."""
    groups: dict[tuple[object, ...], list[tuple[RequestJourneys, RouteView]]] = {}
    for request in view.requests:
        for way in _faulty(request):
            shape = (way.kind, *((stop.touchpoint, stop.lost) for stop in way.stops))
            groups.setdefault(shape, []).append((request, way))
    found = list(groups.values())
    order = sorted(found, key=lambda group: (WORST_FIRST.index(group[0][1].kind), -_requests(group)))
    return tuple(drawing(_title(group), _shared([way for _, way in group])) for group in order[:most])


def _faulty(request: RequestJourneys) -> Iterable[RouteView]:
    """What stays digital shows no fault, and what never was digital does not leave it; neither is drawn."""
    for entry in request.entries:
        for prospect in (entry.today, entry.target):
            way = prospect.route if prospect else None
            fine = way is None or way.kind == "stays digital"
            if way and not fine and not (way.kind == "leaves digital" and entry.lane != "digital"):
                yield way


def _requests(group: Sequence[tuple[RequestJourneys, RouteView]]) -> int:
    return len({request.id for request, _ in group})


def _shared(ways: Sequence[RouteView]) -> RouteView:
    """One way for all of them; a degree that not all share is left out."""
    first = ways[0]
    stops = tuple(
        stop if len({way.stops[i].degree for way in ways}) == 1 else replace(stop, degree=DIFFERS)
        for i, stop in enumerate(first.stops)
    )
    return replace(first, stops=stops)


def _title(group: Sequence[tuple[RequestJourneys, RouteView]]) -> str:
    """`Pay my bill and 3 more requests, today`."""
    names = list(dict.fromkeys(request.name for request, _ in group))
    more = f" and {counted(len(names) - 1, 'more request', 'more requests')}" if len(names) > 1 else ""
    states = {way.state for _, way in group}
    when = "today and by the target" if len(states) > 1 else "today" if "today" in states else "by the target"
    return f"{names[0]}{more}, {when}"


def drawing(title: str, way: RouteView) -> RouteDrawing:
    """One way, column by column."""
    # The last stop of a circle is the one it comes back to.
    stops = way.stops[:-1] if way.back_to >= 0 else way.stops
    nodes = tuple(_node(way, column, stop, last=column == len(stops) - 1) for column, stop in enumerate(stops))
    return RouteDrawing(title, way.kind, way.words, nodes, _arrows(way.stops, way.back_to))


def _node(way: RouteView, column: int, stop: StopView, *, last: bool) -> Node:
    nothing = "undecided" if way.kind == "unknown" else "not offered"
    degree = "" if stop.degree == DIFFERS else stop.degree or nothing
    remark = way.end or "finished"
    told = last and way.back_to < 0 and way.kind != "repeats"
    bad = last and way.kind in ("dead end", "unknown")
    return Node(column, stop.lane, stop.name, degree, column == 0, remark if told else "", bad)


def _arrows(stops: Sequence[StopView], back_to: int) -> tuple[Arrow, ...]:
    found = []
    for column, stop in enumerate(stops[1:], 1):
        head = back_to if back_to >= 0 and column == len(stops) - 1 else column
        word = "repeats everything" if stop.lost else ""
        found.append(Arrow(column - 1, head, stop.lost, word))
    return tuple(found)
