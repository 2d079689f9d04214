"""Request types: what customers want."""

from typing import Literal

from pydantic import Field

from ecaremap.model.case import Assumptions, Sale
from ecaremap.model.declared import Count, Date, Declared, Duration, FormerIds, Id, Many, Share, Text
from ecaremap.model.scales import Authentication, Demand, Frequency, Job, Level, Value


class Decision(Declared):
    """Who decided, and when."""

    by: Text = Field(description="Who decided.")
    date: Date = Field(description="When it was decided, as 2026-10-15.")
    reason: Text | None = Field(None, description="Why, in a sentence.")


class Request(Declared):
    """A request type: one kind of wish customers turn to us with."""

    name: Text | None = Field(None, description="The name readers see; the id if missing.")
    translations: dict[str, Text] = Field({}, description="The name in other languages, by code.")
    synonyms: Many[Text] = Field((), description="Other words for the same wish.")
    description: Text | None = Field(None, description="One or two sentences for readers.")
    family: Text | None = Field(None, description="The group of requests it belongs to.")
    job: Job | None = Field(None, description="What the customer wants done (Gartner's jobs).")
    demand: Demand | None = Field(
        None, description="Value demand, or failure demand: caused by something not done right."
    )
    failure_share: Share | None = Field(None, description="Share of the volume that is failure demand.")
    tags: Many[Id] = Field((), description="Free marks that rules can test.")
    frequency: Frequency | None = Field(None, description="How often, where no volume is known.")
    volume: Count | None = Field(None, description="Needs per period of volumes_per.")
    starts_at: dict[Id, Share] = Field({}, description="Where customers start, by touchpoint.")
    handling: Duration | None = Field(None, description="Handling time of one assisted contact.")
    customer_value: Value | None = Field(None, description="Does the customer value this contact?")
    company_value: Value | None = Field(None, description="Does the company value this contact?")
    cross_sell: Level | None = Field(None, description="Sales value of talking about it.")
    emotion: Level | None = Field(None, description="How strongly customers feel about it.")
    complexity: Level | None = Field(None, description="How hard it is to get right.")
    authentication: Authentication | None = Field(
        None, description="Login needed before the customer's own data is shown or changed."
    )
    sale: Sale | None = Field(None, description="What is sold on such contacts.")
    cause_owner: Text | None = Field(None, description="Who could remove the cause.")
    completes: Literal["yes", "no"] | None = Field(
        None, description="yes: any degree from inform completes it; no: only a person does."
    )
    window: Duration | None = Field(None, description="How long contacts count as the same need.")
    assumptions: Assumptions | None = Field(None, description="Figures that differ for this request.")
    decided: Decision | None = Field(None, description="Who decided on this request, and when.")
    source: Text | None = Field(None, description="Where the figures come from.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")
    note: Text | None = Field(None, description="A remark for colleagues; never printed.")
