"""J103: customers are led out of the digital touchpoints although a digital way finishes the request."""

from collections.abc import Iterator

from ecaremap.insight.journeys.classify import Prospect
from ecaremap.insight.journeys.faults import asked_for, faults, finding
from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.survey import Survey
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request, at sketch level one in all."""
    one = "1 request can lead customers out of the digital touchpoints although a digital way finishes it."
    many = "{} requests can lead customers out of the digital touchpoints although a digital way finishes them."
    return asked_for(decisions, _each(decisions), one, many)


def _each(decisions: Decisions) -> Iterator[Finding]:
    message = "'{request}': who starts at {starts} may end elsewhere{when}, although a digital way finishes it."
    fix = "finish it where customers start, or lead them to where it is finished before offering a person"
    for fault in faults(decisions, _leaves):
        yield finding(decisions, fault, "J103", "info", message, fix)


def _leaves(_: Survey, __: str, ___: Scene, ____: str, prospect: Prospect) -> bool:
    return prospect.kind == "leaves digital" and prospect.digitally


CHECK = Check("J103", "leaves-digital", "info", "A start may leave digital although a digital way is possible.", run)
