"""How customers take to a build: ceilings, curve, completion, cost of a contact."""

from dataclasses import dataclass, replace
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.costs import digital
from ecaremap.insight.case.given import Input
from ecaremap.insight.case.ways import Mode, Ways, expected
from ecaremap.model.cell import Cell
from ecaremap.model.facts import completes, degree_in
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Build, Takeup
from ecaremap.plan.inputs import rates
from ecaremap.plan.inputs.calendar import months_in
from ecaremap.plan.inputs.demands import room, with_people
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.problem import Adoption

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Finishing:
    """How well a build finishes a request.

    Attributes:
        completion: once learnt [q]; at_launch: at first. leakage: finished, yet a person is contacted again [lambda].
        doubtful: the figure whose range says how sure the learnt completion is. learning: months [eta].
    """

    completion: Decimal
    at_launch: Decimal
    leakage: Input
    doubtful: Input | None
    learning: float

    @property
    def kept(self) -> tuple[float, float]:
        """Containment at launch and learnt: kappa = completion * (1 - leakage)."""
        stays = ONE - self.leakage.value
        return float(self.at_launch * stays), float(self.completion * stays)


def exists(ground: Ground, build: Build) -> bool:
    """Whether customers can use it today already: nothing is left to build, only to promote."""
    cell = ground.strategy.coverage.get(build.request, {}).get(build.touchpoint)
    if cell is None:
        return False
    return degree_in(cell, ground.strategy.touchpoints[build.touchpoint], "today") == build.degree


def finishes(ground: Ground, build: Build) -> bool:
    """Whether nothing more is asked of the customer there, and our people do not work it off later."""
    cell = ground.strategy.coverage.get(build.request, {}).get(build.touchpoint, Cell.model_construct())
    return build.degree != "initiate" and completes(ground.strategy.requests[build.request], cell, build.degree)


def only_there(ground: Ground, build: Build) -> Ways:
    """The build as if it were the only way to finish its request."""
    mode: Mode = "assisted" if build.degree == "assisted" else "alone"
    row = ground.rows.get(build.request, [])
    found = tuple(c._replace(target=build.degree) for c in row if c.touchpoint_id == build.touchpoint)
    return Ways(mode, found, added=not exists(ground, build), today=frozenset())


def finishing(ground: Ground, name: str, build: Build) -> Finishing:
    """Completion and leakage of a build, each from where it stands nearest."""
    given, request, there = ground.given, build.request, only_there(ground, build)
    learning = _learning(ground, name, build)
    leakage = _measured(ground, build, symbols.LEAKAGE) or expected(given, symbols.LEAKAGE, request, there)
    leakage = leakage or given.rate(symbols.LEAKAGE, request)
    if leakage.kind == "default":
        ground.notes.assume_usual(symbols.NAMES[symbols.LEAKAGE], symbols.DEFAULTS[symbols.LEAKAGE], name)
    written = build.completion
    if written is not None and written.shape == "range":
        # How sure the learnt completion is, the assumption for all says.
        return Finishing(written.high, written.low, leakage, given.assumption(symbols.COMPLETION, request), learning)
    path = ("plan", "builds", name, "completion")
    found = given.input(symbols.COMPLETION, written, name, path, build.source) if written else None
    found = (
        found
        or _measured(ground, build, symbols.COMPLETION)
        or expected(given, symbols.COMPLETION, request, there)
        or given.rate(symbols.COMPLETION, request)
    )
    if found.kind == "default":
        ground.notes.assume_usual(symbols.NAMES[symbols.COMPLETION], symbols.DEFAULTS[symbols.COMPLETION], name)
    if exists(ground, build):
        return Finishing(found.value, found.value, leakage, found, learning)
    ground.notes.assume_usual(rates.WORDS["launch"], rates.LAUNCH, name)
    return Finishing(found.value, found.value * rates.LAUNCH.likely, leakage, found, learning)


def _measured(ground: Ground, build: Build, symbol: str) -> Input | None:
    """What the cell says of a function that is there already."""
    cell = ground.strategy.coverage.get(build.request, {}).get(build.touchpoint)
    if cell is None or not exists(ground, build):
        return None
    key = {symbols.COMPLETION: "completion", symbols.LEAKAGE: "calls_after"}[symbol]
    figure: Figure | None = getattr(cell, key)
    path = ("coverage", build.request, build.touchpoint, key)
    return ground.given.input(symbol, figure, build.request, path, cell.source) if figure else None


