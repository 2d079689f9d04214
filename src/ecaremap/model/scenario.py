"""Scenarios: other figures for the same strategy, and nothing but figures.

Each class names the figures of one part of the strategy; what is left out stays as it is.
"""

from pydantic import Field

from ecaremap.model.case import Assumptions
from ecaremap.model.cell import Expected
from ecaremap.model.declared import Count, Declared, Duration, Id, Money, Month, People, Rate, Ratio, Share, Text, Whole
from ecaremap.model.plan import Overrun, Takeup


class ScenarioSale(Declared):
    """Figures of what is sold."""

    rate: Share | None = Field(None, description="Sales per assisted contact.")
    margin: Money | None = Field(None, description="Margin per sale.")
    lost_when_digital: Share | None = Field(None, description="Share of sales not made digitally.")
    source: Text | None = Field(None, description="Where the figures come from.")


class ScenarioRequest(Declared):
    """Figures of a request."""

    volume: Count | None = Field(None, description="Needs per period of volumes_per.")
    failure_share: Share | None = Field(None, description="Share of the volume that is failure demand.")
    starts_at: dict[Id, Share] = Field({}, description="Where customers start, by touchpoint.")
    handling: Duration | None = Field(None, description="Handling time of one assisted contact.")
    window: Duration | None = Field(None, description="How long contacts count as the same need.")
    sale: ScenarioSale | None = Field(None, description="What is sold on such contacts.")
    assumptions: Assumptions | None = Field(None, description="Figures that differ for this request.")
    source: Text | None = Field(None, description="Where the figures come from.")


class ScenarioTouchpoint(Declared):
    """Figures of a touchpoint."""

    cost_per_contact: Money | None = Field(None, description="Variable cost of one contact.")
    source: Text | None = Field(None, description="Where the figures come from.")


class ScenarioCell(Declared):
    """Figures of a cell."""

    completion: Share | None = Field(None, description="Digital starts that end in success, today.")
    calls_after: Share | None = Field(
        None, description="Of those who finish here, who call all the same, as 12% within 7 days."
    )
    csat: Share | None = Field(None, description="Share of satisfied customers, today.")
    used_share: Share | None = Field(None, description="Share of eligible customers who use it.")
    expected: Expected | None = Field(None, description="What the target should reach.")
    source: Text | None = Field(None, description="Where the figures come from.")


class ScenarioSegment(Declared):
    """Figures of a segment."""

    share: Share | None = Field(None, description="Share of customers.")
    source: Text | None = Field(None, description="Where the figures come from.")


class ScenarioWork(Declared):
    """Figures of a fix, build or enabler."""

    fewer: Share | None = Field(None, description="Of a fix: share of the needs that go away.")
    ceiling: Share | None = Field(None, description="Of a build: highest share of the needs it can take.")
    push_ceiling: Share | None = Field(None, description="Of a build: the same once customers are pushed to it.")
    completion: Share | None = Field(None, description="Of a build: digital starts that end in success.")
    learning: Duration | None = Field(None, description="Of a build: how long most of the learning takes.")
    takeup: Takeup | None = Field(None, description="Of a build: how fast customers take to it.")
    build_cost: Money | None = Field(None, description="One-off cost.")
    run_cost: Rate | None = Field(None, description="Running cost, as 800 EUR/month.")
    duration: Duration | None = Field(None, description="How long it takes, as 3 months.")
    team: dict[Id, Count] = Field({}, description="People needed, by team.")
    source: Text | None = Field(None, description="Where the figures come from.")


class ScenarioTactic(Declared):
    """Figures of a tactic."""

    cost: Rate | None = Field(None, description="Running cost, as 1500 EUR/month.")
    months: Whole | None = Field(None, description="For how many months.")
    intensity: Ratio | None = Field(None, description="Of a pull: how much faster customers join.")
    reach: Share | None = Field(None, description="Share of the customers concerned whom it reaches.")
    ramp: Duration | None = Field(None, description="Of a push: how long until it reaches all of them.")
    source: Text | None = Field(None, description="Where the figures come from.")


class ScenarioRetirement(Declared):
    """Figures of a touchpoint that is closed."""

    saves: Rate | None = Field(None, description="Fixed cost that goes away, as 4000 EUR/month.")
    residual: Share | None = Field(None, description="Share of the needs that may still start there.")
    source: Text | None = Field(None, description="Where the figures come from.")


class ScenarioPlan(Declared):
    """Figures of the plan."""

    horizon: Duration | None = Field(None, description="As 24 months.")
    teams: dict[Id, People] = Field({}, description="People who can build, by team.")
    team_changes: dict[Id, dict[Month, People]] = Field({}, description="How many there are from a month on, by team.")
    budget: Rate | None = Field(None, description="What may be spent, as 150000 EUR per quarter.")
    launches_per_month: Whole | None = Field(None, description="How many launches a month can take.")
    opening_gap: Duration | None = Field(None, description="How long between the openings of two new touchpoints.")
    takeup: Takeup | None = Field(None, description="How fast customers take to what is new.")
    learning: Duration | None = Field(None, description="How long most of the learning takes.")
    overrun: Overrun | None = Field(None, description="How far the whole plan may miss its costs and dates.")
    enablers: dict[Id, ScenarioWork] = Field({}, description="What builds need first, by id.")
    builds: dict[Id, ScenarioWork] = Field({}, description="What is built, by id.")
    tactics: dict[Id, ScenarioTactic] = Field({}, description="How customers get to know of it, by id.")
    retirements: dict[Id, ScenarioRetirement] = Field({}, description="Touchpoints to close, by id.")


class ScenarioBaseline(Declared):
    """Figures of the baseline."""

    operating_cost: Money | None = Field(None, description="What the contacts cost in that period.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Scenario(Declared):
    """Other figures for the same strategy."""

    assumptions: Assumptions | None = Field(None, description="Rates of the business case.")
    baseline: ScenarioBaseline | None = Field(None, description="The starting point.")
    segments: dict[Id, ScenarioSegment] = Field({}, description="Groups of customers, by id.")
    touchpoints: dict[Id, ScenarioTouchpoint] = Field({}, description="Touchpoints, by id.")
    requests: dict[Id, ScenarioRequest] = Field({}, description="Requests, by id.")
    coverage: dict[Id, dict[Id, ScenarioCell]] = Field({}, description="Cells, by request and touchpoint.")
    fixes: dict[Id, ScenarioWork] = Field({}, description="Causes to remove, by id.")
    plan: ScenarioPlan | None = Field(None, description="The plan.")
