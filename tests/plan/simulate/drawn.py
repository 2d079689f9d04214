"""Problems and schedules for property tests: small, with everything a plan can hold."""

from dataclasses import replace

from hypothesis import strategies as st

from ecaremap.plan.problem import Adoption, Demand, Fewer, Item, Need, Problem, Pull, Push, Retire, Schedule, Touchpoint

PLACES = (
    Touchpoint("phone", "traditional"), Touchpoint("shop", "traditional"), Touchpoint("web", "digital", 0.4),
    Touchpoint("app", "digital", 0.3), Touchpoint("chat", "digital", 3.0), Touchpoint("ivr", "automated-voice", 0.2),
)  # fmt: skip
NAMES = tuple(place.id for place in PLACES)
MACHINES = ("web", "app", "chat", "ivr")
SHARES = st.floats(0, 1, allow_nan=False).map(lambda value: round(value, 3))


def amounts(most: float) -> st.SearchStrategy[float]:
    return st.floats(0, most, allow_nan=False).map(lambda value: round(value, 2))


@st.composite
def mixes(draw: st.DrawFn) -> tuple[tuple[str, float], ...]:
    """Shares of starts that add up to 1."""
    parts = [draw(st.integers(0, 5)) for _ in NAMES]
    total = sum(parts) or 1
    parts = parts if sum(parts) else [1, *([0] * (len(NAMES) - 1))]
    return tuple((name, part / total) for name, part in zip(NAMES, parts, strict=True) if part)


@st.composite
def demands(draw: st.DrawFn, name: str) -> Demand:
    return Demand(
        name, draw(amounts(20_000)), draw(mixes()), draw(amounts(12)), growth=draw(st.sampled_from((-0.2, 0.0, 0.1))),
        season=draw(st.sampled_from(((), (1.5, 0.5) * 6))), done_today=draw(st.none() | SHARES),
        alone_today=draw(st.none() | SHARES), voice_today=draw(SHARES), leaked_today=draw(st.none() | SHARES), cap=draw(st.just(0.0) | SHARES),
        handling_hours=draw(st.none() | amounts(1)), cashable_share=draw(SHARES), double_handling=draw(amounts(1)),
        induced_needs=draw(amounts(1)), sale_margin=draw(amounts(5)), churn_leaked=draw(amounts(0.05)),
        churn_pushed=draw(amounts(0.05)), customer_value=draw(amounts(300)),
    )  # fmt: skip


@st.composite
def adoptions(draw: st.DrawFn) -> Adoption:
    ceiling = draw(SHARES)
    launch, learnt = sorted((draw(SHARES), draw(SHARES)))
    return Adoption(
        ceiling, launch, learnt, draw(amounts(0.3)), draw(amounts(0.6)), draw(st.sampled_from((0.0, 1.0, 4.0))),
        with_push=draw(SHARES), gives_up=draw(SHARES), alone=draw(st.booleans()), sale_kept=draw(SHARES),
        contact_cost=draw(st.none() | amounts(2)), leakage=draw(st.none() | SHARES),
    )  # fmt: skip


@st.composite
def effects(draw: st.DrawFn, builds: tuple[str, ...]) -> tuple[str, object]:
    """A kind and what it does, other than a build."""
    kind = draw(st.sampled_from(("fix", "enabler", "pull", "push", "retirement")))
    match kind:
        case "fix":
            return kind, Fewer(draw(SHARES))
        case "pull":
            return kind, Pull(builds, draw(amounts(3)), draw(amounts(3)), draw(st.integers(0, 6)))
        case "push":
            return kind, Push(
                draw(st.sampled_from(builds)) if builds else "none", draw(SHARES), draw(st.integers(0, 4))
            )
        case "retirement":
            return kind, Retire(draw(amounts(5_000)), draw(st.sampled_from(("", "phone", "web", "ivr"))))
    return kind, None


@st.composite
def items(draw: st.DrawFn, requests: tuple[str, ...]) -> tuple[Item, ...]:
    made = []
    for number in range(draw(st.integers(0, 4))):
        made.append(
            Item(
                f"b{number}", "build", draw(st.integers(0, 5)), draw(amounts(50_000)), draw(amounts(900)),
                effect=draw(adoptions()), request=draw(st.sampled_from(requests)), touchpoint=draw(st.sampled_from(MACHINES)),
            )
        )  # fmt: skip
    builds = tuple(item.id for item in made)
    closed: set[str] = set()
    for number in range(draw(st.integers(0, 4))):
        kind, effect = draw(effects(builds))
        place = draw(st.sampled_from(NAMES))
        if kind == "retirement":
            # Two closures of one touchpoint would be alternatives of each other.
            if place in closed or effect.to == place:
                continue
            closed.add(place)
        request = draw(st.sampled_from(requests)) if kind == "fix" else draw(st.sampled_from(("", *requests)))
        made.append(
            Item(
                f"x{number}", kind, draw(st.integers(0, 3)), draw(amounts(9_000)), draw(amounts(900)), effect=effect,
                request=request, touchpoint=place, needs=(Need(builds[:1]),) if builds and number % 2 else (),
            )
        )  # fmt: skip
    return tuple(made)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    requests = ("r0", "r1", "r2")[: draw(st.integers(1, 3))]
    return Problem(
        draw(st.sampled_from(("2027-01", "2026-11"))), draw(st.integers(1, 18)), draw(st.sampled_from((0.0, 0.1))), "EUR",
        PLACES, tuple(draw(demands(name)) for name in requests), draw(items(requests)),
        operating_cost=draw(st.sampled_from((None, 100_000.0))),
    )  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> tuple[Problem, Schedule]:
    problem = draw(problems())
    schedule = {item.id: draw(st.integers(1, problem.months)) for item in problem.items if draw(st.integers(0, 3))}
    return problem, schedule


def shuffled(problem: Problem, order: st.DataObject) -> Problem:
    """The same problem written in another order."""
    return replace(
        problem,
        demands=tuple(order.draw(st.permutations(problem.demands))),
        items=tuple(order.draw(st.permutations(problem.items))),
        touchpoints=tuple(order.draw(st.permutations(problem.touchpoints))),
    )
