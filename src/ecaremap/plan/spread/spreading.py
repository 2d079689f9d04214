"""The spread of a plan: every uncertain figure drawn, the plan simulated for each draw.

Planner brief 3. Shared drivers (the whole plan) times local ones (one request, build or touchpoint): figures
that are drawn independently even out, and with these alone the range is far too narrow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Problem, Target
from ecaremap.plan.result import Driver, Spread
from ecaremap.plan.simulate import simulate
from ecaremap.plan.spread.acting import Factors, columns, size
from ecaremap.plan.spread.outcomes import (
    Outcomes,
    band,
    payback,
    percentiles,
    rank_correlation,
    ranks,
    reached,
    standing,
)
from ecaremap.plan.spread.running import Plan, joined, ready, run
from ecaremap.plan.spread.streams import Order, ends, figures, middles, normals, order
from ecaremap.plan.uncertain import ActsOn, Uncertain

Array = NDArray[np.float64]

SEED = 20261121
DRAWS = 5000
BLOCK = 1000
"""Draws whose figures are made at once."""


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A driver with the figures it moves: each with the places it acts on."""

    name: str
    entries: tuple[tuple[Uncertain, NDArray[np.intp]], ...]

    @property
    def shared(self) -> bool:
        return any(entry.shared for entry, _ in self.entries)


def spread(
    problem: Problem,
    schedule: Mapping[str, int],
    uncertain: Sequence[Uncertain],
    *,
    targets: Sequence[Target] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Spread:
    """How sure a schedule is.

    Args:
        problem: with every figure at its likely value.
        schedule: the months in which items start.
        uncertain: figures with a range. Those that act on nothing of this plan are left out.
        targets: None takes those of the problem.
        draws: of the Latin hypercube. The last digit of nothing depends on the order of `uncertain`.
        seed: of all streams.

    Raises:
        ValueError: as `simulate`, or fewer than two draws.
    """
    if draws < 2:
        raise ValueError(f"{draws} draws say nothing about a spread; at least 2 are needed.")
    base = simulate(problem, schedule)
    plan = ready(problem, schedule)
    sources, unmoved = _sources(plan, uncertain)
    orders = {source.name: order(source.name, seed, draws) for source in sources}
    count = draws if sources else 1
    found = _drawn(plan, sources, orders, count)
    (p10, p50, p90), errors = percentiles(found.npv)
    wanted = problem.targets if targets is None else targets
    return Spread(
        draws=draws,
        seed=seed,
        npv=(float(p10), float(p50), float(p90)),
        npv_error=float(errors[1]),
        base_percentile=standing(found.npv, base.npv),
        loss=float((found.npv < 0).mean()),
        cash=band(found.cash),
        cumulative=band(found.cash.cumsum(axis=1)),
        cost=band(found.spent),
        shares={name: band(values) for name, values in sorted(found.metrics.items())},
        payback=payback(found.cash),
        targets={t.id: reached(t, found.metrics[t.metric]) for t in wanted if t.metric in found.metrics},
        drivers=_drivers(plan, sources, orders, found.npv),
        warnings=(*_warnings(sources, unmoved), *_not_known(wanted, found)),
    )


def _sources(plan: Plan, uncertain: Iterable[Uncertain]) -> tuple[tuple[_Source, ...], tuple[str, ...]]:
    """The drivers of a plan, sorted; and the labels of figures that a factor cannot move, as they are likely 0."""
    found: dict[str, list[tuple[Uncertain, NDArray[np.intp]]]] = {}
    unmoved = []
    key = lambda u: (u.driver, u.acts_on, u.of, u.label, u.low, u.likely, u.high)  # noqa: E731
    for entry in sorted(uncertain, key=key):
        places = columns(plan.of, entry)
        if entry.low == entry.high or not len(places):
            continue
        if not entry.likely:
            unmoved.append(entry.label)
            continue
        found.setdefault(entry.driver, []).append((entry, places))
    return tuple(_Source(name, tuple(entries)) for name, entries in found.items()), tuple(unmoved)


def _drawn(plan: Plan, sources: Sequence[_Source], orders: Mapping[str, Order], count: int) -> Outcomes:
    """The outcomes of all draws, block by block."""
    at, normal = middles(count), normals(count)
    parts = []
    for first in range(0, count, BLOCK):
        rows = min(BLOCK, count - first)
        factors = _ones(plan, sources, rows)
        for source in sources:
            slices = orders[source.name][first : first + rows]
            for entry, places in source.entries:
                drawn = figures(entry, at[slices], normal[slices]) / entry.likely
                factors[entry.acts_on][:, places] *= drawn[:, None]
        parts.append(run(plan, rows, factors))
    return joined(parts)


def _ones(plan: Plan, sources: Iterable[_Source], rows: int) -> dict[ActsOn, Array]:
    drawn = sorted({entry.acts_on for source in sources for entry, _ in source.entries})
    return {acts_on: np.ones((rows, size(plan.of, acts_on))) for acts_on in drawn}


def _drivers(plan: Plan, sources: Sequence[_Source], orders: Mapping[str, Order], npv: Array) -> tuple[Driver, ...]:
    """Each driver at its P10 and P90 with the others as likely; the largest swing first."""
    found = []
    # Where nothing moves the value there is nothing to rank.
    places = ranks(npv) if np.ptp(npv) > 0 else np.full(len(npv), (len(npv) - 1) / 2)
    for first in range(0, len(sources), BLOCK // 2):
        some = sources[first : first + BLOCK // 2]
        values = run(plan, 2 * len(some), _ends(plan, some)).npv
        for number, source in enumerate(some):
            low, high = ends(source.entries[0][0])
            found.append(
                Driver(
                    name=source.name,
                    label=source.entries[0][0].label,
                    shared=source.shared,
                    low=float(low),
                    high=float(high),
                    npv_at_low=float(values[2 * number]),
                    npv_at_high=float(values[2 * number + 1]),
                    rank_correlation=rank_correlation(orders[source.name], places),
                )
            )
    return tuple(sorted(found, key=lambda driver: (-abs(driver.npv_at_high - driver.npv_at_low), driver.name)))


def _ends(plan: Plan, sources: Sequence[_Source]) -> Factors:
    """Two rows for each driver: it at its P10 and at its P90."""
    factors = _ones(plan, sources, 2 * len(sources))
    for number, source in enumerate(sources):
        for entry, places in source.entries:
            pair = slice(2 * number, 2 * number + 2)
            factors[entry.acts_on][pair, places] *= (ends(entry) / entry.likely)[:, None]
    return factors


def _warnings(sources: Sequence[_Source], unmoved: Iterable[str]) -> tuple[str, ...]:
    """What a reader has to know about the range."""
    found = []
    if not sources:
        found.append("No figure of this plan has a range, so nothing is said about how sure it is.")
    elif not any(source.shared for source in sources):
        found.append(
            "No uncertain figure is shared by the whole plan. Figures that vary on their own even out, so the real "
            "range is wider: give ranges to take-up, speed, calls after, build cost or volumes as a whole."
        )
    found += [f"{label} is likely 0, so its range cannot be drawn." for label in sorted(set(unmoved))]
    return tuple(found)


def _not_known(targets: Iterable[Target], found: Outcomes) -> tuple[str, ...]:
    names = sorted(target.id for target in targets if target.metric not in found.metrics)
    return tuple(
        f"How likely the target {name} is cannot be told: the plan does not forecast its metric." for name in names
    )
