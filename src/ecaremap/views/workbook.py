"""The strategy as rows: what authors wrote, in the columns of the declaration, to be edited and read back."""

from dataclasses import dataclass

from ecaremap.load.workbook.amounts import Amount
from ecaremap.model.scales import DEGREES
from ecaremap.views.model import MapView

Value = str | Amount
"""A text as its author wrote it, or the same as a real number with its format."""


@dataclass(frozen=True, slots=True)
class WorkbookColumn:
    """One column.

    Attributes:
        key: the heading by which it is read back; in brackets if it is for reading only.
        meaning: one sentence. kind: how values are written. words: all that are known.
        folded: empty and seldom used.
    """

    key: str
    meaning: str
    kind: str = "text"
    words: tuple[str, ...] = ()
    folded: bool = False

    @property
    def reading_only(self) -> bool:
        """For reading only: ignored when the workbook is read back."""
        return self.key.startswith("(")


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet with a row per entry; its first `frozen` columns say which entry it is."""

    name: str
    about: str
    frozen: int
    columns: tuple[WorkbookColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class WorkbookView:
    """All that can be edited, and the words for it.

    Attributes:
        sheets: in reading order, the settings last.
        dictionary: sheet, key, meaning, what may be written, an example.
    """

    sheets: tuple[WorkbookSheet, ...]
    dictionary: tuple[tuple[str, str, str, str, str], ...]


def degree_counts(view: MapView) -> tuple[tuple[str, int, int], ...]:
    """For each degree that occurs: written cells today, and by the target."""
    cells = [cell for row in view.rows for cell in row.cells if cell.standing == "written"]
    today, target = [cell.today for cell in cells], [cell.target for cell in cells]
    counts = ((degree, today.count(degree), target.count(degree)) for degree in DEGREES)
    return tuple(count for count in counts if count[1] or count[2])


def touchpoint_counts(view: MapView) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """For each touchpoint: its cells of each degree that occurs, by the target."""
    degrees = [degree for degree, _, _ in degree_counts(view)]
    counts = []
    for number, column in enumerate(view.columns):
        aims = [row.cells[number].target for row in view.rows if row.cells[number].standing == "written"]
        counts.append((column.name, tuple(aims.count(degree) for degree in degrees)))
    return tuple(counts)
