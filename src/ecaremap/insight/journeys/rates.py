"""Completion and leakage of cells: the figure that stands nearest, and how near it stands."""

from decimal import Decimal
from typing import Literal, NamedTuple

from ecaremap.model.case import Assumptions
from ecaremap.model.cell import Cell
from ecaremap.model.facts import degree_in
from ecaremap.model.figures import Figure
from ecaremap.model.scales import State
from ecaremap.model.strategy import Strategy

Basis = Literal["cell", "assumed", "usual"]
"""A figure of this very cell (or of the build that makes it); an assumption of the map; our own, for want of one."""

USUAL_LEAKAGE = Decimal("0.15")
"""Of those who finish digitally, the share that turns to a person all the same; printed wherever it is used."""


class Rate(NamedTuple):
    """A share with where it comes from."""

    value: Decimal
    basis: Basis


def completion(strategy: Strategy, request: str, touchpoint: str, state: State) -> Rate | None:
    """Which share of those who try to finish here do; None if neither cell nor assumption says."""
    cell = strategy.coverage[request][touchpoint]
    figure = _of_cell(strategy, cell, touchpoint, state, "completion") or _of_build(
        strategy, request, touchpoint, state
    )
    if figure:
        return Rate(figure.likely, "cell")
    assumed = _assumed(strategy, request, "completion")
    return Rate(assumed.likely, "assumed") if assumed else None


def leakage(strategy: Strategy, request: str, touchpoint: str, state: State) -> Rate:
    """Which share of those who finish here turn to somebody again."""
    cell = strategy.coverage[request][touchpoint]
    figure = _of_cell(strategy, cell, touchpoint, state, "calls_after")
    if figure:
        return Rate(figure.likely, "cell")
    assumed = _assumed(strategy, request, "leakage")
    return Rate(assumed.likely, "assumed") if assumed else Rate(USUAL_LEAKAGE, "usual")


def _of_cell(strategy: Strategy, cell: Cell, touchpoint: str, state: State, name: str) -> Figure | None:
    """What was seen today, or is expected of the target; today's figure holds where nothing changes."""
    today: Figure | None = getattr(cell, name)
    if state == "today":
        return today
    expected: Figure | None = getattr(cell.expected, name) if cell.expected else None
    place = strategy.touchpoints[touchpoint]
    stays = degree_in(cell, place, "today") == degree_in(cell, place, "target")
    return expected or (today if stays else None)


def _of_build(strategy: Strategy, request: str, touchpoint: str, state: State) -> Figure | None:
    """What the build that leads to the target promises."""
    if state == "today" or strategy.plan is None:
        return None
    aim = strategy.coverage[request][touchpoint].aim
    builds = sorted(strategy.plan.builds.items())
    return next(
        (b.completion for _, b in builds if (b.request, b.touchpoint, b.degree) == (request, touchpoint, aim)), None
    )


def _assumed(strategy: Strategy, request: str, name: str) -> Figure | None:
    own: Assumptions | None = strategy.requests[request].assumptions
    for block in (own, strategy.assumptions):
        figure: Figure | None = getattr(block, name) if block else None
        if figure:
            return figure
    return None
