"""How far a missing figure may plausibly lie, and how to ask for it."""

from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.case import symbols


@dataclass(frozen=True, slots=True)
class Range:
    """A plausible range with what it rests on."""

    low: Decimal
    high: Decimal
    ground: str


@dataclass(frozen=True, slots=True)
class Ask:
    """How a figure is asked for: the question, and how the answer is written."""

    question: str
    write: str


def _of_case(symbol: str) -> Range:
    usual = symbols.DEFAULTS[symbol]
    return Range(usual.low, usual.high, usual.source)


RANGES: dict[str, Range] = {
    "calls_after": _of_case(symbols.LEAKAGE),
    "completion": _of_case(symbols.COMPLETION),
    "eligible_share": _of_case(symbols.ELIGIBLE_SHARE),
    "used_share": Range(
        Decimal("0.05"), Decimal("0.60"), "usual range, nobody's own figure (I: our illustration: from hardly known to usual)"
    ),
    "failure_share": Range(
        Decimal("0.20"), Decimal("0.60"), "usual range, nobody's own figure (V: published figure: 20 to 60% is typical)"
    ),
}  # fmt: skip
"""Figures that a decision hangs on, so that their ends can be tried; money has no range."""

ASKS: dict[str, Ask] = {
    "calls_after": Ask(
        "Of those who finished this here, how many contacted a person about it within 7 days?", "calls_after: 12% within 7 days"
    ),
    "completion": Ask("Of those who started this here, how many finished?", "completion: 78%"),
    "csat": Ask("How many of those asked were satisfied, and how many were asked?", "csat: 74%"),
    "used_share": Ask("Of the customers who could do this here, how many do?", "used_share: 34%"),
    "failure_share": Ask("How many of these contacts happen only because something went wrong?", "failure_share: 40%"),
    "volume": Ask("How many customers come with this wish in a period?", "volume: 42000"),
    "starts_at": Ask("Where do they try first? Shares by touchpoint, 100% in all.", "starts_at: {call-centre: 60%, app: 40%}"),
    "handling": Ask("How long does one contact take, with the work after it?", "handling: 6 min"),
    "labour": Ask("What does an hour of handling cost, all included?", "assumptions: {labour: {wage: 24 EUR/h}}"),
    "wage": Ask("What does an hour of handling cost, all included?", "assumptions: {labour: {wage: 24 EUR/h}}"),
    "cost_per_contact": Ask("What does one contact cost here?", "cost_per_contact: 6.00 EUR"),
    "digital_cost": Ask("What does one need cost that is finished digitally?", "assumptions: {digital_cost: 0.25 EUR}"),
    "eligible_share": Ask("How many of these customers may and can do it digitally?", "assumptions: {eligible_share: 70%}"),
    "takeup_ceiling": Ask("How many of those eligible would do it digitally, at most?", "assumptions: {takeup_ceiling: 60%}"),
    "sale": Ask("How often is something sold in such a talk, and with what margin?", "sale: {rate: 12%, margin: 150 EUR}"),
}  # fmt: skip
