"""G150: a touchpoint's login is weaker than the request needs."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.model.scales import ORDERED_SCALES
from ecaremap.policy.breaches import NO_OWN_DATA
from ecaremap.policy.decisions import Decisions

STRENGTH = {login: strength for strength, login in enumerate(ORDERED_SCALES["Authentication"])}


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell; what a rule of the map already reports is left to the rule."""
    project = decisions.project
    ruled = {
        (breach.request, breach.touchpoint)
        for breach in decisions.breaches
        if breach.test and breach.test.field.key == "touchpoint.authentication"
    }
    found = (
        _finding(decisions, context)
        for context in written_cells(project)
        if _too_weak(context) and (context.request_id, context.touchpoint_id) not in ruled
    )
    one = "At 1 cell the login is weaker than the request needs."
    return each_or_one(
        project.strategy, "costed", found, one, "At {} cells the login is weaker than the request needs."
    )


def _too_weak(context: CellContext) -> bool:
    needs, has = context.request.authentication, context.touchpoint.authentication
    if needs is None or has is None or STRENGTH[has] >= STRENGTH[needs]:
        return False
    return any(degree not in NO_OWN_DATA for degree in context.degrees)


def _finding(decisions: Decisions, context: CellContext) -> Finding:
    needs = "a strong login" if context.request.authentication == "strong" else "an identified login"
    has = context.touchpoint.authentication
    there = "there is none" if has == "none" else f"it is only {has}"
    return Finding(
        "G150",
        "warning",
        f"'{context.request_id}' needs {needs}; at '{context.touchpoint_id}' {there}.",
        context.where,
        field="authentication",
        span=decisions.project.key_span("coverage", context.request_id, context.touchpoint_id),
        help="strengthen the login there, or show nothing of the customer's own (inform)",
    )


CHECK = Check("G150", "login-too-weak", "warning", "A touchpoint's login is weaker than the request needs.", run)
