"""G145: a way to a person is promised that no hand-over provides."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.cells import CellContext, undecided, written_cells
from ecaremap.model.facts import degree_in
from ecaremap.model.finding import Check, Finding
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions

NEEDS_EDGE = ("same-session", "named-person")
WITH_PEOPLE = ("human", "assisted")


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell that promises more than its touchpoint's hand-overs."""
    project = decisions.project
    found = (
        _finding(decisions, context)
        for context in written_cells(project)
        if context.cell.human_route in NEEDS_EDGE and context.target and not _kept(project.strategy, context)
    )
    one = "1 cell promises a person, but no hand-over leads there."
    return each_or_one(
        project.strategy, "costed", found, one, "{} cells promise a person, but no hand-over leads there."
    )


def _kept(strategy: Strategy, context: CellContext) -> bool:
    """Whether a person is there, or a hand-over leads to one; an undecided cell is asked for elsewhere (G170)."""
    if context.target in WITH_PEOPLE:
        return True
    row = strategy.coverage[context.request_id]
    people = _people(strategy, context)
    return any(
        name in people or (name not in row and undecided(strategy, name)) for name in context.touchpoint.hands_over_to
    )


def _people(strategy: Strategy, context: CellContext) -> list[str]:
    """The touchpoints where the target puts the request into the hands of a person."""
    row = strategy.coverage[context.request_id].items()
    return [name for name, cell in row if degree_in(cell, strategy.touchpoints[name], "target") in WITH_PEOPLE]


def _finding(decisions: Decisions, context: CellContext) -> Finding:
    strategy, name, route = decisions.project.strategy, context.touchpoint_id, context.cell.human_route
    ways = sorted(context.touchpoint.hands_over_to)
    whither = f"hands over to {', '.join(ways)} only, where no person takes it" if ways else "hands over to nobody"
    people = [person for person in _people(strategy, context) if person != name] or ["call-centre"]
    return Finding(
        "G145",
        "warning",
        f"'{context.request_id}' at '{name}' promises a person ({route}), but '{name}' {whither}.",
        context.where,
        field="human_route",
        span=decisions.project.value_span("coverage", context.request_id, name, "human_route"),
        help=f"write at the touchpoint: hands_over_to: {{{people[0]}: context kept}}, or promise less",
    )


CHECK = Check("G145", "human-route-without-hand-over", "warning", "A promised way to a person has no hand-over.", run)
