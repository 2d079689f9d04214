"""Findings as JSON, with a versioned shape."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ecaremap.model.finding import Check, Finding
from ecaremap.model.source import Sources, Span

FORMAT = "ecaremap-findings/1"


def to_json(parts: Sequence[tuple[str, Sequence[Finding], Sources]], checks: Mapping[str, Check], as_of: str) -> str:
    """All findings of one run; waived ones are there, with their standing."""
    findings = [_finding(f, sources, checks, path) for path, found, sources in parts for f in found]
    counts: dict[str, int] = {}
    for finding in findings:
        key = finding["severity"] if finding["standing"] != "justified" else "justified"
        counts[key] = counts.get(key, 0) + 1
    document = {"format": FORMAT, "as_of": as_of, "counts": dict(sorted(counts.items())), "findings": findings}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding, sources: Sources, checks: Mapping[str, Check], path: str) -> dict[str, Any]:
    check = checks.get(finding.code)
    entry: dict[str, Any] = {
        "strategy": path,
        "code": finding.code,
        "name": check.name if check else "",
        "severity": finding.severity,
        "message": finding.message,
        "where": finding.where,
        "field": finding.field,
        "states": list(finding.states),
        "standing": finding.standing,
        "question": finding.question,
        "help": finding.help,
        "notes": list(finding.notes),
    }
    entry |= _place(finding.span, sources)
    entry["related"] = [{"label": r.label, **_place(r.span, sources)} for r in finding.related]
    return entry


def _place(span: Span | None, sources: Sources) -> dict[str, Any]:
    if span is None:
        return {"path": None, "line": None, "column": None, "end_line": None, "end_column": None}
    return {
        "path": sources[span.file].path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
