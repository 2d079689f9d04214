"""Touchpoints: where requests are handled."""

from typing import Literal

from pydantic import Field

from ecaremap.model.declared import Declared, Flag, FormerIds, Hours, Id, Many, Money, Share, Text
from ecaremap.model.scales import Authentication, Family, Kind, Status

Context = Literal["context kept", "context lost"]


class HandOver(Declared):
    """One way on from a touchpoint to another."""

    context: Context = Field(description="Does the next touchpoint know what the customer has said?")
    share: Share | None = Field(None, description="Share of those who go on.")


class Touchpoint(Declared):
    """A place where customers meet us."""

    name: Text | None = Field(None, description="The name readers see.")
    translations: dict[str, Text] = Field({}, description="The name in other languages, by code.")
    description: Text | None = Field(None, description="One or two sentences for readers.")
    kind: Kind | None = Field(None, description="What it is; the id if the id is a known kind.")
    family: Family | None = Field(None, description="By kind, unless said otherwise.")
    status: Status = Field("live", description="Only live counts as today.")
    authentication: Authentication | None = Field(None, description="Strongest login it offers or asks.")
    hours: Hours | None = Field(None, description="When it is open; always, if digital and unwritten.")
    answers_within: Text | None = Field(None, description="Usual time to an answer, as 3 min.")
    owner: Text | None = Field(None, description="Who answers for it.")
    cost_per_contact: Money | None = Field(None, description="Variable cost of one contact.")
    capacity: Text | None = Field(None, description="What it can take at its peak.")
    accessible: Flag | None = Field(None, description="Meets EN 301 549 or offers real-time text.")
    hands_over_to: dict[Id, Context | HandOver] = Field({}, description="Ways on from here.")
    feedback: Many[Id] = Field((), description="Feedback instruments used here.")
    tags: Many[Id] = Field((), description="Free marks that rules can test.")
    source: Text | None = Field(None, description="Where the figures come from.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")
    note: Text | None = Field(None, description="A remark for colleagues; never printed.")
