"""Sums over rows of counts, and the mark that tells which counts can be compared."""

import hashlib
from collections.abc import Iterable

from ecaremap.measure.definitions import COLUMNS, KEYS, OUTPUTS, edge
from ecaremap.measure.intake.staging import MERGED, WHY
from ecaremap.measure.model import Row, Settings


def headline(journeys: Iterable[Row]) -> dict[str, int]:
    """Every sum over all journeys, by the name of its column."""
    names = COLUMNS["journeys"][len(KEYS["journeys"]) :]
    totals = [0] * len(names)
    for row in journeys:
        for place, value in enumerate(row[-len(names) :]):
            totals[place] += value
    return dict(zip(names, totals, strict=True))


def query_hash(settings: Settings) -> str:
    """Sixteen signs that differ when the definitions or the settings do: only equal ones can be compared."""
    parts = (edge(), *OUTPUTS.values(), WHY, MERGED, repr(settings))
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]
