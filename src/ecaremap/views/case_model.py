"""The frozen view of the business case. Texts have two significant figures, `exact` has cents."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: as pages say it, and exactly for data. `per` is its scope in time, as "a year"."""

    text: str
    exact: Decimal
    unit: str
    per: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """One line from gross to cash; `role` is start, minus or total, `meaning` how it is counted."""

    key: str
    label: str
    role: str
    month: Amount
    year: Amount
    meaning: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure behind an amount, with where it comes from.

    Attributes:
        kind: client, benchmark or default (a usual rate nobody confirmed).
        where: its place in the strategy, as `requests/pay-bill/volume`; empty for a usual rate.
    """

    label: str
    value: str
    range: str
    source: str
    kind: str
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One request of the case; amounts are a year at full take-up.

    Attributes:
        shifted: needs a month that move. needs: those that start with a person.
        takeup: from today's to the highest, in words. finished: by the customer, or with a person.
        cost_basis: what the cost of a contact with a person rests on.
        payback: "after 8 months", or why nothing can be said.
    """

    id: str
    name: str
    quadrant: str
    needs: Amount
    shifted: Amount
    takeup: str
    finished: str
    handling_cost: Amount
    cost_basis: str
    gross: Amount
    economic: Amount
    cash: Amount
    build: Amount | None
    npv: Amount | None
    payback: str
    hours: Amount | None
    completion: str
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class EvenRow:
    """From which completion on a request pays.

    Attributes:
        needed, expected: in words; `needed` is empty where no completion rate pays.
        verdict: pays, falls short, never pays. sentence: the same for readers, with the reason.
    """

    id: str
    name: str
    needed: str
    expected: str
    needed_exact: Decimal | None
    expected_exact: Decimal
    verdict: str
    sentence: str
    counted: bool


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """The spread of one measure in words and numbers; `loss` is said in tenths."""

    key: str
    label: str
    sentence: str
    low: Amount
    middle: Amount
    high: Amount
    likely: Amount
    loss: str
    may_lose: bool


@dataclass(frozen=True, slots=True)
class SwingView:
    """One bar of the tornado."""

    label: str
    low: str
    high: str
    at_low: Amount
    at_high: Amount


@dataclass(frozen=True, slots=True)
class TornadoView:
    """Which figure matters most; `more` further ones are not shown."""

    measure: str
    likely: Amount
    swings: tuple[SwingView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class BubbleView:
    """One request in its quadrant; `needs` a month give the size, `economic` is None outside the case."""

    id: str
    name: str
    quadrant: str
    needs: Decimal
    economic: Amount | None


@dataclass(frozen=True, slots=True)
class MissingView:
    """Figures of one kind nobody gave: of which objects, who holds them, what that does to the case."""

    figure: str
    label: str
    of: tuple[str, ...]
    holder: str
    effect: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """The business case, spelled.

    Attributes:
        headline: what a board reads first. sentences: what it should know besides.
        lines: gross to cash, empty where nothing is in the case.
        watermark: usual rates that stand in for the client's own; stamp: the same in one sentence.
        left_out: request and reason. notes: how it is counted, and what is not.
    """

    currency: str
    headline: str
    sentences: tuple[str, ...]
    lines: tuple[LineView, ...]
    rows: tuple[CaseRow, ...]
    left_out: tuple[tuple[str, str, str], ...]
    break_even: tuple[EvenRow, ...]
    outcomes: tuple[OutcomeView, ...]
    tornado: TornadoView | None
    bubbles: tuple[BubbleView, ...]
    build: Amount | None
    run: Amount | None
    npv: Amount | None
    payback: str
    hours: Amount | None
    horizon: int
    watermark: tuple[FigureView, ...]
    stamp: str
    missing: tuple[MissingView, ...]
    notes: tuple[str, ...]
