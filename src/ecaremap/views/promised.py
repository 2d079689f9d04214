"""Promised against measured: one page a quarter, by owner and cell."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from ecaremap.insight.limits import Limit, limit, share
from ecaremap.insight.measured.leak_prices import leak_prices
from ecaremap.insight.measured.readings import SECONDS, Reading, cell_of, readings
from ecaremap.insight.waivers import Acceptances
from ecaremap.model.counted import Counted
from ecaremap.model.facts import owner_of
from ecaremap.model.figures import Figure
from ecaremap.model.finding import Finding
from ecaremap.model.measured import EvidenceFile
from ecaremap.plan.promises import promised_completion
from ecaremap.policy.decisions import Decisions
from ecaremap.views.promised_model import CellPromise, MeasuredFigure, OwnerPage, PromisedView, Verdict
from ecaremap.views.promised_targets import excuse, target_promises
from ecaremap.views.words import counted, percent, spelled

if TYPE_CHECKING:
    from ecaremap.plan.result import MigrationPlan

NOBODY = "nobody named yet"
FALLS = ("calls_after",)
"""Figures that a cell wants to see fall."""

EXCUSING = ("G105", "G110", "G125", "G220", "G225")
"""Findings about the figures of a cell; who accepted one of them excuses the cell."""

TITLES = {
    "completion": "Completion", "calls_after": "Calls afterwards", "csat": "Satisfaction", "used_share": "Use",
}  # fmt: skip

NOTICES = (
    "Intervals are 95% (Wilson); figures of fewer than 30 are grey and judge nothing.",
    "Calls avoided are contacts resolved there and not followed by a call: at least about so many, as callers count as unresolved.",
    "Some of them would never have called. Needs still open at the end of the log count as they stand.",
    "Those who gave up stand beside the calls avoided: a need that nobody finished saves nothing.",
)


def promised_view(
    decisions: Decisions, findings: Sequence[Finding] = (), plan: "MigrationPlan | None" = None
) -> PromisedView:
    """The page of the newest measurement; with a plan, its forecasts beside the targets."""
    project, today = decisions.project, decisions.period.today.isoformat()
    file = project.evidence.last if project.evidence else None
    if file is None or file.evidence is None:
        why = "Nothing was measured yet. Start with: ecaremap measure"
        return PromisedView(project.strategy.name, today, "", "", "", "", why, (), (), None, None, ())
    maker = _Maker(decisions, findings, plan, file)
    cells = maker.cells()
    owners = _owners(cells)
    targets = target_promises(decisions, findings, plan)
    avoided = [cell.calls_avoided for cell in cells if cell.calls_avoided is not None]
    gave_up = [cell.gave_up_n for cell in cells if cell.gave_up_n is not None]
    last = file.evidence.last
    return PromisedView(
        project.strategy.name, today, f"Q{(last.month + 2) // 3} {last.year}", file.evidence.period, file.name,
        _sentence(owners, [t.verdict for t in targets], avoided, gave_up), "", targets, owners,
        sum(avoided) if avoided else None, sum(gave_up) if gave_up else None, NOTICES,
    )  # fmt: skip


def _owners(cells: Sequence[CellPromise]) -> tuple[OwnerPage, ...]:
    by_owner: dict[str, list[CellPromise]] = {}
    for cell in cells:
        by_owner.setdefault(cell.owner, []).append(cell)
    return tuple(
        OwnerPage(owner, tuple(own), *(_count(own, verdict) for verdict in ("kept", "missed")))
        for owner, own in sorted(by_owner.items(), key=lambda item: (item[0] == NOBODY, item[0]))
    )


def _count(cells: Sequence[CellPromise], verdict: str) -> int:
    return sum(figure.verdict == verdict for cell in cells for figure in cell.figures)


def _sentence(
    owners: Sequence[OwnerPage], targets: Sequence[Verdict], avoided: Sequence[int], gave_up: Sequence[int]
) -> str:
    kept, missed = sum(page.kept for page in owners), sum(page.missed for page in owners)
    parts = []
    if targets:
        parts.append(f"{targets.count('kept')} of {counted(len(targets), 'target', 'targets')} reached by measurement")
    judged = kept + missed
    if judged:
        parts.append(f"{kept} of {counted(judged, 'promise', 'promises')} of cells kept")
    if avoided:
        text = f"at least about {sum(avoided):,} calls avoided"
        parts.append(text + (f", and {counted(sum(gave_up), 'customer', 'customers')} gave up" if gave_up else ""))
    text = "; ".join(parts)
    return (
        f"{text[:1].upper()}{text[1:]}."
        if parts
        else "Measured, but nothing was promised that it could be held against."
    )


class _Maker:
    """Makes the rows of one measurement."""

    def __init__(
        self, decisions: Decisions, findings: Sequence[Finding], plan: "MigrationPlan | None", file: EvidenceFile
    ) -> None:
        self.decisions, self.plan, self.file = decisions, plan, file
        self.strategy = decisions.project.strategy
        self.acceptances = Acceptances(decisions)
        self.findings = [f for f in findings if f.code in EXCUSING and f.standing in ("justified", "expired")]
        self.least: Limit = limit(self.strategy, "claim_drift")
        self.prices = {(p.request, p.touchpoint): p for p in leak_prices(decisions)}

    def cells(self) -> list[CellPromise]:
        """Every measured cell of the map, by request and touchpoint."""
        by_cell: dict[tuple[str, str], list[Reading]] = {}
        for reading in readings(self.decisions.project):
            by_cell.setdefault((reading.request, reading.touchpoint), []).append(reading)
        return [self._cell(*key, own) for key, own in by_cell.items()]

    def _cell(self, request: str, touchpoint: str, own: Sequence[Reading]) -> CellPromise:
        written, there = self.strategy.coverage[request][touchpoint], self.strategy.touchpoints[touchpoint]
        avoided, gave_up = self._avoided(request, touchpoint), self._gave_up(request, touchpoint)
        price = self.prices.get((request, touchpoint))
        money = ""
        if price and price.amount is not None:
            money = f"calls within a day cost {price.amount:,.0f} {self.strategy.currency or ''} a year".rstrip()
        return CellPromise(
            request, self.strategy.requests[request].name or spelled(request), touchpoint,
            there.name or spelled(touchpoint), owner_of(written, there) or NOBODY,
            tuple(self._figure(reading) for reading in own), avoided,
            f"{percent(gave_up.share or Decimal(0))} ({gave_up.n:,} of {gave_up.of:,})" if gave_up and gave_up.of else "",
            gave_up.n if gave_up else None, money, tuple(self._notes(f"{request}/{touchpoint}")),
        )  # fmt: skip

    def _avoided(self, request: str, touchpoint: str) -> int | None:
        """Resolved here, less all that were followed by a call, at the share of the time in which most were."""
        cell = cell_of(self.file, request, touchpoint)
        if cell is None or cell.completion is None or self.strategy.touchpoints[touchpoint].family == "traditional":
            return None
        later = [after.share for after in cell.calls_after.values() if after.share is not None]
        if not later:
            return None
        called = (max(later) * cell.contacts).to_integral_value(ROUND_CEILING)
        return max(0, cell.completion.n - int(called))

    def _gave_up(self, request: str, touchpoint: str) -> Counted | None:
        cell = cell_of(self.file, request, touchpoint)
        return cell.gave_up if cell else None

    def _figure(self, reading: Reading) -> MeasuredFigure:
        promise, by = self._promise(reading)
        measured = reading.measured
        low, high = measured.interval
        within = f" within {reading.within}" if reading.within else ""
        before = percent(reading.before.share) if reading.before and reading.before.share is not None else ""
        return MeasuredFigure(
            reading.key, TITLES[reading.key] + within, percent(promise) if promise is not None else "", by,
            reading.claimed.text if reading.claimed else "", percent(measured.share or Decimal(0)),
            f"{share(low)} to {share(high)}", f"{measured.n:,} of {measured.of:,}", measured.few, before,
            self._changed(reading), verdict(measured, promise, falls=reading.key in FALLS),
            excuse(self.acceptances, [f for f in self.findings if f.where == reading.where and _about(f, reading.key)]),
            measured.share, promise,
        )  # fmt: skip

    def _promise(self, reading: Reading) -> tuple[Decimal | None, str]:
        """What the target should reach, else the plan's forecast for the last month, else what is claimed."""
        written = self.strategy.coverage[reading.request][reading.touchpoint]
        expected: Figure | None = getattr(written.expected, reading.key) if written.expected else None
        if expected is not None and (not reading.within or expected.within in (None, SECONDS[reading.within])):
            return expected.likely, "expected of the target"
        if self.plan is not None and reading.key == "completion" and self.file.evidence is not None:
            month = self.file.evidence.last.isoformat()[:7]
            found = promised_completion(
                self.plan.forecast, self.plan.problem.starts, self.strategy, reading.request, reading.touchpoint, month
            )
            if found is not None:
                return found, "forecast of the plan"
        return (reading.claimed.likely, "claimed for today") if reading.claimed else (None, "")

    def _changed(self, reading: Reading) -> str:
        before, now = reading.before, reading.measured
        if before is None or before.share is None or now.share is None:
            return ""
        if not reading.moved(self.least.value):
            return "no clear change"
        return f"{'up' if now.share > before.share else 'down'} from {percent(before.share)}"

    def _notes(self, where: str) -> Iterator[str]:
        """What was accepted about the cell as a whole; what is about one figure stands beside it."""
        for finding in self.findings:
            whole = finding.where == where and not any(_about(finding, key) for key in TITLES)
            if whole and (text := excuse(self.acceptances, [finding])):
                yield f"{finding.code}: {text}"


def _about(finding: Finding, key: str) -> bool:
    return key in finding.field


def verdict(measured: Counted, promise: Decimal | None, *, falls: bool) -> Verdict:
    """Kept or missed where chance does not explain the difference."""
    if promise is None:
        return "not promised"
    if measured.few:
        return "cannot be told"
    low, high = measured.interval
    if falls:
        return "kept" if high <= promise else "missed" if low > promise else "cannot be told"
    return "kept" if low >= promise else "missed" if high < promise else "cannot be told"
