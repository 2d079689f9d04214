"""The ceiling of a metric: the most that rules, decisions and eligible customers allow, with its arithmetic.

A ceiling is generous. Every figure that is missing counts as "no limit", every customer who may finish digitally is
taken to do so; how many of them succeed is a matter for the plan. A target above it cannot be kept at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.reach import Reach, reaches, segments_without_share
from ecaremap.model.figures import Figure
from ecaremap.model.request import Request
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions

WITH_CEILING = ("digital_start_share", "digital_end_to_end_share", "self_service_share", "digital_survival_share")
"""Metrics that rules and eligibility bound from above; people can always help to reach the others."""
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Part:
    """What one request adds to a ceiling.

    Attributes:
        weight: its share of all needs (of all digital starts, for survival); None where volumes are missing.
        share, high: the share of its needs that may count; `high` with every range at its high end.
        reach: the share of customers whom rules and their own means let through digitally.
        eligible, takeup: the figures that limit it, None where nobody has said.
        voice: what automated voice may add, None for "no limit". why: why nothing counts, where that is so.
    """

    request: str
    weight: Decimal | None
    share: Decimal
    high: Decimal
    reach: Decimal
    eligible: Decimal | None = None
    takeup: Decimal | None = None
    voice: Decimal | None = Decimal(0)
    why: str = ""

    @property
    def adds(self) -> Decimal:
        """Its contribution to the whole."""
        return (self.weight or Decimal(0)) * self.share


@dataclass(frozen=True, slots=True)
class Missing:
    """One kind of figure that a ceiling lacks: what it is, of which objects, and how to write it."""

    what: str
    names: tuple[str, ...]
    write: str


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most a metric can reach.

    Attributes:
        share: the ceiling; where volumes are missing, the highest ceiling of any request.
        high: the same with every range at its high end. weighted: volumes were known.
        parts: by contribution, the largest first. missing: figures that count as "no limit".
    """

    metric: str
    share: Decimal
    high: Decimal
    weighted: bool
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...]


def ceilings(decisions: Decisions, metrics: tuple[str, ...] = WITH_CEILING) -> dict[str, Ceiling]:
    """The ceilings of those of the metrics that have one."""
    wanted = [metric for metric in WITH_CEILING if metric in metrics]
    known = reaches(decisions) if wanted else {}
    return {metric: _ceiling(decisions, metric, known) for metric in wanted} if known else {}


def _ceiling(decisions: Decisions, metric: str, known: dict[str, Reach]) -> Ceiling:
    strategy = decisions.project.strategy
    weights = _weights(strategy, metric)
    total = sum(weights.values())
    part = _PARTS[metric]
    parts = [part(strategy, name, known[name], weights[name] / total if total else None) for name in strategy.requests]
    parts.sort(key=lambda part: (-part.adds, -part.share, part.request))
    if total:
        # Divided once, at the end: thirds must not make 91% out of 90.999….
        share, high = (sum(weights[p.request] * getattr(p, end) for p in parts) / total for end in ("share", "high"))
    else:
        share, high = (max(getattr(part, end) for part in parts) for end in ("share", "high"))
    return Ceiling(metric, share, high, bool(total), tuple(parts), _missing(decisions, metric, parts))


def _weights(strategy: Strategy, metric: str) -> dict[str, Decimal]:
    """How many each request has of what the metric counts; empty unless every request has its figures."""
    weights: dict[str, Decimal] = {}
    for name, request in strategy.requests.items():
        starts = _digital_starts(strategy, request) if metric == "digital_survival_share" else ONE
        if request.volume is None or starts is None:
            return {}
        weights[name] = request.volume.likely * starts
    return weights


def _digital_starts(strategy: Strategy, request: Request) -> Decimal | None:
    starts = [f.likely for t, f in request.starts_at.items() if strategy.touchpoints[t].family == "digital"]
    return sum(starts, Decimal(0)) if request.starts_at else None


def assumed(strategy: Strategy, request: Request, key: str) -> Figure | None:
    """A rate of a request: its own, or the strategy's."""
    for assumptions in (request.assumptions, strategy.assumptions):
        figure: Figure | None = getattr(assumptions, key) if assumptions else None
        if figure is not None:
            return figure
    return None


def _starting(_: Strategy, name: str, reach: Reach, weight: Decimal | None) -> Part:
    why = "" if reach.starts else reach.why_not
    return Part(name, weight, reach.starts, reach.starts, reach.starts, why=why)


