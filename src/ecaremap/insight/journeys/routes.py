"""The shortest way that shows how a journey ends, and its words.

Of several equally short ways the first by the touchpoints' ids is taken, so that the order in the file means nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from ecaremap.insight.journeys.classify import Kind, Prospect
from ecaremap.insight.journeys.graph import Edge, Graph

Place = tuple[str, bool]
"""A touchpoint, and whether the way so far has left the digital ones."""

NO_OFFER = "not offered there"
_ENDS: dict[Kind, str] = {
    "dead end": "not finished there, and no way on",
    "loop": "round and round",
    "unknown": "undecided there",
}


@dataclass(frozen=True, slots=True)
class Route:
    """A way from a start.

    Attributes:
        stops: the touchpoints, in order; of a loop, the last one was there before.
        lost: for each stop whether the customer must tell everything again there.
        end: what is to be said of the last stop; empty if the request is finished there.
    """

    stops: tuple[str, ...]
    lost: tuple[bool, ...]
    end: str = ""

    def words(self, name: Callable[[str], str] = str) -> str:
        """`Website → Call centre: must repeat everything`."""
        again = [stop for stop, lost in zip(self.stops, self.lost, strict=True) if lost]
        where = f" at {' and '.join(name(stop) for stop in again)}" if len(self.stops) > 2 else ""
        remarks = [self.end] if self.end else []
        if again:
            remarks.append(f"must repeat everything{where}")
        way = " → ".join(name(stop) for stop in self.stops)
        return f"{way}: {', '.join(remarks)}" if remarks else way


def route(graph: Graph, entry: str, prospect: Prospect) -> Route:
    """The shortest way that makes the start what it is."""
    if not prospect.offered:
        return Route((entry,), (False,), NO_OFFER if prospect.kind == "dead end" else _ENDS["unknown"])
    found = _FINDERS[prospect.kind](graph, entry)
    return Route(
        (entry, *(edge.target for edge in found)), (False, *(edge.lost for edge in found)), _ENDS.get(prospect.kind, "")
    )


def repeating(graph: Graph, entry: str) -> Route:
    """The shortest way on which the customer must tell everything again."""
    before = _way(graph, entry, lambda place: any(edge.lost for edge in graph.onward(place[0])))
    last = before[-1].target if before else entry
    found = [*before, next(edge for edge in graph.onward(last) if edge.lost)]
    return Route((entry, *(edge.target for edge in found)), (False, *(edge.lost for edge in found)))


def _way(graph: Graph, entry: str, arrived: Callable[[Place], bool]) -> list[Edge]:
    """Breadth first, ways by the ids of their targets."""
    start: Place = (entry, not graph.digital(entry))
    came: dict[Place, tuple[Place, Edge] | None] = {start: None}
    queue = [start]
    for place in queue:
        if arrived(place):
            return _back(came, place)
        for edge in graph.onward(place[0]):
            following = (edge.target, place[1] or not graph.digital(edge.target))
            if following not in came:
                came[following] = (place, edge)
                queue.append(following)
    raise LookupError("the kind of the start says that there is such a way")


def _back(came: dict[Place, tuple[Place, Edge] | None], place: Place) -> list[Edge]:
    way: list[Edge] = []
    step = came[place]
    while step is not None:
        way.append(step[1])
        step = came[step[0]]
    return way[::-1]


def _finished(graph: Graph, entry: str) -> list[Edge]:
    return _way(graph, entry, lambda place: graph.offers[place[0]].completes)


def _left(graph: Graph, entry: str) -> list[Edge]:
    return _way(graph, entry, lambda place: place[1] and graph.offers[place[0]].completes)


def _stuck(graph: Graph, entry: str) -> list[Edge]:
    def ends(place: Place) -> bool:
        name = place[0]
        return not (graph.offers[name].completes or graph.ways[name] or graph.asked[name])

    return _way(graph, entry, ends)


def _undecided(graph: Graph, entry: str) -> list[Edge]:
    way = _way(graph, entry, lambda place: bool(not graph.offers[place[0]].completes and graph.asked[place[0]]))
    return [*way, graph.asked[way[-1].target if way else entry][0]]


def _circle(graph: Graph, entry: str) -> list[Edge]:
    """The shortest way that comes back to where it was: to each place, and from there round to it."""
    best: list[Edge] = []
    for place in _reached(graph, entry):
        there = _way(graph, entry, lambda at, place=place: at[0] == place)  # type: ignore[misc]
        # Places come nearest first, and a circle takes two steps at least.
        if best and len(there) + 2 > len(best):
            break
        for first in graph.onward(place):
            try:
                back = _way(graph, first.target, lambda at, place=place: at[0] == place)  # type: ignore[misc]
            except LookupError:
                continue
            lap = [*there, first, *back]
            if not best or (len(lap), _ids(lap)) < (len(best), _ids(best)):
                best = lap
    return best


def _ids(way: Iterable[Edge]) -> list[str]:
    return [edge.target for edge in way]


def _reached(graph: Graph, entry: str) -> list[str]:
    queue = [entry]
    for place in queue:
        queue += [e.target for e in graph.onward(place) if e.target not in queue]
    return queue


_FINDERS: dict[Kind, Callable[[Graph, str], list[Edge]]] = {
    "closed": _finished, "stays digital": _finished, "leaves digital": _left,
    "loop": _circle, "dead end": _stuck, "unknown": _undecided,
}  # fmt: skip


def allowed(graph: Graph, stops: tuple[str, ...]) -> str:
    """Why a way is not open to customers; empty if it is, or if nobody has decided yet."""
    for stop in stops:
        if stop not in graph.offers and stop not in graph.undecided:
            return f"'{graph.request}' is not offered at '{stop}'"
    for here, there in pairwise(stops):
        if here in graph.offers and all(e.target != there for e in (*graph.ways[here], *graph.asked[here])):
            return f"'{here}' does not lead on to '{there}'"
    last = stops[-1]
    if last in graph.offers and not graph.offers[last].completes:
        return f"'{last}' does not finish '{graph.request}'"
    return ""
