"""Findings as JSON, with a versioned shape."""

import json
from typing import Any

from ecaremap.model.finding import SETTLED
from ecaremap.views.results_model import PlaceView, ReportView, ResultView, RunView

FORMAT = "ecaremap-findings/1"


def to_json(report: ReportView) -> str:
    """All findings of one run, each with its standing, its fingerprint, that of its group, and who accepted it."""
    findings = [_finding(run, result) for run in report.runs for result in run.results]
    counts: dict[str, int] = {}
    for finding in findings:
        key = finding["standing"] if finding["standing"] in SETTLED else finding["severity"]
        counts[key] = counts.get(key, 0) + 1
    document: dict[str, Any] = {"format": FORMAT, "as_of": report.as_of, "counts": dict(sorted(counts.items()))}
    if report.baseline is not None:
        document["baseline"] = {
            "path": report.baseline.path,
            "known": report.baseline.known,
            "fixed": [
                {"strategy": strategy, **key._asdict(), "message": message}
                for strategy, key, message in report.baseline.fixed
            ],
        }
    return json.dumps({**document, "findings": findings}, indent=2, ensure_ascii=False) + "\n"


def _finding(run: RunView, result: ResultView) -> dict[str, Any]:
    accepted = result.accepted
    entry: dict[str, Any] = {
        "strategy": run.strategy,
        "code": result.code,
        "name": result.name,
        "severity": result.severity,
        "message": result.message,
        "where": result.where,
        "field": result.field,
        "states": list(result.states),
        "standing": result.standing,
        "question": result.question,
        "help": result.help,
        "notes": list(result.notes),
        "fingerprint": result.fingerprint,
        "group": result.group,
    }
    if accepted is not None:
        until = accepted.until.isoformat() if accepted.until else None
        entry["accepted"] = {"by": accepted.by, "until": until, "reason": accepted.reason}
    entry |= _place(result.place)
    entry["related"] = [{"label": r.label, **_place(r.place)} for r in result.related]
    return entry


def _place(place: PlaceView | None) -> dict[str, Any]:
    if place is None:
        return {"path": None, "line": None, "column": None, "end_line": None, "end_column": None}
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
