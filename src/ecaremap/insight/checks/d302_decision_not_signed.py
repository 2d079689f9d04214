"""D302: a decision with a name and a date that nobody has signed."""

from collections.abc import Iterator

from ecaremap.insight.signing.standing import looked_for, standings
from ecaremap.model.finding import Check, Finding, Related
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each decision without a signature, or with that of an earlier decision."""
    if not looked_for(decisions):
        return
    project = decisions.project
    for decided in standings(decisions):
        if decided.standing not in ("unsigned", "anew"):
            continue
        earlier = decided.signature
        label, notes = "not signed", ("nobody would notice if the facts behind it changed",)
        related: tuple[Related, ...] = ()
        if earlier is not None:
            label = "decided anew"
            notes = (f"signed is the decision by {earlier.by} on {earlier.date.isoformat()}",)
            related = (Related(earlier.span, "what was signed"),) if earlier.span else ()
        yield Finding(
            "D302",
            "warning",
            f"The decision on '{decided.request}' at '{decided.touchpoint}' by {decided.words} is not signed.",
            decided.where,
            field="decided",
            span=project.value_span("coverage", decided.request, decided.touchpoint, "decided"),
            label=label,
            help=f"sign it: ecaremap sign PATH {decided.where}",
            notes=notes,
            related=related,
        )


CHECK = Check("D302", "decision-not-signed", "warning", "A decision is not signed.", run)
