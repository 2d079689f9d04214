"""The figures of counted contacts: shares, cost and trend; none of journeys, which counts do not know."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from ecaremap.measure.figures.shares import KNOWN_ENOUGH, Mean, Share, mean, share
from ecaremap.measure.volumes import VolumeRow, Volumes

DIGITAL = "digital_contact_share"
"""Contacts at digital touchpoints, of all contacts. Not the share of needs that begin digitally."""

OF_ALL = "contact_share"
COST = "cost_per_contact"
CSAT = "csat"


@dataclass(frozen=True, slots=True)
class Volume:
    """The figures of one group of contacts: all, those of a touchpoint, a request, a month, a cell.

    Attributes:
        of: ids or month of the group; empty for all. contacts: None where withheld.
        of_all: its share of all contacts. digital: of its contacts, those at digital touchpoints.
        cost: cents of those contacts whose cost is known; an average only where it is of nearly all, since contacts
            without are other ones, at other touchpoints. costed: how many they are. csat: the mean grade, in hundredths.
    """

    of: str
    contacts: int | None
    of_all: Share
    digital: Share
    cost: Mean
    csat: Mean
    costed: int = 0


@dataclass(frozen=True, slots=True)
class VolumeFigures:
    """Everything a table of counted contacts says; groups are sorted by what they are of."""

    all: Volume
    touchpoints: tuple[Volume, ...]
    requests: tuple[Volume, ...]
    months: tuple[Volume, ...]
    cells: tuple[Volume, ...]


def volume_figures(volumes: Volumes) -> VolumeFigures:
    """The figures; the same table gives the same."""
    settings = volumes.settings
    total = sum(row.n for row in volumes.rows)

    def touchpoint(row: VolumeRow) -> str:
        return settings.channels[row.channel].id

    def request(row: VolumeRow) -> str:
        return settings.reasons[row.request].id if row.request >= 0 else ""

    def grouped(key: Callable[[VolumeRow], str]) -> tuple[Volume, ...]:
        groups: dict[Hashable, list[VolumeRow]] = defaultdict(list)
        for row in volumes.rows:
            groups[key(row)].append(row)
        return tuple(_volume(str(of), rows, total, volumes) for of, rows in sorted(groups.items(), key=str) if of)

    return VolumeFigures(
        all=_volume("", volumes.rows, total, volumes),
        touchpoints=grouped(touchpoint),
        requests=grouped(request),
        months=grouped(lambda row: f"{row.ym // 12:04d}-{row.ym % 12 + 1:02d}"),
        cells=grouped(lambda row: request(row) and f"{request(row)}/{touchpoint(row)}"),
    )


def _volume(of: str, rows: Iterable[VolumeRow], total: int, volumes: Volumes) -> Volume:
    """One group, unless it is smaller than may be shown."""
    rows = tuple(rows)
    smallest = volumes.settings.smallest
    digital = {code for code, channel in enumerate(volumes.settings.channels) if channel.family == "digital"}
    n = sum(row.n for row in rows)
    if n < smallest:
        hidden = (Mean(COST, None, None, withheld=True), Mean(CSAT, None, None, withheld=True))
        return Volume(of, None, Share(OF_ALL, None, withheld=True), Share(DIGITAL, None, withheld=True), *hidden)
    costed = sum(row.costed for row in rows)
    known = costed if costed >= KNOWN_ENOUGH * n else 0
    return Volume(
        of, n,
        share(OF_ALL, n, total, smallest),
        share(DIGITAL, sum(row.n for row in rows if row.channel in digital), n, smallest),
        mean(COST, sum(row.cost for row in rows), known, smallest),
        mean(CSAT, sum(row.csat for row in rows), sum(row.csat_n for row in rows), smallest),
        costed,
    )  # fmt: skip
