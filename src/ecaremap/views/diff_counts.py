"""What is counted on both sides, so that a reader sees where the map stands before and after."""

from ecaremap.compare.comparing import Comparison
from ecaremap.compare.money import yearly
from ecaremap.compare.pair import Side
from ecaremap.insight.cells import undecided, written_cells
from ecaremap.insight.journeys.graph import WITH_PEOPLE
from ecaremap.model.facts import completes
from ecaremap.views.case_words import money

Counts = dict[str, str]


def counts(comparison: Comparison) -> tuple[tuple[str, str, str], ...]:
    """Label, before and after of everything that is counted."""
    before, after = (_of(side) for side in (comparison.old, comparison.new))
    return tuple((label, before[label], after[label]) for label in before)


def _of(side: Side) -> Counts:
    cells, strategy = written_cells(side.decisions.project), side.strategy
    found: Counts = {"Requests": str(len(strategy.requests)), "Decided cells": str(len(cells))}
    waiting = sum(
        undecided(strategy, touchpoint)
        for request in strategy.requests
        for touchpoint in strategy.touchpoints
        if touchpoint not in strategy.coverage.get(request, ())
    )
    found["Cells nobody has decided about"] = str(waiting)
    for state, words in (("today", "today"), ("target", "by the target")):
        digital = {
            c.request_id for c in cells
            if c.touchpoint.family == "digital" and completes(c.request, c.cell, getattr(c, state))
        }  # fmt: skip
        people = {c.request_id for c in cells if getattr(c, state) in WITH_PEOPLE}
        found[f"Requests that can be finished digitally {words}"] = str(len(digital))
        found[f"Requests with a way to a person {words}"] = str(len(people))
    found["Rules"] = str(len(strategy.rules))
    found["Places where rules are broken"] = str(len(side.decisions.breaches) + len(side.decisions.shortfalls))
    gaps = [f for f in side.findings if f.code[0] in "GJ" and f.severity != "info" and not f.question]
    found["Open gaps"] = str(sum(finding.standing != "justified" for finding in gaps))
    amount = yearly(side.case)
    found["Really avoided a year at full take-up"] = "unknown" if amount is None else money(amount, side.case.currency)
    return found
