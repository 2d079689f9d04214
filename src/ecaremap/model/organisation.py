"""Who stands behind a strategy: governance, segments, sources, feedback, walk-throughs, waivers."""

from typing import Literal

from pydantic import Field

from ecaremap.model.declared import Date, Declared, Duration, FormerIds, Id, Many, Share, Text, Whole
from ecaremap.model.scales import Family, FigureKind


class Source(Declared):
    """Where figures come from."""

    title: Text = Field(description="What the source is, for readers.")
    kind: FigureKind = Field(description="measured, client, benchmark or estimate.")
    as_of: Date | None = Field(None, description="The date the figures describe.")
    url: Text | None = Field(None, description="Where it can be read.")
    owner: Text | None = Field(None, description="Who holds the figures.")
    note: Text | None = Field(None, description="A remark for colleagues; never printed.")


class Forum(Declared):
    """The committee that decides."""

    name: Text = Field(description="The name readers see.")
    meets: Text | None = Field(None, description="How often, as monthly.")
    members: Many[Text] = Field((), description="Who sits on it.")


class Governance(Declared):
    """Who decides on the strategy and when it is looked at again."""

    sponsor: Text | None = Field(None, description="Who stands for it on the board.")
    owner: Text | None = Field(None, description="Who is responsible.")
    forum: Forum | None = Field(None, description="The committee that decides.")
    review_by: Date | None = Field(None, description="When it is looked at again, as 2027-01-31.")


class Segment(Declared):
    """A group of customers that cannot, or need not, use everything."""

    name: Text | None = Field(None, description="The name readers see.")
    share: Share | None = Field(None, description="Share of customers.")
    cannot_use: Many[Family] = Field((), description="Families out of reach.")
    must_keep: Many[Id] = Field((), description="Touchpoints they keep.")
    because: Text | None = Field(None, description="Why the group needs care.")
    tags: Many[Id] = Field((), description="Free marks that rules can test.")
    source: Text | None = Field(None, description="Where the figures come from.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")


class Feedback(Declared):
    """An instrument that listens to customers or to the front line."""

    instrument: Text = Field(description="What is asked or noted, as csat.")
    asked_at: Text | None = Field(None, description="When customers are asked.")
    from_: Text | None = Field(None, alias="from", description="Who is asked, or who notes it.")
    coverage: Share | None = Field(None, description="Share of contacts that are asked.")
    goes_to: Text | None = Field(None, description="Where the answers are collected.")
    owner: Text | None = Field(None, description="Who is responsible.")
    acts_within: Duration | None = Field(None, description="How soon somebody acts on it.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")


class Assessment(Declared):
    """One walk-through by somebody outside the team."""

    date: Date = Field(description="The day of the walk-through.")
    who: Text = Field(description="Who tried it, by role.")
    request: Id = Field(description="The request that was tried.")
    touchpoint: Id = Field(description="Where it was tried.")
    task: Text | None = Field(None, description="What was to be done.")
    outcome: Literal["completed", "sent to phone", "gave up"] = Field(description="How it ended.")
    effort: Whole | None = Field(None, description="1 (very easy) to 7 (very hard).", ge=1, le=7)
    note: Text | None = Field(None, description="A remark for colleagues; never printed.")


class Waiver(Declared):
    """A finding accepted for a while, by somebody, for a reason."""

    id: Id = Field(description="Unique among the waivers.")
    finding: Text = Field(description="The code, as G140.")
    where: Text = Field(description="request, request/touchpoint or rule:id; * stands for any.")
    reason: Text = Field(description="Why the finding is accepted.")
    by: Text = Field(description="Who accepted it.")
    until: Date = Field(description="Last day of the waiver.")


class Report(Declared):
    """How outputs present themselves."""

    client: Text | None = Field(None, description="Whose strategy it is, for the title.")
    prepared_by: Text | None = Field(None, description="Who made it.")
    logo: Text | None = Field(None, description="A picture beside the strategy, SVG or PNG.")
    accent: Text | None = Field(None, pattern=r"^#[0-9a-fA-F]{6}$", description='A colour for headings, as "#0b6e99".')


class Thresholds(Declared):
    """Limits of the checks, where the usual ones do not fit."""

    used_share: Share | None = Field(None, description="Used by fewer eligible customers than this is unused.")
    leakage: Share | None = Field(None, description="More calls afterwards than this is a leak.")
    few_starts: Share | None = Field(None, description="A smaller share of starts than this is few.")
    many_touchpoints: Whole | None = Field(
        None, description="So many digital touchpoints with few starts are too many.", ge=2
    )
    figure_age: Duration | None = Field(None, description="Figures older than this are old.")
    failure_share: Share | None = Field(
        None, description="From this share of failure demand on, the cause comes first."
    )
    decision_drift: Share | None = Field(
        None, description="A volume or cost that moved by more than this makes a signed decision suspect."
    )
    in_name_only: Share | None = Field(
        None, description="Self-serve after which more customers than this call within a day is so in name only."
    )
    claim_drift: Share | None = Field(
        None, description="A measured share that is more than this away from what was claimed has moved, as 2%."
    )
    evidence_age: Duration | None = Field(None, description="Measurements older than this are old, as 6 months.")
