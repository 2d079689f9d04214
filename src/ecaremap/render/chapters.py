"""The chapters beside the map, prepared for the templates: what is drawn, what is folded, what is only counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.render.routes_svg import render_routes
from ecaremap.views.case_model import Amount, CaseView, FigureView
from ecaremap.views.gaps_model import GapRow, GapsView, MeasureView
from ecaremap.views.journey_model import EntryView, JourneysView, KindCount, MetricView
from ecaremap.views.model import FindingView, MapView, Tile
from ecaremap.views.report_model import ReportView
from ecaremap.views.sources import SourcesView

ROWS = 50
"""Rows of a table that are rendered; the rest is counted, and stands in the other files."""

GAPS = 200
"""Gaps that call for action are rendered up to here, so that filters find more than what is at once in view."""

FIGURES = 1_000
"""Up to so many figures in all, every one is rendered; of more, the first rows of each source."""

TILES = 5
LARGEST = 3
GAP_LETTERS = ("G", "J")
AUDIENCES = {"board": "for the board", "it": "for IT", "frontline": "for the front line", "public": "for the public"}


@dataclass(frozen=True, slots=True)
class LinkedTile:
    """A figure of the overview, and the chapter that explains it."""

    tile: Tile
    chapter: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One share of the headline: `text` is what stands beside the bar, `width` its length in percent."""

    measure: MeasureView
    text: str
    width: str


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps of one weight; `left` are not rendered."""

    title: str
    rows: tuple[GapRow, ...]
    left: int


@dataclass(frozen=True, slots=True)
class GapsChapter:
    """The gaps.

    Attributes:
        weighed: needs are known, so that shares mean something. priced: some gap has money, or could have.
        owned: owners may be seen. largest: what the overview shows.
    """

    bars: tuple[Bar, ...]
    groups: tuple[GapGroup, ...]
    largest: tuple[GapRow, ...]
    weighed: bool
    priced: bool
    owned: bool
    told: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar, in percent."""

    kind: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class JourneysChapter:
    """The journeys: kinds of ends that occur, stacked bars for both states, measures, and drawings with their words."""

    kinds: tuple[KindCount, ...]
    stacks: tuple[tuple[str, tuple[Segment, ...]], ...]
    shares: bool
    known: tuple[MetricView, ...]
    unknown: tuple[MetricView, ...]
    routes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseChapter:
    """The case: figures that all requests share stand once, the others with their request."""

    shared: tuple[FigureView, ...]
    own: tuple[tuple[str, tuple[FigureView, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chapters:
    """All that a report adds to the map; `most` is the number of figures of one source that are rendered."""

    tiles: tuple[LinkedTile, ...]
    gaps: GapsChapter
    journeys: JourneysChapter
    case: CaseChapter | None
    most: int
    audience: str


def chapters(report: ReportView) -> Chapters:
    """Prepare the chapters of a report."""
    gaps = _gaps(report.gaps)
    return Chapters(
        tiles=tuple(_tiles(report))[:TILES],
        gaps=gaps,
        journeys=_journeys(report),
        case=_case(report.case) if report.case else None,
        most=_most(report.sources) if report.sources else 0,
        audience=AUDIENCES.get(report.audience, ""),
    )


def amount(value: Amount) -> str:
    """An amount under a heading that says its scope: `470,000 EUR a year` becomes `470,000 EUR`."""
    return value.text.removesuffix(value.per).strip()


def telling(entry: EntryView) -> bool:
    """There is more to say about a start than that the request is finished there."""
    prospects = [entry.today, entry.target]
    fine = all(p and p.kind == "closed" and p.night in ("closed", "shut") and not p.repeats for p in prospects)
    return not fine or bool(entry.segments)


def findings_left(view: MapView, report: ReportView | None) -> tuple[FindingView, ...]:
    """The findings that have no chapter of their own."""
    return tuple(f for f in view.findings if report is None or not f.code.startswith(GAP_LETTERS))


def charts_left(report: ReportView, drawn: Mapping[str, str], placed: Sequence[str]) -> tuple[str, ...]:
    """The names of drawn charts that no chapter has a place for; the plan and the dashboard place their own."""
    left = (chart.name for chart in report.charts if chart.name in drawn and chart.name not in placed)
    return tuple(name for name in left if not name.startswith(("plan-", "dashboard-")))


def _tiles(report: ReportView) -> Iterator[LinkedTile]:
    """The figures a board asks for, the most telling first; what is nought and stays nought is no figure."""
    tiles = [LinkedTile(tile, "map") for tile in report.map.overview.tiles]
    yield from tiles[:1]
    for metric in report.journeys.metrics:
        if metric.name == "digital_end_to_end_share" and metric.today is not None:
            meaning = f"{metric.numerator}, of {metric.denominator}"
            yield LinkedTile(Tile(metric.title, metric.today_text, metric.target_text, meaning), "journeys")
    case = report.case
    if case and case.lines:
        gross, cash = case.lines[0].year, case.lines[-1].year
        yield LinkedTile(
            Tile("Cash a year", amount(cash), amount(cash), f"of {gross.text} of handling that moves"), "case"
        )
    yield from _gap_tile(report.gaps)
    rest = [tile for tile in tiles[1:] if (tile.tile.today, tile.tile.target) != ("0", "0")]
    yield from sorted(rest, key=lambda tile: tile.tile.today == tile.tile.target)


def _gap_tile(view: GapsView) -> Iterator[LinkedTile]:
    for standing in view.standings:
        if standing.standing == "open" and standing.gaps:
            text = str(standing.gaps)
            weight = f"{standing.share_text} of needs run into one" if standing.share_text else "open, worst first"
            yield LinkedTile(Tile("Gaps that call for action", text, text, weight), "gaps")


def _gaps(view: GapsView) -> GapsChapter:
    weighed = any(standing.needs is not None for standing in view.standings)
    heads = ("Gaps that call for action", "Worth knowing", "Questions nobody has answered yet")
    ranked: tuple[list[GapRow], ...] = ([], [], [])
    for row in view.rows:
        ranked[2 if row.question else 1 if row.severity == "info" else 0].append(row)
    groups = (_group(head, rows, most) for head, rows, most in zip(heads, ranked, (GAPS, ROWS, ROWS), strict=True))
    return GapsChapter(
        bars=tuple(_bar(measure, weighed=weighed) for measure in view.headline),
        groups=tuple(group for group in groups if group.rows),
        largest=tuple(r for rows in ranked[:2] for r in rows if r.standing != "justified")[:LARGEST],
        weighed=weighed,
        priced=any(row.money is not None for row in view.rows),
        owned=any(row.owner for row in view.rows),
        told=any(row.tells for row in view.rows),
    )


def _group(title: str, rows: Sequence[GapRow], most: int) -> GapGroup:
    return GapGroup(title, tuple(rows[:most]), max(0, len(rows) - most))


def _bar(measure: MeasureView, *, weighed: bool) -> Bar:
    """A share; without volumes it is a count of requests."""
    text = measure.text if weighed or measure.value is None else f"{measure.counted} of {measure.of}"
    return Bar(measure, text, _percent(measure.value or Decimal(0)))


def _percent(share: Decimal) -> str:
    return f"{share * 100:.2f}%"


def _journeys(report: ReportView) -> JourneysChapter:
    view = report.journeys
    shares = bool(view.kinds) and all(k.today_share is not None and k.target_share is not None for k in view.kinds)
    return JourneysChapter(
        kinds=tuple(kind for kind in view.kinds if kind.today or kind.target),
        stacks=tuple(_stacks(view, shares=shares)),
        shares=shares,
        known=tuple(m for m in view.metrics if m.today is not None or m.target is not None),
        unknown=tuple(m for m in view.metrics if m.today is None and m.target is None),
        routes=tuple((r.title, r.words if r.arrows else "", render_routes([r], r.title)) for r in report.routes),
    )


def _stacks(view: JourneysView, *, shares: bool) -> Iterator[tuple[str, tuple[Segment, ...]]]:
    for state in ("today", "target"):
        parts = [(k.kind, getattr(k, f"{state}_share") if shares else Decimal(getattr(k, state))) for k in view.kinds]
        total = sum((part for _, part in parts), Decimal(0))
        if total:
            yield state, tuple(_segments((kind, part / total) for kind, part in parts))


def _segments(parts: Iterable[tuple[str, Decimal]]) -> Iterator[Segment]:
    start = Decimal(0)
    for kind, part in parts:
        if part:
            yield Segment(kind.replace(" ", "-"), _percent(start), _percent(part))
        start += part


def _case(view: CaseView) -> CaseChapter:
    shown = view.rows[:ROWS]
    everywhere = set.intersection(*(set(row.figures) for row in shown)) if len(shown) > 1 else set()
    shared = tuple(figure for figure in shown[0].figures if figure in everywhere) if shown else ()
    own = tuple((row.name, tuple(f for f in row.figures if f not in everywhere)) for row in shown)
    return CaseChapter(shared, own)


def _most(view: SourcesView) -> int:
    total = sum(len(group.figures) for group in view.groups) + len(view.unsourced)
    return FIGURES if total <= FIGURES else ROWS
