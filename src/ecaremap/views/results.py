"""The findings of a run, ready to be spelled for other programs: every place, key and acceptance computed once."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from ecaremap.insight.waivers import Acceptances
from ecaremap.model.finding import Check, Finding
from ecaremap.model.identity import Key, key_of
from ecaremap.model.source import Sources, Span
from ecaremap.policy.decisions import Decisions
from ecaremap.views.grouping import group_key, grouped
from ecaremap.views.results_model import PlaceView, RelatedView, ResultView, RunView

Locate = Callable[[str], str]
"""From a path as it was typed to one from the root of the repository."""

DIGITS = 12
"""Digits of a fingerprint: among a hundred thousand findings, two alike by chance are one case in 50,000."""


def run_view(
    findings: Sequence[Finding],
    sources: Sources,
    decisions: Decisions | None,
    typed: str,
    locate: Locate,
    checks: Mapping[str, Check],
    hidden: frozenset[str],
) -> RunView:
    """One strategy's findings, in their order, and in groups."""
    locate = cache(locate)  # it asks the file system, and findings are many in few files
    strategy = locate(typed)
    file = next((locate(source.path) for source in sources.files if source.layer == "own"), strategy)
    accepted = Acceptances(decisions) if decisions is not None else None
    seen: Counter[Key] = Counter()
    results = []
    for finding in findings:
        place = _place(finding.span, sources, locate)
        key = key_of(finding, place.path if place else strategy)
        seen[key] += 1
        check = checks.get(finding.code)
        results.append(
            ResultView(
                finding.code, check.name if check else "", finding.severity, finding.standing,
                finding.message, finding.help, finding.notes, finding.where, finding.field, finding.states,
                finding.question, finding.law, fingerprint(strategy, key, seen[key]),
                fingerprint(strategy, group_key(key, finding.where)), place,
                tuple(RelatedView(r.label, p) for r in finding.related if (p := _place(r.span, sources, locate))),
                accepted.of(finding) if accepted and finding.standing in ("justified", "expired") else None,
            )
        )  # fmt: skip
    effects = {rule.id: rule.effect.words() for rule in decisions.rules.rules} if decisions is not None else {}
    return RunView(strategy, typed, file, hidden, tuple(results), grouped(results, checks, effects))


def fingerprint(strategy: str, key: Key, number: int = 1) -> str:
    """The identity of a finding in a few digits; `number` tells those apart that share a key."""
    parts = (strategy, *key, *((str(number),) if number > 1 else ()))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:DIGITS]


def _place(span: Span | None, sources: Sources, locate: Locate) -> PlaceView | None:
    if span is None:
        return None
    source = sources[span.file]
    line, end_line, end_column = source.line(span.line), span.end_line, span.end_column
    if end_line > span.line and end_column == 1:
        # The end is exclusive: what ends before a line does not reach into it.
        end_line -= 1
        end_column = len(source.line(end_line)) + 1
    if (end_line, end_column) <= (span.line, span.column):
        end_line, end_column = span.line, span.column + 1
    path = source.path if source.layer == "pack" else locate(source.path)
    text = line[span.column - 1 : end_column - 1] if end_line == span.line else ""
    return PlaceView(path, span.line, span.column, end_line, end_column, text)
