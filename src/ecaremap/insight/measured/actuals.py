"""Targets against what was measured, month by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from ecaremap.insight.bounds import SIDES, Bound, Side, bounds, resolved
from ecaremap.model.counted import Counted
from ecaremap.model.measured import EvidenceFile, Measured
from ecaremap.model.plan import Target
from ecaremap.model.project import Project
from ecaremap.model.strategy import Strategy

if TYPE_CHECKING:
    from ecaremap.model.evidence import MeasuredSlice

Trend = Literal["better", "worse", "no clear change", "unknown"]
Verdict = Literal["kept", "missed", "cannot be told", "not measured"]


@dataclass(frozen=True, slots=True)
class Actual:
    """A metric in one month: both numbers of a share, or an amount of money; `file` is the evidence it is from."""

    month: str
    counted: Counted | None
    amount: Decimal | None
    file: str

    @property
    def value(self) -> Decimal | None:
        """The share, or the amount."""
        return self.counted.share if self.counted else self.amount


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """One end of a promise.

    Attributes:
        number: of the target in the strategy. bound: as a share, or as money a month for the operating cost.
        actuals: whole months, oldest first. verdict: of the newest one. trend: the newest against the oldest.
        due: whether a month was measured that reaches the day it was due.
    """

    number: int
    target: Target
    side: Side
    bound: Bound
    limit: Decimal
    actuals: tuple[Actual, ...]
    verdict: Verdict
    trend: Trend
    due: bool

    @property
    def last(self) -> Actual | None:
        """The newest month."""
        return self.actuals[-1] if self.actuals else None


@lru_cache(maxsize=16)
def standings(project: Project, until: str = "") -> tuple[TargetStanding, ...]:
    """Every end of every target that can be read, in the order of the strategy; empty without evidence.

    `until` is the last month that counts, as `2026-09`; all that were measured, if missing.
    """
    evidence = project.evidence
    return tuple(_standings(project.strategy, evidence, until)) if evidence and evidence.last else ()


def _standings(strategy: Strategy, evidence: Measured, until: str) -> Iterator[TargetStanding]:
    for number, target in enumerate(strategy.targets):
        read = bounds(target, strategy.currency)
        for side in SIDES:
            limit = _limit(strategy, target, read[side]) if side in read else None
            if limit is not None:
                known = (actual for actual in months_of(evidence, target.metric) if actual.value is not None)
                months = tuple(actual for actual in known if not until or actual.month <= until)
                yield _standing(months, number, target, side, read[side], limit)


def _standing(
    months: tuple[Actual, ...], number: int, target: Target, side: Side, bound: Bound, limit: Decimal
) -> TargetStanding:
    last = months[-1] if months else None
    due = last is not None and last.month >= target.by.isoformat()[:7]
    verdict = _verdict(last, side, limit) if last else "not measured"
    return TargetStanding(
        number, target, side, bound, limit, months, verdict, trend(months, up=side == "at_least"), due
    )


def months_of(evidence: Measured, metric: str) -> Iterator[Actual]:
    """A metric by whole month, oldest first; of a month in several files the newest file speaks."""
    found: dict[str, Actual] = {}
    for file in evidence.readable:
        assert file.evidence is not None
        for month, each in file.evidence.months.items():
            found[month] = _actual(file, month, each, metric)
    yield from (found[month] for month in sorted(found))


def _actual(file: EvidenceFile, month: str, each: "MeasuredSlice", metric: str) -> Actual:
    amount = None
    cents = each.cost_cents
    if metric == "operating_cost" and cents is not None and file.evidence and file.evidence.covers == "all contacts":
        amount = Decimal(cents) / 100
    if metric == "cost_per_completed_need" and cents is not None and each.finished:
        amount = Decimal(cents) / 100 / each.finished
    return Actual(month, each.shares.get(metric), amount, file.name)


def _limit(strategy: Strategy, target: Target, bound: Bound) -> Decimal | None:
    """The bound as a share or as money; the operating cost, promised for the baseline's period, as money a month."""
    amount = resolved(bound, strategy)
    if amount is None or target.metric != "operating_cost":
        return amount
    if strategy.baseline is None:
        return None
    first, last = (int(month[:4]) * 12 + int(month[5:]) for month in strategy.baseline.period.split(" to "))
    return amount / (last - first + 1) if last >= first else None


def _verdict(last: Actual, side: Side, limit: Decimal) -> Verdict:
    """Kept or missed only where chance does not explain it; money has no chance in it."""
    if last.counted is not None:
        if last.counted.few:
            return "cannot be told"
        low, high = last.counted.interval
    else:
        low = high = last.amount or Decimal(0)
    if side == "at_least":
        return "kept" if low >= limit else "missed" if high < limit else "cannot be told"
    return "kept" if high <= limit else "missed" if low > limit else "cannot be told"


def trend(months: tuple[Actual, ...], *, up: bool) -> Trend:
    """The newest month against the oldest; better is up or down."""
    if len(months) < 2:
        return "unknown"
    first, last = months[0], months[-1]
    if first.counted and last.counted:
        if first.counted.few or last.counted.few:
            return "unknown"
        changed = last.counted.differs(first.counted)
    else:
        changed = first.amount != last.amount
    if not changed:
        return "no clear change"
    risen = (last.value or Decimal(0)) > (first.value or Decimal(0))
    return "better" if risen == up else "worse"
