"""The frozen view of promises against measurements. Texts are for readers; an empty text stands for "not known"."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Verdict = Literal["kept", "in line", "missed", "not yet", "cannot be told", "not promised", "not measured"]
"""`in line` differs by no more than chance; `cannot be told` rests on too few; `not yet` falls short of what is not due yet."""


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """One figure of a cell.

    Attributes:
        key: as the map writes it; title: for readers. promised: what the target should reach, or the plan forecasts;
            by: which of both. claimed: what the author says of today.
        measured: the share; interval and of: how sure, and of how many. few: of fewer than 30, shown grey.
        before: the quarter before; changed: in words. earlier: quarter and share of all quarters before, oldest first.
        excused: who accepted a miss, why, until when. share, promise: the same as decimals.
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
    earlier: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CellPromise:
    """One cell with what was promised and measured there.

    Attributes:
        contacts: how many were counted there; few: fewer than 30, shown grey.
        calls_avoided: contacts resolved here and not followed by a call: about so many.
        gave_up: needs that began here and that nobody finished, in words; gave_up_n: how many. None where not known.
        money: what calls after it cost a year, in words. notes: remarks that excuse or explain.
    """

    request: str
    request_name: str
    touchpoint: str
    touchpoint_name: str
    owner: str
    figures: tuple[MeasuredFigure, ...]
    contacts: int
    few: bool
    calls_avoided: int | None
    gave_up: str
    gave_up_n: int | None
    money: str
    notes: tuple[str, ...]

    @property
    def promised(self) -> tuple[MeasuredFigure, ...]:
        """The figures that somebody promised something about."""
        return tuple(figure for figure in self.figures if figure.verdict != "not promised")


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """One month of a target: as `2026-09`, in words, and the value with its interval; few: of fewer than 30."""

    month: str
    text: str
    value: Decimal
    low: Decimal
    high: Decimal
    few: bool


@dataclass(frozen=True, slots=True)
class TargetPromise:
    """One end of a target.

    Attributes:
        title: of the metric. counts, of: numerator and denominator in words. promised: the bound; due: by when.
        months: month and value in words, oldest first; points: the same with intervals, bound: the line to reach.
        in_money: it promises an amount.
        measured: of the newest month, with how many; interval: 95%. forecast: of the plan for that month.
        trend: the newest month against the oldest, in one word; moved: in words, with both.
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
    interval: str = ""
    moved: str = ""
    few: bool = False
    bound: Decimal | None = None
    in_money: bool = False
    points: tuple[MonthPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """What one owner promised: the cells, how many figures were kept and missed, calls avoided, needs given up."""

    owner: str
    cells: tuple[CellPromise, ...]
    kept: int
    missed: int
    calls_avoided: int | None = None
    gave_up: int | None = None

    @property
    def promised(self) -> tuple[CellPromise, ...]:
        """The cells that somebody promised something about."""
        return tuple(cell for cell in self.cells if cell.promised)

    @property
    def others(self) -> tuple[CellPromise, ...]:
        """The cells that were measured although nobody promised anything."""
        return tuple(cell for cell in self.cells if not cell.promised)


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One quarter in a line: targets reached of all that were measured, promises of cells kept and missed."""

    key: str
    quarter: str
    period: str
    targets_kept: int
    targets: int
    kept: int
    missed: int
    calls_avoided: int | None
    gave_up: int | None


@dataclass(frozen=True, slots=True)
class PromisedView:
    """Promised against measured, for one quarter.

    Attributes:
        quarter: of the last day, as `Q3 2026`; key: as `2026-q3`. period: the days of the logs, in words; file: the evidence.
        scope: what the logs are, where they are not all contacts. stamp: what keeps figures from being taken for real ones.
        sentence: what a reader needs in ten seconds. why_not: why there is nothing to show, empty if there is.
        calls_avoided, gave_up: of all cells together, both or none is worth saying; None where not known.
        history: all quarters that were measured, oldest first.
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
    key: str = ""
    scope: str = ""
    stamp: str = ""
    history: tuple[QuarterRow, ...] = ()
