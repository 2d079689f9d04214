"""The business case of a strategy at likely values: exact, and honest about what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.adoption import payback_month
from ecaremap.insight.case.arithmetic import BreakEven, Flows, Lines, break_even, contacts_freed, hours_freed
from ecaremap.insight.case.given import Given, Input, Missing, usual
from ecaremap.insight.case.inputs import RequestInputs, request_inputs
from ecaremap.insight.case.programme import Programme, programme
from ecaremap.insight.case.valuing import Likely, Sheet, Timing, rates, spent, steady, timing, value
from ecaremap.policy.decisions import Decisions

MONTHLY = Likely()
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class RequestCase:
    """One request in the case, or outside it and why.

    Attributes:
        flows, lines: a month at full take-up; None if left out.
        break_even: None where a cost is unknown. hours: paid hours freed a month; None where a person
            still takes part, or no handling time is known.
        build, run: what its own builds cost, once and a month; None if no build says so.
        npv, payback: over the plan with its own builds only; None if left out or without builds.
    """

    inputs: RequestInputs
    flows: Flows[Decimal] | None = None
    lines: Lines[Decimal] | None = None
    break_even: BreakEven | None = None
    handling_cost: Decimal | None = None
    hours: Decimal | None = None
    build: Decimal | None = None
    run: Decimal | None = None
    npv: Decimal | None = None
    payback: int | None = None

    @property
    def left_out(self) -> str:
        """Why it is not in the case; empty where it is."""
        return self.inputs.left_out


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the plan: money of that month, and the running total of cash with all costs."""

    label: str
    gross: Decimal
    economic: Decimal
    cash: Decimal
    costs: Decimal
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The whole case.

    Attributes:
        requests: by id, those left out among them.
        flows, lines, hours: totals of a month at full take-up; None without any request in the case.
        build, run: all that is spent once, and a month for running; months: the plan, month by month.
        npv, payback: None if nobody wrote what the change costs, or nothing is in the case.
        watermark: usual rates that stand in for the client's own. missing: figures nobody gave.
    """

    currency: str
    sheet: Sheet
    requests: tuple[RequestCase, ...]
    flows: Flows[Decimal] | None
    lines: Lines[Decimal] | None
    hours: Decimal | None
    build: Decimal | None
    run: Decimal | None
    months: tuple[Month, ...]
    npv: Decimal | None
    payback: int | None
    watermark: tuple[Input, ...]
    missing: tuple[Missing, ...]

    @property
    def counted(self) -> tuple[RequestCase, ...]:
        """The requests in the case."""
        return tuple(request for request in self.requests if not request.left_out)


def business_case(decisions: Decisions) -> CaseResult:
    """What the strategy's target is worth, from its own figures and, where rates are missing, usual ones."""
    given = Given(decisions.project.strategy)
    inputs = request_inputs(decisions, given)
    plan = programme(given)
    shared = (
        given.rate(symbols.DISCOUNT_RATE), usual(symbols.STEEPEST_MONTH), usual(symbols.STEEPNESS),
    )  # fmt: skip
    return case_of(inputs, shared, plan, given.strategy.currency or "")


def case_of(
    inputs: Iterable[RequestInputs], shared: tuple[Input, Input, Input], plan: Programme, currency: str
) -> CaseResult:
    """The case of some figures, whatever they were collected from."""
    every = tuple(sorted(inputs, key=lambda request: request.id))
    sheet = Sheet(tuple(request for request in every if not request.left_out), shared, plan)
    factors = timing(sheet, MONTHLY)
    requests = tuple(_request(request, sheet, factors) for request in every)
    flows = _total(request.flows for request in requests)
    lines = _total_lines(request.lines for request in requests)
    known = lines is not None and bool(plan.costs)
    months = _months(sheet, factors, lines) if lines is not None else ()
    once = [MONTHLY.of(cost.amount) for cost in plan.costs if not cost.months]
    path = [-sum(once, ZERO), *(month.cash - month.costs for month in months)]
    hours = [request.hours for request in requests if request.hours is not None and not request.left_out]
    return CaseResult(
        currency=currency or _currency(every),
        sheet=sheet,
        requests=requests,
        flows=flows,
        lines=lines,
        hours=sum(hours, ZERO) if hours else None,
        build=sum(once, ZERO) if plan.costs else None,
        run=_running(plan),
        months=months,
        npv=value(sheet, MONTHLY).npv if known else None,
        payback=payback_month(path) if known else None,
        watermark=_watermark(sheet, known),
        missing=_missing(every, plan),
    )


