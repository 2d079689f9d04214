"""Who stands behind a strategy: governance, segments, sources, feedback, walk-throughs, waivers."""

from typing import Literal

from pydantic import Field

from ecaremap.model.declared import Date, Declared, Duration, Id, Share, Text, Whole, many
from ecaremap.model.scales import Family, FigureKind


class Source(Declared):
    """Where figures come from."""

    title: Text
    kind: FigureKind = Field(description="measured, client, benchmark or estimate.")
    as_of: Date | None = Field(None, description="The date the figures describe.")
    url: Text | None = None
    owner: Text | None = Field(None, description="Who holds the figures.")
    note: Text | None = None


class Forum(Declared):
    """The committee that decides."""

    name: Text
    meets: Text | None = None
    members: many(Text) = ()  # type: ignore[valid-type]


class Governance(Declared):
    """Who decides on the strategy and when it is looked at again."""

    sponsor: Text | None = None
    owner: Text | None = None
    forum: Forum | None = None
    review_by: Date | None = None


class Segment(Declared):
    """A group of customers that cannot, or need not, use everything."""

    name: Text | None = None
    share: Share | None = Field(None, description="Share of customers.")
    cannot_use: many(Family) = Field((), description="Families out of reach.")  # type: ignore[valid-type]
    must_keep: many(Id) = Field((), description="Touchpoints they keep.")  # type: ignore[valid-type]
    because: Text | None = None
    tags: many(Id) = ()  # type: ignore[valid-type]
    source: Text | None = None


class Feedback(Declared):
    """An instrument that listens to customers or to the front line."""

    instrument: Text
    asked_at: Text | None = None
    from_: Text | None = Field(None, alias="from")
    coverage: Share | None = None
    goes_to: Text | None = None
    owner: Text | None = None
    acts_within: Duration | None = None


class Assessment(Declared):
    """One walk-through by somebody outside the team."""

    date: Date
    who: Text
    request: Id
    touchpoint: Id
    task: Text | None = None
    outcome: Literal["completed", "sent to phone", "gave up"]
    effort: Whole | None = Field(None, description="1 (very easy) to 7 (very hard).", ge=1, le=7)
    note: Text | None = None


class Waiver(Declared):
    """A finding accepted for a while, by somebody, for a reason."""

    id: Id
    finding: Text = Field(description="The code, as G140.")
    where: Text = Field(description="request, request/touchpoint or rule:id; * stands for any.")
    reason: Text
    by: Text
    until: Date = Field(description="Last day of the waiver.")


class Report(Declared):
    """How outputs present themselves."""

    client: Text | None = None
    prepared_by: Text | None = None
    logo: Text | None = Field(None, description="A picture beside the strategy, SVG or PNG.")
    accent: Text | None = Field(None, pattern=r"^#[0-9a-fA-F]{6}$")


class Thresholds(Declared):
    """Limits of the checks, where the usual ones do not fit."""

    figure_age: Duration | None = Field(None, description="Figures older than this are old.")
