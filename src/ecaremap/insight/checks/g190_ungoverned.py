"""G190: nobody stands behind the strategy, or its review is overdue."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

NEEDED = {"sponsor": "who backs it", "owner": "who keeps it", "review_by": "when it is looked at again"}


def run(decisions: Decisions) -> Iterator[Finding]:
    """At most two findings: what is missing, and an overdue review."""
    project = decisions.project
    governance = project.strategy.governance
    missing = [key for key in NEEDED if governance is None or not getattr(governance, key)]
    if missing:
        meant = ", ".join(f"{key} ({NEEDED[key]})" for key in missing)
        yield Finding(
            "G190",
            "warning",
            f"The strategy does not say: {meant}.",
            "governance",
            field="+".join(missing),
            span=project.key_span("governance") or project.key_span("name"),
            help="write governance: {sponsor: …, owner: …, review_by: 2027-01-31}",
        )
    if governance and governance.review_by and governance.review_by < decisions.period.today:
        yield Finding(
            "G190",
            "warning",
            f"The review of the strategy was due on {governance.review_by.isoformat()}.",
            "governance",
            field="review_by",
            span=project.value_span("governance", "review_by"),
            label="past",
            help="review it, and write the next date",
        )


CHECK = Check("G190", "ungoverned", "warning", "Nobody stands behind the strategy, or its review is overdue.", run)
