"""Every measured figure as one row: what, of what, which month, both whole numbers, the value and its interval."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.measure.figures.cells import CellFigures
from ecaremap.measure.figures.figures import Figures
from ecaremap.measure.figures.shares import Mean, Share, Slice


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure.

    Attributes:
        metric: its name, as targets use it. scope: `all`, `request:pay-bill`, `touchpoint:app`, `segment:…`,
            `cell:pay-bill/app`, `move:app>call-centre`, `way:app>app>call-centre`, `class:mixed`, `same need:family`. month: `2026-04`, or empty for all.
        numerator, denominator: whole numbers; a mean of money is in cents. value: unrounded. low, high: of shares only.
    """

    metric: str
    scope: str
    month: str
    numerator: int
    denominator: int
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


MONEY = ("cost_per_completed_need",)


def figure_rows(found: Figures, *, money: bool = True) -> tuple[FigureRow, ...]:
    """All figures that may be shown, in a fixed order; `money` False leaves out what is money."""
    rows = (
        *_slices(found),
        *_cells(found.cells),
        *_moves(found),
        *_first_contacts(found),
        *_classes(found),
        *_ways(found),
        *_bands(found),
    )
    return tuple(row for row in rows if money or row.metric not in MONEY)


def _slices(found: Figures) -> Iterator[FigureRow]:
    slices = found.slices
    yield from _slice(slices.all, "all", "")
    groups = (("request", slices.requests), ("touchpoint", slices.touchpoints), ("segment", slices.segments))
    for kind, parts in groups:
        for part in parts:
            yield from _slice(part, f"{kind}:{part.of}", "")
    for part in slices.months:
        yield from _slice(part, "all", part.of)


def _slice(part: Slice, scope: str, month: str) -> Iterator[FigureRow]:
    yield from _shares(part.shares.values(), scope, month)
    yield from _mean(part.cost_per_completed_need, scope, month)
    yield from _mean(part.csat, scope, month)


def _shares(shares: Iterable[Share], scope: str, month: str = "") -> Iterator[FigureRow]:
    for share in shares:
        counted = share.counted
        if counted is not None and counted.share is not None:
            low, high = counted.interval
            yield FigureRow(share.name, scope, month, counted.n, counted.of, counted.share, low, high)


def _mean(mean: Mean, scope: str, month: str = "") -> Iterator[FigureRow]:
    if mean.value is not None and mean.total is not None and mean.of:
        yield FigureRow(mean.name, scope, month, mean.total, mean.of, mean.value)


def _cells(cells: Iterable[CellFigures]) -> Iterator[FigureRow]:
    for cell in cells:
        scope = f"cell:{cell.request}/{cell.touchpoint}"
        yield from _shares(
            (
                cell.of_starts,
                cell.completion,
                *cell.calls_after.values(),
                *cell.then_person.values(),
                cell.gave_up,
                cell.satisfied,
            ),
            scope,
        )
        yield from _mean(cell.csat, scope)


def _moves(found: Figures) -> Iterator[FigureRow]:
    for row in found.leaks:
        scope = f"touchpoint:{row.of}"
        yield from _shares(
            (
                row.stayed, row.went_on, row.ended_resolved, row.ended_unresolved, row.ended_unknown,
                *row.again.values(), *row.to_person.values(),
            ),
            scope,
        )  # fmt: skip
        for leak in row.leaks:
            yield from _shares(leak.within.values(), f"move:{row.of}>{leak.to}")


def _first_contacts(found: Figures) -> Iterator[FigureRow]:
    for each in found.first_contacts:
        yield from _shares((each.one_channel, each.not_the_first), f"touchpoint:{each.touchpoint}")


def _classes(found: Figures) -> Iterator[FigureRow]:
    for each in found.satisfaction:
        yield from _mean(each.raw, f"class:{each.kind}")


def _ways(found: Figures) -> Iterator[FigureRow]:
    for way in found.variants.frequent:
        scope = f"way:{'>'.join([*way.steps, '…'] if way.longer else way.steps)}"
        yield from _shares((way.of_all, way.finished), scope)


def _bands(found: Figures) -> Iterator[FigureRow]:
    for each in found.bands:
        yield from _shares(each.shares.values(), f"same need:{each.same_need}")
