"""The frozen view of journeys; nothing below this room computes anything.

Shares are decimals between 0 and 1, None where they are not known. Empty texts stand for "not said".
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Lane = Literal["digital", "automated voice", "people"]


@dataclass(frozen=True, slots=True)
class StopView:
    """A touchpoint on a way.

    Attributes:
        degree: what is offered there; empty where nothing is, or nobody has decided.
        lost: the customer must tell everything again here. on_request: came here by asking for a person.
    """

    touchpoint: str
    name: str
    lane: Lane
    degree: str
    lost: bool
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class RouteView:
    """One way in words and as stops: the shortest that shows how journeys from its start end.

    Attributes:
        kind: closed, stays digital, leaves digital, loop, dead end, unknown. end: what is to be said of the last stop.
        back_to: of a loop, the number of the stop that the last one comes back to; else -1.
    """

    request: str
    state: str
    time: str
    kind: str
    words: str
    stops: tuple[StopView, ...]
    end: str = ""
    back_to: int = -1


@dataclass(frozen=True, slots=True)
class ProspectView:
    """What a start leads to in one state, in hours and out of hours.

    Attributes:
        kind, night: the kind of end; `shut` where nobody can start at that time.
        meaning, night_meaning: the same in a reader's words.
        possible: a digital way finishes it. repeats: the customer may have to tell everything again.
        route, night_route: the way that shows it; None where there is nothing to show.
    """

    kind: str
    meaning: str
    night: str
    night_meaning: str
    possible: bool
    repeats: bool
    route: RouteView | None
    night_route: RouteView | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """A start of a request; share of the request's starts, None if the map does not say.

    Attributes:
        today, target: None where the request does not start there in that state.
        segments: sentences about segments that fare differently here.
    """

    touchpoint: str
    name: str
    lane: Lane
    share: Decimal | None
    today: ProspectView | None
    target: ProspectView | None
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestJourneys:
    """The journeys of one request; shares are of its needs.

    Attributes:
        worst_today, worst_target: the worst kind of all starts in hours.
        note: which figures are missing to say what to expect.
    """

    id: str
    name: str
    volume: Decimal | None
    entries: tuple[EntryView, ...]
    worst_today: str
    worst_target: str
    digital_starts: Decimal | None
    possible_today: Decimal | None
    possible_target: Decimal | None
    expected_today: Decimal | None
    expected_target: Decimal | None
    note: str
    place: str


@dataclass(frozen=True, slots=True)
class MetricView:
    """A metric with what it counts, over what; values None where figures miss.

    Attributes:
        scope: how many requests it rests on, and what kind of figures.
        missing: the figures that would tell the rest, some of them named; missing_count: how many in all.
    """

    name: str
    title: str
    unit: str
    direction: str
    today: Decimal | None
    target: Decimal | None
    today_text: str
    target_text: str
    numerator: str
    denominator: str
    scope: str
    missing: tuple[str, ...]
    missing_count: int


@dataclass(frozen=True, slots=True)
class NamedJourneyView:
    """A journey the strategy names; `today` and `target` say why it is not possible, empty if it is."""

    id: str
    name: str
    request: str
    words: str
    today: str
    target: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many starts end in one way, and which share of all needs begins there; shares None without figures."""

    kind: str
    meaning: str
    today: int
    target: int
    today_share: Decimal | None
    target_share: Decimal | None


@dataclass(frozen=True, slots=True)
class JourneysView:
    """All journeys of a strategy, requests with the most needs first."""

    headline: str
    kinds: tuple[KindCount, ...]
    requests: tuple[RequestJourneys, ...]
    metrics: tuple[MetricView, ...]
    named: tuple[NamedJourneyView, ...]
    notices: tuple[str, ...]
