"""G180: something is offered and nobody answers for it."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.cells import written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each touchpoint with cells nobody owns."""
    unowned: dict[str, list[str]] = {}
    for context in written_cells(decisions.project):
        if context.degrees and not context.owner:
            unowned.setdefault(context.touchpoint_id, []).append(context.request_id)
    found = [_finding(decisions, name, requests) for name, requests in unowned.items()]
    one = "At 1 touchpoint nobody answers for what is offered."
    many = "At {} touchpoints nobody answers for what is offered."
    return each_or_one(decisions.project.strategy, "costed", found, one, many)


def _finding(decisions: Decisions, touchpoint: str, requests: list[str]) -> Finding:
    number = f"{len(requests)} requests" if len(requests) > 1 else f"'{requests[0]}'"
    return Finding(
        "G180",
        "warning",
        f"Nobody answers for {number} at '{touchpoint}'.",
        f"*/{touchpoint}",
        field="owner",
        span=decisions.project.key_span("touchpoints", touchpoint),
        help="write owner: … at the touchpoint, at the cells, or under owners:",
    )


CHECK = Check("G180", "unowned", "warning", "Something is offered and nobody answers for it.", run)
