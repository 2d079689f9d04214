"""Cells: one request at one touchpoint, today and as a target."""

from typing import Literal

from pydantic import Field

from ecaremap.model.declared import Declared, Duration, Share, Text
from ecaremap.model.request import Decision
from ecaremap.model.scales import Degree, HumanRoute, Status


class Expected(Declared):
    """What the target is expected to reach."""

    completion: Share | None = Field(None, description="Digital starts that end in success.")
    calls_after: Share | None = Field(
        None, description="Of those who finish here, who call all the same, as 12% within 7 days."
    )
    csat: Share | None = Field(None, description="Share of satisfied customers.")
    used_share: Share | None = Field(None, description="Share of eligible customers who use it.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Cell(Declared):
    """What is offered for a request at a touchpoint."""

    today: Degree | None = Field(None, description="The degree today.")
    target: Degree | None = Field(None, description="The degree aimed at; today's if unwritten.")
    not_here: Text | None = Field(None, description="Decided never to be here, and why.")
    status: Status | None = Field(None, description="The touchpoint's status, if unwritten.")
    owner: Text | None = Field(None, description="Who answers for it; the touchpoint's owner if unwritten.")
    human_route: HumanRoute | None = Field(None, description="The way to a person from here.")
    completes: Literal["yes", "no"] | None = Field(None, description="Overrides the usual answer.")
    finished_by: Literal["us", "customer"] | None = Field(None, description="Who finishes what is initiated here.")
    completion: Share | None = Field(None, description="Digital starts that end in success, today.")
    calls_after: Share | None = Field(
        None, description="Of those who finish here, who call all the same, as 12% within 7 days."
    )
    csat: Share | None = Field(None, description="Share of satisfied customers, today.")
    used_share: Share | None = Field(None, description="Share of eligible customers who use it.")
    answers_within: Duration | None = Field(None, description="Usual time to an answer, as 2 min.")
    expected: Expected | None = Field(None, description="What the target should reach.")
    decided: Decision | None = Field(None, description="Who decided on this cell, and when.")
    source: Text | None = Field(None, description="Where the figures come from.")
    note: Text | None = Field(None, description="A remark for colleagues; never printed.")

    @property
    def aim(self) -> Degree | None:
        """The degree aimed at: the target, or what is there today."""
        return self.target or self.today
