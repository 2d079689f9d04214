"""Findings as GitLab's Code Quality report: an array of issues, as its documentation describes it."""

import json
from typing import Any

from ecaremap.model.finding import Severity
from ecaremap.model.identity import Key
from ecaremap.report.words import also, gravest, left_out_words, sentence, unsettled
from ecaremap.views.results import fingerprint
from ecaremap.views.results_model import GroupView, ReportView, RunView

SEVERITY: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def to_gitlab(report: ReportView) -> str:
    """What nobody has accepted, one issue a cause; the code stands in the text, as GitLab shows nothing else."""
    issues = [issue for run in report.runs for issue in _issues(run)]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _issues(run: RunView) -> list[dict[str, Any]]:
    groups, left_out = gravest(unsettled(run.groups))
    issues = [_issue(run, group) for group in groups]
    if left_out:
        text = left_out_words(left_out)
        mark = fingerprint(run.strategy, Key("", "left out", ""))
        issues.append(_entry("left-out", text, mark, "info", run.file, 1))
    return issues


def _issue(run: RunView, group: GroupView) -> dict[str, Any]:
    text = f"{group.code}: {sentence(group.message)}"
    if also(group):
        text += f" {sentence(also(group))}"
    if group.help:
        text += f" To do: {sentence(group.help)}"
    place = group.place
    inside = place is not None and place.in_repository
    path, line = (place.path, place.line) if place and inside else (run.file, 1)
    return _entry(f"{group.code} {group.name}", text, group.fingerprint, _severity(group), path, line)


def _severity(result: GroupView) -> str:
    """What stops everything, and what the law asks for, stand out."""
    if result.severity == "error":
        if result.code.startswith("Y"):
            return "blocker"
        if result.law:
            return "critical"
    return SEVERITY[result.severity]


def _entry(name: str, text: str, mark: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {
        "description": text,
        "check_name": name,
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
