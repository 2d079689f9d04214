"""A plan beside published programmes: a note to think about, never a limit.

Bands: call volume -20 % within 8 months (McKinsey 2013); cost of operations -25 to -30 % within one to two years
(McKinsey 2014, 2016); 7 in 10 contacts can be handled digitally (McKinsey 2016). What others reached says
what would be remarkable, not what is right.
"""

from collections.abc import Iterator

from ecaremap.plan.forecast import Forecast

CALLS, CALLS_MONTHS = 0.20, 8
COST, COST_MONTHS = 0.30, 24
DIGITAL = 0.70
WITHIN = (
    "Calls, cost and digital share stay within what published programmes report "
    "(calls down 20% in 8 months, cost down 25 to 30% in two years, 7 in 10 contacts digital)."
)


def plausibility(nothing: Forecast, planned: Forecast) -> tuple[str, ...]:
    """Notes on where the plan goes beyond published programmes; one that says so if it does nowhere."""
    return tuple(_notes(nothing, planned)) or (WITHIN,)


def _notes(nothing: Forecast, planned: Forecast) -> Iterator[str]:
    fewer = _fewer_calls(nothing, planned)
    if fewer > CALLS:
        yield (
            f"Contacts with people fall by {fewer:.0%} within {CALLS_MONTHS} months of the first launch; "
            f"a published programme reached {CALLS:.0%} (McKinsey 2013). Check take-up and completion."
        )
    cheaper = _cheaper(nothing, planned)
    if cheaper > COST:
        yield (
            f"The cost of operations falls by {cheaper:.0%} within {COST_MONTHS} months; published programmes "
            "reached 25 to 30% in one to two years (McKinsey 2014, 2016). Check what becomes cash."
        )
    share = planned.metrics.get("digital_end_to_end_share")
    if share is not None and float(share.max()) > DIGITAL:
        yield (
            f"{float(share.max()):.0%} of the needs would be finished digitally; 7 in 10 contacts are seen as "
            "the most that can be (McKinsey 2016). Check what rules and customers allow."
        )


def _fewer_calls(nothing: Forecast, planned: Forecast) -> float:
    """The share of contacts with people that are gone 8 months after the first one goes."""
    before, after = nothing.person.sum(axis=0), planned.person.sum(axis=0)
    changed = [
        month for month in range(len(before)) if abs(before[month] - after[month]) > 1e-9 * max(1.0, before[month])
    ]
    if not changed:
        return 0.0
    month = min(changed[0] + CALLS_MONTHS - 1, len(before) - 1)
    return float(1.0 - after[month] / before[month]) if before[month] else 0.0


def _cheaper(nothing: Forecast, planned: Forecast) -> float:
    cost, base = planned.metrics.get("operating_cost"), nothing.metrics.get("operating_cost")
    if cost is None or base is None:
        return 0.0
    month = min(COST_MONTHS, len(cost)) - 1
    return float(1.0 - cost[month] / base[month]) if base[month] else 0.0
