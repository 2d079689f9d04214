"""G100: nothing but a person finishes a request today, although the rules would allow more."""

from collections.abc import Iterator

from ecaremap.insight.asking import asks, shortened
from ecaremap.insight.finishing import Finishing
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request; what the target closes already is only worth a note."""
    finishing = Finishing(decisions)
    for request in decisions.project.strategy.coverage:
        if any(finishing.places(request, "today")) or finishing.personal(request):
            continue
        places = list(finishing.allowed(request))
        if places:
            planned = [name for name in finishing.places(request, "target") if name in places]
            yield _finding(decisions, request, places, planned)


def _finding(decisions: Decisions, request: str, places: list[str], planned: list[str]) -> Finding:
    project = decisions.project
    then = f"the target does, at {shortened(planned)}" if planned else "nor does the target"
    write = "decide on a target there, or say why not: keep_personal:, a rule, or not_here: reason"
    return Finding(
        "G100",
        "info" if planned or not asks(project.strategy, "costed") else "warning",
        f"No digital or automated-voice touchpoint finishes '{request}' today; {then}.",
        request,
        field="coverage",
        span=project.key_span("coverage", request),
        help="keep the target, and see that it is built" if planned else write,
        notes=(f"the rules would allow it at {shortened(places)}",),
        states=("today",) if planned else ("today", "target"),
    )


CHECK = Check("G100", "missing", "warning", "Only a person finishes a request, although the rules allow more.", run)
