"""J106: a journey that the strategy names is not possible."""

from collections.abc import Iterator

from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.routes import allowed
from ecaremap.insight.journeys.survey import survey
from ecaremap.model.finding import Check, Finding
from ecaremap.model.journey import Journey
from ecaremap.model.scales import STATES
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each journey that cells and hand-overs do not allow, neither today nor by the target."""
    for name, journey in sorted(decisions.project.strategy.journeys.items()):
        unknown = _unknown(decisions, name, journey)
        if unknown:
            yield unknown
            continue
        graphs = {state: survey(decisions).graph(journey.request, Scene(state)) for state in STATES}
        why = {state: allowed(graph, journey.steps) for state, graph in graphs.items()}
        if all(why.values()):
            yield _finding(decisions, name, "error", f"is not possible: {why['target']}")
        elif why["target"]:
            yield _finding(
                decisions, name, "warning", f"is possible today and no longer by the target: {why['target']}"
            )


def _unknown(decisions: Decisions, name: str, journey: Journey) -> Finding | None:
    """Names that stand for nothing, and a journey without steps."""
    strategy = decisions.project.strategy
    if journey.request not in strategy.requests:
        return _finding(decisions, name, "error", f"is about '{journey.request}', which is no request", "request")
    for step in journey.steps:
        if step not in strategy.touchpoints:
            return _finding(decisions, name, "error", f"comes by '{step}', which is no touchpoint")
    return None if journey.steps else _finding(decisions, name, "error", "has no steps")


def _finding(decisions: Decisions, name: str, severity: str, what: str, field: str = "steps") -> Finding:
    return Finding(
        "J106",
        "error" if severity == "error" else "warning",
        f"The journey '{name}' {what}.",
        decisions.project.strategy.journeys[name].request,
        field=f"journeys.{name}",
        span=decisions.project.value_span("journeys", name, field),
        help="correct the journey, or change the cell or the hand-over that stands in its way",
        states=("target",) if severity == "warning" else STATES,
    )


CHECK = Check("J106", "journey-not-possible", "error", "A journey that the strategy names is not possible.", run)
