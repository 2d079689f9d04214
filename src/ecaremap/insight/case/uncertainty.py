"""How sure the case is: what it comes to when all uncertain figures are drawn together."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from ecaremap.insight.case.case import CaseResult
from ecaremap.insight.case.sampling import DRAWS, SEED, Draws
from ecaremap.insight.case.valuing import value

if TYPE_CHECKING:
    from ecaremap.insight.case.arithmetic import FloatArray

Measure = Literal["economic", "cash", "npv"]
MAY_LOSE = 0.2
"""From which share of outcomes below zero on it is said that money may be lost."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The spread of one measure; 8 in 10 outcomes lie between p10 and p90.

    Attributes:
        loss: share of outcomes below zero. standard_error: of the mean, by the number of draws.
    """

    measure: Measure
    p10: float
    p50: float
    p90: float
    mean: float
    standard_error: float
    loss: float

    @property
    def may_lose(self) -> bool:
        """Whether two in ten outcomes or more are below zero."""
        return self.loss >= MAY_LOSE


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The spread of the case.

    Attributes:
        economic, cash: a year at full take-up. npv: over the plan; None where the case has none.
        drivers: how many figures were drawn; none of them uncertain means that nothing is spread.
    """

    seed: int
    draws: int
    drivers: int
    economic: Outcome
    cash: Outcome
    npv: Outcome | None


def uncertainty(result: CaseResult, seed: int = SEED, draws: int = DRAWS) -> Uncertainty | None:
    """The spread of a case; None where nothing is in it."""
    if result.lines is None:
        return None
    found = value(result.sheet, Draws(seed, draws))
    return Uncertainty(
        seed,
        draws,
        len(drivers(result)),
        _outcome("economic", found.economic * 12, draws),
        _outcome("cash", found.cash * 12, draws),
        _outcome("npv", found.npv, draws) if result.npv is not None else None,
    )


def _outcome(measure: Measure, values: "FloatArray", draws: int) -> Outcome:
    every = np.broadcast_to(values, (draws,))
    p10, p50, p90 = (float(q) for q in np.quantile(every, [0.1, 0.5, 0.9]))
    error = float(every.std(ddof=1)) / draws**0.5 if draws > 1 else 0.0
    return Outcome(measure, p10, p50, p90, float(every.mean()), error, float((every < 0).mean()))


def drivers(result: CaseResult) -> list[str]:
    """The names of everything uncertain in a case, sorted."""
    sheet = result.sheet
    inputs = [entry for request in sheet.requests for entry in request.values.values()]
    if result.npv is not None:
        inputs += [*sheet.shared, *(cost.amount for cost in sheet.programme.costs)]
    return sorted({entry.driver for entry in inputs if not entry.certain})