def _surviving(_: Strategy, name: str, reach: Reach, weight: Decimal | None) -> Part:
    share = ONE if reach.digital else Decimal(0)
    return Part(name, weight, share, share, share, why=reach.why_not)


def _finishing(strategy: Strategy, name: str, reach: Reach, weight: Decimal | None) -> Part:
    eligible, takeup = _limits(strategy, name)
    share = min(reach.digital, _product(eligible, takeup, "likely"))
    high = min(reach.digital, _product(eligible, takeup, "high"))
    return Part(name, weight, share, high, reach.digital, *_likely(eligible, takeup), why=reach.why_not)


def _alone(strategy: Strategy, name: str, reach: Reach, weight: Decimal | None) -> Part:
    """Digital take-up says nothing about automated voice, which therefore comes on top of it."""
    eligible, takeup = _limits(strategy, name)
    voice = _voice(strategy, name, reach, "likely")
    share, high = (_digital_and_voice(strategy, name, reach, end) for end in ("likely", "high"))
    why = "" if reach.automated else reach.why_not_alone
    return Part(name, weight, share, high, reach.alone, *_likely(eligible, takeup), voice=voice, why=why)


_PARTS: dict[str, Callable[[Strategy, str, Reach, Decimal | None], Part]] = {
    "digital_start_share": _starting,
    "digital_end_to_end_share": _finishing,
    "self_service_share": _alone,
    "digital_survival_share": _surviving,
}


def _limits(strategy: Strategy, name: str) -> tuple[Figure | None, Figure | None]:
    request = strategy.requests[name]
    return assumed(strategy, request, "eligible_share"), assumed(strategy, request, "takeup_ceiling")


def _product(eligible: Figure | None, takeup: Figure | None, end: str) -> Decimal:
    product = ONE
    for figure in (eligible, takeup):
        product *= getattr(figure, end) if figure else ONE
    return product


def _likely(eligible: Figure | None, takeup: Figure | None) -> tuple[Decimal | None, Decimal | None]:
    return eligible.likely if eligible else None, takeup.likely if takeup else None


def _digital_and_voice(strategy: Strategy, name: str, reach: Reach, end: str) -> Decimal:
    voice = _voice(strategy, name, reach, end)
    digital = min(reach.alone, _product(*_limits(strategy, name), end))
    return min(reach.automated, digital + (ONE if voice is None else voice))


def _voice(strategy: Strategy, name: str, reach: Reach, end: str) -> Decimal | None:
    """The most that automated voice may finish: who starts there today, or what a build may take. None: no limit."""
    request, total = strategy.requests[name], Decimal(0)
    builds = strategy.plan.builds.values() if strategy.plan else ()
    for place in reach.voice:
        taken = [b.ceiling for b in builds if (b.request, b.touchpoint) == (name, place) and b.ceiling]
        starts = request.starts_at.get(place)
        known = [getattr(figure, end) for figure in (*taken, *((starts,) if starts else ()))]
        if not known and not request.starts_at:
            return None
        total += max(known, default=Decimal(0))
    return min(total, ONE)


def _missing(decisions: Decisions, metric: str, parts: list[Part]) -> tuple[Missing, ...]:
    strategy = decisions.project.strategy
    requests = strategy.requests
    counting = [part.request for part in parts if part.share]
    found = [Missing("the volume", _lacking(requests, "volume"), "volume: {value: 42000, source: …}")]
    if metric in ("digital_end_to_end_share", "self_service_share"):
        for key, what in (("eligible_share", "the eligible share"), ("takeup_ceiling", "the highest take-up")):
            names = tuple(sorted(n for n in counting if assumed(strategy, requests[n], key) is None))
            found.append(Missing(what, names, f"assumptions: {{{key}: {{value: 65% (50% to 80%), source: …}}}}"))
    if metric in ("self_service_share", "digital_survival_share"):
        names = _lacking(requests, "starts_at")
        found.append(Missing("where customers start", names, "starts_at: {call-centre: 60%, app: 40%}"))
    silent = tuple(segments_without_share(decisions.project))
    found.append(Missing("the size of the segment", silent, "share: {value: 5%, source: …}"))
    return tuple(missing for missing in found if missing.names)


def _lacking(requests: dict[str, Request], key: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, request in requests.items() if not getattr(request, key)))
