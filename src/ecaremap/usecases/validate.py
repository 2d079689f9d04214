"""Validating: load, decide, check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecaremap.insight.checks import CHECKS as INSIGHT_CHECKS
from ecaremap.insight.checks import settle
from ecaremap.load.checks import CHECKS as LOAD_CHECKS
from ecaremap.load.loading import load, load_text
from ecaremap.load.problems import Unreadable
from ecaremap.model.finding import SETTLED, SEVERITIES, Finding, order
from ecaremap.model.project import Loaded
from ecaremap.model.source import Sources
from ecaremap.plan.checks import CHECKS as PLAN_CHECKS
from ecaremap.policy.checks import CHECKS as POLICY_CHECKS
from ecaremap.policy.decisions import Decisions, decide


@dataclass(frozen=True)
class Validated:
    """The outcome of validating one strategy.

    Attributes:
        findings: all of them, sorted by place; waived ones carry their standing.
        decisions: what the rules decide, None where the strategy could not be read that far.
    """

    path: str
    findings: tuple[Finding, ...]
    sources: Sources
    decisions: Decisions | None

    @property
    def unreadable(self) -> bool:
        """The YAML itself is broken, and not known to be."""
        return any(finding.code.startswith("Y") and finding.standing != "known" for finding in self.findings)

    @property
    def buildable(self) -> bool:
        """Nothing stands against drawing it: no error of YAML, model or rule text."""
        errors = [finding.code for finding in self.findings if finding.severity == "error"]
        return self.decisions is not None and not any(code.startswith(("Y", "M", "R1")) for code in errors)


def validate(path: str | Path, as_of: date, scenario: str | None = None) -> Validated:
    """All findings about the strategy at a path.

    Raises:
        Unreadable: nothing to read there.
    """
    return judge(read(path, scenario), str(path), as_of)


def read(path: str | Path, scenario: str | None = None) -> Loaded:
    """What is at a path, which must be given: the empty one would mean the working directory.

    Raises:
        Unreadable: nothing to read there.
    """
    if not str(path):
        raise Unreadable("The path is empty.", "Is a variable unset?")
    return load(path, scenario)


def validate_text(
    data: bytes,
    name: str,
    as_of: date,
    scenario: str | None = None,
    signed: bytes | None = None,
    evidence: Mapping[str, bytes] | None = None,
) -> Validated:
    """All findings about a strategy given as bytes, with its file of signatures and its evidence by name, if there are."""
    return judge(load_text(data, name, scenario, signed, evidence), name, as_of)


def judge(loaded: Loaded, path: str, as_of: date) -> Validated:
    """All findings about what was loaded."""
    findings = list(loaded.findings)
    project = loaded.project
    if project is None:
        return Validated(path, _sorted(findings), loaded.sources, None)
    for check in LOAD_CHECKS:
        if check.run is not None:
            findings += check.run(project)
    if any(finding.severity == "error" for finding in findings):
        # References may lead nowhere, so nothing that builds on them is judged.
        return Validated(path, _sorted(findings), loaded.sources, None)
    decisions = decide(project, as_of)
    findings += decisions.rules.findings
    for check in (*POLICY_CHECKS, *INSIGHT_CHECKS, *PLAN_CHECKS):
        if check.run is not None:
            findings += check.run(decisions)
    return Validated(path, _sorted(settle(findings, decisions, _codes())), loaded.sources, decisions)


def _codes() -> frozenset[str]:
    return frozenset(check.code for room in (LOAD_CHECKS, POLICY_CHECKS, INSIGHT_CHECKS, PLAN_CHECKS) for check in room)


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=order))


def looked_for(result: Validated, code: str) -> bool:
    """Whether a check was run: broken YAML hides what it means, and a strategy with errors of its own all else."""
    if result.decisions is not None:
        return True
    if any(finding.code.startswith("Y") for finding in result.findings):
        return code.startswith("Y")
    return any(check.code == code for check in LOAD_CHECKS)


def exit_code(result: Validated, fail_on: str) -> int:
    """0 nothing at or above `fail_on`, 1 findings, 2 unreadable YAML."""
    if result.unreadable:
        return 2
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    found = any(f.severity in failing and f.standing not in SETTLED for f in result.findings)
    return int(found)
