"""Plain-text and JSON spellings of explanations, the rule book and the merged strategy."""

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ecaremap.views.explain import Explanation, Step
from ecaremap.views.merged import MergedLine
from ecaremap.views.model import RuleView
from ecaremap.views.rules import Rulebook

WIDTH = 100


def explanation_text(view: Explanation) -> str:
    """The chain of reasons, indented by depth, places at the end of each line."""
    lines = [f"{view.name} ({view.request})", "", "What is known"]
    lines += _steps(view.facts)
    if view.row:
        lines += ["", "What the whole row must offer", *_steps(view.row)]
    for cell in view.cells:
        lines += ["", f"At {cell.name} ({cell.touchpoint}): {cell.decision}", *_steps(cell.steps)]
    return "\n".join(lines) + "\n"


def _steps(steps: Iterable[Step]) -> list[str]:
    lines: list[str] = []
    for step in steps:
        pad = "  " * (step.depth + 1)
        place = f"  [{step.place}]" if step.place else ""
        lines += textwrap.wrap(step.text + place, WIDTH, initial_indent=pad, subsequent_indent=pad + "  ",
                               break_long_words=False, break_on_hyphens=False)  # fmt: skip
    return lines


def explanation_json(view: Explanation) -> str:
    """The explanation as JSON."""
    return _json({"format": "ecaremap-explanation/1", **asdict(view)})


def rules_text(view: Rulebook) -> str:
    """Each rule with its reach, then the findings about rules."""
    lines = [
        f"{view.name}: {_number(len(view.rules), 'rule')} over {_number(view.requests, 'request')} and {_number(view.cells, 'cell')}",
        "",
    ]
    for rule in view.rules:
        lines += _rule(rule)
    if view.findings:
        lines.append("What the analyses found")
        lines += [
            f"  {f.severity}[{f.code}] {f.message}" + (f"  [{f.place}]" if f.place else "") for f in view.findings
        ]
    else:
        lines.append("The analyses found nothing: no rule is dead, doubled, shadowed or contradicted.")
    return "\n".join(lines) + "\n"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _rule(rule: RuleView) -> list[str]:
    kept = "kept everywhere" if not rule.breaches else f"broken in {rule.breaches} places"
    if rule.breaches == 1:
        kept = "broken in 1 place"
    lines = [f"{rule.id}  ({rule.kind})"]
    for text in (
        rule.title,
        rule.effect,
        f"touches {_number(rule.requests, 'request')}, {_number(rule.cells, 'cell')}; {kept}",
        rule.because,
        rule.source,
    ):
        if text:
            lines += textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    lines.append(f"  {rule.in_force + '; ' if rule.in_force else ''}{rule.place}")
    return [*lines, ""]


def rules_json(view: Rulebook) -> str:
    """The rule book as JSON."""
    document: dict[str, Any] = {
        "format": "ecaremap-rules/1",
        "name": view.name,
        "requests": view.requests,
        "cells": view.cells,
        "rules": [asdict(rule) for rule in view.rules],
        "findings": [asdict(finding) for finding in view.findings],
    }
    return _json(document)


def merged_text(lines: Iterable[MergedLine]) -> str:
    """YAML with the origin of each value as a comment."""
    return "".join(f"{line.text:<78}  # {line.origin}\n" if line.origin else f"{line.text}\n" for line in lines)


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
