"""G135: a request can be finished at many digital touchpoints where hardly anybody starts."""

from collections.abc import Iterator
from decimal import Decimal

from ecaremap.insight.asking import shortened
from ecaremap.insight.limits import limit
from ecaremap.model.facts import completes, degree_in
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request whose starts are known."""
    strategy = decisions.project.strategy
    few, many = limit(strategy, "few_starts"), limit(strategy, "many_touchpoints")
    for name in strategy.coverage:
        if strategy.requests[name].starts_at:
            places = _hardly_used(decisions, name, few.value)
            if len(places) >= many.value:
                yield Finding(
                    "G135",
                    "warning",
                    f"'{name}' can be finished at {len(places)} digital touchpoints where fewer than {few.text} start.",
                    name,
                    field="starts_at",
                    span=decisions.project.key_span("coverage", name),
                    help="choose one or two places, make them good, and lead customers there",
                    notes=(shortened(places), few.note, many.note),
                    states=("today",),
                )


def _hardly_used(decisions: Decisions, name: str, few: Decimal) -> list[str]:
    """The live digital touchpoints that finish a request and where few start, in the order of the ids."""
    strategy = decisions.project.strategy
    request = strategy.requests[name]
    found = []
    for place, cell in strategy.coverage[name].items():
        touchpoint = strategy.touchpoints[place]
        if touchpoint.family != "digital" or not completes(request, cell, degree_in(cell, touchpoint, "today")):
            continue
        start = request.starts_at.get(place)
        if (start.likely if start else 0) < few:
            found.append(place)
    return sorted(found)


CHECK = Check("G135", "over-channelled", "warning", "A request is offered in many places that few use.", run)
