"""What the plan costs: builds of a request, what several builds need, and telling customers.

Fixes are left to the plan: they shrink demand, which is not counted here either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.adoption import MONTHS_PER_YEAR
from ecaremap.insight.case.given import Given, Input, Missing
from ecaremap.model.fields import SECONDS_PER_MONTH
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Build, Enabler, Tactic

USUAL_MONTHS = 36
"""How far the case looks ahead where no plan says so."""

_MONTHS = {"month": Decimal(1), "quarter": Decimal(3), "year": Decimal(12), "week": Decimal(12) / 52}
_MONTHS |= {"day": Decimal(12) / 365, "h": Decimal(12) / 8760, "hour": Decimal(12) / 8760}
"""Months in each period of a running cost."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost of the plan.

    Attributes:
        request: whose build it is; empty for what several share.
        months: for how many months it is paid, from the first on; 0 is once, before the first.
    """

    request: str
    amount: Input
    months: int


@dataclass(frozen=True, slots=True)
class Programme:
    """All costs of the plan over its horizon.

    Attributes:
        starts: the first month, as 2027-01; empty without a plan.
        costs: none at all means that nobody wrote what the change costs.
    """

    starts: str
    months: int
    costs: tuple[Cost, ...]
    missing: tuple[Missing, ...]

    def month_label(self, month: int) -> str:
        """The calendar month of the n-th month, as 2027-01; empty without a plan."""
        if not self.starts:
            return ""
        year, first = (int(part) for part in self.starts.split("-"))
        number = year * MONTHS_PER_YEAR + first - 1 + month - 1
        return f"{number // MONTHS_PER_YEAR}-{number % MONTHS_PER_YEAR + 1:02d}"


def programme(given: Given) -> Programme:
    """The costs of all builds, enablers and tactics of the plan."""
    plan = given.strategy.plan
    if plan is None:
        gap = Missing("plan", "", given.keeper, "without costs of building nothing is said about payback", blocks=False)
        return Programme("", USUAL_MONTHS, (), (gap,))
    months = months_of(plan.horizon)
    found: list[Cost | Missing] = []
    for name, build in sorted(plan.builds.items()):
        found += _work(given, name, build, ("plan", "builds", name), build.request, months)
    for name, enabler in sorted(plan.enablers.items()):
        found += _work(given, name, enabler, ("plan", "enablers", name), "", months)
    for name, tactic in sorted(plan.tactics.items()):
        found += _tactic(given, name, tactic, months)
    costs = tuple(entry for entry in found if isinstance(entry, Cost))
    return Programme(plan.starts, months, costs, tuple(entry for entry in found if isinstance(entry, Missing)))


def months_of(figure: Figure) -> int:
    """A horizon in whole months, at least one."""
    length = figure.likely if figure.unit == "months" else figure.likely / SECONDS_PER_MONTH
    return max(1, int(length))


def _work(
    given: Given, name: str, work: Build | Enabler, path: tuple[str, ...], request: str, months: int
) -> Iterator[Cost | Missing]:
    build = given.money(symbols.BUILD_COST, work.build_cost, name, (*path, "build_cost"), work.source)
    if build:
        yield Cost(request, build, 0)
    else:
        yield Missing("build_cost", name, given.keeper, "counted as nothing: payback comes too early", blocks=False)
    run = monthly(given, symbols.RUN_COST, work.run_cost, name, (*path, "run_cost"), work.source)
    if run:
        yield Cost(request, run, months)


def _tactic(given: Given, name: str, tactic: Tactic, months: int) -> Iterator[Cost | Missing]:
    path = ("plan", "tactics", name, "cost")
    cost = monthly(given, symbols.TACTIC_COST, tactic.cost, name, path, tactic.source)
    if cost:
        yield Cost("", cost, min(months, tactic.months or months))
    else:
        yield Missing("cost", name, given.keeper, "counted as nothing: payback comes too early", blocks=False)


def monthly(
    given: Given, symbol: str, rate: Figure | None, name: str, path: tuple[str, ...], source: str | None
) -> Input | None:
    """A rate as money a month; a rate per contact says nothing about months."""
    found = given.money(symbol, rate, name, path, source)
    if found is None:
        return None
    period = found.unit.partition("/")[2]
    return found.times(1 / _MONTHS[period], symbol) if period in _MONTHS else None
