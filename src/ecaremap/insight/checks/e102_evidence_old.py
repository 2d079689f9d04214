"""E102: the newest measurement is too old to say how things are."""

from collections.abc import Iterator

from ecaremap.insight.checks.g210_figure_old import is_old
from ecaremap.insight.limits import limit
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding, at the newest file."""
    project = decisions.project
    file = project.evidence.last if project.evidence else None
    oldest = limit(project.strategy, "evidence_age")
    if (
        file is None
        or file.evidence is None
        or not is_old(file.evidence.last, decisions.period.today, int(oldest.value))
    ):
        return
    yield Finding(
        "E102",
        "warning",
        f"The newest measurement ends on {file.evidence.last.isoformat()}, more than {oldest.text} ago.",
        file.name,
        field="last",
        span=file.span("last"),
        label="old",
        help="measure again: ecaremap measure, with the log of the last months",
        notes=(oldest.note,),
    )


CHECK = Check("E102", "evidence-old", "warning", "The newest measurement is old.", run)
