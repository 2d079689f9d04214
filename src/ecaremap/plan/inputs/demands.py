"""The needs of each request as the planner counts them: from the case's figures and today's journeys."""

from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.costs import handling
from ecaremap.insight.case.given import Input
from ecaremap.insight.case.inputs import RequestInputs
from ecaremap.insight.case.valuing import Likely, handling_cost
from ecaremap.insight.journeys.expected import OUR_PEOPLE_TOO, Outlook, outlook
from ecaremap.insight.journeys.rates import completion, leakage
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.problem import Demand

LIKELY = Likely()
ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Today:
    """The share of a request's needs that end without our people, today: in all, alone, at automated voice.

    `leaked` is the share that finishes digitally, yet turns to somebody again; None where that is not known.
    """

    done: Decimal
    alone: Decimal
    voice: Decimal
    leaked: Decimal | None = None


def demands(ground: Ground) -> tuple[Demand, ...]:
    """Every request whose needs and starts are known, by id; the others are noted."""
    found = []
    for name, inputs in sorted(ground.requests.items()):
        starts = ground.survey.starts(name)
        if not inputs.volume or not starts:
            key = "starts_at" if inputs.volume else "volume"
            ground.notes.lacks(key, name, ground.given.keeper, "the request is not part of the plan")
            continue
        found.append(_demand(ground, name, inputs, starts))
    return tuple(found)


def _demand(ground: Ground, name: str, inputs: RequestInputs, starts: dict[str, Decimal]) -> Demand:
    values = inputs.values
    now = _today(ground, name)
    if not inputs.basis:
        for gap in handling(ground.given, name, ground.strategy.requests[name])[2]:
            ground.notes.missing.setdefault(gap)
    for symbol in (symbols.DOUBLE_HANDLING, symbols.INDUCED_NEEDS, symbols.CASHABLE_SHARE, symbols.ELIGIBLE_SHARE):
        if values[symbol].kind == "default":
            ground.notes.assume_usual(symbols.NAMES[symbol], symbols.DEFAULTS[symbol], name)
    assert inputs.volume is not None
    margin = _value(values.get(symbols.SALE_RATE)) * _value(values.get(symbols.SALE_MARGIN))
    return Demand(
        id=name,
        volume=float(inputs.volume),
        mix=tuple((place, float(share)) for place, share in sorted(starts.items())),
        done_today=float(now.done),
        alone_today=float(now.alone),
        voice_today=float(now.voice),
        leaked_today=None if now.leaked is None else float(now.leaked),
        cap=float(min(ONE, now.done + room(ground, name))),
        handling_cost=float(handling_cost(values, LIKELY)) if inputs.basis else 0.0,
        handling_hours=_hours(inputs),
        cashable_share=float(values[symbols.CASHABLE_SHARE].value),
        double_handling=float(values[symbols.DOUBLE_HANDLING].value - 1),
        induced_needs=float(values[symbols.INDUCED_NEEDS].value),
        sale_margin=float(margin),
        name=ground.name_of(name),
    )


def _value(found: Input | None) -> Decimal:
    return found.value if found else ZERO


def _hours(inputs: RequestInputs) -> float | None:
    """Paid hours of one contact: time / (occupancy * (1 - shrinkage))."""
    if symbols.HANDLING not in inputs.values:
        return None
    times = (symbols.HANDLING, symbols.OCCUPANCY, symbols.SHRINKAGE)
    length, occupancy, shrinkage = (inputs.values[symbol].value for symbol in times)
    return float(length / 3600 / (occupancy * (1 - shrinkage)))


def _today(ground: Ground, name: str) -> Today:
    """As the pages of journeys count it; without completion rates from usual ones."""
    found: Outlook = outlook(ground.survey, name, "today")
    machine, alone, digital = found.by_machine.value, found.alone.value, found.expected.value
    if machine is None or alone is None or digital is None:
        return _usual_today(ground, name)
    return Today(min(ONE, machine), min(machine, alone), max(ZERO, machine - digital), found.leaked.value)


def _usual_today(ground: Ground, name: str) -> Today:
    """Starts where the request can be finished, times completion, less those who call again; all ways on left out."""
    strategy, starts = ground.strategy, ground.survey.starts(name)
    kept: dict[str, Decimal] = {}
    for place in ground.finishing.places(name, "today"):
        if place in starts:
            known = completion(strategy, name, place, "today")
            done = known.value if known else symbols.DEFAULTS[symbols.COMPLETION].likely
            kept[place] = starts[place] * done * (1 - leakage(strategy, name, place, "today").value)
            if known is None:
                what = "completion of what finishes a request today"
                ground.notes.assume_usual(what, symbols.DEFAULTS[symbols.COMPLETION], f"{name}/{place}")
    row = strategy.coverage.get(name, {})
    alone = (share for place, share in kept.items() if row[place].today not in OUR_PEOPLE_TOO)
    voice = (share for place, share in kept.items() if strategy.touchpoints[place].family == "automated-voice")
    return Today(sum(kept.values(), ZERO), sum(alone, ZERO), sum(voice, ZERO))


def room(ground: Ground, name: str) -> Decimal:
    """The share of all needs that may still move: rules, segments, eligible customers and their take-up bound it.

    Digital: (min(reach, E * a_inf) - E * a0) of the needs that start with people, as in the business case.
    Automated voice comes on top, as far as builds there take.
    """
    values, reach = ground.requests[name].values, ground.reach[name]
    eligible = values[symbols.ELIGIBLE_SHARE].value
    now = values[symbols.TAKEUP_NOW].value if symbols.TAKEUP_NOW in values else ZERO
    most = ground.given.assumption(symbols.TAKEUP_CEILING, name)
    allowed = min(reach.digital, _not_kept(ground))
    digital = max(ZERO, min(allowed, eligible * (most.value if most else ONE)) - eligible * now) if allowed else ZERO
    return min(ONE, digital + _voice(ground, name)) * with_people(ground, name)


def with_people(ground: Ground, name: str) -> Decimal:
    """The share of a request's needs that start at a traditional touchpoint: what the case calls its needs."""
    touchpoints = ground.strategy.touchpoints
    starts = ground.survey.starts(name).items()
    return sum((share for place, share in starts if touchpoints[place].family == "traditional"), ZERO)


def _not_kept(ground: Ground) -> Decimal:
    """Customers whom nothing ties to people: neither unable to use digital, nor to keep a touchpoint with people."""
    touchpoints = ground.strategy.touchpoints
    tied = (
        segment.share.likely
        for segment in ground.strategy.segments.values()
        if segment.share
        and ("digital" in segment.cannot_use or any(touchpoints[t].family == "traditional" for t in segment.must_keep))
    )
    return max(ZERO, ONE - sum(tied, ZERO))


def _voice(ground: Ground, name: str) -> Decimal:
    reach = ground.reach[name]
    builds = ground.plan.builds.values()
    taken = (b.ceiling.likely for b in builds if b.request == name and b.touchpoint in reach.voice and b.ceiling)
    return min(sum(taken, ZERO), reach.automated)
