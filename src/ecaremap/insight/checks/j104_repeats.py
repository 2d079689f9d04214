"""J104: customers must tell everything again on the way."""

from collections.abc import Iterator

from ecaremap.insight.journeys.classify import Prospect
from ecaremap.insight.journeys.faults import asked_for, faults, finding
from ecaremap.insight.journeys.graph import Graph, Scene
from ecaremap.insight.journeys.routes import Route, repeating
from ecaremap.insight.journeys.survey import Survey
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request, at sketch level one in all."""
    one = "In 1 request customers must tell everything again on the way."
    return asked_for(
        decisions, _each(decisions), one, "In {} requests customers must tell everything again on the way."
    )


def _each(decisions: Decisions) -> Iterator[Finding]:
    message = "'{request}': who starts at {starts} may have to tell everything again{when}."
    fix = "pass the customer's story on (context kept), or finish the request before"
    for fault in faults(decisions, _repeats, showing=_showing):
        yield finding(decisions, fault, "J104", "info", message, fix)


def _repeats(_: Survey, __: str, ___: Scene, ____: str, prospect: Prospect) -> bool:
    return prospect.repeats


def _showing(graph: Graph, entry: str, _: Prospect) -> Route:
    return repeating(graph, entry)


CHECK = Check("J104", "repeats", "info", "Customers must tell everything again on the way.", run)
