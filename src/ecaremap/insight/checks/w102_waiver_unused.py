"""W102: a waiver, in the map or beside a line, covers nothing. Found after all other checks, from their findings."""

from collections.abc import Iterable, Iterator

from ecaremap.insight.asking import shortened
from ecaremap.insight.waivers import comment_in_use, comment_where, comments_of, in_use, subject
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def unused(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """One finding for each waiver or comment in force that no finding needs."""
    found = list(findings)
    project = decisions.project
    # One that has run out is reported as such, and one that may not waive as well.
    reported = {finding.where for finding in found if finding.code in ("W101", "W103", "W105")}
    for number, waiver in enumerate(project.strategy.waivers):
        if f"waiver:{waiver.id}" in reported or in_use(waiver, found):
            continue
        elsewhere = sorted({finding.where for finding in found if finding.code == waiver.finding})
        yield Finding(
            "W102",
            "warning",
            f"The waiver '{waiver.id}' covers nothing: there is no {subject(waiver)}.",
            f"waiver:{waiver.id}",
            field="finding",
            span=project.value_span("waivers", number, "finding"),
            label="nothing to waive",
            help="delete it if the matter is settled, or correct finding and where",
            notes=(f"{waiver.finding} is found at {shortened(elsewhere)}",) if elsewhere else (),
        )
    yield from _comments(found, decisions)


def _comments(found: list[Finding], decisions: Decisions) -> Iterator[Finding]:
    reported = {finding.span for finding in found if finding.code in ("W101", "W103", "W105")}
    for comment in comments_of(decisions.project.sources):
        # What a base strategy accepts need not be found in each strategy that extends it.
        shared = decisions.project.sources[comment.file].layer == "extends"
        if comment.problem or shared or comment.span in reported or comment_in_use(comment, found):
            continue
        yield Finding(
            "W102",
            "warning",
            f"This comment ignores nothing: there is no {comment.code} on the line it is for.",
            comment_where(comment),
            field=comment.reason,
            span=comment.span,
            label="nothing to ignore",
            help="delete it if the matter is settled, or move it to the line that the finding names",
        )


CHECK = Check("W102", "waiver-unused", "warning", "A waiver covers nothing.")
