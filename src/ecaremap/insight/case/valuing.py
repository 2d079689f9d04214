"""Valuing a sheet of figures: one set of steps for likely values, for one-way changes and for draws.

A `Reader` turns an input into a number; what kind of number, the steps do not care.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.adoption import EULER, MONTHS_PER_YEAR, discounts, growth
from ecaremap.insight.case.arithmetic import Flows, Lines, Number, Rates, flows, labour_cost, lines
from ecaremap.insight.case.given import Input
from ecaremap.insight.case.inputs import RequestInputs
from ecaremap.insight.case.programme import Cost, Programme


class Reader(ABC, Generic[Number]):
    """Reads inputs as numbers of one kind."""

    @abstractmethod
    def of(self, entry: Input) -> Number:
        """The number an input stands for."""

    @abstractmethod
    def constant(self, value: Decimal) -> Number:
        """A number that is no figure of anybody's."""

    @abstractmethod
    def larger(self, a: Number, b: Number) -> Number:
        """The larger of two."""


class Likely(Reader[Decimal]):
    """Every input at its likely value."""

    def of(self, entry: Input) -> Decimal:
        """The likely value."""
        return entry.value

    def constant(self, value: Decimal) -> Decimal:
        """The number itself."""
        return value

    def larger(self, a: Decimal, b: Decimal) -> Decimal:
        """The larger of two."""
        return max(a, b)


class OneWay(Likely):
    """One driver at an end of its range, everything else as likely."""

    def __init__(self, driver: str, end: Literal["low", "high"]) -> None:
        self.driver = driver
        self.end = end

    def of(self, entry: Input) -> Decimal:
        """The end of the range for what the driver moves."""
        if entry.driver != self.driver:
            return entry.value
        return entry.low if self.end == "low" else entry.high


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the case is valued from.

    Attributes:
        requests: those in the case, by id. shared: discount rate and the curve of take-up.
    """

    requests: tuple[RequestInputs, ...]
    shared: tuple[Input, Input, Input]
    programme: Programme


@dataclass(frozen=True, slots=True)
class Timing(Generic[Number]):
    """Factors of the months: how far take-up has grown, and what money of that month is worth today."""

    grown: Sequence[Number]
    worth: Sequence[Number]

    @property
    def of_flow(self) -> Number:
        """The value today of one unit a month at full take-up."""
        total = self.grown[0] * self.worth[0]
        for grown, worth in zip(self.grown[1:], self.worth[1:], strict=True):
            total = total + grown * worth
        return total

    def of_costs(self, months: int, zero: Number) -> Number:
        """The value today of one unit a month for some months."""
        total = zero
        for worth in self.worth[:months]:
            total = total + worth
        return total


def rates(values: Mapping[str, Input], reader: Reader[Number]) -> Rates[Number]:
    """The rates of one request; sales that nobody wrote are none, take-up never falls below today's."""

    def read(symbol: str) -> Number:
        return reader.of(values[symbol]) if symbol in values else reader.constant(Decimal(0))

    now = read(symbols.TAKEUP_NOW)
    return Rates(
        needs=read(symbols.NEEDS),
        eligible=read(symbols.ELIGIBLE_SHARE),
        takeup_now=now,
        takeup=reader.larger(read(symbols.TAKEUP_CEILING), now),
        completion=read(symbols.COMPLETION),
        fallback=read(symbols.FALLBACK_SHARE),
        leakage=read(symbols.LEAKAGE),
        double_handling=read(symbols.DOUBLE_HANDLING),
        induced=read(symbols.INDUCED_NEEDS),
        to_person=read(symbols.INDUCED_TO_PERSON),
        handling_cost=handling_cost(values, reader),
        digital_cost=read(symbols.DIGITAL_COST),
        sale_rate=read(symbols.SALE_RATE),
        margin=read(symbols.SALE_MARGIN),
        lost=read(symbols.LOST_WHEN_DIGITAL),
        cashable=read(symbols.CASHABLE_SHARE),
    )


def handling_cost(values: Mapping[str, Input], reader: Reader[Number]) -> Number:
    """c_v: from handling time and wage where both are known, else as the touchpoints' cost says."""
    if symbols.HANDLING_COST in values:
        return reader.of(values[symbols.HANDLING_COST])
    if symbols.WAGE not in values:
        return reader.constant(Decimal(0))
    times = (symbols.HANDLING, symbols.WAGE, symbols.OCCUPANCY, symbols.SHRINKAGE)
    handling, wage, occupancy, shrinkage = (reader.of(values[symbol]) for symbol in times)
    variable = values.get(symbols.VARIABLE_COST)
    extra = reader.of(variable) if variable else reader.constant(Decimal(0))
    return labour_cost(handling, wage, occupancy, shrinkage, extra)


def steady(values: Mapping[str, Input], reader: Reader[Number]) -> tuple[Flows[Number], Lines[Number]]:
    """Needs and money of one request in a month of full take-up."""
    found = rates(values, reader)
    moved = flows(found)
    return moved, lines(found, moved)


def timing(sheet: Sheet, reader: Reader[Number]) -> Timing[Number]:
    """The factors of the months of the plan."""
    rate, steepest, steepness = (reader.of(entry) for entry in sheet.shared)
    e = reader.constant(EULER)
    months = sheet.programme.months
    as_years = [reader.constant(Decimal(-month) / MONTHS_PER_YEAR) for month in range(1, months + 1)]
    grown = [growth(month, steepest, steepness, e) for month in range(1, months + 1)]
    return Timing(grown, discounts(rate, months, as_years))


def spent(costs: Sequence[Cost], factors: Timing[Number], reader: Reader[Number]) -> Number:
    """The value today of some costs."""
    total = zero = reader.constant(Decimal(0))
    for cost in costs:
        amount = reader.of(cost.amount)
        total = total + (amount * factors.of_costs(cost.months, zero) if cost.months else amount)
    return total


@dataclass(frozen=True, slots=True)
class Value(Generic[Number]):
    """What the whole case comes to: money a month at full take-up, and the value today over the plan."""

    economic: Number
    cash: Number
    npv: Number


def value(sheet: Sheet, reader: Reader[Number]) -> Value[Number]:
    """The whole case; requests are summed by id, so that their order in a file means nothing."""
    economic = cash = reader.constant(Decimal(0))
    for request in sheet.requests:
        _, found = steady(request.values, reader)
        economic = economic + found.economic
        cash = cash + found.cash
    factors = timing(sheet, reader)
    return Value(economic, cash, cash * factors.of_flow - spent(sheet.programme.costs, factors, reader))
