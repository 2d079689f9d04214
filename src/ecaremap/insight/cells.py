"""Walking over the cells of a strategy with what belongs to them."""

from dataclasses import dataclass
from functools import lru_cache

from ecaremap.model.cell import Cell
from ecaremap.model.facts import degree_in, owner_of, status_of
from ecaremap.model.project import Project
from ecaremap.model.request import Request
from ecaremap.model.strategy import Strategy
from ecaremap.model.touchpoint import Touchpoint


@dataclass(frozen=True, slots=True)
class CellContext:
    """One written cell.

    Attributes:
        today, target: the degree offered in each state; empty where nothing is.
        degrees: both, without repetition and without empty ones.
    """

    request_id: str
    request: Request
    touchpoint_id: str
    touchpoint: Touchpoint
    cell: Cell
    today: str
    target: str
    degrees: tuple[str, ...]

    @property
    def where(self) -> str:
        """The object in the words of the map."""
        return f"{self.request_id}/{self.touchpoint_id}"

    @property
    def digital(self) -> bool:
        """At a digital or automated-voice touchpoint."""
        return self.touchpoint.family != "traditional"

    @property
    def owner(self) -> str:
        """Who answers for it; empty if nobody."""
        return owner_of(self.cell, self.touchpoint)

    @property
    def status(self) -> str:
        """live, pilot, planned, potential or withdrawn."""
        return status_of(self.cell, self.touchpoint)


@lru_cache(maxsize=4)
def written_cells(project: Project) -> tuple[CellContext, ...]:
    """All cells the strategy writes, in its order; found once for all checks."""
    strategy = project.strategy
    found: list[CellContext] = []
    for request_id, row in strategy.coverage.items():
        request = strategy.requests[request_id]
        for touchpoint_id, cell in row.items():
            touchpoint = strategy.touchpoints[touchpoint_id]
            today, target = degree_in(cell, touchpoint, "today"), degree_in(cell, touchpoint, "target")
            degrees = tuple(dict.fromkeys(degree for degree in (today, target) if degree))
            found.append(CellContext(request_id, request, touchpoint_id, touchpoint, cell, today, target, degrees))
    return tuple(found)


def undecided(strategy: Strategy, touchpoint: str) -> bool:
    """Whether a cell that is not written at a touchpoint still waits for a decision."""
    if strategy.everywhere_else == "not handled" or touchpoint not in strategy.touchpoints:
        return False
    return strategy.touchpoints[touchpoint].status != "withdrawn"
