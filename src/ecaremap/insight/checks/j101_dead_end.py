"""J101: from a start, a way ends where nothing is finished and nothing leads on."""

from collections.abc import Iterator

from ecaremap.insight.journeys.classify import Prospect
from ecaremap.insight.journeys.faults import asked_for, faults, finding
from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.survey import Survey
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """For each request one finding about the starts without any way to the end, one about those with a bad way."""
    one = "1 request has a start that runs into a dead end."
    return asked_for(decisions, _each(decisions), one, "In {} cases a request has starts that run into a dead end.")


def _each(decisions: Decisions) -> Iterator[Finding]:
    for fault in faults(decisions, _closed_off):
        message = "'{request}': who starts at {starts} cannot finish it on any way{when}."
        fix = "finish it at one touchpoint on the way, or write hands_over_to or human_route where the way ends"
        yield finding(decisions, fault, "J101", "warning", message, fix)
    for fault in faults(decisions, _partly):
        message = "'{request}': who starts at {starts} may run into a dead end{when}, though another way finishes it."
        fix = "write hands_over_to or human_route where the way ends, or do not lead there"
        yield finding(decisions, fault, "J101", "info", message, fix)


def _closed_off(_: Survey, __: str, ___: Scene, ____: str, prospect: Prospect) -> bool:
    return prospect.kind == "dead end" and prospect.hopeless


def _partly(_: Survey, __: str, ___: Scene, ____: str, prospect: Prospect) -> bool:
    return prospect.kind == "dead end" and not prospect.hopeless


CHECK = Check("J101", "dead-end", "warning", "From a start, a way ends where nothing is finished.", run)
