"""W105: a waiver, in the map or beside a line, for a code that no check has. Found after all other checks."""

from collections.abc import Collection, Iterator

from ecaremap.insight.waivers import UNWAIVABLE, comment_where, comments_of
from ecaremap.model.finding import Check, Finding
from ecaremap.model.suggest import closest
from ecaremap.policy.decisions import Decisions


def unknown(decisions: Decisions, codes: Collection[str]) -> Iterator[Finding]:
    """One finding for each waiver or comment whose code is not among `codes`; none if these are not given."""
    project = decisions.project
    for number, waiver in enumerate(project.strategy.waivers):
        if codes and waiver.finding not in codes and waiver.finding[:1] not in UNWAIVABLE:
            message = f"The waiver '{waiver.id}' is for {waiver.finding}, which no check has."
            span = project.value_span("waivers", number, "finding")
            where = f"waiver:{waiver.id}"
            yield Finding("W105", "error", message, where, "finding", span, "unknown", _fix(waiver.finding, codes))
    for comment in comments_of(project.sources):
        if codes and not comment.problem and comment.code not in codes and comment.code[:1] not in UNWAIVABLE:
            message = f"This comment is for {comment.code}, which no check has."
            where, fix = comment_where(comment), _fix(comment.code, codes)
            yield Finding("W105", "error", message, where, comment.reason, comment.span, "unknown code", fix)


def _fix(code: str, codes: Collection[str]) -> str:
    near = closest(code, [known for known in codes if known[0] not in UNWAIVABLE])
    meant = f"did you mean {near}? " if near else ""
    return f"{meant}the code stands at the head of the finding, as in warning[G140]"


CHECK = Check("W105", "waiver-of-unknown-code", "error", "A waiver is for a code that no check has.")
