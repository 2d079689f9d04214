"""Waivers: findings accepted for a while. They stay visible, as justified or expired."""

from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase

from ecaremap.model.finding import Finding
from ecaremap.model.organisation import Waiver
from ecaremap.policy.decisions import Decisions

UNWAIVABLE = ("Y", "M", "R", "W")


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Does a waiver speak about a finding?"""
    if waiver.finding != finding.code or finding.code[0] in UNWAIVABLE or finding.law:
        return False
    return fnmatchcase(finding.where, waiver.where) or waiver.where == f"rule:{finding.field}"


def apply_waivers(findings: Iterable[Finding], decisions: Decisions) -> Iterable[Finding]:
    """The findings with their standing; a waiver in force justifies, one run out says so."""
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
