"""All journeys of a strategy: what each start of each request leads to."""

from decimal import Decimal

from ecaremap.insight.journeys.classify import NOT_OFFERED, SHUT, UNDECIDED, Prospect, classify
from ecaremap.insight.journeys.graph import Graph, Network, Scene
from ecaremap.model.scales import STATES, State
from ecaremap.policy.decisions import Decisions


class Survey:
    """The journeys of a strategy; graphs and prospects are worked out when they are asked for, and kept."""

    def __init__(self, decisions: Decisions) -> None:
        self.strategy = decisions.project.strategy
        self.network = Network(self.strategy)
        self._prospects: dict[tuple[str, Scene], dict[str, Prospect]] = {}
        self._graphs: dict[tuple[str, Scene], Graph] = {}
        segments = sorted(self.strategy.segments.items())
        self._limited = [(name, frozenset[str](segment.cannot_use)) for name, segment in segments if segment.cannot_use]
        self._segments: dict[frozenset[str], tuple[str, ...]] = {}

    def graph(self, request: str, scene: Scene) -> Graph:
        """The ways of a request."""
        found = self._graphs.get((request, scene))
        if found is None:
            found = self._graphs[request, scene] = self.network.graph(request, scene)
        return found

    def starts(self, request: str) -> dict[str, Decimal]:
        """Where customers start, as shares of one; empty if the map does not say."""
        written = {
            name: share.likely for name, share in self.strategy.requests[request].starts_at.items() if share.likely
        }
        total = sum(written.values(), Decimal(0))
        return {name: written[name] / total for name in sorted(written)}

    def entries(self, request: str, state: State) -> list[str]:
        """The touchpoints to start from: where customers do, else wherever it is offered."""
        return list(self.starts(request)) or list(self.network.offers(request, state))

    def prospects(self, request: str, scene: Scene) -> dict[str, Prospect]:
        """What each start leads to; starts beyond a segment's reach are left out."""
        found = self._prospects.get((request, scene))
        if found is None:
            found = self._prospects[request, scene] = self._find(request, scene)
        return found

    def _find(self, request: str, scene: Scene) -> dict[str, Prospect]:
        graph = self.graph(request, scene)
        everywhere = classify(graph)
        reached = self.network.usable("in hours", scene.segment)
        found: dict[str, Prospect] = {}
        for entry in self.entries(request, scene.state):
            if entry not in reached:
                continue
            if entry in everywhere:
                found[entry] = everywhere[entry]
            elif entry not in self.network.usable(scene.time, scene.segment):
                found[entry] = SHUT
            else:
                found[entry] = UNDECIDED if entry in graph.undecided else NOT_OFFERED
        return found

    def segments(self, request: str) -> tuple[str, ...]:
        """The segments for which this request's ways differ from everyone's, one of those alike."""
        if not self._limited:
            return ()
        network = self.network
        families = frozenset(network.family[name] for state in STATES for name in network.offers(request, state))
        found = self._segments.get(families)
        if found is None:
            seen: dict[frozenset[str], str] = {}
            for name, blocked in self._limited:
                if blocked & families:
                    seen.setdefault(blocked & families, name)
            found = self._segments[families] = tuple(seen.values())
        return found


def survey(decisions: Decisions) -> Survey:
    """The journeys of a strategy, worked out once however many ask."""
    # Kept beside the cached properties of the decisions, so that both live equally long.
    kept = vars(decisions)
    if "journeys" not in kept:
        kept["journeys"] = Survey(decisions)
    found: Survey = kept["journeys"]
    return found
