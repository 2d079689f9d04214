"""W101: a waiver, in the map or beside a line, has run out. Found after all other checks, from their findings."""

from collections.abc import Iterable, Iterator

from ecaremap.insight.waivers import comment_in_use, comment_where, comments_of, in_use, subject
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def expired(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """One finding for each waiver or comment whose last day has passed."""
    found = list(findings)
    project = decisions.project
    refused = {finding.where for finding in found if finding.code == "W103"}
    for number, waiver in enumerate(project.strategy.waivers):
        used = in_use(waiver, found)
        # Nobody is asked to renew what must not be waived.
        if waiver.until >= decisions.period.today or (not used and f"waiver:{waiver.id}" in refused):
            continue
        settle = f"settle {subject(waiver)}, or have {waiver.by} renew the waiver"
        yield Finding(
            "W101",
            "error",
            f"The waiver '{waiver.id}' ran out on {waiver.until.isoformat()}.",
            f"waiver:{waiver.id}",
            field="until",
            span=project.value_span("waivers", number, "until"),
            label="past",
            help=settle if used else f"delete it: there is no {subject(waiver)} any more",
            notes=(f"reason given: {waiver.reason}",),
        )
    yield from _comments(found, decisions)


def _comments(found: list[Finding], decisions: Decisions) -> Iterator[Finding]:
    for comment in comments_of(decisions.project.sources):
        if comment.problem or comment.until is None or comment.until >= decisions.period.today:
            continue
        whom = f"have {comment.by} decide again" if comment.by else "decide again"
        settle = f"settle {comment.code} here, or {whom} and write the new day"
        yield Finding(
            "W101",
            "error",
            f"The comment that ignores {comment.code} ran out on {comment.until.isoformat()}.",
            comment_where(comment),
            field=comment.reason,
            span=comment.span,
            label="past",
            help=settle if comment_in_use(comment, found) else f"delete it: there is no {comment.code} here any more",
        )


CHECK = Check("W101", "waiver-expired", "error", "A waiver has run out.")
