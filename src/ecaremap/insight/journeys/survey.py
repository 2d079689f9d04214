"""All journeys of a strategy: what each start of each request leads to."""

from decimal import Decimal

from ecaremap.insight.journeys.classify import NOT_OFFERED, SHUT, STUCK, UNDECIDED, Prospect, classify, closed
from ecaremap.insight.journeys.graph import Graph, Network, Scene, Time
from ecaremap.model.scales import STATES, State
from ecaremap.policy.decisions import Decisions


class Survey:
    """The journeys of a strategy; graphs and prospects are worked out when they are asked for, and kept."""

    def __init__(self, decisions: Decisions) -> None:
        self.strategy = decisions.project.strategy
        self.network = Network(decisions.project)
        self._prospects: dict[tuple[str, Scene], dict[str, Prospect]] = {}
        self._graphs: dict[tuple[str, Scene], Graph] = {}
        self._starts: dict[str, dict[str, Decimal]] = {}
        self._unclosed: dict[tuple[str, Time], list[tuple[Scene, str, Prospect]]] = {}
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
        found = self._starts.get(request)
        if found is None:
            starts = self.strategy.requests[request].starts_at
            written = {name: share.likely for name, share in starts.items() if share.likely}
            total = sum(written.values(), Decimal(0))
            found = self._starts[request] = {name: written[name] / total for name in sorted(written)}
        return found

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
        network = self.network
        offers = network.open_offers(request, scene)
        everywhere: dict[str, Prospect] | None = None
        found: dict[str, Prospect] = {}
        for entry in self.entries(request, scene.state):
            if entry not in network.usable("in hours", scene.segment):
                continue
            if entry not in offers:
                found[entry] = self._without_offer(request, scene, entry)
            elif offers[entry].completes:
                found[entry] = closed(digitally=network.family[entry] == "digital")
            elif not network.leads_on:
                found[entry] = STUCK
            else:
                # Ways are only followed where the start does not settle it.
                everywhere = everywhere or classify(self.graph(request, scene))
                found[entry] = everywhere[entry]
        return found

    def _without_offer(self, request: str, scene: Scene, entry: str) -> Prospect:
        if entry not in self.network.usable(scene.time, scene.segment):
            return SHUT
        return UNDECIDED if entry in self.network.waiting(request, scene) else NOT_OFFERED

    def unclosed(self, request: str, time: Time) -> list[tuple[Scene, str, Prospect]]:
        """The starts that do not finish the request themselves, in each state for everyone and for each segment."""
        found = self._unclosed.get((request, time))
        if found is None:
            found = self._unclosed[request, time] = [
                (scene, entry, prospect)
                for state in STATES
                for segment in (None, *self.segments(request))
                for scene in (Scene(state, time, segment),)
                for entry, prospect in self.prospects(request, scene).items()
                if prospect.kind != "closed"
            ]
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
