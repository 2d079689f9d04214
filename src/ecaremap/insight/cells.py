"""Walking over the cells of a strategy with what belongs to them."""

from functools import lru_cache
from typing import NamedTuple

from ecaremap.model.cell import Cell
from ecaremap.model.facts import degree_in, owner_of, status_of
from ecaremap.model.project import Project
from ecaremap.model.request import Request
from ecaremap.model.strategy import Strategy
from ecaremap.model.touchpoint import Touchpoint


class CellContext(NamedTuple):
    """One written cell.

    Attributes:
        today, target: the degree offered in each state; empty where nothing is.
        degrees: both, without repetition and without empty ones.
        digital: at a digital or automated-voice touchpoint.
    """

    request_id: str
    request: Request
    touchpoint_id: str
    touchpoint: Touchpoint
    cell: Cell
    today: str
    target: str
    degrees: tuple[str, ...]
    digital: bool

    @property
    def where(self) -> str:
        """The object in the words of the map."""
        return f"{self.request_id}/{self.touchpoint_id}"

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
    # Equal short cells are one object, so what follows from cell and touchpoint is worked out once for them.
    known: dict[tuple[int, str], tuple[str, str, tuple[str, ...], bool]] = {}
    for request_id, row in strategy.coverage.items():
        request = strategy.requests[request_id]
        for touchpoint_id, cell in row.items():
            touchpoint = strategy.touchpoints[touchpoint_id]
            offered = known.get((id(cell), touchpoint_id))
            if offered is None:
                offered = known[id(cell), touchpoint_id] = _offered(cell, touchpoint)
            found.append(CellContext(request_id, request, touchpoint_id, touchpoint, cell, *offered))
    return tuple(found)


def _offered(cell: Cell, touchpoint: Touchpoint) -> tuple[str, str, tuple[str, ...], bool]:
    """The degrees of both states, both without repetition, and whether they are digital."""
    today, target = degree_in(cell, touchpoint, "today"), degree_in(cell, touchpoint, "target")
    degrees = tuple(dict.fromkeys(degree for degree in (today, target) if degree))
    return today, target, degrees, touchpoint.family != "traditional"


def undecided(strategy: Strategy, touchpoint: str) -> bool:
    """Whether a cell that is not written at a touchpoint still waits for a decision."""
    if strategy.everywhere_else == "not handled" or touchpoint not in strategy.touchpoints:
        return False
    return strategy.touchpoints[touchpoint].status != "withdrawn"
