"""Waivers: findings accepted for a while. They stay visible, as justified or expired."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from ecaremap.model.finding import Finding
from ecaremap.model.organisation import Waiver
from ecaremap.policy.decisions import Decisions

UNWAIVABLE = ("Y", "M", "R", "W")
"""Families of findings that no waiver covers; breaches of law are the other case."""


def speaks_about(waiver: Waiver, finding: Finding) -> bool:
    """Does a waiver name a finding by its code and object, or by its rule?"""
    if waiver.finding != finding.code:
        return False
    return fnmatchcase(finding.where, waiver.where) or waiver.where == f"rule:{finding.field}"


def covers(waiver: Waiver, finding: Finding) -> bool:
    """May a waiver accept a finding, and does it?"""
    return not finding.law and finding.code[0] not in UNWAIVABLE and speaks_about(waiver, finding)


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
