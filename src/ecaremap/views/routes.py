"""The ways of journeys: as stops and words, and laid out as a drawing in two lanes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ecaremap.insight.journeys.classify import Prospect
from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.routes import Route, repeating, route
from ecaremap.insight.journeys.survey import Survey
from ecaremap.views.journey_model import JourneysView, Lane, RouteView, StopView
from ecaremap.views.words import spelled

WORST_FIRST = ("dead end", "loop", "leaves digital", "unknown", "stays digital", "closed")
MOST_ROUTES = 8
"""What can be read at a glance; the rest stands in the table."""

LANES: dict[str, Lane] = {"digital": "digital", "automated-voice": "automated voice", "traditional": "people"}


@dataclass(frozen=True, slots=True)
class Node:
    """A stop in the drawing: in its column from the left, above for digital, below for the others."""

    column: int
    upper: bool
    name: str
    degree: str
    start: bool
    remark: str = ""
    bad: bool = False


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
    """The ways worth drawing: the worst first, of the largest requests first; each shape of way once for a request."""
    found = list(_candidates(view))
    order = sorted(range(len(found)), key=lambda i: (WORST_FIRST.index(found[i][1].kind), i))
    return tuple(drawing(title, way) for title, way in (found[i] for i in order[:most]))


def _candidates(view: JourneysView) -> Iterable[tuple[str, RouteView]]:
    for request in view.requests:
        seen: set[tuple[str, ...]] = set()
        for entry in request.entries:
            for prospect in (entry.today, entry.target):
                way = prospect.route if prospect else None
                # A way that stays digital shows no fault, and is not drawn.
                if way is None or way.kind == "stays digital":
                    continue
                shape = (way.kind, *(stop.touchpoint for stop in way.stops))
                if shape not in seen:
                    seen.add(shape)
                    yield f"{request.name}, {'today' if way.state == 'today' else 'by the target'}", way


def drawing(title: str, way: RouteView) -> RouteDrawing:
    """One way, column by column."""
    stops = way.stops[:-1] if way.back_to >= 0 else way.stops
    bad = way.kind in ("dead end", "unknown")
    nodes = tuple(
        Node(
            column,
            stop.lane == "digital",
            stop.name,
            stop.degree or ("undecided" if way.kind == "unknown" else "not offered"),
            column == 0,
            (way.end or ("finished" if way.kind != "repeats" else ""))
            if column == len(stops) - 1 and way.back_to < 0
            else "",
            bad and column == len(stops) - 1,
        )
        for column, stop in enumerate(stops)
    )
    return RouteDrawing(title, way.kind, way.words, nodes, _arrows(way.stops, way.back_to))


def _arrows(stops: Sequence[StopView], back_to: int) -> tuple[Arrow, ...]:
    found = []
    for column, stop in enumerate(stops[1:], 1):
        head = back_to if back_to >= 0 and column == len(stops) - 1 else column
        word = "repeats everything" if stop.lost else ""
        found.append(Arrow(column - 1, head, stop.lost, word))
    return tuple(found)
