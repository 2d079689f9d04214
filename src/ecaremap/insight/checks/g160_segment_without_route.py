"""G160: customers of a segment have nowhere to go with a request."""

from collections.abc import Iterator

from ecaremap.insight.cells import written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.model.organisation import Segment
from ecaremap.model.scales import STATES
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each segment and request; what a rule already reports is left to the rule."""
    strategy = decisions.project.strategy
    ruled = {(shortfall.request, shortfall.segment) for shortfall in decisions.shortfalls}
    offered = _offered(decisions)
    for name, segment in sorted(strategy.segments.items()):
        for request in strategy.requests:
            if (request, name) in ruled or request not in strategy.coverage:
                continue
            states = tuple(
                state for state in STATES if not _route(segment, offered.get((request, state), {}))
            )
            if states:
                yield _finding(decisions, name, segment, request, states)


def _offered(decisions: Decisions) -> dict[tuple[str, str], dict[str, str]]:
    """Touchpoint and family of everything offered, by request and state."""
    offered: dict[tuple[str, str], dict[str, str]] = {}
    for context in written_cells(decisions.project):
        for state, degree in (("today", context.today), ("target", context.target)):
            if degree:
                row = offered.setdefault((context.request_id, state), {})
                row[context.touchpoint_id] = context.touchpoint.family or ""
    return offered


def _route(segment: Segment, row: dict[str, str]) -> bool:
    usable = [name for name, family in row.items() if family not in segment.cannot_use]
    if segment.must_keep:
        return any(name in segment.must_keep for name in usable)
    return bool(usable)


def _finding(
    decisions: Decisions, name: str, segment: Segment, request: str, states: tuple[str, ...]
) -> Finding:
    when = {("today",): "today", ("target",): "by the target"}.get(states, "today and by the target")
    kept = ", ".join(segment.must_keep)
    what = f"at none of the touchpoints it keeps ({kept})" if kept else "at no touchpoint it can use"
    return Finding(
        "G160",
        "warning",
        f"'{request}' is offered to the segment '{name}' {what} {when}.",
        request,
        field=name,
        span=decisions.project.key_span("coverage", request),
        help="offer it where these customers can go, or correct the segment",
        notes=(segment.because,) if segment.because else (),
        states=states,
    )


CHECK = Check("G160", "segment-without-route", "warning", "A segment has nowhere to go with a request.", run)
