"""One month of one request at its final take-up: needs, money, hours and the break-even completion.

The formulas are those of the domain brief, section 3.3 and 3.4, letter by letter. They are written once
for two kinds of numbers: decimals, so that cents are exact, and arrays of draws.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

Number = TypeVar("Number", Decimal, "FloatArray")

SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Rates(Generic[Number]):
    """What the lines of one request depend on; the letter of the formulas behind each.

    Attributes:
        needs: N, a month. eligible: E. takeup_now: a0. takeup: a, not below a0. completion: q.
        fallback: phi. leakage: lambda. double_handling: h. induced: g. to_person: gamma.
        handling_cost: c_v. digital_cost: c_d. sale_rate: x. margin: m. lost: beta. cashable: kappa.
    """

    needs: Number
    eligible: Number
    takeup_now: Number
    takeup: Number
    completion: Number
    fallback: Number
    leakage: Number
    double_handling: Number
    induced: Number
    to_person: Number
    handling_cost: Number
    digital_cost: Number
    sale_rate: Number
    margin: Number
    lost: Number
    cashable: Number


@dataclass(frozen=True, slots=True)
class Flows(Generic[Number]):
    """Where shifted needs end, a month: completed + fallback + unresolved = shifted."""

    shifted: Number
    completed: Number
    fallback: Number
    unresolved: Number
    leaked: Number
    induced: Number

    def __add__(self, other: "Flows[Number]") -> "Flows[Number]":
        return Flows(
            self.shifted + other.shifted,
            self.completed + other.completed,
            self.fallback + other.fallback,
            self.unresolved + other.unresolved,
            self.leaked + other.leaked,
            self.induced + other.induced,
        )


@dataclass(frozen=True, slots=True)
class Lines(Generic[Number]):
    """Money a month, from gross to cash, before the costs of building and running."""

    gross: Number
    returns: Number
    induced: Number
    digital: Number
    cross_sell: Number
    not_cashable: Number

    @property
    def economic(self) -> Number:
        """Cost avoided."""
        return self.gross - self.returns - self.induced - self.digital - self.cross_sell

    @property
    def cash(self) -> Number:
        """The part that leaves the budget."""
        return self.economic - self.not_cashable

    def __add__(self, other: "Lines[Number]") -> "Lines[Number]":
        return Lines(
            self.gross + other.gross,
            self.returns + other.returns,
            self.induced + other.induced,
            self.digital + other.digital,
            self.cross_sell + other.cross_sell,
            self.not_cashable + other.not_cashable,
        )


def flows(rates: Rates[Number]) -> Flows[Number]:
    """S = N*E*(a - a0), K = S*q, F = S*(1-q)*phi, U = S*(1-q)*(1-phi), Lk = K*lambda."""
    shifted = rates.needs * rates.eligible * (rates.takeup - rates.takeup_now)
    completed = shifted * rates.completion
    not_completed = shifted * (1 - rates.completion)
    fallback = not_completed * rates.fallback
    unresolved = not_completed * (1 - rates.fallback)
    return Flows(
        shifted, completed, fallback, unresolved, completed * rates.leakage, shifted * rates.induced * rates.to_person
    )


def lines(rates: Rates[Number], of: Flows[Number]) -> Lines[Number]:
    """Gross, returns (unresolved needs are never booked as a saving), induced, digital, margin lost, cash.

    Cash is kappa*(gross - returns - induced) - digital - margin lost; `not_cashable` is the difference.
    """
    gross = of.shifted * rates.handling_cost
    returns = ((of.fallback + of.leaked) * rates.double_handling + of.unresolved) * rates.handling_cost
    induced = of.induced * rates.handling_cost
    digital = of.shifted * (1 + rates.induced) * rates.digital_cost
    unseen = of.completed * (1 - rates.leakage)
    cross_sell = unseen * rates.sale_rate * rates.margin * rates.lost
    freed = gross - returns - induced
    return Lines(gross, returns, induced, digital, cross_sell, freed * (1 - rates.cashable))


def labour_cost(handling: Number, wage: Number, occupancy: Number, shrinkage: Number, variable: Number) -> Number:
    """c_v = seconds/3600 * wage / (occupancy * (1 - shrinkage)) + variable cost of one contact."""
    return handling / SECONDS_PER_HOUR * wage / (occupancy * (1 - shrinkage)) + variable


def contacts_freed(rates: Rates[Number], of: Flows[Number]) -> Number:
    """Contacts of ordinary length that people no longer handle, a month.

    Unresolved needs count as contacts still to come, as in the returns.
    """
    again = (of.fallback + of.leaked) * rates.double_handling
    return of.shifted - again - of.unresolved - of.induced


def hours_freed(contacts: Number, handling: Number, occupancy: Number, shrinkage: Number) -> Number:
    """Paid hours a month behind a number of contacts."""
    return contacts * handling / SECONDS_PER_HOUR / (occupancy * (1 - shrinkage))


@dataclass(frozen=True, slots=True)
class BreakEven:
    """From which completion on one shifted need pays.

    Attributes:
        completion: q*, None where no completion rate pays.
        digital_ratio: D, digital cost against handling cost. sale_ratio: X, margin lost against it.
    """

    completion: Decimal | None
    digital_ratio: Decimal
    sale_ratio: Decimal


def break_even(rates: Rates[Decimal]) -> BreakEven | None:
    """q* = (h - 1 + g*gamma + D) / ((1 - lambda) * (h - X)); never where X >= h. None without a cost.

    A rate above 1 cannot be reached, so it is none either.
    """
    if rates.handling_cost <= 0:
        return None
    digital = (1 + rates.induced) * rates.digital_cost / rates.handling_cost
    sale = rates.sale_rate * rates.margin * rates.lost / rates.handling_cost
    worth = (1 - rates.leakage) * (rates.double_handling - sale)
    if worth <= 0:
        return BreakEven(None, digital, sale)
    least = (rates.double_handling - 1 + rates.induced * rates.to_person + digital) / worth
    return BreakEven(max(least, Decimal(0)) if least <= 1 else None, digital, sale)
