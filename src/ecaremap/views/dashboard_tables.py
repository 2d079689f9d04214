"""Measured figures by request, touchpoint, segment and month, satisfaction by class of journey, and the same-need band."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.insight.bounds import BoundError, bounds
from ecaremap.measure.figures.figures import Figures
from ecaremap.measure.figures.shares import Kind, Slice
from ecaremap.measure.kept import Kept
from ecaremap.model.plan import Target
from ecaremap.model.strategy import Strategy
from ecaremap.views.dashboard_model import (
    BandRow,
    GroupRow,
    GroupTable,
    SatisfactionRow,
    ShareView,
    TrendLine,
    TrendView,
)  # fmt: skip
from ecaremap.views.dashboard_words import Named, near, share_view
from ecaremap.views.words import month_words

HEADS = {
    "digital_start_share": "Start digitally",
    "digital_end_to_end_share": "Digital from start to end",
    "leakage": "With a person within a day",
    "one_contact_resolution": "Solved at the first contact",
}
"""The figures of every table, in the order of a board's questions."""

BAND_NAMES = {
    "strict": "only the same request",
    "family": "any request of its family",
    "any": "any request",
}
KIND_TITLES: dict[Kind, str] = {
    "digital-only": "Digital only",
    "mixed": "Digital and with a person",
    "traditional": "No digital touch",
}
SURVIVORS = (
    "Who finished digitally is a survivor: whoever got stuck and called stands among the mixed journeys. Adjusted: as if "
    "every class had the mix of requests of all needs."
)


def group_tables(figures: Figures, named: Named) -> tuple[GroupTable, ...]:
    """By request, where needs start, and segment; a table of nothing is not there."""
    slices = figures.slices
    every: tuple[tuple[str, tuple[Slice, ...], Callable[[str], str], bool], ...] = (
        ("By request", slices.requests, named.request, False),
        ("By where needs start", slices.touchpoints, named.touchpoint, True),
        ("By group of customers", slices.segments, named.segment, False),
    )
    heads = tuple(HEADS.values())
    tables = (
        GroupTable(title, heads, tuple(_rows(found, spell, named, places))) for title, found, spell, places in every
    )
    return tuple(table for table in tables if table.rows)


def _rows(found: Iterable[Slice], spell: Callable[[str], str], named: Named, places: bool) -> Iterable[GroupRow]:
    def order(part: Slice) -> tuple[int, tuple[int, str]]:
        return (0, named.rank(part.of)) if places else (-(part.journeys or 0), (0, part.of))

    for part in sorted(found, key=order):
        yield GroupRow(part.of, spell(part.of), part.journeys, part.contacts, _shares(part))


def _shares(part: Slice) -> tuple[ShareView, ...]:
    return tuple(share_view(part.shares[name]) for name in HEADS)


def trend(figures: Figures, strategy: Strategy) -> TrendView | None:
    """Whole months only; None where there are not two of them."""
    span = figures.span
    whole = set(span.whole) if span else set()
    months = [part for part in figures.slices.months if part.of in whole]
    if len(months) < 2:
        return None
    partial = tuple(month_words(part.of) for part in figures.slices.months if part.of not in whole)
    lines = []
    for name, title in HEADS.items():
        points = tuple(_unless_few(share_view(part.shares[name])) for part in months)
        target = target_of(strategy, name)
        lines.append(TrendLine(name, title, points, target[1], target[2], direction(name)))
    names = tuple((part.of, month_words(part.of)) for part in months)
    return TrendView(names, tuple(part.journeys for part in months), tuple(lines), partial)


def _unless_few(share: ShareView) -> ShareView:
    """A line through months of fewer than 30 would be drawn by chance."""
    return ShareView("too few", detail=share.detail) if share.few else share


def direction(metric: str) -> str:
    """Which way is better."""
    return "down" if metric == "leakage" else "up"


def target_of(strategy: Strategy, metric: str) -> tuple[Target | None, Decimal | None, str]:
    """The first target of a metric that falls due, its bound as a share, and the bound in words."""
    found = sorted((t for t in strategy.targets if t.metric == metric), key=lambda target: (target.by, target.id))
    for target in found:
        try:
            both = bounds(target, strategy.currency)
        except BoundError:
            continue
        for side, bound in both.items():
            return target, bound.amount, f"{'at least' if side == 'at_least' else 'at most'} {bound.text}"
    return None, None, ""


def satisfaction_rows(kept: Kept, named: Named) -> tuple[SatisfactionRow, ...]:
    """The three classes; empty where nobody was asked."""
    shared = not kept.graded
    rows = []
    for each in kept.figures.satisfaction:
        missing = tuple(named.request(name) for name in each.missing)
        rows.append(
            SatisfactionRow(
                each.kind,
                KIND_TITLES[each.kind],
                _grade(each.raw.value, shared, withheld=each.raw.withheld),
                _grade(each.adjusted, shared, withheld=each.raw.withheld),
                each.raw.value,
                each.adjusted,
                each.raw.of,
                near(each.covered),
                missing,
            )
        )
    return tuple(rows)


def _grade(value: Decimal | None, shared: bool, *, withheld: bool) -> str:
    if value is None:
        return "too few" if withheld else "not known"
    return near(value) if shared else f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def band_rows(kept: Kept) -> tuple[BandRow, ...]:
    """The figures under every idea of the same need that was counted."""
    return tuple(
        BandRow(each.same_need, BAND_NAMES[each.same_need], each.same_need == kept.settings.same_need, each.journeys,
                tuple(share_view(each.shares.get(name)) for name in HEADS))
        for each in kept.figures.bands
    )  # fmt: skip
