"""Claimed against measured, cell by cell: what the map says of today, and what customers did."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from ecaremap.insight.limits import limit, share
from ecaremap.insight.measured.in_name import CalledSelfServe, called_self_serve
from ecaremap.insight.measured.quarters import claimed, of_time
from ecaremap.insight.measured.readings import Reading, readings
from ecaremap.model.counted import Counted
from ecaremap.model.measured import EvidenceFile, Measured
from ecaremap.model.project import Project
from ecaremap.views.claimed_model import ClaimView
from ecaremap.views.model import CellView
from ecaremap.views.words import ILLUSTRATIVE, percent, period_words

TITLES = {
    "completion": "Completion", "calls_after": "Calls afterwards", "csat": "Satisfaction", "used_share": "Use",
}  # fmt: skip
DEGREE = "Degree"


@lru_cache(maxsize=4)
def claims(project: Project) -> Mapping[tuple[str, str], tuple[ClaimView, ...]]:
    """What was measured of each cell, by request and touchpoint; of cells that no log knows, nothing."""
    if project.evidence is None:
        return {}
    speller = _Speller(project, project.evidence)
    found: dict[tuple[str, str], list[ClaimView]] = {}
    for each in called_self_serve(project):
        found[each.context.request_id, each.context.touchpoint_id] = [speller.degree(each)]
    for reading in readings(project):
        found.setdefault((reading.request, reading.touchpoint), []).append(speller.figure(reading))
    return {at: tuple(own) for at, own in found.items()}


class _Speller:
    """Spells the measurements of one strategy."""

    def __init__(self, project: Project, evidence: Measured) -> None:
        self.project = project
        self.periods = {file.name: _period(file) for file in evidence.readable}
        self.least = limit(project.strategy, "claim_drift").value

    def degree(self, each: CalledSelfServe) -> ClaimView:
        """`claimed self-serve; measured: 37% are with a person within a day`."""
        at = each.file.span("cells", each.context.request_id, each.context.touchpoint_id, "then_person")
        said = f"{percent(each.calls.share or Decimal(0))} are with a person within a day"
        sure = self._sure(each.calls, each.file.name)
        return ClaimView(
            DEGREE, "self-serve", said, sure, each.calls.few, each.in_name_only, "", self.project.place(at)
        )

    def figure(self, reading: Reading) -> ClaimView:
        """`completion: claimed 80%; measured: 65%`."""
        claim = claimed(self.project, reading.request, reading.touchpoint, reading.key)
        within = f" within {reading.within}" if reading.within else ""
        return ClaimView(
            TITLES[reading.key] + within, claim.text.partition(" within ")[0] if claim and of_time(claim, reading.within) else "",
            percent(reading.measured.share or Decimal(0)), self._sure(reading.measured, reading.file),
            reading.measured.few, reading.contradicts(self.least), self._changed(reading),
            self.project.place(reading.span),
        )  # fmt: skip

    def _changed(self, reading: Reading) -> str:
        """`up from 55% in Apr to Jun 2026`; empty where chance explains it."""
        before, now = reading.before, reading.measured
        if before is None or before.share is None or now.share is None or not reading.moved(self.least):
            return ""
        return f"{'up' if now.share > before.share else 'down'} from {percent(before.share)} in {self.periods[reading.before_file]}"

    def _sure(self, counted: Counted, file: str) -> str:
        """`1,480 of 4,000; 95% sure: 35.5% to 38.5%; Jul to Sep 2026`."""
        low, high = counted.interval
        few = ", fewer than 30" if counted.few else ""
        return f"{counted.n:,} of {counted.of:,}{few}; 95% sure: {share(low)} to {share(high)}; {self.periods[file]}"


def _period(file: EvidenceFile) -> str:
    if file.evidence is None:
        return ""
    made_up = any(name.lower().startswith(ILLUSTRATIVE) for name in file.evidence.log.files)
    return period_words(file.evidence.period) + (", illustrative" if made_up else "")


def claim_words(view: ClaimView) -> str:
    """One measurement as a sentence: `claimed self-serve; measured: 37% are with a person within a day (…)`."""
    about = "" if view.title == DEGREE else f"{view.title.lower()}: "
    claim = f"claimed {view.claimed}; " if view.claimed else "nothing claimed; "
    changed = f", {view.changed}" if view.changed else ""
    return f"{about}{claim}measured: {view.measured} ({view.sure}){changed}"


def contradicted(cell: CellView) -> tuple[ClaimView, ...]:
    """What was measured otherwise than the map claims."""
    return tuple(view for view in cell.measured if view.contradicts)
