"""J105: out of hours, a start has no way to the end, though it has one in hours."""

from collections.abc import Iterator

from ecaremap.insight.asking import shortened
from ecaremap.insight.journeys.classify import Prospect
from ecaremap.insight.journeys.faults import Fault, asked_for, faults, finding
from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.hours import spelled_moment
from ecaremap.insight.journeys.survey import Survey, survey
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request, at sketch level one in all."""
    if survey(decisions).network.never_closes:
        return iter(())
    one = "1 request has a start that leads nowhere out of hours."
    return asked_for(decisions, _each(decisions), one, "{} requests have starts that lead nowhere out of hours.")


def _each(decisions: Decisions) -> Iterator[Finding]:
    message = "'{request}': who starts at {starts} cannot finish it out of hours{when}."
    fix = "offer a call-back or a form there, say when somebody is back, or let it be finished at any hour"
    moment = survey(decisions).network.moment
    for fault in faults(decisions, _shut_off, "out of hours"):
        notes = (f"out of hours stands for {spelled_moment(moment)}, when least is open",) if moment is not None else ()
        yield finding(decisions, fault, "J105", "info", message, fix, *notes, *_unsaid(decisions, fault))


def _shut_off(journeys: Survey, request: str, scene: Scene, entry: str, prospect: Prospect) -> bool:
    if not prospect.hopeless:
        return False
    by_day = journeys.prospects(request, scene._replace(time="in hours"))[entry]
    return not by_day.hopeless


def _unsaid(decisions: Decisions, fault: Fault) -> tuple[str, ...]:
    """Who offers the request and does not say when he is open."""
    network = survey(decisions).network
    offering = {name for state in fault.all_states for name in network.offers(fault.request, state)}
    silent = [
        name
        for name in sorted(offering)
        if network.family[name] == "traditional" and decisions.project.strategy.touchpoints[name].hours is None
    ]
    return (f"without hours and taken to be closed then: {shortened(silent)}",) if silent else ()


CHECK = Check("J105", "dead-end-out-of-hours", "info", "A start has no way to the end out of hours.", run)
