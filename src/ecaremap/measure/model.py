"""What measuring works with: how a log is read, and the counts that come out."""

from dataclasses import dataclass
from typing import Literal

SameNeed = Literal["strict", "family", "any"]
"""Which later contacts count as the same need: the same request, one of its family, any."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A touchpoint of the strategy as the log's channel; its code is its place in `Settings.channels`."""

    id: str
    family: Literal["digital", "traditional", "automated-voice"]
    person: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A request of the strategy as the log's reason; `window` in seconds."""

    id: str
    family: str
    window: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of the log holds what; empty: it has none. `conversation` joins rows of one contact."""

    contact: str
    customer: str
    time: str
    touchpoint: str
    request: str
    ended: str = ""
    conversation: str = ""
    resolved: str = ""
    csat: str = ""
    cost: str = ""
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what is counted; part of the query hash of evidence.

    Attributes:
        channels, reasons, segments: sorted by id; a code in the counts is a place in these.
        touchpoint_codes, request_codes: what the log says, and the id it stands for.
        time_format: of the text in the time column, as `%d/%m/%Y %H:%M`; `epoch` or `epoch_ms` for numbers since
            1970; empty for a column of time, or ISO text. timezone: of what it says.
        resolved_codes: what the column `resolved` says beyond yes and no. cost_in_cents: not in whole money.
        smallest: counts of fewer customers' journeys than this are not published by cell.
    """

    channels: tuple[Channel, ...]
    reasons: tuple[Reason, ...]
    segments: tuple[str, ...]
    columns: Columns
    touchpoint_codes: tuple[tuple[str, str], ...]
    request_codes: tuple[tuple[str, str], ...]
    same_need: SameNeed = "strict"
    timezone: str = "UTC"
    time_format: str = ""
    smallest: int = 10
    resolved_codes: tuple[tuple[str, bool], ...] = ()
    cost_in_cents: bool = False


Row = tuple[int, ...]
"""One row of an output: whole numbers in the order of the output's columns."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Rows of the log that were not counted: why, how many, and one example without any customer key."""

    reason: str
    rows: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A value of the log that stands for nothing in the strategy, how often, and what may have been meant."""

    column: Literal["touchpoint", "request", "segment"]
    value: str
    rows: int
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What was read: rows in the log, rows counted, and where the rest went.

    Attributes:
        first, last: seconds since 1970 of the first and last contact counted; 0 without any.
        merged: rows that were part of another row's contact. identified: rows with a customer.
        repeated: rows that stood twice, word for word, and were counted once.
        blank: cells that could not be read in rows that were counted: grades, costs, outcomes, segments.
        numbered: the log has no ids of contacts; rows that stand twice could not be seen.
    """

    rows: int
    counted: int
    merged: int
    first: int
    last: int
    refused: tuple[Refused, ...]
    unmapped: tuple[Unmapped, ...]
    sources: tuple[str, ...]
    identified: int = 0
    repeated: int = 0
    blank: tuple[Refused, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """The outputs of `definitions`, as whole numbers; `columns` name what stands where in a row."""

    settings: Settings
    intake: Intake
    engine: str
    columns: dict[str, tuple[str, ...]]
    rows: dict[str, tuple[Row, ...]]
    band: dict[SameNeed, dict[str, int]]
    query_hash: str
