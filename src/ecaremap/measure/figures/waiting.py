"""How long until the next contact: the bin in which the middle one lies."""

from dataclasses import dataclass

from ecaremap.measure.definitions import BIN_EDGES
from ecaremap.measure.figures.rows import Names, summed
from ecaremap.measure.model import Counts


@dataclass(frozen=True, slots=True)
class Wait:
    """The middle gap between a contact and the next one of the same need.

    Attributes:
        moves: how many there are. above, up_to: the ends of the bin in seconds; up_to is None beyond the last edge.
    """

    at: str
    to: str
    moves: int
    above: int
    up_to: int | None


def waits(counts: Counts) -> tuple[Wait, ...]:
    """Every way between touchpoints with enough moves, sorted."""
    names = Names(counts.settings)
    bins: dict[tuple[int, int], dict[int, int]] = {}
    for (at, to, number), sums in summed(counts, "gaps", ("from_channel", "to_channel", "gap_bin")).items():
        bins.setdefault((at, to), {})[number] = sums["n"]
    found = []
    for (at, to), by_bin in bins.items():
        moves = sum(by_bin.values())
        if moves >= counts.settings.smallest and names.channel(at) and names.channel(to):
            found.append(Wait(names.channel(at), names.channel(to), moves, *edges(middle(by_bin))))
    return tuple(sorted(found, key=lambda wait: (wait.at, wait.to)))


def middle(by_bin: dict[int, int]) -> int:
    """The bin of the middle gap; of an even number, of the lower one of the two in the middle."""
    half, seen = (sum(by_bin.values()) + 1) // 2, 0
    for number in sorted(by_bin):
        seen += by_bin[number]
        if seen >= half:
            return number
    return 0


def edges(number: int) -> tuple[int, int | None]:
    """From above how many seconds up to how many a bin goes; the first one holds no time at all."""
    above = BIN_EDGES[number - 1] if number else 0
    return above, BIN_EDGES[number] if number < len(BIN_EDGES) else None
