"""A strategy without a plan: what the map already asks for, and the lines with which a plan begins."""

from collections.abc import Iterator
from decimal import Decimal

from ecaremap.insight.cells import CellContext
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Plan
from ecaremap.plan.inputs.derived import derived
from ecaremap.plan.inputs.ground import Ground, ground
from ecaremap.policy.decisions import Decisions

MONTHS = 24
"""How long a plan is that nobody has begun: enough to see most builds pay back."""
_SHOWN = 2
_NOWHERE = "Nowhere does the map aim higher than today, so there is nothing to put in order: write targets in the coverage, as today -> target."


def unbegun(decisions: Decisions) -> tuple[Ground, tuple[tuple[str, str], ...]]:
    """The candidates that nobody wrote, where there is no plan at all, with what was looked at."""
    horizon = Figure(Decimal(MONTHS), Decimal(MONTHS), Decimal(MONTHS), "point", "months", f"{MONTHS} months")
    found = ground(decisions, Plan.model_construct(starts=_first(decisions), horizon=horizon))
    return found, derived(found)


def why_not(moves: tuple[tuple[str, str], ...]) -> str:
    """That there is no plan, and how far the map is from one."""
    if not moves:
        return f"There is no plan yet. {_NOWHERE}"
    places = "one place" if len(moves) == 1 else f"{len(moves)} places"
    return (
        f"There is no plan yet. At {places} the map aims higher than today, or only people finish what customers could: "
        "each is a candidate once its build_cost, duration and completion are written, under plan: builds."
    )


def lines(found: Ground, moves: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What to write first, ready to be copied; figures are left open, as nothing stands in for money."""
    if not moves:
        return ()
    head = ("plan:", f"  starts: {_first(found.decisions)}", f"  horizon: {MONTHS} months", "  builds:")
    cells = {(cell.request_id, cell.touchpoint_id): cell for row in found.rows.values() for cell in row}
    money = found.strategy.currency or "EUR"
    return (*head, *(line for name, _ in _most_first(moves, cells)[:_SHOWN] for line in _build(name, cells, money)))


def _first(decisions: Decisions) -> str:
    """The month after today."""
    today = decisions.period.today
    year, month = divmod(today.year * 12 + today.month, 12)
    return f"{year}-{month + 1:02d}"


def _most_first(moves: tuple[tuple[str, str], ...], cells: dict[tuple[str, str], CellContext]) -> list[tuple[str, str]]:
    """Where customers are to finish alone before all else, as that saves."""
    alone = ("self-serve", "proactive")
    return sorted(moves, key=lambda move: (_degree(move[0], cells) not in alone, move[0]))


def _degree(name: str, cells: dict[tuple[str, str], CellContext]) -> str:
    request, _, touchpoint = name.partition("@")
    cell = cells.get((request, touchpoint))
    return cell.target if cell and cell.target else "self-serve"


def _build(name: str, cells: dict[tuple[str, str], CellContext], money: str) -> Iterator[str]:
    request, _, touchpoint = name.partition("@")
    yield f"    {request}-at-{touchpoint}:"
    yield f"      request: {request}"
    yield f"      touchpoint: {touchpoint}"
    yield f"      degree: {_degree(name, cells)}"
    yield f"      build_cost: ?   # in {money}"
    yield "      duration: ?     # in months"
    yield "      completion: ?   # share of the starts that end in success, once learnt"
