"""The frozen view of promises against measurements. Texts are for readers; an empty text stands for "not known"."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Verdict = Literal["kept", "missed", "cannot be told", "not promised", "not measured"]


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """One figure of a cell.

    Attributes:
        key: as the map writes it; title: for readers. promised: what the target should reach, or the plan forecasts;
            by: which of both. claimed: what the author says of today.
        measured: the share; interval and of: how sure, and of how many. few: of fewer than 30, shown grey.
        before: the measurement before; changed: in words. excused: who accepted a miss, why, until when.
        share, promise: the same as decimals.
    """

    key: str
    title: str
    promised: str
    by: str
    claimed: str
    measured: str
    interval: str
    of: str
    few: bool
    before: str
    changed: str
    verdict: Verdict
    excused: str
    share: Decimal | None
    promise: Decimal | None


@dataclass(frozen=True, slots=True)
class CellPromise:
    """One cell with what was promised and measured there.

    Attributes:
        calls_avoided: contacts resolved here and not followed by a call: at least about so many.
        gave_up: needs that began here and that nobody finished, in words; gave_up_n: how many. None where not known.
        money: what calls after it cost a year, in words. notes: remarks that excuse or explain.
    """

    request: str
    request_name: str
    touchpoint: str
    touchpoint_name: str
    owner: str
    figures: tuple[MeasuredFigure, ...]
    calls_avoided: int | None
    gave_up: str
    gave_up_n: int | None
    money: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetPromise:
    """One end of a target.

    Attributes:
        title: of the metric. counts, of: numerator and denominator in words. promised: the bound; due: by when.
        months: month and value in words, oldest first. forecast: of the plan for the newest month.
    """

    id: str
    title: str
    counts: str
    of: str
    promised: str
    due: str
    months: tuple[tuple[str, str], ...]
    measured: str
    forecast: str
    verdict: Verdict
    trend: str
    owner: str
    excused: str


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """What one owner promised: the cells, how many figures were kept and missed."""

    owner: str
    cells: tuple[CellPromise, ...]
    kept: int
    missed: int


@dataclass(frozen=True, slots=True)
class PromisedView:
    """Promised against measured, for one quarter.

    Attributes:
        quarter: of the last day, as `Q3 2026`. period: months of the log. file: the evidence.
        sentence: what a reader needs in ten seconds. why_not: why there is nothing to show, empty if there is.
        calls_avoided, gave_up: of all cells together, both or none is worth saying; None where not known.
    """

    name: str
    as_of: str
    quarter: str
    period: str
    file: str
    sentence: str
    why_not: str
    targets: tuple[TargetPromise, ...]
    owners: tuple[OwnerPage, ...]
    calls_avoided: int | None
    gave_up: int | None
    notices: tuple[str, ...]
