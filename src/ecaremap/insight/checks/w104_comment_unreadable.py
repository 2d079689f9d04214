"""W104: a line comment that means to ignore a finding but cannot be read. Found after all other checks."""

from collections.abc import Iterator

from ecaremap.insight.waivers import comment_where, comments_of
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def unreadable(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each comment without a code or a reason, or with a day that is none."""
    for comment in comments_of(decisions.project.sources):
        if comment.problem:
            yield Finding(
                "W104",
                "error",
                comment.problem,
                comment_where(comment),
                field=comment.reason,
                span=comment.span,
                label="ignores nothing",
                help=comment.fix,
            )


CHECK = Check("W104", "comment-unreadable", "error", "A comment that is to ignore a finding cannot be read.")
