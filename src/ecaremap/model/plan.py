"""The plan as authors write it: targets, fixes, builds, enablers, tactics; and how logs are read."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ecaremap.model.declared import (
    Count,
    Date,
    Declared,
    Duration,
    Flag,
    FormerIds,
    Id,
    Many,
    Money,
    Month,
    People,
    Rate,
    Ratio,
    Share,
    Text,
    Whole,
    read_id,
)  # fmt: skip
from ecaremap.model.scales import Degree

Metric = Literal[
    "digital_start_share", "digital_end_to_end_share", "self_service_share",
    "digital_survival_share", "one_contact_resolution", "leakage", "operating_cost",
    "cost_per_completed_need",
]  # fmt: skip


class Target(Declared):
    """A promise: a metric, a bound, a date."""

    id: Id = Field(description="Unique among the targets.")
    metric: Metric = Field(description="What is promised.")
    at_least: Text | None = Field(None, description="The lower bound, as 25%.")
    at_most: Text | None = Field(None, description="The upper bound, as 85% of baseline.")
    by: Date = Field(description="The day it is due, as 2027-12-31.")
    owner: Text | None = Field(None, description="Who answers for it.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")


class AnyOf(Declared):
    """What has to be there first: one of several things, some time before the work starts."""

    any_of: Many[Id] = Field(description="One of these has to be there: builds, enablers or fixes.")
    after: Duration | None = Field(None, description="How long it has to be there already, as 2 months.")


def read_need(value: Any) -> Any:
    """An id as the need of that one thing, or the mapping for pydantic to read."""
    return AnyOf.model_construct(any_of=(read_id(value),), after=None) if isinstance(value, str) else value


Need = Annotated[AnyOf, BeforeValidator(read_need)]


class Takeup(Declared):
    """How fast customers take to what is new: by the curve's steepest month, or by the rates of Bass 1969."""

    steepest_month: Ratio | None = Field(
        None, description="Months after the launch in which most join, as 9 (6 to 15)."
    )
    steepness: Ratio | None = Field(None, description="How steep the S-shaped curve is, as 0.35.")
    innovation: Ratio | None = Field(None, description="Share a month who try it by themselves (Bass: p), as 0.014.")
    imitation: Ratio | None = Field(None, description="Share a month who follow others (Bass: q), as 0.34.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Overrun(Declared):
    """How far the whole plan may miss its costs and dates; 1 is as planned."""

    build_cost: Ratio | None = Field(None, description="One-off costs against the plan, as 1 (0.9 to 1.4).")
    duration: Ratio | None = Field(None, description="Length of the work against the plan, as 1 (1 to 1.5).")
    source: Text | None = Field(None, description="Where the figures come from.")


class GateFacts(Declared):
    """What was measured about the way customers are pushed to, where the cells do not say it."""

    live_since: Month | None = Field(None, description="First month in which all customers could use it, as 2026-03.")
    completion: Share | None = Field(None, description="Digital starts that end in success, measured.")
    leakage: Share | None = Field(None, description="Customers who still call, as 8% within 7 days.")
    csat: Share | None = Field(None, description="Share of satisfied customers there.")
    answers: Count | None = Field(None, description="How many customers said so there.")
    csat_with_person: Share | None = Field(
        None, description="Share of satisfied customers, same request, with a person."
    )
    answers_with_person: Count | None = Field(None, description="How many customers said so after talking to a person.")
    containment: Share | None = Field(None, description="Of a bot: needs it settles without a person, verified.")
    legal_check: Text | None = Field(None, description="Who checked that the law allows it, and when.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Fix(Declared):
    """Removing a cause, so that fewer customers need to ask."""

    request: Id = Field(description="The request it is about.")
    cause: Text = Field(description="What makes customers ask.")
    owner: Text | None = Field(None, description="Who answers for it.")
    fewer: Share = Field(description="Share of the needs that go away.")
    build_cost: Money | None = Field(None, description="One-off cost.")
    run_cost: Rate | None = Field(None, description="Running cost, as 800 EUR/month.")
    duration: Duration | None = Field(None, description="How long it takes, as 3 months.")
    team: dict[Id, Count] = Field({}, description="People needed, by team.")
    needs: Many[Need] = Field((), description="What has to be there first: builds, enablers or fixes.")
    starts: Month | None = Field(None, description="The month in which the work starts, where it is fixed already.")
    required: Flag | None = Field(None, description="true: it has to be in the plan, whatever it brings.")
    one_of: Id | None = Field(None, description="Of all with the same word here, the plan takes at most one.")
    source: Text | None = Field(None, description="Where the figures come from.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")


class Build(Declared):
    """Making a request available at a touchpoint to a degree."""

    request: Id = Field(description="The request it is about.")
    touchpoint: Id = Field(description="Where it is built.")
    degree: Degree = Field(description="How far it will go.")
    build_cost: Money | None = Field(None, description="One-off cost.")
    run_cost: Rate | None = Field(None, description="Running cost, as 800 EUR/month.")
    duration: Duration | None = Field(None, description="How long it takes, as 3 months.")
    team: dict[Id, Count] = Field({}, description="People needed, by team.")
    needs: Many[Need] = Field((), description="What has to be there first: builds, enablers or fixes.")
    starts: Month | None = Field(None, description="The month in which the work starts, where it is fixed already.")
    required: Flag | None = Field(None, description="true: it has to be in the plan, whatever it brings.")
    one_of: Id | None = Field(None, description="Of all with the same word here, the plan takes at most one.")
    ceiling: Share | None = Field(
        None, description="Highest share it can take of the needs that start with a person today."
    )
    push_ceiling: Share | None = Field(None, description="The same once customers are pushed to it.")
    completion: Share | None = Field(
        None,
        description="Digital starts that end in success. 60% to 85% is the launch and what is learnt by and by; "
        "85% (75% to 92%) is what is learnt, and how sure that is.",
    )
    learning: Duration | None = Field(None, description="How long most of the learning takes, as 4 months.")
    takeup: Takeup | None = Field(None, description="How fast customers take to it.")
    source: Text | None = Field(None, description="Where the figures come from.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")


class Enabler(Declared):
    """Something builds need first."""

    touchpoint: Id | None = Field(None, description="Where it is built.")
    build_cost: Money | None = Field(None, description="One-off cost.")
    run_cost: Rate | None = Field(None, description="Running cost, as 800 EUR/month.")
    duration: Duration | None = Field(None, description="How long it takes, as 3 months.")
    team: dict[Id, Count] = Field({}, description="People needed, by team.")
    needs: Many[Need] = Field((), description="What has to be there first: builds, enablers or fixes.")
    starts: Month | None = Field(None, description="The month in which the work starts, where it is fixed already.")
    required: Flag | None = Field(None, description="true: it has to be in the plan, whatever it brings.")
    one_of: Id | None = Field(None, description="Of all with the same word here, the plan takes at most one.")
    source: Text | None = Field(None, description="Where the figures come from.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")


class Tactic(Declared):
    """Pulling or pushing customers towards something that works."""

    from_: Text | None = Field(None, alias="from", description="An entry of the catalogue.")
    kind: Literal["pull", "push"] = Field(description="pull makes it attractive, push takes the other way away.")
    at: Id = Field(description="The touchpoint where customers are spoken to.")
    builds: Many[Id] = Field((), description="What customers are led to.")
    cost: Rate | None = Field(None, description="Running cost, as 1500 EUR/month.")
    months: Whole | None = Field(None, description="For how many months.")
    starts: Month | None = Field(None, description="The month in which it starts, where it is fixed already.")
    required: Flag | None = Field(None, description="true: it has to be in the plan, whatever it brings.")
    intensity: Ratio | None = Field(None, description="Of a pull: how much faster customers join, as 0.6.")
    reach: Share | None = Field(None, description="Share of the customers concerned whom it reaches.")
    ramp: Duration | None = Field(None, description="Of a push: how long until it reaches all of them, as 3 months.")
    notice: Duration | None = Field(None, description="Of a push: how long before customers are told, as 60 days.")
    exempt: Many[Id] = Field((), description="Of a push: segments that keep the old way.")
    rollback: Many[Text] = Field((), description="Of a push: what takes it back, as complaints rise by 20%.")
    owner: Text | None = Field(None, description="Who answers for it.")
    gate: GateFacts | None = Field(None, description="What was measured about the way customers are led to.")
    source: Text | None = Field(None, description="Where the figures come from.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")


class Retirement(Declared):
    """Closing a touchpoint once hardly anybody needs it."""

    touchpoint: Id = Field(description="What is closed.")
    to: Id | None = Field(None, description="Where those go who still come.")
    saves: Rate | None = Field(None, description="Fixed cost that goes away, as 4000 EUR/month.")
    needs: Many[Need] = Field((), description="What has to be there first: builds, enablers or fixes.")
    residual: Share | None = Field(None, description="Share of the needs that may still start there, as 5%.")
    replaced: dict[Id, Id] = Field({}, description="For each segment that must keep it: where it goes instead.")
    starts: Month | None = Field(None, description="The month in which it closes, where it is fixed already.")
    required: Flag | None = Field(None, description="true: it has to be in the plan, whatever it brings.")
    notice: Duration | None = Field(None, description="How long before customers are told, as 60 days.")
    rollback: Many[Text] = Field((), description="What takes it back, as complaints rise by 20%.")
    owner: Text | None = Field(None, description="Who answers for it.")
    source: Text | None = Field(None, description="Where the figures come from.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")


class Plan(Declared):
    """What is built when, by whom, for how much."""

    starts: Month = Field(description="First month, as 2027-01.")
    horizon: Duration = Field(description="As 24 months.")
    teams: dict[Id, People] = Field({}, description="People who can build, by team.")
    team_changes: dict[Id, dict[Month, People]] = Field(
        {}, description="How many there are from a month on, by team: {app: {2027-07: 8 people}}."
    )
    budget: Rate | None = Field(None, description="What may be spent, as 150000 EUR per quarter.")
    freezes: Many[Month] = Field((), description="Months in which nothing is launched.")
    launches_per_month: Whole | None = Field(None, description="How many launches a month can take.")
    opening_gap: Duration | None = Field(
        None, description="How long between the openings of two new touchpoints; 3 months if unwritten."
    )
    takeup: Takeup | None = Field(None, description="How fast customers take to what is new, unless a build says.")
    learning: Duration | None = Field(None, description="How long most of the learning takes, unless a build says.")
    overrun: Overrun | None = Field(None, description="How far the whole plan may miss its costs and dates.")
    enablers: dict[Id, Enabler] = Field({}, description="What builds need first, by id.")
    builds: dict[Id, Build] = Field({}, description="What customers are led to.")
    tactics: dict[Id, Tactic] = Field({}, description="How customers get to know of it, by id.")
    retirements: dict[Id, Retirement] = Field({}, description="Touchpoints to close, by id.")


class Measurement(Declared):
    """How contact logs are read."""

    contacts: dict[Id, Text] = Field({}, description="The contact log: its file, and which column holds what.")
    volumes: dict[Id, Text] = Field({}, description="A table of counted contacts: which column holds what.")
    touchpoint_codes: dict[Text, Id] = Field({}, description="Codes in the log, and the touchpoint each stands for.")
    request_codes: dict[Text, Id] = Field({}, description="Codes in the log, and the request each stands for.")
    same_need: Literal["strict", "family", "any"] | None = Field(
        None, description="Which later contacts count as the same need."
    )
    window: Duration | None = Field(None, description="How long contacts count as the same need, as 7 days.")
