"""What is kept of a measurement beside its evidence, so that a dashboard can be shown again without the log.

Figures and the few tables that figures do not hold, each withheld at its own level: nothing is said of fewer journeys
than `smallest`, and nothing of a customer, a row or a folder is in it. Whole numbers, so that shares follow exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from ecaremap.measure.figures.cells import yes_or_no
from ecaremap.measure.figures.figures import Figures, figures
from ecaremap.measure.figures.rows import Names, Sums, added, summed
from ecaremap.measure.figures.shares import KINDS, Kind
from ecaremap.measure.model import Columns, Counts, Intake, Settings, Unmapped

OTHERS = "other values"


@dataclass(frozen=True, slots=True)
class Way:
    """Journeys with the same first and last touchpoint and of the same class."""

    first: str
    last: str
    kind: Kind
    journeys: int
    contacts: int
    known: int
    done: int


@dataclass(frozen=True, slots=True)
class DigitalStart:
    """Journeys about one request that began at one digital touchpoint; `of` all journeys about the request."""

    request: str
    touchpoint: str
    starts: int
    leaked_24h: int
    leaked_7d: int
    of: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One measurement without its rows.

    Attributes:
        settings: without columns and codes of the log. intake: without examples and rare values.
        graded: satisfaction is a grade, not a yes or no. ways, starts: those of enough journeys, sorted.
        scattered: journeys on ways of too few. starts_few: digital starts by request and touchpoint of too few.
    """

    settings: Settings
    intake: Intake
    engine: str
    query_hash: str
    graded: bool
    figures: Figures
    ways: tuple[Way, ...]
    scattered: int
    starts: tuple[DigitalStart, ...]
    starts_few: int


def kept_of(counts: Counts) -> Kept:
    """What is kept of counts."""
    every = tuple(_ways(counts))
    starts = tuple(_starts(counts))
    smallest = counts.settings.smallest
    shown = tuple(way for way in every if way.journeys >= smallest and way.first and way.last)
    return Kept(
        settings=replace(
            counts.settings, columns=Columns("", "", "", "", ""), touchpoint_codes=(), request_codes=(), resolved_codes=()
        ),
        intake=_bare(counts.intake, smallest),
        engine=counts.engine,
        query_hash=counts.query_hash,
        graded=not yes_or_no(counts),
        figures=figures(counts),
        ways=shown,
        scattered=sum(way.journeys for way in every) - sum(way.journeys for way in shown),
        starts=tuple(start for start in starts if start.starts >= smallest),
        starts_few=sum(start.starts < smallest for start in starts),
    )  # fmt: skip


def _ways(counts: Counts) -> Iterator[Way]:
    names = Names(counts.settings)
    for (first, last, kind), sums in summed(counts, "journeys", ("first_channel", "last_channel", "kind")).items():
        yield Way(
            names.channel(first), names.channel(last), KINDS[kind], sums["journeys"], sums["contacts"], sums["known"], sums["done"]
        )  # fmt: skip


def _starts(counts: Counts) -> Iterator[DigitalStart]:
    names = Names(counts.settings)
    by_request: dict[int, dict[int, Sums]] = {}
    for (request, first), sums in summed(counts, "journeys", ("request", "first_channel")).items():
        by_request.setdefault(request, {})[first] = sums
    for request, parts in by_request.items():
        of = added(parts.values())["journeys"]
        for first, sums in parts.items():
            if names.request(request) and names.digital(first) and sums["start_digital"]:
                yield DigitalStart(
                    names.request(request), names.channel(first), sums["start_digital"], sums["leaked_24h"],
                    sums["leaked_7d"], of,
                )  # fmt: skip


def _bare(intake: Intake, smallest: int) -> Intake:
    """Without examples, folders, and values that are rare: a log may hold free text there."""
    rare: dict[str, int] = {}
    unmapped = []
    for value in intake.unmapped:
        if value.rows < smallest:
            rare[value.column] = rare.get(value.column, 0) + value.rows
        else:
            unmapped.append(value)
    unmapped += [Unmapped(column, OTHERS, rows) for column, rows in sorted(rare.items())]  # type: ignore[arg-type]
    return replace(
        intake,
        refused=tuple(replace(refused, example="") for refused in intake.refused),
        blank=tuple(replace(blank, example="") for blank in intake.blank),
        unmapped=tuple(unmapped),
        sources=tuple(sorted({PurePath(name.replace("\\", "/")).name for name in intake.sources})),
    )
