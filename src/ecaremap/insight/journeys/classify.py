"""How a journey ends from each start, in the worst case of all ways a customer may take.

A way ends where the request is completed. The worst of all ways gives the kind: *dead end* (a way ends where nothing is
completed and nothing leads on) before *loop* (a way comes back to where it was) before *leaves digital* (a way
completes with a touchpoint that is not digital) before *stays digital* before *closed* (completed at the start).
A way towards a cell nobody has decided about makes it *unknown*, unless a fault is certain already.
"""

from typing import Literal, NamedTuple

from ecaremap.insight.journeys.graph import Graph
from ecaremap.insight.journeys.net import on_circles_and_leading

Kind = Literal["closed", "stays digital", "leaves digital", "loop", "dead end", "unknown", "shut"]
KINDS: tuple[Kind, ...] = ("closed", "stays digital", "leaves digital", "unknown", "loop", "dead end", "shut")
"""Best first; shut is no kind of end: nobody can start there at this time."""


class Prospect(NamedTuple):
    """What a start leads to.

    Attributes:
        finishes: at least one way completes the request. digitally: and one of digital touchpoints only.
        repeats: on some way the customer must tell everything again.
        asked: on some way there is a cell nobody has decided about.
        offered: the request is offered where it starts.
    """

    kind: Kind
    finishes: bool
    digitally: bool
    repeats: bool = False
    asked: bool = False
    offered: bool = True

    @property
    def hopeless(self) -> bool:
        """No way completes the request, however the open questions are answered."""
        return self.kind in ("dead end", "loop") and not self.finishes and not self.asked


CLOSED = Prospect("closed", finishes=True, digitally=False)
CLOSED_DIGITALLY = Prospect("closed", finishes=True, digitally=True)
STUCK = Prospect("dead end", finishes=False, digitally=False)
ASKED = Prospect("unknown", finishes=False, digitally=False, asked=True)
SHUT = Prospect("shut", finishes=False, digitally=False)
NOT_OFFERED = Prospect("dead end", finishes=False, digitally=False, offered=False)
UNDECIDED = Prospect("unknown", finishes=False, digitally=False, asked=True, offered=False)


def closed(*, digitally: bool) -> Prospect:
    """The prospect of a touchpoint that completes the request."""
    return CLOSED_DIGITALLY if digitally else CLOSED


def classify(graph: Graph) -> dict[str, Prospect]:
    """The prospect of each touchpoint that offers the request."""
    offers = graph.offers
    found = {name: closed(digitally=graph.digital(name)) for name, offer in offers.items() if offer.completes}
    if len(found) == len(offers):
        return found
    number = {name: i for i, name in enumerate(offers)}
    unfinished = [name for name in offers if name not in found]
    edges = [(number[name], number[edge.target]) for name in unfinished for edge in graph.ways[name]]
    if not edges:
        # Nothing leads on, as on most maps without hand-overs: no graph needs to be asked.
        return found | {name: ASKED if graph.asked[name] else STUCK for name in unfinished}
    done = {number[name] for name in found}
    asked = {number[name] for name in unfinished if graph.asked[name]}
    stuck = [number[name] for name in unfinished if not graph.ways[name] and not graph.asked[name]]
    lossy = [number[name] for name in unfinished if any(edge.lost for edge in graph.ways[name])]
    outside = {number[name] for name in offers if not graph.digital(name)}
    _, (loop, dead, unknown, left, repeats, finishes) = on_circles_and_leading(
        len(offers), edges, (stuck, asked, outside, lossy, done)
    )
    inside = [(tail, head) for tail, head in edges if tail not in outside and head not in outside]
    digitally = on_circles_and_leading(len(offers), inside, (done - outside,))[1][1]
    for name in unfinished:
        node = number[name]
        kind: Kind = "leaves digital" if node in left else "stays digital"
        if node in dead:
            kind = "dead end"
        elif node in loop:
            kind = "loop"
        elif node in unknown:
            kind = "unknown"
        found[name] = Prospect(kind, node in finishes, node in digitally, node in repeats, node in unknown)
    return found
