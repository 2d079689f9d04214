"""Formulas 12 and 13: from which completion, volume and build cost on a build pays."""

import math
from collections.abc import Mapping

from ecaremap.plan.problem import Adoption, Demand, Problem
from ecaremap.plan.simulate.valuing import Valuer, valuer


def break_even_completion(demand: Demand, adoption: Adoption, digital_cost: float) -> float | None:
    """Formula 12: the containment from which one digital start pays; above 1 or None it never does.

    k* = (c_d (1 + i) - phi c (1 - (1 + d)(1 + i))) / (phi c (1 + d)(1 + i) - x (1 - rho)), with i induced
    needs and d double handling; churn and those who give up are left out. None where lost sales outweigh a
    second contact, so that the denominator is not positive.

    Args:
        demand: the request.
        adoption: of the build.
        digital_cost: of one contact at its touchpoint [c_d].
    """
    induced, longer = 1.0 + demand.induced_needs, 1.0 + demand.double_handling
    cashable = demand.cashable_share * demand.handling_cost
    worth = cashable * longer * induced - demand.sale_margin * (1.0 - adoption.sale_kept)
    if worth <= 0:
        return None
    return max(0.0, (digital_cost * induced - cashable * (1.0 - longer * induced)) / worth)


def break_even_volume(problem: Problem, item: str, schedule: Mapping[str, int]) -> float | None:
    """Formula 13: the needs a month from which a build on the schedule pays; None where none do.

    V* = (PV build + PV run) / PV(benefit of one need a month), as cash is linear in the volume. The benefit is
    what the build adds to the schedule, so other builds of the same request count.
    """
    of = valuer(problem)
    volume = next(d.volume for d in problem.demands if d.id == of.items[item].request)
    benefit = _benefit(of, item, schedule)
    if benefit <= 0 or volume <= 0:
        return None
    return max(0.0, -of.item_npv(item, schedule)) / (benefit / volume)


def break_even_cost(problem: Problem, item: str, schedule: Mapping[str, int]) -> float | None:
    """Formula 13: the build cost up to which it pays; None where it does not pay even as a gift.

    C* = C + NPV / (value today of one unit spread over the months of the build).
    """
    of = valuer(problem)
    entry = of.items[item]
    worth = _benefit(of, item, schedule) + of.item_npv(item, schedule)
    start, paid = schedule[item], max(entry.duration, 1)
    factor = math.fsum(of.discounts[start - 1 : start - 1 + paid]) / paid
    most = entry.cost + worth / factor
    return most if most >= 0 else None


def _benefit(of: Valuer, item: str, schedule: Mapping[str, int]) -> float:
    rest = {name: start for name, start in schedule.items() if name != item}
    return sum(of.request_npv(r, schedule) - of.request_npv(r, rest) for r in of.touched[item])
