"""What follows from the declaration: status, owner, completion, quadrant."""

from typing import Any

from ecaremap.model.cell import Cell
from ecaremap.model.request import Request
from ecaremap.model.scales import DEGREE_RANK, Quadrant, State
from ecaremap.model.touchpoint import Touchpoint

# By job: the lowest degree that completes a request, and whether higher ones do too (design 1).
_COMPLETING: dict[str, frozenset[str]] = {
    "learn": frozenset({"inform", "show", "assisted", "self-serve", "peer", "proactive"}),
    "confirm": frozenset({"show", "assisted", "self-serve", "peer", "proactive"}),
    "transact": frozenset({"assisted", "self-serve"}),
    "work-around": frozenset({"assisted", "self-serve"}),
    "discuss": frozenset({"assisted"}),
    "validate": frozenset({"assisted"}),
    "vent": frozenset({"assisted"}),
}
_QUADRANTS: dict[tuple[str, str], Quadrant] = {
    ("values", "values"): "keep with a person",
    ("values", "irritates"): "automate",
    ("irritates", "values"): "simplify",
    ("irritates", "irritates"): "fix the cause",
}


def status_of(cell: Cell, touchpoint: Touchpoint) -> str:
    """The cell's status: its own, or its touchpoint's."""
    return cell.status or touchpoint.status


def owner_of(cell: Cell, touchpoint: Touchpoint) -> str:
    """Who answers for the cell: its owner, or its touchpoint's; empty if nobody."""
    return cell.owner or touchpoint.owner or ""


def degree_in(cell: Cell, touchpoint: Touchpoint, state: State) -> str:
    """The degree that counts in a state; empty where nothing is offered.

    Today only what is live counts; the target counts unless it is withdrawn.
    """
    if cell.not_here is not None:
        return ""
    status = status_of(cell, touchpoint)
    degree = cell.today if state == "today" else cell.aim
    offered = status == "live" if state == "today" else status != "withdrawn"
    return degree if offered and degree and degree != "none" else ""


def completes(request: Request, cell: Cell, degree: str) -> bool:
    """Is nothing more asked of the customer at this degree? Unknown jobs need the highest degree."""
    if degree in ("", "none"):
        return False
    if degree == "human":
        return True
    if cell.completes or request.completes:
        return (cell.completes or request.completes) == "yes"
    if degree == "initiate":
        return cell.finished_by == "us"
    return degree in _COMPLETING.get(request.job or "", frozenset({"self-serve"}))


def quadrant(request: Request) -> Quadrant | None:
    """Price and Jaffe's quadrant, None unless both values are said."""
    return _QUADRANTS.get((request.customer_value or "", request.company_value or ""))


def rank(degree: str) -> int | None:
    """The rank of a degree; None outside the order (peer, proactive, human)."""
    return DEGREE_RANK.get(degree)


def attribute(side: str, name: str, key: str, item: Any) -> Any:
    """The value of a field that rules test; None where it is missing."""
    if key == "id":
        return name
    if side == "request" and key == "quadrant":
        return quadrant(item)
    return getattr(item, key)
