"""Every figure with a range as a driver of the plan's spread.

Assumptions that hold for all requests are shared, those of one request, build or touchpoint are local. Where a range
acts against the grain (the better the completion, the fewer needs are left over) it is turned round and named so.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.given import Input
from ecaremap.insight.case.symbols import NAMES
from ecaremap.model.figures import Figure, Shape
from ecaremap.model.plan import Build, Enabler, Fix, Takeup
from ecaremap.plan.inputs import rates
from ecaremap.plan.inputs.adoption import Finishing, contact_cost, finishing
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.problem import Adoption, Item
from ecaremap.plan.uncertain import ActsOn, Uncertain
from ecaremap.plan.uncertain import Shape as Ranged

ONE = Decimal(1)
Turn = Callable[[Decimal], Decimal]


def uncertain(ground: Ground, items: tuple[Item, ...], requests: tuple[str, ...]) -> tuple[Uncertain, ...]:
    """All drivers that act on what is in the plan, shared ones first."""
    found = [*_of_requests(ground, requests), *_of_builds(ground, items), *_of_work(ground, items), *_of_plan(ground)]
    joined = _joined(found, len(requests))
    return tuple(sorted(joined, key=lambda entry: (not entry.shared, entry.driver, entry.acts_on, entry.of)))


def _joined(found: list[Uncertain], requests: int) -> Iterator[Uncertain]:
    """Equal figures of one driver once, with all they act on; a shared one that acts on every request on all."""
    groups: dict[Uncertain, set[str]] = {}
    for entry in found:
        groups.setdefault(replace(entry, of=()), set()).update(entry.of)
    for entry, of in groups.items():
        everywhere = entry.shared and entry.acts_on in _OF_REQUESTS and len(of) == requests
        yield replace(entry, of=() if everywhere else tuple(sorted(of)))


_RISING: dict[str, tuple[ActsOn, Turn]] = {
    symbols.CASHABLE_SHARE: ("cashable_share", lambda value: value),
    symbols.DOUBLE_HANDLING: ("double_handling", lambda value: value - 1),
    symbols.INDUCED_NEEDS: ("induced_needs", lambda value: value),
    symbols.HANDLING_COST: ("handling_cost", lambda value: value),
    symbols.WAGE: ("handling_cost", lambda value: value),
    symbols.HANDLING: ("handling_cost", lambda value: value),
    symbols.SALE_RATE: ("sale_margin", lambda value: value),
    symbols.SALE_MARGIN: ("sale_margin", lambda value: value),
    symbols.LOST_WHEN_DIGITAL: ("sale_margin", lambda value: value),
}
"""Figures of a request that act on its demand, and what of them acts."""

_FALLING: dict[str, tuple[ActsOn, Turn]] = {
    symbols.OCCUPANCY: ("handling_cost", lambda value: 1 / value),
    symbols.SHRINKAGE: ("handling_cost", lambda value: 1 / (1 - value)),
}
_OF_REQUESTS = frozenset({acts_on for acts_on, _ in (*_RISING.values(), *_FALLING.values())})


def _of_requests(ground: Ground, requests: tuple[str, ...]) -> Iterator[Uncertain]:
    for name in requests:
        request, values = ground.strategy.requests[name], ground.requests[name].values
        if request.volume is not None:
            path = ("requests", name, "volume")
            volume = ground.given.input("volume", request.volume, name, path, request.source)
            yield from _entry(volume, "volume", f"needs of {ground.name_of(name)}", (name,))
        labour = ground.requests[name].basis == "labour"
        for symbol, (acts_on, turn) in (*_RISING.items(), *_FALLING.items()):
            entry = values.get(symbol)
            if entry is None or (acts_on == "handling_cost" and (symbol != symbols.HANDLING_COST) != labour):
                continue
            yield from _entry(entry, acts_on, _label(ground, entry), (name,), turn)


def _label(ground: Ground, entry: Input) -> str:
    """What it is, and of what if it does not hold for all."""
    of = ground.strategy.requests.get(entry.of)
    return NAMES.get(entry.symbol, entry.symbol) + (f", {of.name or entry.of}" if of else "")


def _entry(
    entry: Input, acts_on: ActsOn, label: str, of: tuple[str, ...], turn: Turn = lambda v: v
) -> Iterator[Uncertain]:
    """One input as a driver, turned into what it acts as; none if it is certain."""
    if entry.certain:
        return
    likely, *ends = (float(turn(value)) for value in (entry.value, entry.low, entry.high))
    if likely <= 0:
        return
    shared = not entry.of
    driver = entry.driver
    yield Uncertain(driver, label, acts_on, _shape(entry.shape), min(ends), likely, max(ends), shared, of)


def _shape(shape: Shape) -> Ranged:
    return "triangular" if shape == "point" else shape


def _of_builds(ground: Ground, items: tuple[Item, ...]) -> Iterator[Uncertain]:
    for item in items:
        if item.kind == "build" and isinstance(item.effect, Adoption):
            build = ground.plan.builds[item.id]
            ends = finishing(ground, item.id, build)
            yield from _completion(ground, item.id, ends)
            yield from _leakage(ground, item.id, ends)
            yield from _ceiling(ground, item.id, build)
            cost = contact_cost(ground, build)
            if cost is not None and cost.of not in ground.strategy.requests:
                yield from _entry(cost, "digital_cost", _label(ground, cost), (item.touchpoint,) if cost.of else ())
            if build.takeup:
                yield from _speed(ground, build.takeup, item.id, (item.id,))


def _completion(ground: Ground, name: str, ends: Finishing) -> Iterator[Uncertain]:
    """1 - kappa with completion anywhere in its range and leakage as it is."""
    if ends.doubtful is not None:
        stays = ONE - ends.leakage.value
        label = "digital starts that do not finish" + _of(ground, ends.doubtful)
        yield from _entry(ends.doubtful, "not_contained", label, (name,), lambda value: ONE - value * stays)


def _leakage(ground: Ground, name: str, ends: Finishing) -> Iterator[Uncertain]:
    """1 - kappa with leakage anywhere in its range and completion as it is."""
    label = NAMES[symbols.LEAKAGE] + _of(ground, ends.leakage)
    done = ends.completion
    yield from _entry(ends.leakage, "not_contained", label, (name,), lambda value: ONE - done * (ONE - value))


def _of(ground: Ground, entry: Input) -> str:
    request = ground.strategy.requests.get(entry.of)
    return f", {request.name or entry.of}" if request else ""


def _ceiling(ground: Ground, name: str, build: Build) -> Iterator[Uncertain]:
    """The build's own range, else those of the request's or everybody's take-up; who is eligible comes on top."""
    given, request = ground.given, build.request
    if build.ceiling and build.ceiling.shape != "point":
        own = given.input("ceiling", build.ceiling, name, ("plan", "builds", name, "ceiling"), build.source)
        yield from _entry(own, "ceiling", f"most customers of {name.replace('-', ' ')}", (name,))
    else:
        takeup = given.assumption(symbols.TAKEUP_CEILING, request)
        if takeup is not None:
            yield from _entry(takeup, "ceiling", _label(ground, takeup), (name,))
    eligible = given.rate(symbols.ELIGIBLE_SHARE, request)
    yield from _entry(eligible, "ceiling", _label(ground, eligible), (name,))


