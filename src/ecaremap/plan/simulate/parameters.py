"""The numbers of a problem as arrays: everything that may be uncertain.

Every array may have leading axes (draws, cases): the last one is what the attribute says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Adoption, Fewer, Item, Problem, Pull, Push, Retire
from ecaremap.plan.simulate.structure import Structure, structure

Array = NDArray[np.float64]
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """What the formulas are fed with; letters are those of docs/planning.md.

    Attributes:
        volume [V], handling_cost [cbar], handling_hours (0 where unknown), cashable [phi], double_handling
            [delta], induced [iota], sale_margin [x], churn_leaked, churn_pushed [chi], customer_value [CLV]:
            (..., R) by request.
        contact_cost [c]: (..., K) by touchpoint; build_contact_cost: (..., B) the same by build.
        cost [C], run [o], duration [L]: (..., N) by item.
        ceiling [m], with_push [M], innovation [p], imitation [q], at_launch [k0], learnt [kinf], learning [eta],
            gives_up, sale_kept [rho]: (..., B) by build.
        intensity [beta], most [B]: (..., links) by pull and build; coverage [pi], ramp [h]: the same by push.
        fewer: (..., F) by fix. saves: (..., C) by retirement.
    """

    volume: Array
    handling_cost: Array
    handling_hours: Array
    cashable: Array
    double_handling: Array
    induced: Array
    sale_margin: Array
    churn_leaked: Array
    churn_pushed: Array
    customer_value: Array
    contact_cost: Array
    build_contact_cost: Array
    cost: Array
    run: Array
    duration: Array
    ceiling: Array
    with_push: Array
    innovation: Array
    imitation: Array
    at_launch: Array
    learnt: Array
    learning: Array
    gives_up: Array
    sale_kept: Array
    intensity: Array
    most: Array
    coverage: Array
    ramp: Array
    fewer: Array
    saves: Array


def _column(entries: Sequence[Entry], read: Callable[[Entry], float]) -> Array:
    return np.array([read(entry) for entry in entries], dtype=np.float64)


def _contact_cost(build: Item, costs: Mapping[str, float]) -> float:
    own = build.effect.contact_cost if isinstance(build.effect, Adoption) else None
    return costs[build.touchpoint] if own is None else own


def parameters(problem: Problem, links: Structure | None = None) -> Parameters:
    """The likely numbers of a problem, in the order of its structure."""
    of = links or structure(problem)
    demands, items = of.demands, of.items
    costs = {touchpoint.id: touchpoint.cost for touchpoint in problem.touchpoints}
    made = [build.effect for build in of.builds if isinstance(build.effect, Adoption)]
    pulls = [effect for at, _ in of.pulls if isinstance(effect := items[at].effect, Pull)]
    pushes = [effect for at, _ in of.pushes if isinstance(effect := items[at].effect, Push)]
    fixes = [effect for at, _ in of.fixes if isinstance(effect := items[at].effect, Fewer)]
    closed = [effect for entry in of.closings if isinstance(effect := items[entry.item].effect, Retire)]
    return Parameters(
        volume=_column(demands, lambda d: d.volume),
        handling_cost=_column(demands, lambda d: d.handling_cost),
        handling_hours=_column(demands, lambda d: d.handling_hours or 0.0),
        cashable=_column(demands, lambda d: d.cashable_share),
        double_handling=_column(demands, lambda d: d.double_handling),
        induced=_column(demands, lambda d: d.induced_needs),
        sale_margin=_column(demands, lambda d: d.sale_margin),
        churn_leaked=_column(demands, lambda d: d.churn_leaked),
        churn_pushed=_column(demands, lambda d: d.churn_pushed),
        customer_value=_column(demands, lambda d: d.customer_value),
        contact_cost=_column(of.touchpoints, lambda name: costs[name]),
        build_contact_cost=_column(of.builds, lambda b: _contact_cost(b, costs)),
        cost=_column(items, lambda i: i.cost),
        run=_column(items, lambda i: i.run),
        duration=_column(items, lambda i: i.duration),
        ceiling=_column(made, lambda a: a.ceiling),
        with_push=_column(made, lambda a: max(a.with_push, a.ceiling)),
        innovation=_column(made, lambda a: a.innovation),
        imitation=_column(made, lambda a: a.imitation),
        at_launch=_column(made, lambda a: a.completion_at_launch),
        learnt=_column(made, lambda a: a.completion),
        learning=_column(made, lambda a: a.learning),
        gives_up=_column(made, lambda a: a.gives_up),
        sale_kept=_column(made, lambda a: a.sale_kept),
        intensity=_column(pulls, lambda p: p.intensity),
        most=_column(pulls, lambda p: p.most),
        coverage=_column(pushes, lambda p: p.coverage),
        ramp=_column(pushes, lambda p: max(p.ramp, 1)),
        fewer=_column(fixes, lambda f: f.share),
        saves=_column(closed, lambda r: r.saves),
    )
