"""Waivers: findings accepted for a while, in the map or by a comment. They stay visible, as justified or expired."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from ecaremap.insight.asking import counts_many
from ecaremap.model.finding import Finding
from ecaremap.model.organisation import Waiver
from ecaremap.model.source import Sources
from ecaremap.policy.decisions import Decisions

if TYPE_CHECKING:
    from ecaremap.load.comments import LineComment

UNWAIVABLE = ("Y", "M", "R", "W")
"""Families of findings that no waiver covers; breaches of law are the other case."""

OF_RULE = "rule:"


def speaks_about(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver names a finding by its code and object, or by its rule."""
    if waiver.finding != finding.code:
        return False
    if fnmatchcase(finding.where, waiver.where):
        return True
    # Only what breaks a rule has the rule in its field; of several rules, each may be named.
    by_rule = waiver.where.startswith(OF_RULE) and finding.code.startswith("P")
    return by_rule and any(fnmatchcase(OF_RULE + rule, waiver.where) for rule in finding.field.split("+"))


def waivable(finding: Finding) -> bool:
    """Whether anybody in the company may accept a finding."""
    return not finding.law and finding.code[0] not in UNWAIVABLE


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver may accept a finding, and does."""
    return waivable(finding) and speaks_about(waiver, finding)


def on_line(comment: "LineComment", finding: Finding) -> bool:
    """Whether a comment names a finding: by its code, on its line. A question that counts many has no line."""
    span = finding.span
    here = span is not None and (span.file, span.line) == (comment.file, comment.line)
    return here and comment.code == finding.code and not counts_many(finding)


def comment_in_use(comment: "LineComment", findings: Iterable[Finding]) -> bool:
    """Whether a comment covers any of the findings, or may do so behind a question that counts many."""
    return any(
        finding.code == comment.code and (counts_many(finding) or (waivable(finding) and on_line(comment, finding)))
        for finding in findings
    )


def comment_where(comment: "LineComment") -> str:
    """The object of a finding about a comment. Its line is none: that changes with every edit above it."""
    return f"comment:{comment.code}"


def in_use(waiver: Waiver, findings: Iterable[Finding]) -> bool:
    """Whether a waiver covers any of the findings, or may do so behind a question that counts many."""
    return any(
        covers(waiver, finding) or (counts_many(finding) and finding.code == waiver.finding) for finding in findings
    )


def subject(waiver: Waiver) -> str:
    """What a waiver is for, in words: `G140 at cancel/website`."""
    if waiver.where == "*":
        return f"{waiver.finding} anywhere"
    if waiver.where.startswith(OF_RULE):
        return f"{waiver.finding} by the rule {waiver.where.removeprefix(OF_RULE)}"
    return f"{waiver.finding} at {waiver.where}"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepted a finding, why, and until when; `by` and `until` may be left out beside a line."""

    reason: str
    by: str
    until: date | None
    beside_line: bool = False

    def holds(self, day: date) -> bool:
        """Whether it still holds on a day; the last day counts."""
        return self.until is None or self.until >= day

    @property
    def words(self) -> str:
        """`CX board, until 2027-03-31: relaunch`."""
        last = f"until {self.until.isoformat()}" if self.until else ""
        signed = ", ".join(part for part in (self.by, last) if part)
        return f"{signed or 'a comment beside the line'}: {self.reason}"


@lru_cache(maxsize=2)
def comments_of(sources: Sources) -> "tuple[LineComment, ...]":
    """The comments of a strategy's own texts and of those it extends, but not of packs; read once for all who ask."""
    marked = [source for source in sources.files if source.layer != "pack" and _marked(source.text)]
    if not marked:
        return ()
    from ecaremap.load.comments import line_comments

    return tuple(comment for source in marked for comment in line_comments(source))


def _marked(text: str) -> bool:
    """Whether a text may hold such a comment: the sign of a comment stands before `ecaremap:`. Most texts have none."""
    at = text.find("ecaremap:")
    while at >= 0:
        if text[max(0, at - 80) : at].rstrip(" \t").endswith("#"):
            return True
        at = text.find("ecaremap:", at + 1)
    return False


class Acceptances:
    """What accepts the findings of one strategy; made once, asked for each finding."""

    def __init__(self, decisions: Decisions) -> None:
        self._waivers = sorted(decisions.project.strategy.waivers, key=lambda waiver: waiver.id, reverse=True)
        self._beside: dict[tuple[int, int], list[LineComment]] = {}
        for comment in comments_of(decisions.project.sources):
            if not comment.problem:
                self._beside.setdefault((comment.file, comment.line), []).append(comment)

    def of(self, finding: Finding) -> Acceptance | None:
        """What accepts a finding the longest; None if nothing does, or nothing may."""
        if not (self._waivers or self._beside) or not waivable(finding):
            return None
        found = [Acceptance(w.reason, w.by, w.until) for w in self._waivers if speaks_about(w, finding)]
        span = finding.span
        beside = self._beside.get((span.file, span.line), ()) if span else ()
        found += [Acceptance(c.reason, c.by, c.until, beside_line=True) for c in beside if on_line(c, finding)]
        return max(found, key=lambda one: one.until or date.max) if found else None


def with_standing(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """The findings with their standing: a waiver in force justifies, one run out says so."""
    acceptances = Acceptances(decisions)
    today = decisions.period.today
    for finding in findings:
        accepted = acceptances.of(finding)
        if accepted is None:
            yield finding
        else:
            yield replace(finding, standing="justified" if accepted.holds(today) else "expired")
