"""The vocabulary of the business case, and the rates that stand in where nobody has written one.

Ranges are those of the domain brief, section 3.2, with its evidence marks: V read in a source, I our
illustration, G general professional knowledge. A rate without any evidence has no range here, and money
never has one: a figure nobody gave is a question.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Mark = Literal["V", "I", "G"]

NEEDS = "needs"
ELIGIBLE_SHARE = "eligible_share"
TAKEUP_NOW = "takeup_now"
TAKEUP_CEILING = "takeup_ceiling"
COMPLETION = "completion"
FALLBACK_SHARE = "fallback_share"
LEAKAGE = "leakage"
DOUBLE_HANDLING = "double_handling"
INDUCED_NEEDS = "induced_needs"
INDUCED_TO_PERSON = "induced_to_person"
CASHABLE_SHARE = "cashable_share"
DIGITAL_COST = "digital_cost"
HANDLING_COST = "handling_cost"
HANDLING = "handling"
WAGE = "wage"
OCCUPANCY = "occupancy"
SHRINKAGE = "shrinkage"
VARIABLE_COST = "variable_cost"
SALE_RATE = "sale_rate"
SALE_MARGIN = "sale_margin"
LOST_WHEN_DIGITAL = "lost_when_digital"
DISCOUNT_RATE = "discount_rate"
STEEPEST_MONTH = "steepest_month"
STEEPNESS = "steepness"
BUILD_COST = "build_cost"
RUN_COST = "run_cost"
TACTIC_COST = "tactic_cost"

NAMES: dict[str, str] = {
    NEEDS: "needs that start with a person, a month",
    ELIGIBLE_SHARE: "share that may and can go digital",
    TAKEUP_NOW: "digital take-up today",
    TAKEUP_CEILING: "highest digital take-up",
    COMPLETION: "digital starts that finish",
    FALLBACK_SHARE: "unfinished that come to a person",
    LEAKAGE: "finished, yet a person is contacted again",
    DOUBLE_HANDLING: "length of a second contact",
    INDUCED_NEEDS: "new digital needs per shifted need",
    INDUCED_TO_PERSON: "new needs that reach a person",
    CASHABLE_SHARE: "share of avoided cost that becomes cash",
    DIGITAL_COST: "cost of a digital need",
    HANDLING_COST: "cost of a contact with a person",
    HANDLING: "handling time",
    WAGE: "wage",
    OCCUPANCY: "share of time at work on contacts",
    SHRINKAGE: "share of paid time not available",
    VARIABLE_COST: "telephone and overhead per contact",
    SALE_RATE: "sales per contact with a person",
    SALE_MARGIN: "margin per sale",
    LOST_WHEN_DIGITAL: "sales not made digitally",
    DISCOUNT_RATE: "discount rate",
    STEEPEST_MONTH: "month in which take-up grows fastest",
    STEEPNESS: "speed of take-up",
    BUILD_COST: "cost of building",
    RUN_COST: "running cost a month",
    TACTIC_COST: "cost of telling customers, a month",
}
"""What each symbol is called in texts for readers."""

MONEY = frozenset({WAGE, VARIABLE_COST, DIGITAL_COST, HANDLING_COST, SALE_MARGIN, BUILD_COST, RUN_COST, TACTIC_COST})


@dataclass(frozen=True, slots=True)
class Usual:
    """A rate that stands in for a missing one: its range, unit and evidence."""

    low: Decimal
    likely: Decimal
    high: Decimal
    unit: str
    mark: Mark
    why: str

    @property
    def source(self) -> str:
        """What a reader is told it rests on."""
        kinds = {"V": "published figure", "I": "our illustration", "G": "general knowledge, not verified"}
        return f"usual range, nobody's own figure ({kinds[self.mark]}: {self.why})"


def _usual(low: str, likely: str, high: str, unit: str, mark: Mark, why: str) -> Usual:
    return Usual(Decimal(low), Decimal(likely), Decimal(high), unit, mark, why)


DEFAULTS: dict[str, Usual] = {
    ELIGIBLE_SHARE: _usual("0.5", "0.7", "0.9", "%", "I", "lawful, identified, product covered"),
    COMPLETION: _usual("0.6", "0.75", "0.9", "%", "I", "varies widely between services"),
    FALLBACK_SHARE: _usual(
        "0.75", "1", "1", "%", "V", "cautious: all come back; 75% were seen to move to another channel"
    ),
    LEAKAGE: _usual("0.05", "0.15", "0.37", "%", "V", "37% called within a day about an online return"),
    DOUBLE_HANDLING: _usual("1.3", "1.4", "1.5", "", "V", "a second contact takes 30 to 50% longer"),
    INDUCED_NEEDS: _usual("0", "0.05", "0.2", "%", "I", "what is easy is used more often"),
    INDUCED_TO_PERSON: _usual("0.1", "0.3", "0.5", "%", "I", "some of these needs reach a person"),
    CASHABLE_SHARE: _usual("0.3", "0.6", "0.9", "%", "I", "freed time is not cash before staffing changes"),
    LOST_WHEN_DIGITAL: _usual("0.3", "0.5", "1", "%", "I", "part of the sales is made digitally all the same"),
    OCCUPANCY: _usual("0.75", "0.8", "0.85", "%", "G", "usual in contact centres"),
    SHRINKAGE: _usual("0.25", "0.3", "0.35", "%", "G", "usual in contact centres"),
    DISCOUNT_RATE: _usual("0.08", "0.1", "0.12", "%", "I", "per year"),
    STEEPEST_MONTH: _usual("6", "9", "15", "month", "I", "after the start of the plan"),
    STEEPNESS: _usual("0.2", "0.35", "0.5", "", "I", "of the S-shaped curve"),
}  # fmt: skip
"""Domain brief 3.2, 3.3 (curve) and 3.4 (occupancy, shrinkage)."""
