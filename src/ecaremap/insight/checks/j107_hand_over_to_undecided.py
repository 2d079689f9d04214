"""J107: customers are handed over to a touchpoint where nobody has decided about the request."""

from collections.abc import Iterator

from ecaremap.insight.asking import shortened
from ecaremap.insight.journeys.faults import SHOWN, asked_for
from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.survey import survey
from ecaremap.model.finding import Check, Finding
from ecaremap.model.scales import STATES, State
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One question for each request, at sketch level one in all."""
    one = "In 1 request customers are handed over to a touchpoint where it is undecided."
    many = "In {} requests customers are handed over to a touchpoint where it is undecided."
    return asked_for(decisions, _each(decisions), one, many)


def _each(decisions: Decisions) -> Iterator[Finding]:
    journeys = survey(decisions)
    for request in decisions.project.strategy.coverage if journeys.network.leads_on else ():
        ways: dict[tuple[str, str], tuple[State, ...]] = {}
        for state in STATES:
            graph = journeys.graph(request, Scene(state))
            unfinished = [name for name, offer in graph.offers.items() if not offer.completes]
            for edge in (edge for name in unfinished for edge in graph.asked[name]):
                ways[edge[:2]] = (*ways.get(edge[:2], ()), state)
        if ways:
            yield _finding(decisions, request, ways)


def _finding(decisions: Decisions, request: str, ways: dict[tuple[str, str], tuple[State, ...]]) -> Finding:
    named = shortened((f"{source} → {target}" for source, target in sorted(ways)), SHOWN)
    return Finding(
        "J107",
        "info",
        f"'{request}' is handed over to where it is undecided: {named}.",
        request,
        field="journeys",
        span=decisions.project.key_span("coverage", request),
        help="decide what is offered there, so that the journeys can be judged",
        states=tuple(state for state in STATES if any(state in states for states in ways.values())),
        question=True,
    )


CHECK = Check(
    "J107", "hand-over-to-undecided", "info", "Customers are handed over to where the request is undecided.", run
)
