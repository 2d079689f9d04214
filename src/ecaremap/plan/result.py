"""A finished plan: the schedule, what it brings, how sure that is, and why it is as it is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ecaremap.plan.forecast import Forecast
from ecaremap.plan.problem import Problem, Schedule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Objective = Literal["npv", "targets-earliest", "targets-cheapest"]
Method = Literal["as-written", "annealing", "cp-sat"]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A target the plan does not reach.

    Attributes:
        target: its id. reached: the metric in its month, exactly simulated. most: the most (least, where less is
            better) any plan found can make of it in that month. month: the first month in which a plan made for
            it alone reaches it, 0 is not within the plan. proven: no plan makes more of it, by the tables.
    """

    target: str
    reached: float
    most: float
    month: int
    proven: bool


@dataclass(frozen=True, slots=True)
class Solution:
    """What the planner found, and how good it can say that is.

    Attributes:
        table_npv: the value the optimiser counted with; npv: the exact one of the simulator. Their
            difference is printed.
        bound: no plan can be worth more than this by the optimiser's tables; None: no bound computed.
        iterations: of the annealing. dropped: items taken out again because the exact simulation showed harm.
        status: optimal (by the tables), feasible, infeasible (proven), not-found (no plan turned up, and no proof
            that there is none); conflict: the smallest set of inputs that cannot hold together, in words.
        shortfalls: targets the plan does not reach; only where the objective is about targets.
    """

    schedule: Schedule
    objective: Objective
    method: Method
    seed: int
    iterations: int
    table_npv: float
    npv: float
    bound: float | None
    status: Literal["optimal", "feasible", "infeasible", "not-found"]
    dropped: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    solver: str = ""
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def gap(self) -> float | None:
        """(bound - value) / |value| of the optimiser's tables; None without a bound."""
        if self.bound is None:
            return None
        return max(0.0, self.bound - self.table_npv) / max(1.0, abs(self.table_npv))


@dataclass(frozen=True, slots=True)
class Band:
    """P10, P50 and P90 of something over months, (T,) each; `error`, (3, T), the standard error of each of them."""

    p10: "Array"
    p50: "Array"
    p90: "Array"
    error: "Array"


@dataclass(frozen=True, slots=True)
class Driver:
    """One source of uncertainty and what it does to the NPV: at its P10, at its P90, and its rank correlation."""

    name: str
    label: str
    shared: bool
    low: float
    high: float
    npv_at_low: float
    npv_at_high: float
    rank_correlation: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How sure the plan is.

    Attributes:
        cash, cumulative: over months; cost: what is spent on run, tactics and build, positive; shares: by metric,
            operating_cost among them. npv: P10, P50, P90; npv_error: of the P50.
        base_percentile: the share of draws with a lower NPV than the plan at likely values, 0 to 1.
        loss: share of draws with NPV below zero.
        targets: by target id, the probability of being reached in each month.
        payback: P10, P50, P90 of the payback month, months + 1 where it is not reached.
        warnings: in words, as that no driver is shared.
    """

    draws: int
    seed: int
    npv: tuple[float, float, float]
    npv_error: float
    base_percentile: float
    loss: float
    cash: Band
    cumulative: Band
    cost: Band
    shares: dict[str, Band]
    payback: tuple[int, int, int]
    targets: "dict[str, Array]"
    drivers: tuple[Driver, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """One item of the plan in its place, and why.

    Attributes:
        wave: 0 to 4. starts, live: months. earliest: the first month it could start with nobody else there.
        binding: what held it, as (word, id): predecessor, team, budget, launches, opening, freeze, gate.
        why: one sentence. delay_costs: what one month later costs. adds: NPV of the plan, minus NPV of the plan
            without this item and all that stands on it.
    """

    id: str
    wave: int
    starts: int
    live: int
    earliest: int
    binding: tuple[tuple[str, str], ...]
    why: str
    delay_costs: float
    adds: float | None = None


Reason = Literal["rule", "gate", "completion", "mode", "cap", "value", "enabler", "capacity", "blocked"]
"""Why an item is not on the plan."""


@dataclass(frozen=True, slots=True)
class Left:
    """An item that is not on the plan, and why: the reason's word, a sentence, and what forcing it in costs."""

    id: str
    reason: Reason
    sentence: str
    forced: float | None = None
    displaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worth:
    """What one more unit of a bound is worth: re-solved, never a dual. `at_most`: of the relaxed problem, None unknown."""

    bound: str
    unit: str
    worth: float
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class TargetPrice:
    """What a target costs in NPV, re-solved: with it against without it; None if no plan that keeps it was found."""

    target: str
    price: float | None


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Per build: from which volume, up to which build cost, from which completion on it pays; None: never."""

    id: str
    volume: float | None
    volume_now: float
    cost: float | None
    cost_now: float
    completion: float | None
    completion_now: float


@dataclass(frozen=True, slots=True)
class Never:
    """A request kept with people, and the rules that say so."""

    request: str
    rules: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Explained:
    """Why the plan is as it is."""

    placed: tuple[Placed, ...]
    left: tuple[Left, ...]
    never: tuple[Never, ...]
    worth: tuple[Worth, ...]
    break_even: tuple[BreakEven, ...]
    plausibility: tuple[str, ...]
    prices: tuple[TargetPrice, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario beside the others: do-nothing, cautious, base, bold."""

    id: str
    forecast: Forecast
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """The whole plan.

    Attributes:
        saved: the plan comes from a plan file whose input hash fits; else it was made here.
        input_hash: of everything the plan was made from.
        cases: do-nothing first, then cautious, base, bold where the strategy has such scenarios.
    """

    problem: Problem
    solution: Solution
    forecast: Forecast
    cases: tuple[Case, ...]
    spread: Spread | None
    explained: Explained
    input_hash: str
    saved: bool = False
    remarks: tuple[str, ...] = ()
