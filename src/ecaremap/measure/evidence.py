"""From figures to evidence: what of a measurement is kept beside the strategy.

Nothing of a customer, no path of a file, nothing about fewer journeys than `smallest`; values that the strategy does
not know are named only where they are frequent, since a log may hold free text there.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from ecaremap.measure.figures.cells import CellFigures
from ecaremap.measure.figures.figures import Figures
from ecaremap.measure.figures.rows import UNKNOWN
from ecaremap.measure.figures.shares import Share, Slice
from ecaremap.measure.model import Counts, Reason, Row
from ecaremap.model.counted import Counted
from ecaremap.model.evidence import (
    LATER,
    CountedBy,
    Evidence,
    MeasuredCell,
    MeasuredRequest,
    MeasuredSlice,
    Ratings,
    ReadLog,
    RefusedRows,
    Rows,
    UnknownValue,
)

MOST = Decimal("0.95")
"""From this share of contacts counted on, the log is said to cover all of them."""

OTHER = "other values"


class NothingCounted(ValueError):
    """No contact of the log could be counted, so there is no evidence."""


def evidence_of(strategy: str, counts: Counts, figures: Figures, rows: Rows | None = None) -> Evidence:
    """The evidence of one measurement; `rows` is the file with the counts, if there is one.

    Raises:
        NothingCounted: the log has no contact that could be counted.
    """
    span = figures.span
    if span is None:
        raise NothingCounted
    whole = figures.slices.all
    if whole.withheld:
        raise NothingCounted
    return Evidence(
        strategy=strategy,
        period=span.months,
        first=span.first,
        last=span.last,
        covers="all contacts" if _counted_share(counts) >= MOST else "a part",
        log=_log(counts),
        counted_by=CountedBy(
            same_need=counts.settings.same_need, timezone=counts.settings.timezone, smallest=counts.settings.smallest,
            windows={reason.id: _duration(reason) for reason in counts.settings.reasons},
        ),
        whole=_slice(whole),
        months={each.of: _slice(each) for each in figures.slices.months if each.of in span.whole and not each.withheld},
        requests={
            each.of: MeasuredRequest(
                journeys=each.journeys or 0, starts_at=_starts(each.of, figures.cells), shares=_shares(each.shares)
            )
            for each in figures.slices.requests
            if not each.withheld
        },
        cells=_cells(figures.cells),
        rows=rows,
    )  # fmt: skip


def _counted_share(counts: Counts) -> Decimal:
    read = max(counts.intake.rows - counts.intake.merged, counts.intake.counted)
    return Decimal(counts.intake.counted) / read if read else Decimal(0)


def _log(counts: Counts) -> ReadLog:
    intake = counts.intake
    at = counts.columns["contacts"].index("channel")
    seen = {row[at] for row in counts.rows["contacts"]}
    return ReadLog(
        files=tuple(sorted({_base(name) for name in intake.sources})),
        rows=intake.rows,
        contacts=intake.counted,
        merged=intake.merged,
        refused=tuple(RefusedRows(reason=refused.reason, rows=refused.rows) for refused in intake.refused),
        unknown=_unknown(counts),
        touchpoints=tuple(channel.id for code, channel in enumerate(counts.settings.channels) if code in seen),
        engine=counts.engine,
        query=counts.query_hash,
    )


def _base(name: str) -> str:
    """A file's name without its folders, whichever system wrote it."""
    return PurePath(name.replace("\\", "/")).name


def _unknown(counts: Counts) -> tuple[UnknownValue, ...]:
    found: list[UnknownValue] = []
    rare: dict[str, int] = {}
    for value in counts.intake.unmapped:
        if value.rows < counts.settings.smallest:
            rare[value.column] = rare.get(value.column, 0) + value.rows
        else:
            found.append(UnknownValue(column=value.column, value=value.value, rows=value.rows))
    found += [UnknownValue(column=column, value=OTHER, rows=rows) for column, rows in rare.items()]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda each: (each.column, -each.rows, each.value)))


def _duration(reason: Reason) -> str:
    for unit, seconds in (("day", 86400), ("hour", 3600), ("min", 60)):
        if reason.window % seconds == 0:
            number = reason.window // seconds
            return f"{number} {unit}" if number == 1 or unit == "min" else f"{number} {unit}s"
    return f"{reason.window} s"


def _shares(shares: Mapping[str, Share]) -> dict[str, Counted]:
    return {name: share.counted for name, share in shares.items() if share.counted is not None}


def _slice(each: Slice) -> MeasuredSlice:
    finished = each.cost_per_completed_need.of
    return MeasuredSlice(
        journeys=each.journeys or 0, contacts=each.contacts or 0, shares=_shares(each.shares), cost_cents=each.cost,
        finished=finished,
    )  # fmt: skip


def _starts(request: str, cells: Iterable[CellFigures]) -> dict[str, int]:
    return {cell.touchpoint: cell.starts for cell in cells if cell.request == request and cell.starts is not None}


def _cells(cells: Iterable[CellFigures]) -> dict[str, dict[str, MeasuredCell]]:
    found: dict[str, dict[str, MeasuredCell]] = {}
    for cell in cells:
        if cell.contacts is None:
            continue
        later: dict[Any, Counted] = {
            time: after.counted for time, w in LATER.items() if (after := cell.calls_after[w]).counted is not None
        }
        every: dict[Any, Counted] = {
            time: then.counted for time, w in LATER.items() if (then := cell.then_person[w]).counted is not None
        }
        ratings = None
        if cell.csat.total is not None and cell.csat.of is not None:
            ratings = Ratings(sum=cell.csat.total, answers=cell.csat.of)
        found.setdefault(cell.request, {})[cell.touchpoint] = MeasuredCell(
            contacts=cell.contacts, completion=cell.completion.counted, calls_after=later, then_person=every,
            gave_up=cell.gave_up.counted,
            satisfied=cell.satisfied.counted, ratings=ratings,
        )  # fmt: skip
    return found


COUNTED = {
    "journeys": "journeys", "moves": "n", "contacts": "n", "gaps": "n", "finished": "n", "variants": "journeys",
}  # fmt: skip
"""The column of each output that says how many a row is about."""


def kept_rows(counts: Counts) -> dict[str, tuple[tuple[str, ...], tuple[Row, ...]]]:
    """The rows to keep of each output: those of enough, and one for all others together, with codes of -1.

    Of others that are too few even together nothing is kept; else all totals stay what they were.
    """
    return {output: _kept(counts, output) for output in COUNTED if output in counts.rows}


def _kept(counts: Counts, output: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    from ecaremap.measure.figures.rows import DIMENSIONS

    columns, smallest = counts.columns[output], counts.settings.smallest
    size = columns.index(COUNTED[output])
    kept: list[Row] = []
    rest = [UNKNOWN if name in DIMENSIONS else 0 for name in columns]
    for row in counts.rows[output]:
        if row[size] >= smallest:
            kept.append(tuple(UNKNOWN if value is None else value for value in row))
        else:
            rest = [
                number if name in DIMENSIONS else number + (value or 0)
                for name, number, value in zip(columns, rest, row, strict=True)
            ]
    if rest[size] >= smallest:
        kept.append(tuple(rest))
    return columns, tuple(sorted(kept))
