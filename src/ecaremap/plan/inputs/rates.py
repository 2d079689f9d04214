"""Rates of the plan that stand in where nobody has written one. Money never has one.

Curves: an S-curve whose steepest month is mu and whose steepness is k is the curve of Bass 1969 with p + q = k and
ln(q / p) / (p + q) = mu; the case uses the same figures. Marks as in the domain brief: I our illustration.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import exp, log

from ecaremap.insight.case import symbols
from ecaremap.insight.case.symbols import Usual


def _usual(low: str, likely: str, high: str, unit: str, why: str) -> Usual:
    return Usual(Decimal(low), Decimal(likely), Decimal(high), unit, "I", why)


LAUNCH = _usual("0.6", "0.75", "0.85", "%", "completion at launch against what is learnt later")
LEARNING = _usual("3", "4", "6", "month", "most of the learning happens within")
INTENSITY = _usual("0.3", "0.6", "1", "", "how much faster customers join while they are told")
RAMP = _usual("1", "3", "6", "month", "until a push reaches all it is meant for")
REACH = _usual("0.6", "0.8", "0.95", "%", "of the customers concerned")
MOST_BOOST = Decimal(2)
"""However much is told, take-up runs at most 1 + this many times as fast [B]."""
STEEPEST = symbols.DEFAULTS[symbols.STEEPEST_MONTH]
STEEPNESS = symbols.DEFAULTS[symbols.STEEPNESS]

WORDS = {
    "launch": "completion at launch, against what is learnt",
    "learning": "months of learning",
    "takeup": "how fast customers take to it (steepest month, steepness)",
    "intensity": "how much faster customers join while they are told",
    "ramp": "months until a push reaches everybody it is meant for",
    "reach": "share of the customers concerned whom a push reaches",
}


@dataclass(frozen=True, slots=True)
class Curve:
    """The two rates of Bass 1969, a month."""

    innovation: float
    imitation: float

    @property
    def steepest(self) -> float:
        """The month in which most join; 0 where the curve only flattens."""
        if self.imitation <= self.innovation or self.innovation <= 0:
            return 0.0
        return log(self.imitation / self.innovation) / (self.innovation + self.imitation)


def curve(steepest: float, steepness: float) -> Curve:
    """P and q of the curve with this steepest month and steepness: p = k / (1 + e^(k mu)), q = k - p."""
    innovation = steepness / (1 + exp(steepness * steepest))
    return Curve(innovation, steepness - innovation)
