"""Figures of the business case: assumptions, sales, baseline."""

from pydantic import Field

from ecaremap.model.declared import (
    Date,
    Declared,
    Money,
    Period,
    Rate,
    Ratio,
    Share,
    Text,
)  # fmt: skip


class Labour(Declared):
    """What an hour of handling costs."""

    wage: Rate = Field(description="Loaded wage.")
    occupancy: Share | None = Field(None, description="Share of paid time at work on contacts.")
    shrinkage: Share | None = Field(None, description="Share of paid time not available.")


class SignedBy(Declared):
    """Who stands for the assumptions."""

    name: Text = Field(description="Who signed, as Finance.")
    date: Date = Field(description="When, as 2026-10-15.")


class Sale(Declared):
    """What is sold on assisted contacts of a request."""

    rate: Share = Field(description="Sales per assisted contact.")
    margin: Money = Field(description="Margin per sale.")
    lost_when_digital: Share | None = Field(None, description="Share of sales not made digitally.")
    source: Text | None = Field(None, description="Where the figures come from.")


class Assumptions(Declared):
    """Rates of the business case, with ranges to discuss."""

    signed_by: SignedBy | None = Field(None, description="Who stands for the assumptions, and since when.")
    labour: Labour | None = Field(None, description="What an hour of handling costs.")
    eligible_share: Share | None = Field(None, description="E: may lawfully and technically go digital.")
    takeup_now: Share | None = Field(None, description="a0: digital take-up among eligible today.")
    takeup_ceiling: Share | None = Field(None, description="Highest take-up to expect.")
    completion: Share | None = Field(None, description="Digital starts that end in success.")
    fallback_share: Share | None = Field(None, description="Non-completers who come to a person.")
    leakage: Share | None = Field(None, description="Completed, yet a person is contacted again.")
    double_handling: Ratio | None = Field(None, description="Length of a second contact against a first.")
    induced_needs: Share | None = Field(None, description="New digital needs per shifted need.")
    induced_to_person: Share | None = Field(None, description="Share of induced needs reaching a person.")
    cashable_share: Share | None = Field(None, description="Share of freed cost that becomes cash.")
    digital_cost: Money | None = Field(None, description="Marginal cost of one digital need.")
    variable_cost: Money | None = Field(None, description="Telecom and overhead per assisted contact.")
    discount_rate: Share | None = Field(None, description="Per year.")


class Baseline(Declared):
    """The starting point that savings are held against."""

    period: Period = Field(description="Months that were counted, as 2025-10 to 2026-09.")
    operating_cost: Money | None = Field(None, description="What the contacts cost in that period.")
    scope: Text | None = Field(None, description="Which contacts are counted.")
    source: Text | None = Field(None, description="Where the figures come from.")
