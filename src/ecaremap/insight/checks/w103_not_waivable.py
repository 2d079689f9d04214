"""W103: a waiver for what cannot be waived. Found after all other checks, from their findings."""

from collections.abc import Iterable, Iterator

from ecaremap.insight.waivers import UNWAIVABLE, comment_where, comments_of, covers, on_line, speaks_about
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def refused(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """One finding for each waiver or comment for YAML, model, rule and waiver findings, and of breaches of law."""
    found = list(findings)
    project = decisions.project
    for number, waiver in enumerate(project.strategy.waivers):
        of_law = any(finding.law and speaks_about(waiver, finding) for finding in found)
        if waiver.finding[:1] not in UNWAIVABLE and not of_law:
            continue
        what = "a breach of law" if of_law else waiver.finding
        # A broad waiver may cover other findings rightly; those it keeps.
        broad = any(covers(waiver, finding) for finding in found)
        then = "narrow the waiver to the others" if broad else "delete the waiver"
        yield Finding(
            "W103",
            "error",
            f"The waiver '{waiver.id}' is {'also ' if broad else ''}for {what}, which cannot be waived.",
            f"waiver:{waiver.id}",
            field="finding",
            span=project.value_span("waivers", number, "finding"),
            label="cannot be waived",
            help=f"correct what the finding says, and {then}",
        )
    yield from _comments(found, decisions)


def _comments(found: list[Finding], decisions: Decisions) -> Iterator[Finding]:
    for comment in comments_of(decisions.project.sources):
        of_law = any(finding.law and on_line(comment, finding) for finding in found)
        if comment.problem or (comment.code[:1] not in UNWAIVABLE and not of_law):
            continue
        what = "a breach of law" if of_law else comment.code
        yield Finding(
            "W103",
            "error",
            f"This comment is for {what}, which cannot be ignored.",
            comment_where(comment),
            field=comment.reason,
            span=comment.span,
            label="cannot be ignored",
            help="correct what the finding says, and delete the comment",
        )


CHECK = Check("W103", "not-waivable", "error", "A waiver is for what cannot be waived.")
