"""The ways journeys take, contact by contact, with how often; as process mining lists variants.

Equal neighbours are counted, not drawn together: who tries twice in the app before he calls went another way than who
tries once. Of ways longer than six contacts the first six are told, and that there were more. Few ways make up most
journeys, and thousands the rest: only the most frequent are listed, the others counted.
"""

from dataclasses import dataclass

from ecaremap.measure.figures.rows import Names, summed
from ecaremap.measure.figures.shares import Share, share
from ecaremap.measure.model import Counts
from ecaremap.measure.sequences import VARIANT_KEYS

MOST = 100
"""Ways that are kept: five times what a page lists, so that a filter has something to choose from."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way.

    Attributes:
        steps: the touchpoints of its contacts in order. longer: there were more of them, which are not told apart.
        of_all: its journeys, of all journeys. finished: those known to be finished, of those whose end is known;
            of longer ways it is not known.
    """

    steps: tuple[str, ...]
    longer: bool
    journeys: int
    of_all: Share
    finished: Share


@dataclass(frozen=True, slots=True)
class Variants:
    """The most frequent ways of enough journeys, the most frequent first; `ways` and `journeys` are of all ways."""

    frequent: tuple[Variant, ...]
    ways: int
    journeys: int


def variants(counts: Counts) -> Variants:
    """Every way that was counted."""
    names, smallest = Names(counts.settings), counts.settings.smallest
    rows = summed(counts, "variants", VARIANT_KEYS)
    total = sum(sums["journeys"] for sums in rows.values())
    found = []
    for (*steps, longer), sums in rows.items():
        spelt = tuple(names.channel(code) for code in steps if code >= 0)
        if sums["journeys"] >= smallest and spelt:
            found.append(
                Variant(
                    spelt, bool(longer), sums["journeys"], share("variant_share", sums["journeys"], total, smallest),
                    share("variant_finished", sums["done"], sums["known"], smallest),
                )
            )  # fmt: skip
    ranked = sorted(found, key=lambda way: (-way.journeys, len(way.steps), way.steps, way.longer))
    return Variants(tuple(ranked[:MOST]), len(rows), total)
