"""What checks find fault with: starts of one request that share a weakness, with one way that shows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ecaremap.insight.asking import each_or_one, shortened
from ecaremap.insight.journeys.classify import Prospect
from ecaremap.insight.journeys.graph import Graph, Scene, Time
from ecaremap.insight.journeys.routes import Route, route
from ecaremap.insight.journeys.survey import Survey, survey
from ecaremap.model.finding import Finding, Severity
from ecaremap.model.scales import STATES, State
from ecaremap.policy.decisions import Decisions

SHOWN = 6
WHEN = {("today",): "today", ("target",): "by the target", ("today", "target"): "today and by the target"}
Wanted = Callable[[Survey, str, Scene, str, Prospect], bool]
Showing = Callable[[Graph, str, Prospect], Route]


@dataclass(slots=True)
class Fault:
    """Starts of a request that share a weakness.

    Attributes:
        states: for each start, named with its segment if only that one is concerned, when it is so.
        routes: the way that shows it, for each start.
    """

    request: str
    states: dict[str, tuple[State, ...]] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)

    @property
    def starts(self) -> str:
        """`website, app`; where the states differ, `website (today), app (by the target)`."""
        kinds = sorted(set(self.states.values()), key=lambda kind: (-len(kind), STATES.index(kind[0])))
        groups = {kind: shortened((n for n, states in self.states.items() if states == kind), SHOWN) for kind in kinds}
        if len(groups) == 1:
            return groups[kinds[0]]
        return "; ".join(f"{names} ({WHEN[kind]})" for kind, names in groups.items())

    @property
    def when(self) -> str:
        """Today, by the target, or both; empty where the starts differ."""
        kinds = set(self.states.values())
        return f" {WHEN[kinds.pop()]}" if len(kinds) == 1 else ""

    @property
    def all_states(self) -> tuple[State, ...]:
        """The states in which any start is concerned."""
        return tuple(state for state in STATES if any(state in states for states in self.states.values()))

    @property
    def example(self) -> str:
        """The shortest of the ways."""
        return min(self.routes.values(), key=lambda way: (len(way.stops), way.stops)).words()


def faults(decisions: Decisions, wanted: Wanted, time: Time = "in hours", showing: Showing = route) -> Iterator[Fault]:
    """The starts of each request that have a weakness; a segment's only where not everyone's do.

    A start that finishes the request itself has none.
    """
    journeys = survey(decisions)
    for request in decisions.project.strategy.coverage:
        weak = [each for each in journeys.unclosed(request, time) if wanted(journeys, request, *each)]
        if weak:
            yield _fault(journeys, request, weak, showing)


def _fault(journeys: Survey, request: str, weak: list[tuple[Scene, str, Prospect]], showing: Showing) -> Fault:
    fault = Fault(request)
    for scene, entry, prospect in weak:
        if scene.state in fault.states.get(entry, ()):
            continue
        label = f"{entry} for the segment {scene.segment}" if scene.segment else entry
        fault.states[label] = (*fault.states.get(label, ()), scene.state)
        if label not in fault.routes:
            fault.routes[label] = showing(journeys.graph(request, scene), entry, prospect)
    return fault


def finding(
    decisions: Decisions, fault: Fault, code: str, severity: Severity, message: str, help_text: str, *notes: str
) -> Finding:
    """A finding about a fault; `{starts}` and `{when}` stand in the message."""
    return Finding(
        code,
        severity,
        message.format(request=fault.request, starts=fault.starts, when=fault.when),
        fault.request,
        field="journeys",
        span=decisions.project.key_span("coverage", fault.request),
        help=help_text,
        notes=(f"for example {fault.example}", *notes),
        states=fault.all_states,
    )


def asked_for(decisions: Decisions, found: Iterator[Finding], one: str, many: str) -> Iterator[Finding]:
    """Each finding where figures are asked for; a sketch gets one question that counts the requests."""
    return each_or_one(decisions.project.strategy, "costed", found, one, many)
