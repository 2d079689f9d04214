"""Measurements by calendar quarter: what the logs of a quarter say of a cell, together, and what quarters before said.

A measurement belongs to the quarter of its last day. Of several in a quarter those are added whose days do not overlap,
the newest first; a quarter is held against the quarters before it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ecaremap.insight.measured.readings import KEYS, SECONDS, cell_of
from ecaremap.model.counted import Counted
from ecaremap.model.figures import Figure
from ecaremap.model.measured import EvidenceFile, Measured
from ecaremap.model.project import Project


@dataclass(frozen=True)
class Quarter:
    """One quarter with its measurements, oldest first; their days do not overlap."""

    year: int
    number: int
    files: tuple[EvidenceFile, ...]

    @property
    def title(self) -> str:
        """`Q3 2026`."""
        return f"Q{self.number} {self.year}"

    @property
    def key(self) -> str:
        """As it stands in names of files: `2026-q3`."""
        return f"{self.year}-q{self.number}"

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that was measured."""
        said = [file.evidence for file in self.files if file.evidence is not None]
        return said[0].first, said[-1].last

    @property
    def month(self) -> str:
        """The last month that was measured, as `2026-09`."""
        return self.days[1].isoformat()[:7]


@dataclass(frozen=True)
class CellSum:
    """One cell in one quarter: the counts of its measurements, added."""

    contacts: int
    shares: Mapping[str, Counted]
    calls_after: Mapping[str, Counted]
    gave_up: Counted | None


@dataclass(frozen=True)
class QuarterReading:
    """One figure of one cell in a quarter.

    Attributes:
        key: as the map writes it. within: of calls afterwards, `1 day`.
        claimed: what the author says of today; of calls within another time it is no claim of this.
        earlier: the same in the quarters before that know it, oldest first.
    """

    request: str
    touchpoint: str
    key: str
    within: str
    measured: Counted
    claimed: Figure | None
    earlier: tuple[tuple[Quarter, Counted], ...]

    @property
    def before(self) -> tuple[Quarter, Counted] | None:
        """The quarter before, None without."""
        return self.earlier[-1] if self.earlier else None

    def moved(self, least: Decimal) -> bool:
        """Whether it differs from the quarter before, beyond chance and by more than `least`."""
        if self.before is None:
            return False
        now, then = self.measured, self.before[1]
        if now.few or then.few or now.share is None or then.share is None:
            return False
        return now.differs(then) and abs(now.share - then.share) > least


def quarters(evidence: Measured | None) -> tuple[Quarter, ...]:
    """Every quarter that was measured, oldest first."""
    found: dict[tuple[int, int], list[EvidenceFile]] = {}
    for file in evidence.readable if evidence else ():
        assert file.evidence is not None
        last = file.evidence.last
        found.setdefault((last.year, (last.month + 2) // 3), []).append(file)
    return tuple(Quarter(*key, _apart(found[key])) for key in sorted(found))


def _apart(files: Sequence[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    """Those whose days do not overlap, the newest first; given and returned oldest first."""
    taken: list[EvidenceFile] = []
    earliest: date | None = None
    for file in reversed(files):
        assert file.evidence is not None
        if earliest is None or file.evidence.last < earliest:
            taken.append(file)
            earliest = file.evidence.first
    return tuple(reversed(taken))


def cell_sum(quarter: Quarter, request: str, touchpoint: str) -> CellSum | None:
    """What a quarter says of a cell, None if nothing."""
    cells = [cell for file in quarter.files if (cell := cell_of(file, request, touchpoint))]
    if not cells:
        return None
    shares = {key: added(getattr(cell, name) for cell in cells) for key, name in KEYS.items() if key != "calls_after"}
    # Who uses it is counted at one time: the newest count speaks.
    shares["used_share"] = next((cell.used_by for cell in reversed(cells) if cell.used_by), None)
    times = {time: added(cell.calls_after.get(time) for cell in cells) for time in SECONDS}  # type: ignore[call-overload]
    return CellSum(
        sum(cell.contacts for cell in cells),
        {key: counted for key, counted in shares.items() if counted},
        {time: counted for time, counted in times.items() if counted},
        added(cell.gave_up for cell in cells),
    )


def added(counts: Iterable[Counted | None]) -> Counted | None:
    """Shares of disjoint groups as one; None of none."""
    known = [each for each in counts if each is not None]
    return Counted(sum(each.n for each in known), sum(each.of for each in known)) if known else None


def quarter_readings(project: Project, quarter: Quarter, before: Sequence[Quarter]) -> tuple[QuarterReading, ...]:
    """Every figure of a cell that the map writes and the quarter knows, sorted; `before` are the quarters before it."""
    return tuple(
        reading
        for request, row in sorted(project.strategy.coverage.items())
        for touchpoint in sorted(row)
        for reading in _of_cell(project, quarter, before, (request, touchpoint))
    )


def _of_cell(
    project: Project, quarter: Quarter, before: Sequence[Quarter], at: tuple[str, str]
) -> Iterator[QuarterReading]:
    now = cell_sum(quarter, *at)
    if now is None:
        return
    then = [(each, said) for each in before if (said := cell_sum(each, *at))]
    for key in KEYS:
        claim = claimed(project, *at, key)
        within = _within(now, claim) if key == "calls_after" else ""
        measured = _value(now, key, within)
        if measured is not None:
            earlier = tuple((each, value) for each, said in then if (value := _value(said, key, within)))
            fits = claim is not None and of_time(claim, within)
            yield QuarterReading(*at, key, within, measured, claim if fits else None, earlier)


def claimed(project: Project, request: str, touchpoint: str, key: str) -> Figure | None:
    """What the author says of a figure of a cell, whether or not a measurement lies over it."""
    path = ("coverage", request, touchpoint, key)
    if project.evidence is not None and path in project.evidence.claims:
        return project.evidence.claims[path].figure
    laid: Figure | None = getattr(project.strategy.coverage[request][touchpoint], key)
    return laid if laid is not None and project.layer(*path) != "evidence" else None


def of_time(claim: Figure, within: str) -> bool:
    """Whether a claim counts calls within the same time; other figures have none."""
    return not within or claim.within in (None, SECONDS[within])


def _within(cell: CellSum, claim: Figure | None) -> str:
    """The time in which calls are counted: as claimed if the log has it, else the shortest one."""
    times = sorted(cell.calls_after, key=lambda time: SECONDS[time])
    fits = [time for time in times if claim is not None and claim.within == SECONDS[time]]
    return next(iter([*fits, *times]), "")


def _value(cell: CellSum, key: str, within: str) -> Counted | None:
    return cell.calls_after.get(within) if key == "calls_after" else cell.shares.get(key)
