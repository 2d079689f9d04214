"""The parts of the plan's view that count: cash, outcomes, targets, break-even, what a bound is worth."""

from dataclasses import dataclass
from decimal import Decimal

from ecaremap.views.case_model import Amount


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of the plan.

    Attributes:
        needs: after fixes. person: contacts handled by people; person_nothing: without the plan.
        hours: paid hours of people, hours_nothing: without the plan; None where handling times are unknown.
        lines: cash by line of the forecast. spend: building, tactics and running.
        low, middle, high: 1, 5 and 9 in 10 outcomes of cumulative cash are lower.
        shares: by metric.
    """

    iso: str
    text: str
    live: tuple[str, ...]
    needs: Decimal
    person: Decimal
    person_nothing: Decimal | None
    hours: Decimal | None
    hours_nothing: Decimal | None
    shares: tuple[tuple[str, Decimal], ...]
    lines: tuple[tuple[str, Decimal], ...] = ()
    spend: Decimal | None = None
    cash: Decimal | None = None
    cumulative: Decimal | None = None
    low: Decimal | None = None
    middle: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CashLine:
    """One line of the way from handling avoided to value today; role is start, minus or total."""

    key: str
    label: str
    role: str
    amount: Amount
    meaning: str


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """One future beside the others; amounts over the whole plan, the last five for its last month.

    Attributes:
        npv: worth today with every figure at its likely value.
        outcomes: the range of value in words; empty without draws. loss: outcomes below zero, in tenths.
        need: the most cash that is out at once.
    """

    id: str
    label: str
    npv: Amount | None
    outcomes: str
    loss: str
    payback: str
    need: Amount | None
    spend: Amount | None
    alone: Amount | None
    digital: Amount | None
    person: Amount
    hours: Amount | None
    cost: Amount | None


@dataclass(frozen=True, slots=True)
class SwingView:
    """One uncertain figure: what it does to the plan's value at its low and at its high end."""

    label: str
    at_low: Amount
    at_high: Amount
    shared: bool
    rank_correlation: Decimal


@dataclass(frozen=True, slots=True)
class SpreadView:
    """How sure the value is.

    Attributes:
        sentence: range in words. base: where the plan at likely values lies. loss: outcomes below zero, in tenths.
        may_lose: 2 in 10 or more.
    """

    sentence: str
    base: str
    low: Amount
    middle: Amount
    high: Amount
    likely: Amount
    loss: str
    loss_exact: Decimal
    may_lose: bool
    payback: str
    swings: tuple[SwingView, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetView:
    """One promise.

    Attributes:
        bound: as `at least 22%`. due, due_text: the month it is due. forecast: the metric in that month.
        chance: outcomes that keep it by then, in tenths; empty without draws.
        early, middle, late: the months by which 1, 5 and 9 in 10 outcomes have reached it; empty if they do not.
        standing: kept, missed, or open (due after the plan, or not known).
        price: what keeping it costs, in a sentence; empty if nobody asked.
    """

    id: str
    metric: str
    title: str
    bound: str
    due: str
    due_text: str
    forecast: str
    chance: str
    chance_exact: Decimal | None
    early: str
    middle: str
    late: str
    standing: str
    sentence: str
    owner: str
    price: str = ""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A metric by month beside its bound, for a chart; low and high empty without draws."""

    id: str
    title: str
    unit: str
    bound: Decimal
    due: int
    values: tuple[Decimal, ...]
    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class WorthView:
    """What one more unit of a bound would be worth: found by planning anew."""

    bound: str
    unit: str
    sentence: str
    worth: Amount
    at_most: Amount | None


@dataclass(frozen=True, slots=True)
class EvenView:
    """From where on a build pays: completion, volume, cost; each beside what is expected. Empty: never, or always."""

    id: str
    name: str
    completion: str
    completion_now: str
    volume: str
    volume_now: str
    cost: str
    cost_now: str
    sentence: str
    pays: bool
