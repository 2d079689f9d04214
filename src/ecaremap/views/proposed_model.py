"""A strategy proposed from a log, as it is going to be written. Texts are for readers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ProposedSource:
    """Where the figures come from: a title, and the day of the last contact."""

    title: str
    as_of: date


@dataclass(frozen=True, slots=True)
class ProposedPlace:
    """A touchpoint: its id is its kind. `words`: what the log calls it, and how often."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class ProposedCell:
    """One request at one touchpoint, today.

    Attributes:
        degree: empty where the log cannot know it. said: what the log does know, and what it may be.
    """

    touchpoint: str
    degree: str
    said: str


@dataclass(frozen=True, slots=True)
class ProposedWish:
    """A request.

    Attributes:
        name: the log's own word. codes: its spellings in the log. volume: needs a period; empty where not known.
        starts: share by touchpoint, as `23.4%`. cells: the most frequent touchpoint first. few: touchpoints with too
            few contacts to say anything of.
    """

    id: str
    name: str
    codes: tuple[str, ...]
    volume: str
    starts: tuple[tuple[str, str], ...]
    cells: tuple[ProposedCell, ...]
    few: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedStrategy:
    """All that a log says of a strategy.

    Attributes:
        log: what was read, in a sentence. per: the period volumes count. source: None before anything is measured.
        contacts: how the log is read, by field. codes: the log's words for touchpoints, and the touchpoint.
        asked: words for touchpoints whose kind somebody has to say, with their rows in words.
        notes: what was assumed, what was left out, and what has to be decided, each a sentence.
    """

    name: str
    log: str
    per: str
    source: ProposedSource | None
    places: tuple[ProposedPlace, ...]
    wishes: tuple[ProposedWish, ...]
    contacts: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
