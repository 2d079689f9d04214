"""Which figures of the case and the plan were measured, instead of claimed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ecaremap.insight.limits import limit
from ecaremap.insight.measured.readings import WORDS, Reading, readings
from ecaremap.model.measured import Measured
from ecaremap.model.project import Project
from ecaremap.policy.decisions import Decisions
from ecaremap.views.case_model import CaseView
from ecaremap.views.case_words import shortlist
from ecaremap.views.words import counted, listed, percent, period_words, spelled

REPLACED = {
    "completion": "completion", "calls_after": "calls afterwards", "used_share": "use", "volume": "volume",
    "starts_at": "where customers start",
}  # fmt: skip
"""Figures that case and plan read, and a log can tell."""

MOST = 3
"""Claims named that are furthest from what was measured."""


def taken_by_case(decisions: Decisions, case: CaseView) -> tuple[str, ...]:
    """What stands under a case: which of its figures a contact log gave, and what was claimed before."""
    evidence = decisions.project.evidence
    if evidence is None or evidence.last is None:
        return ()
    titles = [found.title for name, found in decisions.project.strategy.sources.items() if name.startswith("evidence/")]
    measured: dict[str, list[str]] = {}
    for row in case.rows:
        for figure in row.figures:
            if any(title in figure.source.split("; ") for title in titles):
                measured.setdefault(figure.label, []).append(row.name)
    if not measured:
        return ()
    parts = (f"{label} of {shortlist(names)}" for label, names in measured.items())
    told = f"Measured in the contact log of {_periods(evidence)}, wholly or in part: {'; '.join(parts)}."
    return (told, *_otherwise(decisions, [row.id for row in case.rows]))


def taken_by_plan(decisions: Decisions, requests: Sequence[str]) -> tuple[str, ...]:
    """What stands under a plan: which figures of today were claimed and are measured now."""
    project = decisions.project
    if project.evidence is None or project.evidence.last is None:
        return ()
    replaced = _replaced(project.evidence, requests)
    if not replaced:
        return ()
    told = listed([f"{REPLACED[key]} ({count})" for key, count in replaced.items()])
    said = f"Taken from the contact log of {_periods(project.evidence)} instead of the map's claims: {told}."
    return (said, *_otherwise(decisions, requests))


def _replaced(evidence: Measured, requests: Sequence[str]) -> dict[str, int]:
    """How many claims of each kind were replaced; where customers start counts once a request."""
    found: set[tuple[str, ...]] = set()
    for path in evidence.claims:
        if path[1] in requests:
            found.add(path[:3] if path[0] == "requests" else path)
    keys = [path[-1] for path in found]
    return {key: keys.count(key) for key in REPLACED if key in keys}


def _otherwise(decisions: Decisions, requests: Sequence[str]) -> Iterator[str]:
    """The claims that are furthest from what was measured."""
    project = decisions.project
    least = limit(project.strategy, "claim_drift").value
    wrong = [
        each
        for each in readings(project)
        if each.request in requests and each.key in REPLACED and each.contradicts(least)
    ]
    wrong.sort(key=lambda each: (-_apart(each), each.where, each.key))
    if wrong:
        more = f", and {counted(len(wrong) - MOST, 'more', 'more')}" if len(wrong) > MOST else ""
        yield f"Claimed otherwise: {'; '.join(_words(project, each) for each in wrong[:MOST])}{more}."


def _apart(reading: Reading) -> Decimal:
    assert reading.claimed is not None
    return abs(reading.claimed.likely - (reading.measured.share or Decimal(0)))


def _words(project: Project, reading: Reading) -> str:
    """`completion of Change my address at Online account, 38% instead of 79%`."""
    assert reading.claimed is not None
    request, there = project.strategy.requests[reading.request], project.strategy.touchpoints[reading.touchpoint]
    where = f"{request.name or spelled(reading.request)} at {there.name or spelled(reading.touchpoint)}"
    now = f"{percent(reading.measured.share or Decimal(0))} of {reading.measured.of:,}"
    return f"{WORDS[reading.key]} of {where}, {now} instead of {percent(reading.claimed.likely)}"


def _periods(evidence: Measured) -> str:
    return listed([period_words(file.evidence.period) for file in evidence.readable if file.evidence])
