"""What a schedule brings, month by month: the one result of the simulator."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

CASH_LINES = (
    "handling_avoided", "double_handling", "induced_handling", "unresolved", "not_cashable", "digital_cost",
    "sales_lost", "churn", "fewer_needs", "retired", "run", "tactics", "build",
)  # fmt: skip
"""The lines between gross saving and cash, in the order of the waterfall. Costs are negative; their sum is the cash.

handling_avoided = cbar * A; double_handling = -cbar * (1 + delta) * leaked of A; induced_handling the same of
induced contacts; unresolved = -cbar * unresolved of A (a need nobody finished is never a saving); not_cashable =
-(1 - phi) of these four; digital_cost = -c_k * (A + I); churn: of all who are not contained, and of the pushed;
fewer_needs: handling and digital cost that fixes avoid, cashable; retired: fixed cost of closed touchpoints, less
what contacts that move from there cost elsewhere; run, tactics, build as paid.
"""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Volumes, shares and cash of a schedule. The last axis is the month, 0 is the first one.

    Attributes:
        needs: by request, after fixes. person: contacts handled by people, by request, with second contacts.
        contacts: by touchpoint, in the order of the problem: handled there, second contacts included.
        hours: paid hours of people; requests without known handling time are left out.
        starts, induced, leaked, unresolved, contained, adoption, completion: by build, in the order of
            `builds`: digital starts A, induced I, those that reach a person, those that reach nobody,
            contained = kappa * A, F(X), kappa.
        metrics: by metric name, for every month; what cannot be known is not there (plan/simulate/measures.py).
        lines: by CASH_LINES. cash: their sum. npv: discounted at the end of each month.
        payback: first month from which cumulative cash stays at or above zero; 0 if it does not.
    """

    builds: tuple[str, ...]
    needs: "Array"
    person: "Array"
    contacts: "Array"
    hours: "Array"
    starts: "Array"
    induced: "Array"
    leaked: "Array"
    unresolved: "Array"
    contained: "Array"
    adoption: "Array"
    completion: "Array"
    metrics: "dict[str, Array]"
    lines: "dict[str, Array]"
    cash: "Array"
    npv: float
    payback: int
    notes: tuple[str, ...] = field(default=())

    @property
    def cumulative(self) -> "Array":
        """Cash so far, undiscounted."""
        total: Array = self.cash.cumsum(axis=-1)
        return total
