"""The plan as authors write it: targets, fixes, builds, enablers, tactics, scenarios."""

from typing import Any, Literal

from pydantic import Field

from ecaremap.model.declared import (
    Count, Date, Declared, Duration, Id, Money, Month, People, Rate, Ratio, Share, Text, Whole, many,
)  # fmt: skip
from ecaremap.model.scales import Degree

Metric = Literal[
    "digital_start_share", "digital_end_to_end_share", "self_service_share",
    "digital_survival_share", "one_contact_resolution", "leakage", "operating_cost",
    "cost_per_completed_need",
]  # fmt: skip


class Target(Declared):
    """A promise: a metric, a bound, a date."""

    id: Id
    metric: Metric
    at_least: Text | None = None
    at_most: Text | None = None
    by: Date
    owner: Text | None = None


class Fix(Declared):
    """Removing a cause, so that fewer customers need to ask."""

    request: Id
    cause: Text
    owner: Text | None = None
    fewer: Share
    build_cost: Money | None = None
    run_cost: Rate | None = None
    duration: Duration | None = None
    team: dict[Id, Count] = {}
    needs: many(Id) = ()  # type: ignore[valid-type]
    source: Text | None = None


class Build(Declared):
    """Making a request available at a touchpoint to a degree."""

    request: Id
    touchpoint: Id
    degree: Degree
    build_cost: Money | None = None
    run_cost: Rate | None = None
    duration: Duration | None = None
    team: dict[Id, Count] = {}
    needs: many(Id) = ()  # type: ignore[valid-type]
    ceiling: Share | None = None
    completion: Share | None = None
    source: Text | None = None


class Enabler(Declared):
    """Something builds need first."""

    touchpoint: Id | None = None
    build_cost: Money | None = None
    run_cost: Rate | None = None
    duration: Duration | None = None
    team: dict[Id, Count] = {}
    needs: many(Id) = ()  # type: ignore[valid-type]
    source: Text | None = None


class Tactic(Declared):
    """Pulling or pushing customers towards something that works."""

    from_: Text | None = Field(None, alias="from", description="An entry of the catalogue.")
    kind: Literal["pull", "push"]
    at: Id
    builds: many(Id) = ()  # type: ignore[valid-type]
    cost: Rate | None = None
    months: Whole | None = None
    source: Text | None = None


class Plan(Declared):
    """What is built when, by whom, for how much."""

    starts: Month
    horizon: Duration = Field(description="As 24 months.")
    teams: dict[Id, People] = {}
    budget: Rate | None = None
    freezes: many(Month) = ()  # type: ignore[valid-type]
    launches_per_month: Whole | None = None
    enablers: dict[Id, Enabler] = {}
    builds: dict[Id, Build] = {}
    tactics: dict[Id, Tactic] = {}


class Measurement(Declared):
    """How contact logs are read."""

    contacts: dict[Id, Text] = {}
    touchpoint_codes: dict[Text, Id] = {}
    request_codes: dict[Text, Id] = {}
    same_need: Literal["strict", "family", "any"] | None = None
    window: Duration | None = None


class Scenario(Declared):
    """Other figures for the same strategy; merged over it, so checked there."""

    assumptions: Any = None
    requests: Any = None
    touchpoints: Any = None
    plan: Any = None
    baseline: Any = None


__all__ = [
    "Build", "Enabler", "Fix", "Measurement", "Metric", "Plan", "Ratio", "Scenario", "Tactic", "Target",
]  # fmt: skip
