"""The plan as authors write it: targets, fixes, builds, enablers, tactics; and how logs are read."""

from typing import Literal

from pydantic import Field

from ecaremap.model.declared import (
    Count,
    Date,
    Declared,
    Duration,
    Id,
    Many,
    Money,
    Month,
    People,
    Rate,
    Share,
    Text,
    Whole,
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
    needs: Many[Id] = Field((), description="What has to be there first: builds, enablers or fixes.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Build(Declared):
    """Making a request available at a touchpoint to a degree."""

    request: Id = Field(description="The request it is about.")
    touchpoint: Id = Field(description="Where it is built.")
    degree: Degree = Field(description="How far it will go.")
    build_cost: Money | None = Field(None, description="One-off cost.")
    run_cost: Rate | None = Field(None, description="Running cost, as 800 EUR/month.")
    duration: Duration | None = Field(None, description="How long it takes, as 3 months.")
    team: dict[Id, Count] = Field({}, description="People needed, by team.")
    needs: Many[Id] = Field((), description="What has to be there first: builds, enablers or fixes.")
    ceiling: Share | None = Field(None, description="Highest share of the needs it can take.")
    completion: Share | None = Field(None, description="Digital starts that end in success.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Enabler(Declared):
    """Something builds need first."""

    touchpoint: Id | None = Field(None, description="Where it is built.")
    build_cost: Money | None = Field(None, description="One-off cost.")
    run_cost: Rate | None = Field(None, description="Running cost, as 800 EUR/month.")
    duration: Duration | None = Field(None, description="How long it takes, as 3 months.")
    team: dict[Id, Count] = Field({}, description="People needed, by team.")
    needs: Many[Id] = Field((), description="What has to be there first: builds, enablers or fixes.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Tactic(Declared):
    """Pulling or pushing customers towards something that works."""

    from_: Text | None = Field(None, alias="from", description="An entry of the catalogue.")
    kind: Literal["pull", "push"] = Field(description="pull makes it attractive, push takes the other way away.")
    at: Id = Field(description="The touchpoint where customers are spoken to.")
    builds: Many[Id] = Field((), description="What customers are led to.")
    cost: Rate | None = Field(None, description="Running cost, as 1500 EUR/month.")
    months: Whole | None = Field(None, description="For how many months.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Plan(Declared):
    """What is built when, by whom, for how much."""

    starts: Month = Field(description="First month, as 2027-01.")
    horizon: Duration = Field(description="As 24 months.")
    teams: dict[Id, People] = Field({}, description="People who can build, by team.")
    budget: Rate | None = Field(None, description="What may be spent, as 150000 EUR per quarter.")
    freezes: Many[Month] = Field((), description="Months in which nothing is launched.")
    launches_per_month: Whole | None = Field(None, description="How many launches a month can take.")
    enablers: dict[Id, Enabler] = Field({}, description="What builds need first, by id.")
    builds: dict[Id, Build] = Field({}, description="What customers are led to.")
    tactics: dict[Id, Tactic] = Field({}, description="How customers get to know of it, by id.")


class Measurement(Declared):
    """How contact logs are read."""

    contacts: dict[Id, Text] = Field({}, description="The contact log: its file, and which column holds what.")
    touchpoint_codes: dict[Text, Id] = Field({}, description="Codes in the log, and the touchpoint each stands for.")
    request_codes: dict[Text, Id] = Field({}, description="Codes in the log, and the request each stands for.")
    same_need: Literal["strict", "family", "any"] | None = Field(
        None, description="Which later contacts count as the same need."
    )
    window: Duration | None = Field(None, description="How long contacts count as the same need, as 7 days.")
