"""Adding up the rows of counts: every figure is a sum of rows, grouped by some of their columns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ecaremap.measure.model import Counts, Row, Settings
from ecaremap.measure.sequences import VARIANT_KEYS

Key = tuple[int, ...]
Keep = Callable[[dict[str, int]], bool]

DIMENSIONS = (
    "ym", "request", "segment", "first_channel", "last_channel", "kind", "channel", "from_channel", "to_channel", "gap_bin",
    *VARIANT_KEYS,
)  # fmt: skip
"""Columns that say what a row is about; all others are counts and add up."""

UNKNOWN = -1
"""The code of what a row does not say, or what was put together because it was too few."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The counts of some rows, by column; a column the output does not have counts 0."""

    counts: dict[str, int]

    def __getitem__(self, column: str) -> int:
        return self.counts.get(column, 0)


NOTHING = Sums({})


def summed(counts: Counts, output: str, by: Sequence[str] = (), keep: Keep | None = None) -> dict[Key, Sums]:
    """The sums of an output's rows, grouped by columns, sorted by their codes.

    Args:
        counts: what was counted.
        output: its name, as `journeys`.
        by: the columns to group by.
        keep: which rows count, by their codes; all without it.
    """
    if not counts.rows.get(output):
        return {}
    columns = counts.columns[output]
    places = [columns.index(name) for name in by]
    dimensions = [(name, place) for place, name in enumerate(columns) if name in DIMENSIONS]
    numbers = [(name, place) for place, name in enumerate(columns) if name not in DIMENSIONS]
    groups: dict[Key, list[Row]] = {}
    for row in counts.rows[output]:
        if keep is None or keep({name: row[place] for name, place in dimensions}):
            groups.setdefault(tuple([row[place] for place in places]), []).append(row)
    found = {}
    for key in sorted(groups):
        # Added column by column: there may be a hundred thousand rows.
        columns_of = list(zip(*groups[key], strict=True))
        found[key] = Sums({name: sum(columns_of[place]) for name, place in numbers})
    return found


def total(counts: Counts, output: str, keep: Keep | None = None) -> Sums:
    """The sums of all rows."""
    return summed(counts, output, (), keep).get((), NOTHING)


def added(parts: Iterable[Sums]) -> Sums:
    """Several sums as one."""
    found: dict[str, int] = {}
    for part in parts:
        for name, number in part.counts.items():
            found[name] = found.get(name, 0) + number
    return Sums(found)


@dataclass(frozen=True, slots=True)
class Names:
    """What codes stand for; empty for what a row does not say."""

    settings: Settings

    def channel(self, code: int) -> str:
        """The id of a touchpoint."""
        return self.settings.channels[code].id if 0 <= code < len(self.settings.channels) else ""

    def request(self, code: int) -> str:
        """The id of a request."""
        return self.settings.reasons[code].id if 0 <= code < len(self.settings.reasons) else ""

    def segment(self, code: int) -> str:
        """The id of a segment."""
        return self.settings.segments[code] if 0 <= code < len(self.settings.segments) else ""

    def digital(self, code: int) -> bool:
        """Whether a touchpoint is digital."""
        return 0 <= code < len(self.settings.channels) and self.settings.channels[code].family == "digital"

    def person(self, code: int) -> bool:
        """Whether a person handles contacts there."""
        return 0 <= code < len(self.settings.channels) and self.settings.channels[code].person

    def away(self, code: int) -> bool:
        """Whether going there means to turn to a person outside of digital: a call, a visit, a letter."""
        return self.person(code) and not self.digital(code)


def month(ym: int) -> str:
    """`2026-03` of year * 12 + month - 1; empty for a row that does not say it."""
    return f"{ym // 12:04d}-{ym % 12 + 1:02d}" if ym > 0 else ""
