"""G140: a request that may need a person has no way to one."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.model.request import Request
from ecaremap.policy.decisions import Decisions

STRONG = ("medium", "high")
TALK = {"discuss": "discuss", "validate": "validate", "vent": "complain"}
PERSON_OR_NOTICE = frozenset(("human", "assisted", "peer", "proactive"))
"""Degrees at which a person is there already, or nobody asked yet."""


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell, at sketch level one in all."""
    project = decisions.project
    ruled = {(b.request, b.touchpoint) for b in decisions.breaches if b.test and b.test.field.name == "human_route"}
    reasons = {name: ", ".join(_reasons(request)) for name, request in project.strategy.requests.items()}
    found = (
        _finding(decisions, context, reasons[context.request_id])
        for context in written_cells(project)
        if reasons[context.request_id] and _lacks_person(context)
        if (context.request_id, context.touchpoint_id) not in ruled
    )
    one = "1 cell does not say how a customer reaches a person."
    return each_or_one(project.strategy, "costed", found, one, "{} cells do not say how a customer reaches a person.")


def _lacks_person(context: CellContext) -> bool:
    return context.cell.human_route in (None, "none") and not PERSON_OR_NOTICE.issuperset(context.degrees)


def _reasons(request: Request) -> list[str]:
    """Why a person may be needed; empty if nothing speaks for it."""
    levels = {"emotion": request.emotion, "complexity": request.complexity}
    reasons = [f"{name} is {level}" for name, level in levels.items() if level in STRONG]
    if request.job in TALK:
        reasons.append(f"the job is to {TALK[request.job]}")
    return reasons


def _finding(decisions: Decisions, context: CellContext, reasons: str) -> Finding:
    missing = "there is no way to one" if context.cell.human_route else "nothing says how to reach one"
    return Finding(
        "G140",
        "warning",
        f"'{context.request_id}' at '{context.touchpoint_id}' may need a person, and {missing}.",
        context.where,
        field="human_route",
        span=decisions.project.key_span("coverage", context.request_id, context.touchpoint_id),
        help="write human_route: on-request, same-session or named-person",
        notes=(reasons,),
    )


CHECK = Check("G140", "human-route-missing", "warning", "A request that may need a person has no way to one.", run)
