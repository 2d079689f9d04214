"""The frozen view of the gaps. Texts are for readers, two significant figures; decimals are exact to the cent.

Empty texts and None stand for "not known".
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One share of the headline.

    Attributes:
        text: the share, "unknown" where figures miss. counted, of: numerator and denominator as amounts.
        numerator, denominator: in words. missing: the figures that would tell. note: what to know about it.
    """

    key: str
    title: str
    text: str
    value: Decimal | None
    counted: str
    of: str
    numerator: str
    denominator: str
    missing: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap, everything spelled.

    Attributes:
        number: its rank, from 1. code: the page that explains it. kind: for filters; title: for readers.
        subject: what it is about, in words. request, touchpoint: ids, empty where it is about neither.
        says: the customer. found: what the check found. cause: why. help: what to write in the map.
        owner: who should act. action: fix, promote, build, measure or decide. effort: S, M or L.
        needs: in a period, as `per` of the view. share: of all needs.
        money: a year, exact to the cent. money_text: with currency; meaning: lost, or could be saved.
        formula: how the money comes about. assumed: usual rates in it. tells: figures that would price it.
        standing: open, justified, expired or known. waiver: who accepted it, why, until when.
    """

    number: int
    code: str
    kind: str
    title: str
    subject: str
    request: str
    request_name: str
    touchpoint: str
    touchpoint_name: str
    family: str
    says: str
    found: str
    cause: str
    owner: str
    action: str
    effort: str
    needs: Decimal | None
    needs_text: str
    share: Decimal | None
    share_text: str
    money: Decimal | None
    money_text: str
    meaning: str
    formula: str
    assumed: tuple[str, ...]
    tells: tuple[str, ...]
    standing: str
    waiver: str
    severity: str
    question: bool
    count: int
    where: str
    place: str
    help: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingView:
    """The findings of one standing.

    Attributes:
        gaps: those that call for action. notes: what is worth knowing. questions: what nobody has decided or measured.
        needs: the needs that run into at least one of the gaps; notes and questions are not weighed.
    """

    standing: str
    gaps: int
    notes: int
    questions: int
    needs: Decimal | None
    needs_text: str
    share_text: str


@dataclass(frozen=True, slots=True)
class KindView:
    """The gaps of one kind, or of one family of requests, by standing; needs and money of those that are not justified.

    Attributes:
        lost, saved: money a year that is lost, or that could be saved; None where nothing is priced.
    """

    kind: str
    title: str
    open: int
    justified: int
    expired: int
    known: int
    needs_text: str
    share_text: str
    lost: Decimal | None
    saved: Decimal | None
    money_text: str


@dataclass(frozen=True, slots=True)
class KeepView:
    """What works: a cell that finishes a request, and how we know."""

    request: str
    request_name: str
    touchpoint: str
    touchpoint_name: str
    evidence: str
    source: str
    needs_text: str


@dataclass(frozen=True, slots=True)
class NextView:
    """A missing figure on which a decision hangs.

    Attributes:
        figure: its key; label: for readers. what: the question it answers. objects: what it is missing for, in names.
        range_text: how far it may lie; ground: what that rests on.
        decision: what hangs on it. swing: money a year between both ends of the range.
    """

    number: int
    figure: str
    label: str
    what: str
    objects: tuple[str, ...]
    holder: str
    range_text: str
    ground: str
    decision: str
    swing: Decimal | None
    swing_text: str
    needs_text: str


@dataclass(frozen=True, slots=True)
class DataItemView:
    """One figure asked for, with how to write the answer."""

    figure: str
    question: str
    write: str
    objects: tuple[str, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class DataRequestView:
    """Everything asked of one holder."""

    holder: str
    items: tuple[DataItemView, ...]


@dataclass(frozen=True, slots=True)
class FiltersView:
    """The words each filter knows: id and name."""

    owners: tuple[str, ...]
    families: tuple[str, ...]
    touchpoints: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GapsView:
    """Where the strategy falls short.

    Attributes:
        sentence: what a reader needs in ten seconds. per: the period of needs. currency: of all money.
        standings: open, justified, expired and known, apart. by_kind, by_family: the same gaps, grouped.
        rows: in the order of what is at stake. wanted: the filters that were set.
        efforts: what S, M and L mean. limits: the limits of the checks. notices: what to know.
    """

    name: str
    level: str
    as_of: str
    per: str
    currency: str
    sentence: str
    headline: tuple[MeasureView, ...]
    standings: tuple[StandingView, ...]
    by_kind: tuple[KindView, ...]
    by_family: tuple[KindView, ...]
    rows: tuple[GapRow, ...]
    keep: tuple[KeepView, ...]
    next_figures: tuple[NextView, ...]
    data_requests: tuple[DataRequestView, ...]
    filters: FiltersView
    wanted: tuple[str, ...]
    efforts: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    notices: tuple[str, ...]
