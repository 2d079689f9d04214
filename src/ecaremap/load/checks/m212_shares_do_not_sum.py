"""M212: shares of one whole do not make a whole."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ecaremap.model.figures import Figure
from ecaremap.model.finding import Check, Finding
from ecaremap.model.project import Project
from ecaremap.model.touchpoint import HandOver

TOLERANCE = Decimal("0.005")
"""Rounded percentages may miss a hundred by this much."""


def run(project: Project) -> Iterator[Finding]:
    """Where customers start, which segments there are, where they go on."""
    strategy = project.strategy
    for name, request in strategy.requests.items():
        total = _sum(request.starts_at.values())
        if request.starts_at and abs(total - 1) > TOLERANCE:
            fix = "let the shares add up to 100%; give what is left to the touchpoints it belongs to"
            message = f"'{name}' starts at touchpoints with {_percent(total)} in all, not 100%."
            yield _finding(project, message, name, ("requests", name, "starts_at"), fix)
    total = _sum(segment.share for segment in strategy.segments.values() if segment.share)
    if total > 1 + TOLERANCE:
        fix = "a customer counts in one segment; lower the shares, or leave out those that overlap"
        message = f"The segments hold {_percent(total)} of the customers."
        yield _finding(project, message, "segments", ("segments",), fix)
    for name, touchpoint in strategy.touchpoints.items():
        ways = [way.share for way in touchpoint.hands_over_to.values() if isinstance(way, HandOver) and way.share]
        if _sum(ways) > 1 + TOLERANCE:
            fix = "lower the shares; those who go nowhere need no entry"
            message = f"'{name}' hands over {_percent(_sum(ways))} of those who go on."
            yield _finding(project, message, f"touchpoints/{name}", ("touchpoints", name, "hands_over_to"), fix)


def _sum(figures: Iterable[Figure]) -> Decimal:
    return sum((figure.likely for figure in figures), Decimal(0))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _finding(project: Project, message: str, where: str, path: tuple[str, ...], fix: str) -> Finding:
    field = path[-1] if len(path) > 1 else ""
    return Finding("M212", "error", message, where, field, project.key_span(*path), help=fix)


CHECK = Check("M212", "shares-do-not-sum", "error", "Shares of one whole do not add up to it.", run)
