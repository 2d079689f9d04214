"""Cells of one quarter: what was promised there, measured, changed and excused."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from ecaremap.insight.limits import Limit, limit, share
from ecaremap.insight.measured.leak_prices import leak_prices
from ecaremap.insight.measured.quarters import CellSum, Quarter, QuarterReading, cell_sum, quarter_readings
from ecaremap.insight.measured.readings import SECONDS
from ecaremap.insight.waivers import Acceptances
from ecaremap.model.counted import FEW, Counted
from ecaremap.model.facts import owner_of
from ecaremap.model.figures import Figure
from ecaremap.model.finding import Finding
from ecaremap.plan.promises import promised_completion
from ecaremap.policy.decisions import Decisions
from ecaremap.views.promised_model import CellPromise, MeasuredFigure, Verdict
from ecaremap.views.promised_targets import NOBODY, excuse
from ecaremap.views.words import percent, spelled

if TYPE_CHECKING:
    from ecaremap.plan.result import MigrationPlan

FALLS = ("calls_after",)
"""Figures that a cell wants to see fall."""

EXCUSING = ("G105", "G110", "G125", "G220", "G225")
"""Findings about the figures of a cell; who accepted one of them excuses the cell."""

TITLES = {
    "completion": "Completion", "calls_after": "Calls afterwards", "csat": "Satisfaction", "used_share": "Use",
}  # fmt: skip
EXPECTED, CLAIMED = "expected of the target", "claimed for today"


class Cells:
    """Makes the rows of the quarters of one strategy."""

    def __init__(self, decisions: Decisions, findings: Sequence[Finding], plan: "MigrationPlan | None") -> None:
        self.decisions, self.plan = decisions, plan
        self.strategy = decisions.project.strategy
        self.acceptances = Acceptances(decisions)
        self.findings = [f for f in findings if f.code in EXCUSING and f.standing in ("justified", "expired")]
        self.least: Limit = limit(self.strategy, "claim_drift")
        self.prices = {(p.request, p.touchpoint): p for p in leak_prices(decisions)}

    def of(self, quarter: Quarter, before: Sequence[Quarter], *, newest: bool) -> list[CellPromise]:
        """Every cell of the map that the quarter knows: where a promise was missed first, where nothing was promised last."""
        by_cell: dict[tuple[str, str], list[QuarterReading]] = {}
        for reading in quarter_readings(self.decisions.project, quarter, before):
            by_cell.setdefault((reading.request, reading.touchpoint), []).append(reading)
        cells = [self._cell(at, quarter, own, newest=newest) for at, own in by_cell.items()]
        return sorted(cells, key=_rank)

    def _cell(
        self, at: tuple[str, str], quarter: Quarter, own: Sequence[QuarterReading], *, newest: bool
    ) -> CellPromise:
        request, touchpoint = at
        written, there = self.strategy.coverage[request][touchpoint], self.strategy.touchpoints[touchpoint]
        said = cell_sum(quarter, *at)
        assert said is not None
        by_itself = there.family != "traditional"
        gave_up = said.gave_up if by_itself else None
        return CellPromise(
            request, self.strategy.requests[request].name or spelled(request), touchpoint,
            there.name or spelled(touchpoint), owner_of(written, there) or NOBODY,
            tuple(self._figure(reading, quarter) for reading in own), said.contacts, said.contacts < FEW,
            _avoided(said) if by_itself else None,
            f"{percent(gave_up.share or Decimal(0))} ({gave_up.n:,} of {gave_up.of:,})" if gave_up and gave_up.of else "",
            gave_up.n if gave_up else None, self._money(at) if newest else "",
            tuple(self._notes(f"{request}/{touchpoint}")),
        )  # fmt: skip

    def _money(self, at: tuple[str, str]) -> str:
        price = self.prices.get(at)
        if price is None or price.amount is None:
            return ""
        return f"calls within a day cost {price.amount:,.0f} {self.strategy.currency or ''} a year".rstrip()

    def _figure(self, reading: QuarterReading, quarter: Quarter) -> MeasuredFigure:
        promise, by = self._promise(reading, quarter)
        measured = reading.measured
        low, high = measured.interval
        within = f" within {reading.within}" if reading.within else ""
        earlier = tuple((each.title, percent(said.share)) for each, said in reading.earlier if said.share is not None)
        where = f"{reading.request}/{reading.touchpoint}"
        found = verdict(measured, promise, falls=reading.key in FALLS)
        if found == "missed" and by == EXPECTED and not self._live(reading):
            found = "not yet"
        return MeasuredFigure(
            reading.key, TITLES[reading.key] + within, percent(promise) if promise is not None else "", by,
            reading.claimed.text if reading.claimed else "", percent(measured.share or Decimal(0)),
            f"{share(low)} to {share(high)}", f"{measured.n:,} of {measured.of:,}", measured.few,
            earlier[-1][1] if earlier else "", self._changed(reading), found,
            excuse(self.acceptances, [f for f in self.findings if f.where == where and _about(f, reading.key)]),
            measured.share, promise, earlier,
        )  # fmt: skip

    def _live(self, reading: QuarterReading) -> bool:
        """Whether the target is what is there today."""
        written = self.strategy.coverage[reading.request][reading.touchpoint]
        return (written.aim or "none") == (written.today or "none")

    def _promise(self, reading: QuarterReading, quarter: Quarter) -> tuple[Decimal | None, str]:
        """What the target should reach once it is there, else the plan's forecast, else what is claimed for today."""
        written = self.strategy.coverage[reading.request][reading.touchpoint]
        expected: Figure | None = getattr(written.expected, reading.key) if written.expected else None
        if expected is not None and reading.within and expected.within not in (None, SECONDS[reading.within]):
            expected = None
        if expected is not None and self._live(reading):
            return expected.likely, EXPECTED
        if self.plan is not None and reading.key == "completion":
            found = promised_completion(
                self.plan.forecast, self.plan.problem.starts, self.strategy, reading.request, reading.touchpoint,
                quarter.month,
            )  # fmt: skip
            if found is not None:
                return found, "forecast of the plan"
        if reading.claimed is not None:
            return reading.claimed.likely, CLAIMED
        return (expected.likely, EXPECTED) if expected is not None else (None, "")

    def _changed(self, reading: QuarterReading) -> str:
        now, before = reading.measured, reading.before
        if before is None or before[1].share is None or now.share is None:
            return ""
        if now.few or before[1].few:
            return "too few to tell"
        if not reading.moved(self.least.value):
            return f"no clear change since {before[0].title}"
        return f"{'up' if now.share > before[1].share else 'down'} from {percent(before[1].share)} in {before[0].title}"

    def _notes(self, where: str) -> Iterator[str]:
        """What was accepted about the cell as a whole; what is about one figure stands beside it."""
        for finding in self.findings:
            whole = finding.where == where and not any(_about(finding, key) for key in TITLES)
            if whole and (text := excuse(self.acceptances, [finding])):
                yield f"{finding.code}: {text}"


def _avoided(cell: CellSum) -> int | None:
    """Resolved here, less those of them that were followed by a call, at the share of the time in which most were."""
    completion = cell.shares.get("completion")
    later = [after.share for after in cell.calls_after.values() if after.share is not None]
    if completion is None or not later:
        return None
    called = (max(later) * completion.n).to_integral_value(ROUND_CEILING)
    return max(0, completion.n - int(called))


def _about(finding: Finding, key: str) -> bool:
    return key in finding.field


def _rank(cell: CellPromise) -> int:
    missed = any(figure.verdict == "missed" and not figure.excused for figure in cell.figures)
    return 0 if missed else 1 if cell.promised else 2


def verdict(measured: Counted, promise: Decimal | None, *, falls: bool) -> Verdict:
    """Kept or missed where chance does not explain the difference, else in line."""
    if promise is None:
        return "not promised"
    if measured.few:
        return "cannot be told"
    low, high = measured.interval
    if falls:
        return "kept" if high <= promise else "missed" if low > promise else "in line"
    return "kept" if low >= promise else "missed" if high < promise else "in line"
