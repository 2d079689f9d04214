"""Waivers: findings accepted for a while. They stay visible, as justified or expired."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from ecaremap.insight.asking import counts_many
from ecaremap.model.finding import Finding
from ecaremap.model.organisation import Waiver
from ecaremap.policy.decisions import Decisions

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


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver may accept a finding, and does."""
    return not finding.law and finding.code[0] not in UNWAIVABLE and speaks_about(waiver, finding)


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


def with_standing(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """The findings with their standing: a waiver in force justifies, one run out says so."""
    waivers = decisions.project.strategy.waivers
    today = decisions.period.today
    for finding in findings:
        covering = [waiver for waiver in waivers if covers(waiver, finding)]
        if any(waiver.until >= today for waiver in covering):
            yield replace(finding, standing="justified")
        elif covering:
            yield replace(finding, standing="expired")
        else:
            yield finding
