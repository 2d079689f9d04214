"""What is uncertain in a plan, and what each uncertainty acts on."""

from dataclasses import dataclass
from typing import Literal

ActsOn = Literal[
    "volume", "handling_cost", "cashable_share", "double_handling", "induced_needs", "sale_margin", "customer_value",
    "ceiling", "speed", "not_contained", "fewer", "digital_cost", "cost", "run", "slip",
]  # fmt: skip
"""What a driver changes. Every draw is a factor (drawn value / likely value) on the likely parameter, shares are kept
within 0 and 1; speed acts on both Bass rates; not_contained on 1 - kappa, at launch and learnt; digital_cost on
the cost of touchpoints; slip adds months to a duration: the drawn factor times the duration, rounded up."""

Shape = Literal["triangular", "range", "lognormal"]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One uncertain figure.

    Attributes:
        driver: the name of its stream; figures of one driver rise and fall together.
        label: for readers. shared: it holds for the whole plan (a global driver), else for `of` alone.
        of: ids of the demands, items or touchpoints it acts on; empty is all.
        low, likely, high: the figure; of a lognormal the 10th, 50th and 90th percentile.
    """

    driver: str
    label: str
    acts_on: ActsOn
    shape: Shape
    low: float
    likely: float
    high: float
    shared: bool = False
    of: tuple[str, ...] = ()
