"""The frozen view of what a contact log says: measured, not claimed. Whole numbers behind every share."""

from dataclasses import dataclass
from decimal import Decimal

from ecaremap.views.case_model import Amount


@dataclass(frozen=True, slots=True)
class ShareView:
    """One share for readers.

    Attributes:
        text: `31%`, `too few` where nothing may be shown, `not known`.
        value, low, high: between 0 and 1, with the ends of the 95% interval; None where there is no value.
        n, of: the whole numbers it is made of.
        few: of fewer than 30, shown grey. detail: `410 of 1,310; 95% sure: 29% to 34%`.
    """

    text: str
    value: Decimal | None = None
    n: int | None = None
    of: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    few: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class HeadlineView:
    """One figure of all needs beside what is promised.

    Attributes:
        numerator, denominator: in words. direction: which way is better, up or down.
        bound, due, owner: of the target; empty without one. standing: kept, in line (chance explains the
            difference), missed, not yet (not due), cannot be told (of too few), not known, "" without one.
        amount: of a figure that is money; its share is empty then.
        trend: from the first whole month that was measured to the last, in words; empty with one month only.
    """

    name: str
    title: str
    numerator: str
    denominator: str
    direction: str
    share: ShareView
    bound: str = ""
    bound_exact: Decimal | None = None
    due: str = ""
    owner: str = ""
    standing: str = ""
    amount: Amount | None = None
    trend: str = ""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A touchpoint of the log."""

    id: str
    name: str
    family: str


@dataclass(frozen=True, slots=True)
class MoveView:
    """From one touchpoint to the next about the same need.

    Attributes:
        n: moves; None where too few to show. share: of the contacts at the first one. within_day, week, month: those
            that followed within 24 hours, 7 and 30 days, of the contacts that could be followed so long.
        gap: the middle time between them, in words. level: 0 to 5, how large the share is beside the largest.
        to_person: from a digital touchpoint to a person.
    """

    to: str
    n: int | None
    share: ShareView
    within_day: ShareView
    week: ShareView
    month: ShareView
    gap: str
    level: int
    to_person: bool


@dataclass(frozen=True, slots=True)
class MoveRow:
    """All that follows contacts at one touchpoint; moves stand in the order of the places, None where there is none."""

    at: PlaceView
    contacts: int | None
    moves: tuple[MoveView | None, ...]
    resolved: ShareView
    unresolved: ShareView
    unknown: ShareView
    to_person: ShareView


@dataclass(frozen=True, slots=True)
class FlowNode:
    """One box of the flow picture: at which stage, what, how many needs. `kind` says how it is coloured."""

    stage: int
    id: str
    name: str
    kind: str
    n: int


@dataclass(frozen=True, slots=True)
class FlowLink:
    """Needs that go from a box to one of the next stage; `kind` is that of where they started."""

    stage: int
    tail: str
    head: str
    kind: str
    n: int


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """Where needs start, where they end, and whether they are finished. `left` needs are too scattered to be drawn."""

    stages: tuple[str, ...]
    nodes: tuple[FlowNode, ...]
    links: tuple[FlowLink, ...]
    needs: int
    left: int


@dataclass(frozen=True, slots=True)
class WayView:
    """Needs with the same start and the same end.

    Attributes:
        share: of all needs. kind: digital only, mixed, with people only. contacts: a need, on average.
        finished: of those whose end is known.
    """

    start: PlaceView
    end: PlaceView
    kind: str
    needs: int
    share: ShareView
    contacts: str
    finished: ShareView


@dataclass(frozen=True, slots=True)
class VariantView:
    """One way customers take.

    Attributes:
        words: its touchpoints with arrows between. steps: the same, one for each contact; `longer`: and more.
        share: of all needs. finished: of those whose end is known.
    """

    words: str
    steps: tuple[PlaceView, ...]
    longer: bool
    needs: int
    share: ShareView
    finished: ShareView


@dataclass(frozen=True, slots=True)
class VariantsView:
    """The most frequent ways, the most frequent first.

    Attributes:
        left: how many ways more there are. left_needs, left_share: needs that went those.
        shown_share: needs that went the ways of `rows`, of all. note: how a way is told.
    """

    rows: tuple[VariantView, ...]
    left: int
    left_needs: int
    left_share: ShareView
    shown_share: ShareView
    note: str


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One touchpoint; `id` is empty for all together. `contacts` is None where too few."""

    id: str
    name: str
    contacts: int | None
    shares: tuple[ShareView, ...]


