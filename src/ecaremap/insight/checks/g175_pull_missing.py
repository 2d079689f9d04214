"""G175: something new is to come, and nothing leads customers there."""

from collections.abc import Iterator

from ecaremap.insight.asking import asks, shortened
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.facts import rank
from ecaremap.model.finding import Check, Finding
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request with new digital targets, none of which any tactic leads to."""
    strategy = decisions.project.strategy
    if not asks(strategy, "planned"):
        return
    led = _led_to(strategy)
    changing: dict[str, list[str]] = {}
    for context in written_cells(decisions.project):
        if _is_new(context):
            changing.setdefault(context.request_id, []).append(context.touchpoint_id)
    for request, places in changing.items():
        if not any((request, place) in led for place in places):
            yield Finding(
                "G175",
                "info",
                f"Nothing leads customers to what is new for '{request}' at {shortened(sorted(places))}.",
                request,
                field="tactics",
                span=decisions.project.key_span("coverage", request),
                help="add a tactic that names it where customers start: {kind: pull, at: …, builds: […]}",
                states=("target",),
            )


def _led_to(strategy: Strategy) -> set[tuple[str, str]]:
    """The cells that tactics lead to, through the builds they name."""
    plan = strategy.plan
    builds = [name for tactic in plan.tactics.values() for name in tactic.builds] if plan else []
    known = [plan.builds[name] for name in builds if plan and name in plan.builds]
    return {(build.request, build.touchpoint) for build in known}


def _is_new(context: CellContext) -> bool:
    """Whether the target offers more than today; what we send unasked, and the menu callers hear, need no pull."""
    if context.touchpoint.family != "digital" or context.target in ("", context.today, "proactive"):
        return False
    return context.target == "peer" or (rank(context.target) or 0) > (rank(context.today or "none") or 0)


CHECK = Check("G175", "pull-missing", "info", "Something new is to come, and nothing leads customers there.", run)
