"""The same figures under each idea of "the same need": strict, family, any (domain brief 5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecaremap.measure.figures.rows import Sums
from ecaremap.measure.figures.shares import PROMISED, SHARES, Share, share
from ecaremap.measure.model import Counts, SameNeed

RULES: tuple[SameNeed, ...] = ("strict", "family", "any")


@dataclass(frozen=True, slots=True)
class Band:
    """One rule for what is the same need: journeys, and the shares that its counts allow."""

    same_need: SameNeed
    journeys: int | None
    shares: Mapping[str, Share]


def bands(counts: Counts) -> tuple[Band, ...]:
    """The rules that were counted, in the order of strictness."""
    smallest = counts.settings.smallest
    found = []
    for rule in RULES:
        sums = Sums(dict(counts.band[rule])) if rule in counts.band else None
        if sums is None:
            continue
        shares = {
            name: share(name, sums[SHARES[name][0]], sums[SHARES[name][1]], smallest)
            for name in PROMISED
            if all(part in sums.counts for part in SHARES[name])
        }
        found.append(Band(rule, sums["journeys"] if sums["journeys"] >= smallest else None, shares))
    return tuple(found)