def adoption(ground: Ground, name: str, build: Build) -> Adoption | None:
    """All of it; None where the ceiling or the cost of a contact is not known, which is noted."""
    ceiling = _ceiling(ground, name, build)
    cost = contact_cost(ground, build)
    if ceiling is None or cost is None:
        return None
    ends = finishing(ground, name, build)
    at_launch, learnt = ends.kept
    fallback = ground.requests[build.request].values[symbols.FALLBACK_SHARE]
    lost = ground.requests[build.request].values.get(symbols.LOST_WHEN_DIGITAL)
    people = with_people(ground, build.request)
    pushed = max(ceiling, build.push_ceiling.likely * people) if build.push_ceiling else ceiling
    takeup = curve(ground, name, build)
    return Adoption(
        ceiling=float(ceiling),
        with_push=float(pushed),
        completion_at_launch=at_launch,
        completion=learnt,
        innovation=takeup.innovation,
        imitation=takeup.imitation,
        learning=ends.learning,
        gives_up=float(gives_up(ends.completion, ends.leakage.value, fallback.value)),
        alone=build.degree != "assisted",
        sale_kept=float(ONE - lost.value) if lost else 1.0,
        contact_cost=float(cost.value),
        leakage=float(ends.leakage.value),
    )


def gives_up(completion: Decimal, leakage: Decimal, fallback: Decimal) -> Decimal:
    """Of those not contained, who reaches nobody: (1 - q)(1 - phi) / (1 - q(1 - lambda)); 0 where all are contained."""
    rest = ONE - completion * (ONE - leakage)
    return (ONE - completion) * (ONE - fallback) / rest if rest else ZERO


def _ceiling(ground: Ground, name: str, build: Build) -> Decimal | None:
    """The highest share of all needs; authors write it of the needs that start with people, as in the case."""
    if build.ceiling:
        return build.ceiling.likely * with_people(ground, build.request)
    if exists(ground, build):
        return ZERO
    if ground.given.assumption(symbols.TAKEUP_CEILING, build.request):
        most = room(ground, build.request)
        source = "the request's take-up ceiling less today's take-up"
        ground.notes.assume("highest share of the needs a build takes", f"{most * 100:.0f}%", name, source)
        return most
    holder = ground.owner_of(build.request, build.touchpoint)
    ground.notes.lacks("ceiling", name, holder, "the build is not part of the plan")
    return None


def contact_cost(ground: Ground, build: Build) -> Input | None:
    """What one digital need costs there; with a person inside, what such people cost elsewhere."""
    request = ground.strategy.requests[build.request]
    there = only_there(ground, build)
    found = digital(ground.given, build.request, request, there)
    if not isinstance(found, Input) and there.mode == "assisted":
        everywhere = replace(ground.ways_of(build.request), mode="assisted")
        found = digital(ground.given, build.request, request, everywhere)
    if not isinstance(found, Input):
        ground.notes.missing.setdefault(found)
        return None
    return found


def curve(ground: Ground, name: str, build: Build) -> rates.Curve:
    """The build's own curve, else the plan's, else the usual one."""
    for takeup in (build.takeup, ground.plan.takeup):
        if takeup is not None:
            return _curve(takeup)
    value = f"steepest in month {rates.STEEPEST.likely} after the launch, steepness {rates.STEEPNESS.likely}"
    source = rates.STEEPEST.source.replace("after the start of the plan", "the curve of the business case")
    ground.notes.assume(rates.WORDS["takeup"], value, name, source)
    return rates.curve(float(rates.STEEPEST.likely), float(rates.STEEPNESS.likely))


def _curve(takeup: Takeup) -> rates.Curve:
    if takeup.innovation and takeup.imitation:
        return rates.Curve(float(takeup.innovation.likely), float(takeup.imitation.likely))
    steepest = _likely(takeup.steepest_month, rates.STEEPEST.likely)
    return rates.curve(steepest, _likely(takeup.steepness, rates.STEEPNESS.likely))


def _likely(figure: Figure | None, usual: Decimal) -> float:
    return float(figure.likely if figure else usual)


def _learning(ground: Ground, name: str, build: Build) -> float:
    """eta: months of learning; what exists has learnt already."""
    written = build.learning or ground.plan.learning
    if written is not None:
        return max(float(months_in(written)), 0.01)
    if not exists(ground, build):
        ground.notes.assume_usual(rates.WORDS["learning"], rates.LEARNING, name)
    return float(rates.LEARNING.likely)
