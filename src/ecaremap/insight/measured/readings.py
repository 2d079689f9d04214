"""Each measured figure of a cell beside what was claimed, and beside the measurement before."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from ecaremap.model.counted import Counted
from ecaremap.model.figures import Figure
from ecaremap.model.measured import EvidenceFile, Measured
from ecaremap.model.project import Project
from ecaremap.model.source import Span

if TYPE_CHECKING:
    from ecaremap.model.evidence import MeasuredCell

KEYS = {"completion": "completion", "calls_after": "calls_after", "csat": "satisfied", "used_share": "used_by"}
"""Figures of a cell as the map writes them, and as evidence calls them."""

WORDS = {
    "completion": "completion", "calls_after": "calls afterwards", "csat": "satisfaction", "used_share": "use",
}  # fmt: skip
SECONDS = {"1 day": Decimal(86400), "7 days": Decimal(7 * 86400), "30 days": Decimal(30 * 86400)}


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of one cell.

    Attributes:
        key: as the map writes it. within: of calls afterwards, `1 day`.
        measured, file, span: the newest measurement, the name of its file, and where it stands there.
        claimed, claimed_at: what the author wrote, None without; of calls within another time it is no claim of this.
        before, before_file: the measurement before, None without.
    """

    request: str
    touchpoint: str
    key: str
    within: str
    measured: Counted
    file: str
    span: Span
    claimed: Figure | None
    claimed_at: Span | None
    before: Counted | None
    before_file: str

    @property
    def where(self) -> str:
        """The cell in the words of the map."""
        return f"{self.request}/{self.touchpoint}"

    def contradicts(self, least: Decimal) -> bool:
        """Whether the claim lies outside the interval, by more than `least`; of a claimed range, its nearer end."""
        if self.claimed is None or self.measured.few:
            return False
        low, high = self.measured.interval
        share = self.measured.share or Decimal(0)
        if self.claimed.low > high:
            return self.claimed.low - share > least
        return self.claimed.high < low and share - self.claimed.high > least

    def moved(self, least: Decimal) -> bool:
        """Whether it differs from the measurement before, beyond chance and by more than `least`."""
        if self.before is None or self.before.few or self.measured.few:
            return False
        share, before = self.measured.share or Decimal(0), self.before.share or Decimal(0)
        return self.measured.differs(self.before) and abs(share - before) > least


@lru_cache(maxsize=4)
def readings(project: Project) -> tuple[Reading, ...]:
    """Every measured figure of a cell that the map writes, sorted."""
    if project.evidence is None:
        return ()
    found = [
        reading
        for request, row in sorted(project.strategy.coverage.items())
        for touchpoint in sorted(row)
        for reading in _of_cell(project, project.evidence, request, touchpoint)
    ]
    return tuple(found)


def _of_cell(project: Project, evidence: Measured, request: str, touchpoint: str) -> Iterator[Reading]:
    files = [(file, cell) for file in reversed(evidence.readable) if (cell := cell_of(file, request, touchpoint))]
    for key, name in KEYS.items():
        claim = evidence.claims.get(("coverage", request, touchpoint, key))
        laid = getattr(project.strategy.coverage[request][touchpoint], key)
        within = _within(key, claim.figure if claim else laid, files)
        values = [(file, counted) for file, cell in files if (counted := _value(cell, name, within))]
        if not values:
            continue
        (file, measured), (before_file, before) = values[0], (values[1] if len(values) > 1 else (None, None))
        fits = claim is not None and (not within or claim.figure.within in (None, SECONDS[within]))
        yield Reading(
            request, touchpoint, key, within, measured, file.name, file.span("cells", request, touchpoint, name),
            claim.figure if claim and fits else None, claim.span if claim and fits else None,
            before, before_file.name if before_file else "",
        )  # fmt: skip


def cell_of(file: EvidenceFile, request: str, touchpoint: str) -> "MeasuredCell | None":
    """What one file says of a cell."""
    return file.evidence.cells.get(request, {}).get(touchpoint) if file.evidence else None


def _within(key: str, figure: Figure | None, files: "list[tuple[EvidenceFile, MeasuredCell]]") -> str:
    """The time in which calls are counted: as claimed if the log has it, else the shortest one."""
    if key != "calls_after" or not files:
        return ""
    times = sorted(files[0][1].calls_after, key=lambda time: SECONDS[time])
    fits = [time for time in times if figure is not None and figure.within == SECONDS[time]]
    return next(iter([*fits, *times]), "")


def _value(cell: "MeasuredCell", name: str, within: str) -> Counted | None:
    if name == "calls_after":
        return cell.calls_after.get(within)  # type: ignore[call-overload,no-any-return]
    value: Counted | None = getattr(cell, name)
    return value


def calls_within_a_day(file: EvidenceFile, request: str, touchpoint: str) -> Counted | None:
    """Of all contacts at a cell, finished or not, those followed by one with a person within a day."""
    cell = cell_of(file, request, touchpoint)
    return cell.then_person.get("1 day") if cell else None
