"""GitLab's Code Quality report, judged by a schema written from GitLab's documentation of it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ecaremap.report.gitlab import to_gitlab
from ecaremap.report.words import LIMIT
from ecaremap.usecases.reporting import SPELLINGS, report_of
from ecaremap.usecases.validate import validate
from ecaremap.views.results_model import PlaceView
from report.making import DAY, PATHS, a_report, a_result, folder

__all__ = ["folder"]
# docs.gitlab.com, "Code Quality report format": every field is needed, and a path is relative to the repository.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!/|\./|pack:).+"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def checked(text: str) -> Any:
    issues = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(issues)
    marks = [issue["fingerprint"] for issue in issues]
    assert len(marks) == len(set(marks)), "GitLab shows only one issue of a fingerprint"
    return issues


def test_real_strategies(folder: Path) -> None:
    issues = checked(SPELLINGS["gitlab"](report_of([validate(path, DAY) for path in PATHS], DAY, "error")))
    assert {issue["location"]["path"] for issue in issues} == set(PATHS)
    assert {"critical", "blocker", "major", "minor", "info"} == {issue["severity"] for issue in issues}
    assert all((folder / issue["location"]["path"]).exists() for issue in issues)


def test_an_issue() -> None:
    assert checked(to_gitlab(a_report(a_result(7, "error")))) == [
        {
            "description": "G140: Finding 7. To do: Settle it.",
            "check_name": "G140 human-route-missing",
            "fingerprint": "000000000007",
            "severity": "major",
            "location": {"path": "maps/a.yaml", "lines": {"begin": 7}},
        }
    ]


@pytest.mark.parametrize("standing", ["known", "justified"])
def test_what_is_accepted_is_left_out(standing: Any) -> None:
    assert checked(to_gitlab(a_report(a_result(1, "error", standing)))) == []


def test_what_stands_in_a_pack_is_shown_at_the_strategy() -> None:
    (issue,) = checked(to_gitlab(a_report(a_result(place=PlaceView("pack:de", 9, 1, 9, 2)))))
    assert issue["location"] == {"path": "maps/a.yaml", "lines": {"begin": 1}}


def test_too_many_findings_are_counted_not_listed() -> None:
    issues = checked(to_gitlab(a_report(*(a_result(n) for n in range(1, LIMIT + 4)))))
    assert len(issues) == LIMIT + 1
    assert issues[-1]["description"].startswith("3 more results are left out")
