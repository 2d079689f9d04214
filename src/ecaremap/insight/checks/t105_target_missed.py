"""T105: a target is due, and what was measured falls short of it."""

from collections.abc import Iterator

from ecaremap.insight.bounds import METRICS, percent, written_bound
from ecaremap.insight.measured.actuals import Actual, TargetStanding, standings
from ecaremap.insight.measured.words import counted_words
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each end of a promise whose month was measured and that chance does not excuse."""
    for standing in standings(decisions.project):
        if standing.due and standing.verdict == "missed" and standing.last is not None:
            yield _finding(decisions, standing, standing.last)


def _finding(decisions: Decisions, standing: TargetStanding, last: Actual) -> Finding:
    target = standing.target
    side = "at least" if standing.side == "at_least" else "at most"
    found = percent(last.counted.share) if last.counted and last.counted.share is not None else f"{last.amount:.2f}"
    notes = [f"measured: {counted_words(last.counted)}"] if last.counted else []
    if standing.trend != "unknown":
        notes.append(f"since {standing.actuals[0].month}: {standing.trend}")
    return Finding(
        "T105",
        "warning",
        f"The target '{target.id}' promised {side} {written_bound(target, standing.side)} by {target.by.isoformat()}; "
        f"in {last.month} it was {found}: {METRICS[target.metric]}.",
        f"target:{target.id}",
        field=standing.side,
        span=decisions.project.value_span("targets", standing.number, standing.side),
        label="missed",
        help="take it to the forum: what was promised, what was measured, what stopped it; then promise anew",
        notes=(*notes, last.file),
    )


CHECK = Check("T105", "target-missed", "warning", "A target is due, and the measurement falls short of it.", run)
