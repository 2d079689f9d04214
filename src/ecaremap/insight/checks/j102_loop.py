"""J102: from a start, a way comes back to where it was."""

from collections.abc import Iterator

from ecaremap.insight.journeys.classify import Prospect
from ecaremap.insight.journeys.faults import asked_for, faults, finding
from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.survey import Survey
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request, at sketch level one in all."""
    one, many = (
        "1 request has a start from which customers can go in circles.",
        "In {} requests customers can go in circles.",
    )
    return asked_for(decisions, _each(decisions), one, many)


def _each(decisions: Decisions) -> Iterator[Finding]:
    message = "'{request}': who starts at {starts} can go in circles{when}."
    fix = "finish it at one touchpoint of the circle, or hand over to one that does and not back"
    hopeless = {fault.request: fault.states for fault in faults(decisions, _endless)}
    for fault in faults(decisions, _loops):
        endless = [name for name in fault.states if name in hopeless.get(fault.request, ())]
        note = (f"from {', '.join(endless)} no way leads out",) if endless else ()
        yield finding(decisions, fault, "J102", "warning", message, fix, *note)


def _loops(_: Survey, __: str, ___: Scene, ____: str, prospect: Prospect) -> bool:
    return prospect.kind == "loop"


def _endless(_: Survey, __: str, ___: Scene, ____: str, prospect: Prospect) -> bool:
    return prospect.kind == "loop" and prospect.hopeless


CHECK = Check("J102", "loop", "warning", "From a start, customers can go in circles.", run)
