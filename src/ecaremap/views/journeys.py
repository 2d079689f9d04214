"""Journeys for readers: how they end from each start, which ways show it, and what to expect of them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ecaremap.insight.journeys.classify import KINDS, Prospect
from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.hours import spelled_moment
from ecaremap.insight.journeys.metrics import Outlooks
from ecaremap.insight.journeys.routes import allowed
from ecaremap.insight.journeys.survey import Survey, survey
from ecaremap.model.journey import Journey
from ecaremap.model.scales import STATES, State
from ecaremap.policy.decisions import Decisions
from ecaremap.views.journey_metrics import headline, metric_views
from ecaremap.views.journey_model import (
    EntryView,
    JourneysView,
    KindCount,
    NamedJourneyView,
    ProspectView,
    RequestJourneys,
)
from ecaremap.views.routes import LANES, name_of, route_view
from ecaremap.views.words import counted, listed, percent, spelled

MEANINGS = {
    "closed": "finished where it starts",
    "stays digital": "finished at another digital touchpoint",
    "leaves digital": "may end at a touchpoint that is not digital",
    "unknown": "hangs on a decision nobody has taken",
    "loop": "may go in circles",
    "dead end": "may end where nothing is finished",
    "shut": "closed at this time",
}
HANDED_ON = "finished at another touchpoint"
"""What leaves digital means for a start that is not digital."""


def journeys_view(decisions: Decisions) -> JourneysView:
    """All journeys of a strategy."""
    journeys = survey(decisions)
    outlooks = Outlooks(journeys)
    requests = tuple(_request(decisions, journeys, outlooks, name) for name in decisions.project.strategy.requests)
    ordered = sorted(requests, key=lambda request: -(request.volume or 0))
    return JourneysView(
        headline=headline(journeys, outlooks),
        kinds=_kinds(journeys, outlooks, requests),
        requests=tuple(ordered),
        metrics=metric_views(journeys, outlooks),
        named=tuple(_named(journeys, name, j) for name, j in decisions.project.strategy.journeys.items()),
        notices=_notices(journeys),
    )


def _request(decisions: Decisions, journeys: Survey, outlooks: Outlooks, name: str) -> RequestJourneys:
    request = decisions.project.strategy.requests[name]
    today, target = (outlooks.of(name, state) for state in STATES)
    missing = dict.fromkeys((*today.expected.missing, *target.expected.missing))
    starts = journeys.starts(name)
    names = dict.fromkeys(entry for state in STATES for entry in journeys.entries(name, state))
    order = sorted(names, key=lambda entry: (-starts.get(entry, Decimal(0)), entry))
    entries = tuple(_entry(journeys, name, entry, starts.get(entry)) for entry in order)
    return RequestJourneys(
        id=name,
        name=request.name or spelled(name),
        volume=request.volume.likely if request.volume else None,
        entries=entries,
        worst_today=_worst(entry.today for entry in entries),
        worst_target=_worst(entry.target for entry in entries),
        digital_starts=today.digital_starts.value,
        possible_today=today.possible.value,
        possible_target=target.possible.value,
        expected_today=today.expected.value,
        expected_target=target.expected.value,
        note=f"what to expect is not known without {_some(list(missing))}" if missing else "",
        place=decisions.project.place(decisions.project.key_span("requests", name)),
    )


def _worst(prospects: Iterable[ProspectView | None]) -> str:
    kinds = [prospect.kind for prospect in prospects if prospect and prospect.kind != "shut"]
    return max(kinds, key=[str(kind) for kind in KINDS].index, default="")


def _some(missing: Sequence[str], shown: int = 3) -> str:
    more = [f"{len(missing) - shown} more figures"] if len(missing) > shown + 1 else list(missing[shown:])
    return listed([*missing[:shown], *more])


def _entry(journeys: Survey, request: str, entry: str, share: Decimal | None) -> EntryView:
    today, target = (_prospect(journeys, request, entry, state) for state in STATES)
    lane = LANES[journeys.network.family[entry]]
    others = tuple(_segments(journeys, request, entry))
    return EntryView(entry, name_of(journeys, entry), lane, share, today, target, others)


def _prospect(journeys: Survey, request: str, entry: str, state: State) -> ProspectView | None:
    by_day, by_night = Scene(state), Scene(state, "out of hours")
    day = journeys.prospects(request, by_day).get(entry)
    if day is None:
        return None
    night = journeys.prospects(request, by_night)[entry]
    return ProspectView(
        kind=day.kind,
        meaning=_meaning(journeys, entry, day),
        night=night.kind,
        night_meaning=_meaning(journeys, entry, night),
        possible=day.digitally,
        repeats=day.repeats,
        route=route_view(journeys, request, by_day, entry, day),
        night_route=route_view(journeys, request, by_night, entry, night) if night != day else None,
    )


def _meaning(journeys: Survey, entry: str, prospect: Prospect) -> str:
    if prospect.hopeless:
        return "not offered there" if not prospect.offered else "no way finishes it"
    if prospect.kind == "leaves digital" and journeys.network.family[entry] != "digital":
        return HANDED_ON
    return MEANINGS[prospect.kind]


def _segments(journeys: Survey, request: str, entry: str) -> Iterable[str]:
    """Where the customers of a segment fare worse from this start."""
    for segment in journeys.segments(request):
        for state in STATES:
            all_of = journeys.prospects(request, Scene(state)).get(entry)
            theirs = journeys.prospects(request, Scene(state, segment=segment)).get(entry)
            if all_of and theirs and KINDS.index(theirs.kind) > KINDS.index(all_of.kind):
                name = journeys.strategy.segments[segment].name or spelled(segment)
                when = "today" if state == "today" else "by the target"
                yield f"{name}: {_meaning(journeys, entry, theirs)} {when}"


def _kinds(journeys: Survey, outlooks: Outlooks, requests: Sequence[RequestJourneys]) -> tuple[KindCount, ...]:
    """How many starts end in which way, in hours, and the share of needs that begins there."""
    known = {request: journeys.starts(request) for request in outlooks.weights if journeys.starts(request)}
    total = sum((outlooks.weights[request] for request in known), Decimal(0))
    counts: dict[tuple[str, State], int] = {}
    needs: dict[tuple[str, State], Decimal] = {}
    for request in requests:
        for state in STATES:
            for entry, prospect in journeys.prospects(request.id, Scene(state)).items():
                key = (prospect.kind, state)
                counts[key] = counts.get(key, 0) + 1
                if request.id in known:
                    share = known[request.id][entry]
                    needs[key] = needs.get(key, Decimal(0)) + share * outlooks.weights[request.id]
    found = []
    for kind in KINDS[:-1]:
        shares = [needs.get((kind, state), Decimal(0)) / total if total else None for state in STATES]
        numbers = [counts.get((kind, state), 0) for state in STATES]
        found.append(KindCount(kind, MEANINGS[kind], numbers[0], numbers[1], shares[0], shares[1]))
    return tuple(found)


def _named(journeys: Survey, name: str, journey: Journey) -> NamedJourneyView:
    strategy = journeys.strategy
    title = journey.name or spelled(name)
    sound = journey.request in strategy.requests and journey.steps and set(journey.steps) <= set(strategy.touchpoints)
    if not sound:
        why = "it names what the map does not have"
        return NamedJourneyView(name, title, journey.request, " → ".join(journey.steps), why, why)
    today, target = (allowed(journeys.graph(journey.request, Scene(state)), journey.steps) for state in STATES)
    words = " → ".join(name_of(journeys, step) for step in journey.steps)
    return NamedJourneyView(
        name, title, strategy.requests[journey.request].name or spelled(journey.request), words, today, target
    )


def _notices(journeys: Survey) -> tuple[str, ...]:
    """How hours and starts are read, and what stands in for figures."""
    network, strategy = journeys.network, journeys.strategy
    notices = []
    if strategy.coverage and not network.leads_on:
        notices.append("No hand-over is written, so whoever is not finished where he starts counts as at a dead end.")
    if network.moment is not None:
        notices.append(
            f"Out of hours stands for {spelled_moment(network.moment)}, when the fewest touchpoints are open."
        )
    silent = [
        name_of(journeys, n) for n, t in strategy.touchpoints.items() if t.family == "traditional" and not t.hours
    ]
    if silent:
        notices.append(f"Taken to be closed out of hours, as no hours are written: {listed(silent)}.")
    without = [name for name in strategy.requests if not journeys.starts(name)]
    if without:
        places = counted(len(without), "request does", "requests do")
        notices.append(f"{places} not say where customers start; every touchpoint that offers it counts as a start.")
    said = sum((share.likely for share in (s.share for s in strategy.segments.values()) if share), Decimal(0))
    if said:
        notices.append(f"Shares are those of all customers; the segments, {percent(said)} in sum, are judged apart.")
    notices.append("What to expect by the target takes customers to start where they start today, in hours.")
    return tuple(notices)
