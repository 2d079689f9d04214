"""All figures of one measurement."""

import calendar
import datetime as dt
from dataclasses import dataclass

from ecaremap.measure.figures.band import Band, bands
from ecaremap.measure.figures.cells import CellFigures, cells
from ecaremap.measure.figures.coverage import Known, coverage
from ecaremap.measure.figures.leaks import LeakRow, leak_rows
from ecaremap.measure.figures.pitfalls import Pitfall, pitfalls
from ecaremap.measure.figures.resolution import FirstContact, first_contacts
from ecaremap.measure.figures.satisfaction import Satisfaction, satisfaction
from ecaremap.measure.figures.slices import Slices, slices
from ecaremap.measure.figures.variants import Variants, variants
from ecaremap.measure.figures.waiting import Wait, waits
from ecaremap.measure.model import Counts

DAY = 86400


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last contact, in UTC."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """Days of the calendar, both ends included."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> str:
        """`2026-01 to 2026-06`."""
        return f"{self.first:%Y-%m} to {self.last:%Y-%m}"

    @property
    def whole(self) -> tuple[str, ...]:
        """The months that the log covers but for a day at either end; only those compare with others."""
        found = []
        year, number = self.first.year, self.first.month
        while (year, number) <= (self.last.year, self.last.month):
            ends = calendar.monthrange(year, number)[1]
            begun = dt.date(year, number, min(2, ends)) >= self.first
            ended = dt.date(year, number, ends - 1) <= self.last
            if begun and ended:
                found.append(f"{year:04d}-{number:02d}")
            year, number = (year, number + 1) if number < 12 else (year + 1, 1)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a contact log says about a strategy.

    Attributes:
        span: of the log; None without a contact. smallest: nothing is said of fewer journeys.
        leaks: of all requests together; `leak_rows` gives those of one.
    """

    span: Span | None
    smallest: int
    slices: Slices
    cells: tuple[CellFigures, ...]
    leaks: tuple[LeakRow, ...]
    first_contacts: tuple[FirstContact, ...]
    satisfaction: tuple[Satisfaction, ...]
    waits: tuple[Wait, ...]
    variants: Variants
    bands: tuple[Band, ...]
    coverage: tuple[Known, ...]
    pitfalls: tuple[Pitfall, ...]


def figures(counts: Counts) -> Figures:
    """The figures of counts; the same counts give the same figures."""
    return Figures(
        span_of(counts), counts.settings.smallest, slices(counts), cells(counts), leak_rows(counts),
        first_contacts(counts), satisfaction(counts), waits(counts), variants(counts), bands(counts), coverage(counts), pitfalls(counts),
    )  # fmt: skip


def span_of(counts: Counts) -> Span | None:
    """The days from the first to the last contact."""
    if not counts.intake.counted:
        return None
    return Span(_day(counts.intake.first), _day(counts.intake.last))


def _day(seconds: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days=seconds // DAY)
