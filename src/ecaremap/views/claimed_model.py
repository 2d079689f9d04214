"""The frozen view of a measurement beside its claim."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One thing that was measured of a cell, beside what the map claims of today.

    Attributes:
        title: `Degree`, `Completion`, `Calls afterwards within 1 day`. claimed: as the author wrote it, empty if nobody did.
        measured: in words. sure: how many of how many, the 95% interval and the months. few: of fewer than 30, shown grey.
        contradicts: chance does not explain the difference. changed: since the measurement before. place: in the evidence.
    """

    title: str
    claimed: str
    measured: str
    sure: str
    few: bool = False
    contradicts: bool = False
    changed: str = ""
    place: str = ""
