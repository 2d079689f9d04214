"""Which figure matters most: one at a time from its low to its high end, all others as likely."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ecaremap.insight.case.adoption import MONTHS_PER_YEAR
from ecaremap.insight.case.case import CaseResult
from ecaremap.insight.case.given import Input
from ecaremap.insight.case.uncertainty import Measure
from ecaremap.insight.case.valuing import Likely, OneWay, Sheet, Timing, spent, steady, timing

ENDS: tuple[Literal["low"], Literal["high"]] = ("low", "high")


@dataclass(frozen=True, slots=True)
class Swing:
    """What one driver does to the measure.

    Attributes:
        inputs: the figures it moves. at_low, at_high: the measure at its low and its high end.
    """

    driver: str
    inputs: tuple[Input, ...]
    at_low: Decimal
    at_high: Decimal

    @property
    def size(self) -> Decimal:
        """How far the measure moves."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Tornado:
    """All swings of one measure, the largest first, around its likely value."""

    measure: Measure
    likely: Decimal
    swings: tuple[Swing, ...]


def tornado(result: CaseResult) -> Tornado | None:
    """The swings of the value today, or of a year's cash where no cost of building is written."""
    if result.lines is None:
        return None
    return _Turner(result.sheet, timed=result.npv is not None).tornado()


class _Turner:
    """Turns one driver at a time; what it does not touch is not worked out again."""

    def __init__(self, sheet: Sheet, timed: bool) -> None:
        self.sheet = sheet
        self.timed = timed
        usual = Likely()
        self.cash = [steady(request.values, usual)[1].cash for request in sheet.requests]
        self.total = sum(self.cash, Decimal(0))
        self.factors = timing(sheet, usual)
        self.spent = spent(sheet.programme.costs, self.factors, usual)
        self.inputs: dict[str, dict[Input, None]] = {}
        self.touched: dict[str, dict[int, None]] = {}
        self._index()

    def tornado(self) -> Tornado:
        """All drivers, the largest swing first."""
        likely = self._measure(self.total, self.factors, self.spent)
        swings = [self._swing(driver, tuple(inputs)) for driver, inputs in self.inputs.items()]
        moving = sorted((s for s in swings if s.size), key=lambda swing: (-swing.size, swing.driver))
        return Tornado("npv" if self.timed else "cash", likely, tuple(moving))

    def _index(self) -> None:
        """What each driver moves, and in which requests."""
        for number, request in enumerate(self.sheet.requests):
            for entry in request.values.values():
                if not entry.certain:
                    self.inputs.setdefault(entry.driver, {})[entry] = None
                    self.touched.setdefault(entry.driver, {})[number] = None
        for entry in self._timed_inputs():
            if not entry.certain:
                self.inputs.setdefault(entry.driver, {})[entry] = None

    def _timed_inputs(self) -> Iterator[Input]:
        if self.timed:
            yield from self.sheet.shared
            yield from (cost.amount for cost in self.sheet.programme.costs)

    def _swing(self, driver: str, inputs: tuple[Input, ...]) -> Swing:
        low, high = (self._at(OneWay(driver, end)) for end in ENDS)
        return Swing(driver, inputs, low, high)

    def _at(self, reader: OneWay) -> Decimal:
        total = self.total
        for number in self.touched.get(reader.driver, ()):
            request = self.sheet.requests[number]
            total += steady(request.values, reader)[1].cash - self.cash[number]
        if not any(entry.driver == reader.driver for entry in self._timed_inputs()):
            return self._measure(total, self.factors, self.spent)
        factors = timing(self.sheet, reader)
        return self._measure(total, factors, spent(self.sheet.programme.costs, factors, reader))

    def _measure(self, cash: Decimal, factors: Timing[Decimal], paid: Decimal) -> Decimal:
        return cash * factors.of_flow - paid if self.timed else cash * MONTHS_PER_YEAR
