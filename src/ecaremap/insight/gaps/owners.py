"""Who should act on a gap."""

from ecaremap.insight.gaps.profiles import Owner
from ecaremap.model.facts import degree_in, owner_of
from ecaremap.model.strategy import Strategy


def owner(strategy: Strategy, kind: Owner, request: str, touchpoint: str, where: str) -> str:
    """The nearest who is named; whoever keeps the strategy stands in, empty if nobody does."""
    found = ""
    if kind == "cause" and request:
        found = strategy.requests[request].cause_owner or ""
    elif kind == "request" and request:
        found = _of_request(strategy, request)
    elif kind == "source" and where in strategy.sources:
        found = strategy.sources[where].owner or ""
    elif kind in ("cell", "touchpoint", "source") and touchpoint:
        found = _of_place(strategy, request if kind == "cell" else "", touchpoint)
    elif kind == "touchpoint" and where.startswith("feedback:"):
        feedback = strategy.feedback.get(where.removeprefix("feedback:"))
        found = (feedback.owner if feedback else None) or ""
    return found or keeper(strategy)


def keeper(strategy: Strategy) -> str:
    """Who keeps the strategy; empty if nobody is named."""
    return (strategy.governance.owner if strategy.governance else None) or ""


def _of_place(strategy: Strategy, request: str, touchpoint: str) -> str:
    there = strategy.touchpoints[touchpoint]
    cell = strategy.coverage.get(request, {}).get(touchpoint)
    return owner_of(cell, there) if cell else there.owner or ""


def _of_request(strategy: Strategy, request: str) -> str:
    """Who answers for most of the digital cells that are to change; if none is, for most of those there are."""
    touchpoints = strategy.touchpoints
    row = {n: cell for n, cell in strategy.coverage.get(request, {}).items() if touchpoints[n].family != "traditional"}
    changing = [name for name, cell in row.items() if cell.aim != cell.today]
    offered = [name for name, cell in row.items() if degree_in(cell, touchpoints[name], "target")]
    owners = [_of_place(strategy, request, name) for name in changing or offered]
    named = sorted(name for name in owners if name)
    return max(named, key=named.count, default="")
