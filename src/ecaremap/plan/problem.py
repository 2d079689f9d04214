"""What a plan is made from: demand, candidates, what limits them. Frozen, plain numbers, no strategy behind it.

Months count from 1 (the first month of the plan) to `months`; every flow of money falls at the end of its
month. Money is in one currency, shares are between 0 and 1, volumes are needs a month. The letters in
brackets are those of the planner's formulas (docs/planning.md).
"""

from dataclasses import dataclass
from typing import Literal

Family = Literal["digital", "traditional", "automated-voice"]
Kind = Literal["fix", "enabler", "opening", "build", "pull", "push", "retirement"]
"""What can be put on a plan. An opening is the first launch at a touchpoint that is not live yet."""

Metric = Literal[
    "digital_start_share", "digital_end_to_end_share", "self_service_share", "digital_survival_share",
    "one_contact_resolution", "leakage", "operating_cost", "cost_per_completed_need",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """Where needs are handled; `cost` is one contact there [c_k], 0 where people's cost is in the demand."""

    id: str
    family: Family
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Demand:
    """The needs of one request, and what a contact with a person about it costs and earns.

    Attributes:
        volume: needs in the first month [V_r]. growth: per year [g_r]. season: twelve factors with mean 1,
            January first [s]; empty is even.
        mix: the share of needs that start at each touchpoint today [w_rk].
        done_today: share of all needs that end today without a person, at digital touchpoints or automated
            voice [d0]; None takes every start there as done, as the planner's formulas do. The rest of
            those starts reaches a person.
        alone_today: the part of `done_today` without any person inside the touchpoint; None is all of it.
        voice_today: the part of `done_today` at automated voice, which is in no digital numerator.
        leaked_today: the share of all needs that finish digitally today, yet turn to somebody again; None unknown.
        cap: the highest digital share the rules allow [cap_r].
        handling_cost: one contact with a person [cbar]. handling_hours: paid hours of one; None unknown.
        cashable_share: of avoided handling [phi]. double_handling: extra length of a second contact,
            0.4 is 40 % longer [delta]. induced_needs: new digital contacts per shifted one [iota].
        sale_margin: margin that one contact with a person earns on average [x].
        churn_leaked, churn_pushed: extra churn per leaked, per pushed contact [chi]; customer_value: margin
            lost with a customer [CLV].
    """

    id: str
    volume: float
    mix: tuple[tuple[str, float], ...]
    handling_cost: float
    growth: float = 0.0
    season: tuple[float, ...] = ()
    done_today: float | None = None
    alone_today: float | None = None
    voice_today: float = 0.0
    leaked_today: float | None = None
    cap: float = 1.0
    handling_hours: float | None = None
    cashable_share: float = 1.0
    double_handling: float = 0.0
    induced_needs: float = 0.0
    sale_margin: float = 0.0
    churn_leaked: float = 0.0
    churn_pushed: float = 0.0
    customer_value: float = 0.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Adoption:
    """How customers take to a build.

    Attributes:
        ceiling: highest share of all needs by choice [m]; with_push: the same with push [M].
        innovation, imitation: of the Bass curve, a month [p, q].
        completion_at_launch, completion: containment at launch and once learnt [k0, kinf]: finished there,
            and no person contacted again. learning: months of learning [eta].
        gives_up: of those not contained, the share that reaches nobody: unresolved, never a saving.
        alone: finished by the customer alone; False: with a person inside the touchpoint.
        sale_kept: digital sales in proportion to those of a person [rho].
        leakage: of those who finish there, who turns to somebody again (they are in 1 - completion already); None
            unknown, and then the metric leakage is not forecast.
        contact_cost: one digital contact of this build [c_k]; None takes the cost of its touchpoint. A person
            inside the touchpoint makes the difference.
    """

    ceiling: float
    completion_at_launch: float
    completion: float
    innovation: float
    imitation: float
    learning: float
    with_push: float = 0.0
    gives_up: float = 0.0
    alone: bool = True
    sale_kept: float = 1.0
    contact_cost: float | None = None
    leakage: float | None = None


@dataclass(frozen=True, slots=True)
class Pull:
    """Makes builds attractive: take-up runs faster [beta, B] while it lasts. `months` 0 is to the end."""

    builds: tuple[str, ...]
    intensity: float
    most: float
    months: int = 0


@dataclass(frozen=True, slots=True)
class Push:
    """Narrows the other way once a build has proved itself.

    Attributes:
        coverage, ramp: share of customers reached, months until then [pi, h].
        completion: containment asked for at the end of the month before [kappa_min]. live: months live asked for.
    """

    build: str
    coverage: float
    ramp: int
    completion: float = 0.8
    live: int = 3


@dataclass(frozen=True, slots=True)
class Fewer:
    """Removes a cause: from its launch on, this share of the request's needs no longer arises."""

    share: float


@dataclass(frozen=True, slots=True)
class Retire:
    """Closes a touchpoint: what still starts there moves to `to`; `saves` a month from then on."""

    saves: float
    to: str = ""


Effect = Adoption | Pull | Push | Fewer | Retire | None


@dataclass(frozen=True, slots=True)
class Need:
    """Something has to be live first: any one of `any_of`, `lag` months before the start of the work."""

    any_of: tuple[str, ...]
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One candidate of the plan: work that ends in a launch, or a tactic.

    Started in month s it is live from month s + duration on; a tactic (duration 0) acts from s on.

    Attributes:
        cost: one-off, spread evenly over the duration; with duration 0 in the month of the start [C].
        run: a month while live or active [o]. team: people needed in every month of the work [n_bg].
        one_of: items with the same word exclude each other. required: has to be in the plan.
        earliest: first month in which the work may start. fixed: the month it has to start in, 0 is free.
        follows: why it is there, for items nobody wrote (derived from a coverage target, say).
    """

    id: str
    kind: Kind
    duration: int
    cost: float = 0.0
    run: float = 0.0
    team: tuple[tuple[str, float], ...] = ()
    needs: tuple[Need, ...] = ()
    effect: Effect = None
    request: str = ""
    touchpoint: str = ""
    degree: str = ""
    one_of: str = ""
    required: bool = False
    earliest: int = 1
    fixed: int = 0
    name: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """People who can build, by month."""

    id: str
    capacity: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A promise the plan is held against in the month `by`; of operating_cost the bound is money a month."""

    id: str
    metric: Metric
    bound: float
    at_least: bool
    by: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan is made from.

    Attributes:
        starts: the first month, as 2027-01. discount_rate: per year.
        budget: what may be spent on `cost` in each quarter of the plan; empty is no limit.
        freezes: months in which nothing goes live. launches_per_month: None is no limit.
        opening_gap: months between two openings of new touchpoints.
        operating_cost: of a month today, the whole scope of the baseline; None unknown.
    """

    starts: str
    months: int
    discount_rate: float
    currency: str
    touchpoints: tuple[Touchpoint, ...]
    demands: tuple[Demand, ...]
    items: tuple[Item, ...]
    teams: tuple[Team, ...] = ()
    budget: tuple[float, ...] = ()
    freezes: tuple[int, ...] = ()
    launches_per_month: int | None = None
    opening_gap: int = 3
    targets: tuple[Target, ...] = ()
    operating_cost: float | None = None

    @property
    def monthly_rate(self) -> float:
        """The rate of one month: i = (1 + i_a)^(1/12) - 1."""
        return float((1.0 + self.discount_rate) ** (1.0 / 12.0)) - 1.0


Schedule = dict[str, int]
"""The plan itself: the month in which each chosen item starts. What is not in it is left out."""
