"""Satisfaction by class of journey, raw and as if all classes had the same mix of requests.

CSAT_adj(class) = sum over r of share_r(all) * CSAT(class, r) (domain brief 5.4). The shares are those of each request
among all journeys. Requests that a class has too few answers about are left out for it, the other shares scaled up,
and listed. Those who finished digitally are survivors: whoever gave up or called is in another class.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ecaremap.measure.figures.rows import NOTHING, Names, Sums, added, summed
from ecaremap.measure.figures.shares import KINDS, Kind, Mean, mean
from ecaremap.measure.model import Counts


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """One class of journeys.

    Attributes:
        raw: the mean grade of its answers. adjusted: with the mix of requests of all answers; None if not known.
        covered: the share of all journeys whose requests the class has answers about.
        missing: requests it has too few answers about, sorted.
    """

    kind: Kind
    raw: Mean
    adjusted: Decimal | None
    covered: Decimal
    missing: tuple[str, ...]


def satisfaction(counts: Counts) -> tuple[Satisfaction, ...]:
    """All three classes; empty where nobody was asked."""
    sums = summed(counts, "journeys", ("kind", "request"))
    every = added(sums.values())
    if not every["csat_n"]:
        return ()
    requests = sorted({request for _, request in sums})
    mix = {r: sum(sums.get((kind, r), NOTHING)["journeys"] for kind in range(len(KINDS))) for r in requests}
    return tuple(
        _of_kind(counts, name, {r: sums.get((kind, r), NOTHING) for r in requests}, mix)
        for kind, name in enumerate(KINDS)
    )


def _of_kind(counts: Counts, kind: Kind, sums: dict[int, Sums], mix: dict[int, int]) -> Satisfaction:
    names, smallest = Names(counts.settings), counts.settings.smallest
    whole = added(sums.values())
    raw = mean("csat", whole["csat_sum"], whole["csat_n"], smallest)
    asked = {r: s for r, s in sums.items() if s["csat_n"] and s["csat_n"] >= smallest}
    missing = tuple(sorted(names.request(r) for r in sums if mix[r] and r not in asked and names.request(r)))
    weight = sum(mix[r] for r in asked)
    every = sum(mix.values())
    covered = Decimal(weight) / every if every else Decimal(0)
    if raw.value is None or not weight:
        return Satisfaction(kind, raw, None, covered, missing)
    # Whole numbers up to the last division, so that the result is the same everywhere.
    exact = sum((Fraction(mix[r] * s["csat_sum"], s["csat_n"]) for r, s in asked.items()), Fraction(0)) / weight
    return Satisfaction(kind, raw, Decimal(exact.numerator) / exact.denominator, covered, missing)
