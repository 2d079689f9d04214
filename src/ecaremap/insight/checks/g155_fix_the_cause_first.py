"""G155: what customers ask only because something went wrong is to be digitised, and nobody removes the cause."""

from collections.abc import Collection, Iterator

from ecaremap.insight.asking import each_or_one, shortened
from ecaremap.insight.cells import written_cells
from ecaremap.insight.limits import limit, share
from ecaremap.model.facts import rank
from ecaremap.model.finding import Check, Finding
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request, at sketch level one in all."""
    found = (_finding(decisions, name, places) for name, places in concerned(decisions).items())
    one = "1 request is to be digitised although its cause could go away."
    many = "{} requests are to be digitised although their causes could go away."
    return each_or_one(decisions.project.strategy, "costed", found, one, many)


def concerned(decisions: Decisions) -> dict[str, list[str]]:
    """The requests whose cause should be removed before they go further, with the places where they would."""
    strategy = decisions.project.strategy
    fixed = {fix.request for fix in strategy.fixes.values()}
    settled = {name for name in fixed if strategy.requests[name].cause_owner}
    failing = {name for name in strategy.coverage if name not in settled and why(strategy, name)}
    return _growing(decisions, failing) if failing else {}


def why(strategy: Strategy, name: str) -> str:
    """Why a request counts as failure demand; empty if it does not. A share says more than the mark."""
    request, least = strategy.requests[name], limit(strategy, "failure_share")
    if request.failure_share is not None:
        failing = request.failure_share.likely >= least.value
        return f"{share(request.failure_share.likely)} of it is failure demand; {least.note}" if failing else ""
    return "it is marked as failure demand" if request.demand == "failure" else ""


def _growing(decisions: Decisions, requests: Collection[str]) -> dict[str, list[str]]:
    """The touchpoints where the target goes further than today, by request; telling customers unasked is no such step."""
    growing: dict[str, list[str]] = {}
    for context in written_cells(decisions.project):
        if context.request_id not in requests:
            continue
        target = rank(context.target) if context.digital and context.target else None
        if target is not None and target > (rank(context.today or "none") or 0):
            growing.setdefault(context.request_id, []).append(context.touchpoint_id)
    return growing


def _finding(decisions: Decisions, name: str, places: list[str]) -> Finding:
    strategy = decisions.project.strategy
    fixed = any(fix.request == name for fix in strategy.fixes.values())
    owned = strategy.requests[name].cause_owner
    lacking = [] if fixed else ["nothing under fixes: removes its cause"]
    lacking += [] if owned else ["nobody owns its cause"]
    return Finding(
        "G155",
        "warning",
        f"'{name}' is to go further at {shortened(sorted(places))}, and {' and '.join(lacking)}.",
        name,
        field="+".join((*(() if fixed else ("fixes",)), *(() if owned else ("cause_owner",)))),
        span=decisions.project.key_span("requests", name),
        help="name the cause, its owner (cause_owner:) and what removes it (fixes:), before you build",
        notes=(why(strategy, name),),
        states=("target",),
    )


CHECK = Check("G155", "fix-the-cause-first", "warning", "Failure demand is to be digitised, its cause stays.", run)
