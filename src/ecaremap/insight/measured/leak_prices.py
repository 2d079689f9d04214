"""What measured leaks cost in a year: n · h · c, where the business case knows what a contact with a person costs."""

from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.gaps.pricing import Pricer, Term
from ecaremap.insight.measured.readings import calls_within_a_day
from ecaremap.model.counted import Counted
from ecaremap.policy.decisions import Decisions

YEAR = Decimal("365.25")


@dataclass(frozen=True, slots=True)
class LeakPrice:
    """One leaking cell.

    Attributes:
        calls: contacts followed by a person within a day, of those that could be followed.
        a_year: such calls in a year at the pace of the log. amount: in a year, unrounded; None where the case does not
            know what a contact costs, and `wanted` says which figures would tell.
        double_handling: how many times as long the second contact takes. cost: of one contact with a person.
    """

    request: str
    touchpoint: str
    calls: Counted
    a_year: Decimal
    double_handling: Decimal
    cost: Decimal | None
    amount: Decimal | None
    wanted: tuple[str, ...] = ()


def leak_prices(decisions: Decisions) -> tuple[LeakPrice, ...]:
    """Every digital or automated cell of the newest measurement with such calls, the dearest first."""
    evidence = decisions.project.evidence
    file = evidence.last if evidence else None
    if file is None or file.evidence is None:
        return ()
    strategy, pricer = decisions.project.strategy, Pricer(decisions)
    found = []
    for request, row in file.evidence.cells.items():
        for touchpoint, cell in row.items():
            known = request in strategy.requests and touchpoint in strategy.touchpoints
            calls = calls_within_a_day(file, request, touchpoint) if known else None
            if not known or calls is None or not calls.n or strategy.touchpoints[touchpoint].family == "traditional":
                continue
            a_year = (calls.share or Decimal(0)) * cell.contacts * YEAR / file.evidence.days
            found.append(_price(pricer, request, touchpoint, calls, a_year))
    return tuple(sorted(found, key=lambda each: (-(each.amount or 0), -each.a_year, each.request, each.touchpoint)))


def _price(pricer: Pricer, request: str, touchpoint: str, calls: Counted, a_year: Decimal) -> LeakPrice:
    longer = pricer.given.rate(symbols.DOUBLE_HANDLING, request).value
    cost = pricer.cost(request)
    if isinstance(cost, Term):
        return LeakPrice(request, touchpoint, calls, a_year, longer, cost.value, a_year * longer * cost.value)
    wanted = cost if isinstance(cost, tuple) else (cost,)
    names = tuple(f"{each.figure} of {each.of}" for each in wanted)
    return LeakPrice(request, touchpoint, calls, a_year, longer, None, None, names)
