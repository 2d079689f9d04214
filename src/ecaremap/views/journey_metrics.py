"""The metrics of journeys in words, and the sentence above them."""

from decimal import ROUND_HALF_UP, Decimal

from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.metrics import BY_NAME, METRICS, Metric, Outlooks, Value
from ecaremap.insight.journeys.survey import Survey
from ecaremap.model.scales import STATES, State
from ecaremap.views.journey_model import MetricView
from ecaremap.views.words import counted, percent

SHOWN = 5
UNKNOWN = "not known"


def metric_views(journeys: Survey, outlooks: Outlooks) -> tuple[MetricView, ...]:
    """Every metric of the registry."""
    return tuple(_metric(journeys, outlooks, metric) for metric in METRICS)


def _metric(journeys: Survey, outlooks: Outlooks, metric: Metric) -> MetricView:
    today, target = outlooks.values(metric)
    missing = tuple(dict.fromkeys((*today.missing, *target.missing)))
    return MetricView(
        name=metric.name,
        title=metric.title,
        unit=metric.unit,
        direction=metric.direction,
        today=today.value,
        target=target.value,
        today_text=_text(journeys, metric, today),
        target_text=_text(journeys, metric, target),
        numerator=metric.numerator,
        denominator=metric.denominator,
        scope=_scope(today, target),
        missing=missing[:SHOWN],
        missing_count=len(missing),
    )


def _text(journeys: Survey, metric: Metric, value: Value) -> str:
    """The value with its unit, two significant figures."""
    if value.value is None:
        return UNKNOWN
    if metric.unit == "share":
        return percent(value.value)
    money = f"{_rounded(value.value)} {journeys.strategy.currency or ''}".strip()
    per = journeys.strategy.volumes_per if metric.unit == "money" else "need"
    return f"{money} per {per}"


def _rounded(value: Decimal) -> str:
    """Two significant figures: 2184355 is 2,200,000 and 5.942 is 5.9."""
    if not value:
        return "0"
    place = value.adjusted() - 1
    return f"{value.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP):,f}" if place < 0 else _whole(value, place)


def _whole(value: Decimal, place: int) -> str:
    unit = Decimal(1).scaleb(place)
    return f"{int((value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit):,}"


def _scope(today: Value, target: Value) -> str:
    """What the figure rests on."""
    if today.value is None and target.value is None:
        return ""
    weight = "by volume" if today.weighted else "each request counted the same, as no volumes are known"
    part = f" with {percent(today.covered)} of the needs" if today.weighted and today.requests < today.of else ""
    parts = [f"{today.requests} of {counted(today.of, 'request', 'requests')}{part}, {weight}"]
    basis = today.basis | target.basis
    if "assumed" in basis:
        parts.append("where a cell has no figure, the map's assumption")
    if "usual" in basis:
        parts.append("15% come back where nothing says how many")
    return "; ".join(parts)


def headline(journeys: Survey, outlooks: Outlooks) -> str:
    """Of 100 customers who start digitally, how many stay digital to the end; no more than the figures tell."""
    survival = BY_NAME["digital_survival_share"]
    today, target = outlooks.values(survival)
    names = sorted(journeys.strategy.requests)
    if today.value is not None and target.value is not None:
        sentence = _of_hundred(f"{_people(today.value)} stay digital to the end today", today.value, target.value)
        return sentence + _caveat(today, target)
    could = [outlooks.ratio(lambda o: o.possible, lambda o: o.digital_starts, state, names) for state in STATES]
    first, then = (value.value for value in could)
    if first is not None and then is not None:
        sentence = _of_hundred(f"{_people(first)} can stay digital to the end today", first, then)
        return f"{sentence} How many do is not known: no completion rates are given."
    return _by_starts(journeys)


def _people(share: Decimal) -> int:
    return int((share * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _of_hundred(today: str, now: Decimal, then: Decimal) -> str:
    follows = "the target leaves it there" if _people(now) == _people(then) else f"the target makes it {_people(then)}"
    return f"Of 100 customers who start digitally, {today}; {follows}."


def _caveat(today: Value, target: Value) -> str:
    """What the sentence leaves open."""
    parts = []
    if today.requests < today.of:
        share = f", {percent(today.covered)} of the needs" if today.weighted else ""
        parts.append(f"{today.requests} of {today.of} requests{share}, have the figures to tell")
    if "assumed" in today.basis | target.basis:
        parts.append("in part these are assumptions")
    return "".join(f" {part[:1].upper()}{part[1:]}." for part in parts)


def _by_starts(journeys: Survey) -> str:
    """Without starts and volumes: counting touchpoints to start at."""
    counts: list[tuple[int, int]] = [_digital_ways(journeys, state) for state in STATES]
    (now, of), (then, of_then) = counts
    if not of and not of_then:
        return "No request is offered at a digital touchpoint, so no journey can be digital."
    sentence = (
        f"From {now} of {counted(of, 'digital start', 'digital starts')} customers can stay digital to the end today"
    )
    follows = (
        f"the target makes it {then} of {of_then}" if (now, of) != (then, of_then) else "the target leaves it there"
    )
    return f"{sentence}; {follows}. How many customers that is, the map does not say: it has no starts_at."


def _digital_ways(journeys: Survey, state: State) -> tuple[int, int]:
    prospects = [
        prospect
        for request in journeys.strategy.requests
        for entry, prospect in journeys.prospects(request, Scene(state)).items()
        if journeys.network.family[entry] == "digital"
    ]
    return sum(prospect.digitally for prospect in prospects), len(prospects)
