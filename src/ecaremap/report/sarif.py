"""Findings as SARIF 2.1.0 (OASIS), as code scanning services and editors read it: one run for each strategy."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ecaremap.model.finding import Check
from ecaremap.report.words import OTHERS, gravest, left_out_words, sentence
from ecaremap.views.results_model import GroupView, PlaceView, RelatedView, ReportView, ResultView, RunView

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ABOUT = "urn:ecaremap"
"""A name, not a place: what a code means is said by `ecaremap explain`, offline, and stands in the rules' help."""
ROOT = "SRCROOT"
KEY = "ecaremapKey/v1"
"""Our key among the fingerprints; services add those of their own."""

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEM = {"error": "error", "warning": "warning", "info": "recommendation"}
FAMILIES = {
    "Y": "yaml", "M": "model", "R": "rules", "P": "breach", "G": "gap", "J": "journey", "C": "figures",
    "T": "plan", "E": "evidence", "D": "decisions", "W": "waivers",
}  # fmt: skip


def to_sarif(report: ReportView, pages: Mapping[str, str]) -> str:
    """All results; those of which every finding is accepted are there as suppressed. `pages` are the checks' pages, in Markdown, by code."""
    runs = ",\n".join(_run(report, run, pages) for run in report.runs)
    return f'{{"$schema": {json.dumps(SCHEMA)}, "version": "2.1.0", "runs": [\n{runs}\n]}}\n'


def _run(report: ReportView, run: RunView, pages: Mapping[str, str]) -> str:
    """The head for people; then a line for each result: half the size, and a comparison shows what changed."""
    groups, left_out = gravest(run.groups)
    head = json.dumps(_head(report, run, groups, left_out, pages), indent=2, ensure_ascii=False).removesuffix("\n}")
    codes = _codes(groups)
    results = (_result(report, run, group, codes.index(group.code)) for group in groups)
    lines = ",\n".join(json.dumps(result, ensure_ascii=False) for result in results)
    return f'{head},\n  "results": [\n{lines}\n  ]\n}}'


def _codes(groups: Sequence[GroupView]) -> list[str]:
    return sorted({group.code for group in groups})


def _head(
    report: ReportView, run: RunView, groups: Sequence[GroupView], left_out: int, pages: Mapping[str, str]
) -> dict[str, Any]:
    """A run without its results."""
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        notice = {"level": "note", "message": {"text": left_out_words(left_out)}}
        invocation["toolExecutionNotifications"] = [notice]
    return {
        "tool": {
            "driver": {
                "name": "ecaremap",
                "version": report.version,
                "semanticVersion": report.version,
                "informationUri": ABOUT,
                "rules": [_rule(report.checks[code], pages[code]) for code in _codes(groups)],
            }
        },
        "automationDetails": {"id": f"ecaremap/{run.strategy}/"},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "properties": {"as_of": report.as_of},
    }


def _rule(check: Check, page: str) -> dict[str, Any]:
    title, _, body = page.partition("\n")
    intro = " ".join(body.partition("\n## ")[0].split())
    return {
        "id": check.code,
        "name": _pascal(check.name),
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": intro},
        "help": {"text": _plain(body).strip(), "markdown": f"{title}\n{body}".strip()},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {
            "tags": ["contact-strategy", FAMILIES.get(check.code[0], "other")],
            "precision": "very-high",
            "problem.severity": PROBLEM[check.severity],
        },
    }


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _plain(markdown: str) -> str:
    """Markdown without its signs; examples stay indented."""
    text = re.sub(r"^```.*\n", "", markdown, flags=re.MULTILINE)
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE).replace("`", "")


def _result(report: ReportView, run: RunView, group: GroupView, index: int) -> dict[str, Any]:
    related = [place for place in group.related if place.place.in_repository]
    text = sentence(group.message)
    if len(related) > OTHERS:
        text += f" {OTHERS} of {len(related)} further places are linked."
    if group.help:
        text += f" To do: {sentence(group.help)}"
    entry: dict[str, Any] = {
        "ruleId": group.code,
        "ruleIndex": index,
        "level": LEVELS[group.severity],
        "message": {"text": text},
        "locations": [_location(group, run)],
        "partialFingerprints": {KEY: group.fingerprint},
    }
    if len(group.members) > 1:
        entry["occurrenceCount"] = len(group.members)
    if related:
        entry["relatedLocations"] = [_related(n, r) for n, r in enumerate(related[:OTHERS], 1)]
    if group.settled:
        entry["suppressions"] = _suppressions(group)
    if report.baseline is not None:
        entry["baselineState"] = _baseline_state(group)
    entry["properties"] = _properties(group)
    return entry


def _suppressions(group: GroupView) -> list[dict[str, str]]:
    """Why all of a group is accepted, each reason once."""
    found: dict[str, dict[str, str]] = {}
    for suppression in map(_suppression, group.members):
        found.setdefault(suppression["justification"], suppression)
    return list(found.values())[:OTHERS]


def _suppression(result: ResultView) -> dict[str, str]:
    if result.accepted is None:
        return {"kind": "external", "status": "accepted", "justification": "known from the baseline"}
    return {"kind": "inSource", "status": "accepted", "justification": result.accepted.words}


def _baseline_state(group: GroupView) -> str:
    """Nothing new; nothing known; or some of both."""
    if not any(member.standing == "known" for member in group.members):
        return "new"
    return "unchanged" if group.settled else "updated"


def _properties(group: GroupView) -> dict[str, Any]:
    said: dict[str, Any] = {
        "where": group.where, "field": group.field, "states": list(group.states), "notes": list(group.notes),
        "standing": group.standing, "question": group.question, "law": group.law,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value}


def _location(group: GroupView, run: RunView) -> dict[str, Any]:
    place = group.place
    if place is None or not place.in_repository:
        # What a pack says is shown at the strategy that uses it.
        physical: dict[str, Any] = {"artifactLocation": _artifact(run.file), "region": {"startLine": 1}}
    else:
        physical = _physical(place)
    location: dict[str, Any] = {"physicalLocation": physical}
    where = group.members[0].where
    if where:
        location["logicalLocations"] = [{"fullyQualifiedName": where}]
    return location


def _related(number: int, related: RelatedView) -> dict[str, Any]:
    label = sentence(related.label) if related.label else "It belongs to it."
    return {"id": number, "message": {"text": label}, "physicalLocation": _stretch(related.place)}


def _physical(place: PlaceView) -> dict[str, Any]:
    """A place with what is written there."""
    physical = _stretch(place)
    if place.text:
        physical["region"]["snippet"] = {"text": place.text}
    return physical


def _stretch(place: PlaceView) -> dict[str, Any]:
    region = {
        "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column,
    }  # fmt: skip
    return {"artifactLocation": _artifact(place.path), "region": region}


def _artifact(path: str) -> dict[str, str]:
    """A file by its way from the root; one outside the repository by its whole address."""
    if path.startswith("/") or path[1:3] == ":/":
        return {"uri": "file:///" + quote(path.lstrip("/"))}
    return {"uri": quote(path), "uriBaseId": ROOT}
