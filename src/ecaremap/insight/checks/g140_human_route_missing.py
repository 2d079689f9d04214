"""G140: a request that may need a person has no way to one."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

STRONG = ("medium", "high")
TALK = ("discuss", "validate", "vent")
PERSON_OR_NOTICE = ("human", "assisted", "peer", "proactive")
"""Degrees at which a person is there already, or nobody asked yet."""


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell, at sketch level one in all."""
    project = decisions.project
    ruled = {(b.request, b.touchpoint) for b in decisions.breaches if b.test and b.test.field.name == "human_route"}
    found = (
        _finding(decisions, context)
        for context in written_cells(project)
        if (context.request_id, context.touchpoint_id) not in ruled and _lacks_person(context)
    )
    return each_or_one(project.strategy, "costed", found, "{} cells do not say how a customer reaches a person.")


def _lacks_person(context: CellContext) -> bool:
    request = context.request
    delicate = request.emotion in STRONG or request.complexity in STRONG or request.job in TALK
    alone = any(degree not in PERSON_OR_NOTICE for degree in context.degrees)
    return delicate and alone and context.digital and context.cell.human_route in (None, "none")


def _finding(decisions: Decisions, context: CellContext) -> Finding:
    said = "none" if context.cell.human_route else "not said"
    request = context.request
    why = f"emotion {request.emotion or 'unknown'}, complexity {request.complexity or 'unknown'}, job {request.job or 'unknown'}"
    return Finding(
        "G140",
        "warning",
        f"'{context.request_id}' at '{context.touchpoint_id}' may need a person; the way to one is {said}.",
        context.where,
        field="human_route",
        span=decisions.project.key_span("coverage", context.request_id, context.touchpoint_id),
        help="write human_route: on-request, same-session or named-person",
        notes=(why,),
    )


CHECK = Check("G140", "human-route-missing", "warning", "A request that may need a person has no way to one.", run)
