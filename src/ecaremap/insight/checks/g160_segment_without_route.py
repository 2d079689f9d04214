"""G160: customers of a segment have nowhere to go with a request."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.cells import undecided, written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.model.organisation import Segment
from ecaremap.model.scales import STATES
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each segment and request, at sketch level one in all."""
    one = "In 1 case a segment has nowhere to go with a request."
    many = "In {} cases a segment has nowhere to go with a request."
    return each_or_one(decisions.project.strategy, "costed", _each(decisions), one, many)


def _each(decisions: Decisions) -> Iterator[Finding]:
    """What a rule already reports for the segment is left to the rule."""
    strategy = decisions.project.strategy
    # Without a limit it goes where everybody goes.
    limited = {name: segment for name, segment in strategy.segments.items() if segment.cannot_use or segment.must_keep}
    if not limited:
        return
    ruled = {(shortfall.request, shortfall.state, shortfall.segment) for shortfall in decisions.shortfalls}
    offered = _offered(decisions)
    for name, segment in sorted(limited.items()):
        for request in strategy.coverage:
            states = tuple(
                state
                for state in STATES
                if (request, state, name) not in ruled
                and not any(_fits(strategy, segment, place) for place in offered.get((request, state), ()))
            )
            if states:
                yield _finding(decisions, name, request, states)


def _offered(decisions: Decisions) -> dict[tuple[str, str], list[str]]:
    """The touchpoints that offer something, by request and state."""
    offered: dict[tuple[str, str], list[str]] = {}
    for context in written_cells(decisions.project):
        for state, degree in (("today", context.today), ("target", context.target)):
            if degree:
                offered.setdefault((context.request_id, state), []).append(context.touchpoint_id)
    return offered


def _fits(strategy: Strategy, segment: Segment, touchpoint: str) -> bool:
    """Whether these customers can use a touchpoint, and keep it if they keep any."""
    usable = strategy.touchpoints[touchpoint].family not in segment.cannot_use
    return usable and (touchpoint in segment.must_keep or not segment.must_keep)


def _finding(decisions: Decisions, name: str, request: str, states: tuple[str, ...]) -> Finding:
    strategy = decisions.project.strategy
    segment, row = strategy.segments[name], strategy.coverage[request]
    when = {"today": "today", "target": "by the target"}.get("+".join(states), "today and by the target")
    kept = ", ".join(place for place in segment.must_keep if _fits(strategy, segment, place))
    whole = f"The segment '{name}' has nowhere to go with '{request}' {when}."
    part = f"The segment '{name}' keeps {kept}, and '{request}' is not offered there {when}."
    fitting = (place for place in strategy.touchpoints if _fits(strategy, segment, place))
    asked = sorted(place for place in fitting if place not in row and undecided(strategy, place))
    notes = (
        f"because: {segment.because}" if segment.because else "",
        f"it cannot use: {', '.join(segment.cannot_use)}" if segment.cannot_use else "",
        f"undecided at {', '.join(asked)}" if asked else "",
    )
    return Finding(
        "G160",
        "warning",
        part if kept else whole,
        request,
        field=name,
        span=decisions.project.key_span("coverage", request),
        help="offer it where these customers can go, or correct the segment",
        notes=tuple(note for note in notes if note),
        states=states,
    )


CHECK = Check("G160", "segment-without-route", "warning", "A segment has nowhere to go with a request.", run)