@dataclass(frozen=True, slots=True)
class TouchTable:
    """Touchpoints, each with the shares of `heads`; `note` says of what."""

    heads: tuple[str, ...]
    rows: tuple[TouchRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class LeakView:
    """One request at the digital touchpoint where it began: how many were with a person within a day.

    Attributes:
        lost: what that costs a year; None where a figure is missing, or not to be seen. wanted: which.
        formula: how it is counted. stands_out: more than the usual leak of this strategy, beyond chance.
    """

    request: str
    request_name: str
    touchpoint: str
    touchpoint_name: str
    starts: int
    share: ShareView
    week: ShareView
    lost: Amount | None
    formula: str
    wanted: str
    stands_out: bool


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The figures of one request, touchpoint or segment."""

    id: str
    name: str
    needs: int | None
    contacts: int | None
    shares: tuple[ShareView, ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One way to split all needs; `heads` name the shares."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One figure by month; months stand in the order of `TrendView.months`."""

    name: str
    title: str
    points: tuple[ShareView, ...]
    bound: Decimal | None
    bound_text: str
    direction: str


@dataclass(frozen=True, slots=True)
class TrendView:
    """Months as `2026-04` and `Apr 2026`, needs that began in each, and the figures. `partial` months are left out."""

    months: tuple[tuple[str, str], ...]
    needs: tuple[int | None, ...]
    lines: tuple[TrendLine, ...]
    partial: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SatisfactionRow:
    """One class of journeys: the grade of its answers, and with the mix of requests of all.

    Attributes:
        raw, adjusted: in words. raw_exact, adjusted_exact: unrounded. answers: how many.
        share: the raw grade where it is a yes or no. missing: requests without enough answers.
    """

    kind: str
    name: str
    raw: str
    adjusted: str
    raw_exact: Decimal | None
    adjusted_exact: Decimal | None
    answers: int | None
    covered: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BandRow:
    """The figures under one idea of the same need; `chosen` is the one used everywhere else."""

    rule: str
    name: str
    chosen: bool
    needs: int | None
    shares: tuple[ShareView, ...]


@dataclass(frozen=True, slots=True)
class LostRows:
    """Rows that were not counted, or values that stand for nothing: what, how many, one example or what was meant."""

    what: str
    rows: int
    note: str


@dataclass(frozen=True, slots=True)
class QualityView:
    """What the log is worth.

    Attributes:
        rows, counted, merged: of the log. known: what contacts say, as shares. refused, unknown: what was lost.
        settings: how it was counted, as pairs of words. pitfalls: what figures hide. always: what holds of every log.
    """

    rows: int
    counted: int
    merged: int
    known: tuple[tuple[str, ShareView], ...]
    refused: tuple[LostRows, ...]
    unknown: tuple[LostRows, ...]
    settings: tuple[tuple[str, str], ...]
    pitfalls: tuple[tuple[str, str], ...]
    always: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DashboardView:
    """The dashboard.

    Attributes:
        scope: what was counted, in one line. stamp: what keeps figures from being taken for real ones; empty otherwise.
        headline: the one sentence. figures: of all needs beside their targets.
        flow: None where the log has no journeys. ways: the most frequent; `ways_left` more with `ways_left_needs` needs.
        ways_note: what a way is here. variants: the same needs, contact by contact. touches: what becomes
            of the contacts of each touchpoint. leaks: by money, else by number. leaks_few: those of fewer than 30 starts, not ranked.
        smallest: nothing is said of fewer.
    """

    name: str
    as_of: str
    currency: str
    scope: str
    stamp: str
    headline: str
    sentences: tuple[str, ...]
    figures: tuple[HeadlineView, ...]
    places: tuple[PlaceView, ...]
    moves: tuple[MoveRow, ...]
    flow: FlowPicture | None
    ways: tuple[WayView, ...]
    ways_left: int
    ways_left_needs: int
    ways_note: str
    variants: VariantsView | None
    touches: TouchTable | None
    leaks: tuple[LeakView, ...]
    leaks_few: int
    leaks_note: str
    groups: tuple[GroupTable, ...]
    trend: TrendView | None
    satisfaction: tuple[SatisfactionRow, ...]
    satisfaction_note: str
    band: tuple[BandRow, ...]
    band_heads: tuple[str, ...]
    quality: QualityView
    smallest: int