def _running(plan: Programme) -> Decimal | None:
    amounts = [cost.amount.value for cost in plan.costs if cost.amount.symbol == symbols.RUN_COST]
    return sum(amounts, ZERO) if amounts else None


def _request(inputs: RequestInputs, sheet: Sheet, factors: Timing[Decimal]) -> RequestCase:
    found = rates(inputs.values, MONTHLY)
    costs_known = symbols.DIGITAL_COST in inputs.values and found.handling_cost > 0
    even = break_even(found) if costs_known else None
    cost = found.handling_cost or None
    if inputs.left_out:
        return RequestCase(inputs, break_even=even, handling_cost=cost)
    moved, money = steady(inputs.values, MONTHLY)
    own = [entry for entry in sheet.programme.costs if entry.request == inputs.id]
    if not own:
        return RequestCase(inputs, moved, money, even, cost, _hours(inputs, moved))
    build = sum((entry.amount.value for entry in own if not entry.months), ZERO)
    run = sum((entry.amount.value for entry in own if entry.months), ZERO)
    path = [-build, *(grown * money.cash - run for grown in factors.grown)]
    npv = money.cash * factors.of_flow - spent(own, factors, MONTHLY)
    return RequestCase(
        inputs, moved, money, even, cost, _hours(inputs, moved), build, run, npv, payback_month(path)
    )  # fmt: skip


def _hours(inputs: RequestInputs, moved: Flows[Decimal]) -> Decimal | None:
    """Hours are freed where nobody of ours takes part any more."""
    if inputs.mode != "alone" or symbols.HANDLING not in inputs.values:
        return None
    times = (symbols.HANDLING, symbols.OCCUPANCY, symbols.SHRINKAGE)
    handling, occupancy, shrinkage = (inputs.values[symbol].value for symbol in times)
    return hours_freed(contacts_freed(rates(inputs.values, MONTHLY), moved), handling, occupancy, shrinkage)


def _months(sheet: Sheet, factors: Timing[Decimal], lines: Lines[Decimal]) -> tuple[Month, ...]:
    costs = sheet.programme.costs
    total = -sum((cost.amount.value for cost in costs if not cost.months), ZERO)
    found = []
    for number, grown in enumerate(factors.grown, 1):
        spend = sum((cost.amount.value for cost in costs if number <= cost.months), ZERO)
        total += grown * lines.cash - spend
        label = sheet.programme.month_label(number)
        found.append(Month(label, grown * lines.gross, grown * lines.economic, grown * lines.cash, spend, total))
    return tuple(found)


def _total(entries: Iterable[Flows[Decimal] | None]) -> Flows[Decimal] | None:
    total: Flows[Decimal] | None = None
    for entry in entries:
        if entry is not None:
            total = entry if total is None else total + entry
    return total


def _total_lines(entries: Iterable[Lines[Decimal] | None]) -> Lines[Decimal] | None:
    total: Lines[Decimal] | None = None
    for entry in entries:
        if entry is not None:
            total = entry if total is None else total + entry
    return total


def _currency(requests: Iterable[RequestInputs]) -> str:
    """The currency of the figures, where the strategy names none; mixing them is an error of its own."""
    units = (entry.unit for request in requests for entry in request.values.values() if entry.symbol in symbols.MONEY)
    return next((unit.partition("/")[0] for unit in units if unit), "")


def _watermark(sheet: Sheet, timed: bool) -> tuple[Input, ...]:
    """Usual rates behind the amounts shown, each once."""
    used = {entry for request in sheet.requests for entry in request.values.values()}
    if timed:
        used |= set(sheet.shared)
    order = list(symbols.NAMES)
    return tuple(sorted((e for e in used if e.kind == "default"), key=lambda entry: order.index(entry.symbol)))


def _missing(requests: Iterable[RequestInputs], plan: Programme) -> tuple[Missing, ...]:
    """Every missing figure once: what keeps requests out first."""
    found = dict.fromkeys([gap for request in requests for gap in request.missing] + list(plan.missing))
    return tuple(sorted(found, key=lambda gap: (not gap.blocks, gap.figure, gap.of)))
