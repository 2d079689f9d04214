"""Movement between touchpoints: from each to the next, and from where needs start to where they end."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ecaremap.measure.figures.figures import Figures
from ecaremap.measure.figures.leaks import WITHIN, LeakRow
from ecaremap.measure.figures.shares import Kind
from ecaremap.measure.kept import Kept, Way
from ecaremap.model.counted import Counted
from ecaremap.views.dashboard_model import (
    FlowLink,
    FlowNode,
    FlowPicture,
    MoveRow,
    MoveView,
    PlaceView,
    ShareView,
    WayView,
)
from ecaremap.views.dashboard_words import TOO_FEW, Named, counted_view, share_view, span_words

WAYS = 20
BOXES = 7
"""Touchpoints of one stage of the picture; the smallest are drawn as one."""

LEVELS = 5
KIND_NAMES: dict[Kind, str] = {"digital-only": "digital only", "mixed": "mixed", "traditional": "no digital touch"}
ENDS = (("finished", "Finished"), ("unfinished", "Not finished"), ("unknown", "Not known"))
STAGES = ("Starts at", "Ends at", "And is")
OTHERS = "others"
NOTE = "Needs by where they start and where they end; every contact between is told below, by the most frequent ways."
_PERSON = ("traditional", "automated-voice")
Pair = tuple[str, str]


def places(figures: Figures, named: Named) -> tuple[PlaceView, ...]:
    """The touchpoints with enough contacts to be shown, in the order of the map."""
    found = [row.of for row in figures.leaks if row.contacts is not None]
    return tuple(named.place(name) for name in sorted(found, key=named.rank))


def move_rows(figures: Figures, named: Named) -> tuple[MoveRow, ...]:
    """The matrix of moves, one row for each place."""
    rows = {row.of: row for row in figures.leaks}
    at = places(figures, named)
    gaps = {(wait.at, wait.to): span_words(wait.above, wait.up_to) for wait in figures.waits}
    largest = max((_part(leak.moved, rows[p.id].contacts) for p in at for leak in rows[p.id].leaks), default=Decimal(0))
    return tuple(_move_row(rows[place.id], at, gaps, largest, figures.smallest) for place in at)


def _part(moved: int | None, contacts: int | None) -> Decimal:
    return Decimal(moved) / contacts if moved and contacts else Decimal(0)


def _move_row(
    row: LeakRow, at: tuple[PlaceView, ...], gaps: dict[Pair, str], largest: Decimal, smallest: int
) -> MoveRow:
    leaks = {leak.to: leak for leak in row.leaks}
    moves: list[MoveView | None] = []
    for place in at:
        leak = leaks.get(place.id)
        if leak is None or not leak.moved:
            moves.append(None)
        elif leak.moved < smallest:
            few = ShareView(TOO_FEW)
            moves.append(MoveView(place.id, None, few, few, few, few, "", 0, leak.human))
        else:
            part = _part(leak.moved, row.contacts)
            level = int((part / largest * LEVELS).to_integral_value(ROUND_HALF_UP)) if largest else 0
            of = counted_view(Counted(leak.moved, row.contacts or leak.moved))
            gap = gaps.get((row.of, place.id), "")
            day, week, month = (share_view(leak.within[w]) for w in WITHIN)
            moves.append(MoveView(place.id, leak.moved, of, day, week, month, gap, max(1, level), leak.human))
    ends = (row.ended_resolved, row.ended_unresolved, row.ended_unknown, row.to_person["24h"])
    home = next(place for place in at if place.id == row.of)
    return MoveRow(home, row.contacts, tuple(moves), *(share_view(end) for end in ends))


def ways(kept: Kept, named: Named) -> tuple[tuple[WayView, ...], int, int]:
    """The most frequent ways; how many more there are, and how many needs went them or others too few to show."""
    ranked = sorted(kept.ways, key=lambda way: (-way.journeys, named.rank(way.first), named.rank(way.last), way.kind))
    total = sum(way.journeys for way in ranked) + kept.scattered
    shown = tuple(_way(named, way, total) for way in ranked[:WAYS])
    return shown, len(ranked) - len(shown), total - sum(way.needs for way in shown)


def _way(named: Named, way: Way, total: int) -> WayView:
    contacts = (Decimal(way.contacts) / way.journeys).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return WayView(
        named.place(way.first), named.place(way.last), KIND_NAMES[way.kind], way.journeys,
        counted_view(Counted(way.journeys, total)), f"{contacts:f}", counted_view(Counted(way.done, way.known)),
    )  # fmt: skip


def picture(kept: Kept, named: Named) -> FlowPicture | None:
    """Start, end and outcome of all needs as boxes and bands; None where the log has no journeys."""
    if not kept.ways:
        return None
    starts = _largest((way.first, way.journeys) for way in kept.ways)
    ends = _largest((way.last, way.journeys) for way in kept.ways)
    drawn: dict[Pair, _Sum] = {}
    for way in kept.ways:
        key = (way.first if way.first in starts else OTHERS, way.last if way.last in ends else OTHERS)
        before = drawn.get(key, _Sum(0, 0, 0))
        drawn[key] = _Sum(before.needs + way.journeys, before.known + way.known, before.done + way.done)
    links = [*_bands(drawn, named), *_outcomes(drawn, named)]
    needs = sum(way.journeys for way in kept.ways)
    return FlowPicture(STAGES, tuple(_boxes(links, named)), tuple(links), needs + kept.scattered, kept.scattered)


class _Sum(NamedTuple):
    """Needs on one way, those whose end is known, those finished."""

    needs: int
    known: int
    done: int


def _largest(parts: Iterable[tuple[str, int]]) -> set[str]:
    """The touchpoints that get a box of their own."""
    totals: dict[str, int] = {}
    for name, n in parts:
        if name:
            totals[name] = totals.get(name, 0) + n
    ranked = sorted(totals, key=lambda name: (-totals[name], name))
    return set(ranked if len(ranked) <= BOXES + 1 else ranked[:BOXES])


def _bands(pairs: dict[Pair, _Sum], named: Named) -> Iterator[FlowLink]:
    for (start, end), sums in sorted(pairs.items(), key=lambda pair: (_at(named, pair[0][0]), _at(named, pair[0][1]))):
        yield FlowLink(0, start, end, _kind(named, start), sums.needs)


def _outcomes(pairs: dict[Pair, _Sum], named: Named) -> Iterator[FlowLink]:
    by_end: dict[str, list[_Sum]] = {}
    for (_, end), sums in pairs.items():
        by_end.setdefault(end, []).append(sums)
    for end in sorted(by_end, key=lambda name: _at(named, name)):
        needs, known, done = (sum(part) for part in zip(*by_end[end], strict=True))
        counts = (done, known - done, needs - known)
        for (outcome, _), n in zip(ENDS, counts, strict=True):
            if n:
                yield FlowLink(1, end, outcome, _kind(named, end), n)


def _boxes(links: Iterable[FlowLink], named: Named) -> Iterator[FlowNode]:
    sizes: dict[tuple[int, str], int] = {}
    for link in links:
        sizes[link.stage, link.tail] = sizes.get((link.stage, link.tail), 0) + link.n
        if link.stage:
            sizes[2, link.head] = sizes.get((2, link.head), 0) + link.n
    outcomes = dict(ENDS)
    for (stage, name), n in sorted(sizes.items(), key=lambda box: (box[0][0], _order(named, *box[0]))):
        title = outcomes[name] if stage == 2 else "All others" if name == OTHERS else named.touchpoint(name)
        yield FlowNode(stage, name, title, name if stage == 2 else _kind(named, name), n)


def _order(named: Named, stage: int, name: str) -> tuple[int, str]:
    return ([end for end, _ in ENDS].index(name), name) if stage == 2 else _at(named, name)


def _at(named: Named, name: str) -> tuple[int, str]:
    return (len(named.order) + 1, name) if name == OTHERS else named.rank(name)


def _kind(named: Named, name: str) -> str:
    family = "" if name == OTHERS else named.place(name).family
    return "other" if not family else family if family in _PERSON else "digital"
