"""G195: where nobody listens to customers, or nobody acts on what they say."""

from collections.abc import Iterator

from ecaremap.insight.asking import asks
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

NOTES = "note"
"""What the instrument of the front line is called, whatever else its name says."""


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each touchpoint and instrument, and one for the front line; a sketch is not asked."""
    strategy = decisions.project.strategy
    if not asks(strategy, "costed"):
        return
    yield from _deaf(decisions)
    yield from _without_consequence(decisions)
    if not any(NOTES in feedback.instrument.lower() for feedback in strategy.feedback.values()):
        yield _no_notes(decisions)


def _deaf(decisions: Decisions) -> Iterator[Finding]:
    """Live touchpoints without an instrument, digital and traditional alike."""
    for name, touchpoint in decisions.project.strategy.touchpoints.items():
        if touchpoint.status == "live" and not touchpoint.feedback:
            yield Finding(
                "G195",
                "info",
                f"Nobody asks customers how it went at '{name}'.",
                f"*/{name}",
                field="feedback",
                span=decisions.project.key_span("touchpoints", name),
                help="write feedback: [ID] there, and the instrument under feedback:",
            )


def _without_consequence(decisions: Decisions) -> Iterator[Finding]:
    """Instruments that nobody owns, or on which nobody has promised to act."""
    for name, feedback in decisions.project.strategy.feedback.items():
        lacking = [key for key in ("owner", "acts_within") if getattr(feedback, key) is None]
        if lacking:
            words = {"owner": "nobody owns the answers", "acts_within": "nothing says how soon somebody acts"}
            yield Finding(
                "G195",
                "info",
                f"Of the feedback '{name}' {' and '.join(words[key] for key in lacking)}.",
                f"feedback:{name}",
                field="+".join(lacking),
                span=decisions.project.key_span("feedback", name),
                help="write owner: … and acts_within: 5 days",
            )


def _no_notes(decisions: Decisions) -> Finding:
    project = decisions.project
    return Finding(
        "G195",
        "info",
        "Nobody collects what the front line hears.",
        "feedback:front-line",
        field="notes",
        span=project.key_span("feedback") or project.key_span("name"),
        help="write under feedback: front-line: {instrument: notes, from: agents, owner: …, acts_within: 10 days}",
    )


CHECK = Check("G195", "feedback-blind-spot", "info", "Nobody listens to customers, or nobody acts on it.", run)