def _of_work(ground: Ground, items: tuple[Item, ...]) -> Iterator[Uncertain]:
    """Effects, costs and lengths of single items."""
    works: dict[str, Fix | Enabler | Build] = {**ground.strategy.fixes, **ground.plan.enablers, **ground.plan.builds}
    for item in items:
        work = works.get(item.id)
        if work is not None:
            yield from _figure(ground, item, "build_cost", work.build_cost, "cost")
            yield from _figure(ground, item, "run_cost", work.run_cost, "run")
            yield from _figure(ground, item, "duration", work.duration, "slip")
        if item.kind == "fix":
            yield from _figure(ground, item, "fewer", ground.strategy.fixes[item.id].fewer, "fewer")
        tactic = ground.plan.tactics.get(item.id.partition("/")[0])
        if item.kind in ("pull", "push") and tactic is not None:
            yield from _figure(ground, item, "tactic_cost", tactic.cost, "cost" if item.cost else "run")


_WORDS = {
    "build_cost": "cost of {}", "run_cost": "running cost of {}", "duration": "length of {}", "fewer": "effect of {}",
    "tactic_cost": "monthly cost of {}",
}  # fmt: skip


def _figure(ground: Ground, item: Item, key: str, figure: Figure | None, acts_on: ActsOn) -> Iterator[Uncertain]:
    if figure is not None:
        entry = ground.given.input(key, figure, item.id, ())
        yield from _entry(entry, acts_on, _WORDS[key].format(item.name), (item.id,))


def _of_plan(ground: Ground) -> Iterator[Uncertain]:
    """What moves the whole plan: overruns, the speed of take-up."""
    over = ground.plan.overrun
    if over:
        for key, figure, acts_on, label in (
            ("overrun of cost", over.build_cost, "cost", "one-off costs against the plan"),
            ("overrun of time", over.duration, "slip", "length of the work against the plan"),
        ):
            if figure is not None:
                yield from _entry(ground.given.input(key, figure, "", ()), acts_on, label, ())  # type: ignore[arg-type]
    without = tuple(sorted(name for name, build in ground.plan.builds.items() if build.takeup is None))
    if without:
        of = () if len(without) == len(ground.plan.builds) else without
        yield from _speed(ground, ground.plan.takeup or USUAL_TAKEUP, "", of)


USUAL_TAKEUP = Takeup.model_construct(
    steepest_month=Figure(
        rates.STEEPEST.likely, rates.STEEPEST.low, rates.STEEPEST.high, "triangular", "", "", source=rates.STEEPEST.source
    ),
    steepness=None, innovation=None, imitation=None, source=None,
)  # fmt: skip
"""The published illustration, where the plan says nothing about its speed."""


def _speed(ground: Ground, takeup: Takeup, name: str, of: tuple[str, ...]) -> Iterator[Uncertain]:
    """How far the curve may run faster or slower: by its steepest month, its steepness, or the rate of imitation."""
    label = f"speed of take-up, {name.replace('-', ' ')}" if name else "speed of take-up"
    bass = bool(takeup.innovation and takeup.imitation)
    read: tuple[tuple[str, Figure | None, Turn], ...] = (
        ("imitation", takeup.imitation if bass else None, lambda value: value),
        ("steepness", None if bass else takeup.steepness, lambda value: value),
        ("steepest_month", None if bass else takeup.steepest_month, lambda value: 1 / value),
    )
    for key, figure, turn in read:
        if figure is not None and figure.low > 0:
            yield from _entry(ground.given.input(key, figure, name, (), takeup.source), "speed", label, of, turn)
