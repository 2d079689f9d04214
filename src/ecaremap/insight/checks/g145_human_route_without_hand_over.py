"""G145: a way to a person is promised that no hand-over provides."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.facts import degree_in
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

NEEDS_EDGE = ("same-session", "named-person")
WITH_PEOPLE = ("human", "assisted")


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell that promises more than its touchpoint's hand-overs."""
    project = decisions.project
    found = (
        _finding(decisions, context)
        for context in written_cells(project)
        if context.cell.human_route in NEEDS_EDGE and context.target and not _reaches_person(decisions, context)
    )
    return each_or_one(project.strategy, "costed", found, "{} cells promise a person, but no hand-over leads there.")


def _reaches_person(decisions: Decisions, context: CellContext) -> bool:
    strategy = decisions.project.strategy
    if context.target in WITH_PEOPLE:
        return True
    row = strategy.coverage[context.request_id]
    for name in context.touchpoint.hands_over_to:
        touchpoint, cell = strategy.touchpoints.get(name), row.get(name)
        if touchpoint and cell and degree_in(cell, touchpoint, "target") in WITH_PEOPLE:
            return True
    return False


def _finding(decisions: Decisions, context: CellContext) -> Finding:
    name = context.touchpoint_id
    return Finding(
        "G145",
        "warning",
        f"'{context.where}' promises a person ({context.cell.human_route}), but '{name}' hands over to none.",
        context.where,
        field="human_route",
        span=decisions.project.value_span("coverage", context.request_id, name, "human_route"),
        help=f"write at the touchpoint {name}: hands_over_to: {{call-centre: context kept}}, or promise less",
    )


CHECK = Check(
    "G145", "human-route-without-hand-over", "warning", "A promised way to a person has no hand-over.", run
)
