"""The frozen view of counted contacts: shares, cost and trend, and that nothing is known of journeys."""

from dataclasses import dataclass

from ecaremap.views.case_model import Amount
from ecaremap.views.dashboard_model import LostRows, ShareView


@dataclass(frozen=True, slots=True)
class VolumeLine:
    """One touchpoint, request, month or cell.

    Attributes:
        contacts: None where too few to show. of_all: of all contacts. digital: of its contacts, those at digital touchpoints.
        cost: of one contact; None where not known, too few, or not to be seen. csat: in words; empty without grades.
    """

    id: str
    name: str
    contacts: int | None
    of_all: ShareView
    digital: ShareView
    cost: Amount | None
    csat: str


@dataclass(frozen=True, slots=True)
class VolumeTable:
    """One way to split all contacts; `left` more lines than are listed. `digital`: that column says something here."""

    title: str
    head: str
    lines: tuple[VolumeLine, ...]
    digital: bool = True


@dataclass(frozen=True, slots=True)
class VolumesView:
    """What a table of counted contacts says.

    Attributes:
        says: that nothing is known of journeys. whole: of all contacts.
        costs, grades: whether the table has any, and they may be seen. lost: rows and cells that were not counted.
        smallest: nothing is said of fewer contacts. kept: that nothing of it lies over the strategy, and why.
    """

    name: str
    as_of: str
    currency: str
    headline: str
    scope: str
    stamp: str
    says: str
    sentences: tuple[str, ...]
    whole: VolumeLine
    tables: tuple[VolumeTable, ...]
    costs: bool
    grades: bool
    rows: int
    counted: int
    lost: tuple[LostRows, ...]
    smallest: int
    kept: str
