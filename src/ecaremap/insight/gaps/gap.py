"""A gap: one finding, told so that somebody can act on it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ecaremap.model.finding import Finding, Standing

Action = Literal["fix", "promote", "build", "measure", "decide"]
Effort = Literal["S", "M", "L"]
Meaning = Literal["", "lost each year", "could be saved each year"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that is not there: its key in the strategy, the object it belongs to, and who holds it."""

    figure: str
    of: str
    holder: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a gap costs in a year.

    Attributes:
        amount: unrounded. formula: how it comes about, with its figures.
        assumed: rates that nobody has given, so that usual ones stand in.
    """

    amount: Decimal
    currency: str
    meaning: Meaning
    formula: str
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap.

    Attributes:
        kind: what sort of gap, as `leaking`. finding: what was found, and where.
        request, touchpoint: the ids it is about; empty where it is about neither. family: of the request.
        says: what a customer would say. cause: why that is so.
        owner: who should act; empty if nobody is named. action, effort: what to do next, and how much work it is.
        needs: needs in a period of the strategy that run into it. share: of all needs. None if unknown.
        price: None if not in money; then `tells` are the figures that would say it, as far as figures can.
        count: how many places it stands for; more than one for a counted question.
    """

    kind: str
    finding: Finding
    request: str
    touchpoint: str
    family: str
    says: str
    cause: str
    owner: str
    action: Action
    effort: Effort
    needs: Decimal | None = None
    share: Decimal | None = None
    price: Price | None = None
    tells: tuple[Wanted, ...] = ()
    count: int = 1

    @property
    def code(self) -> str:
        """The check that found it."""
        return self.finding.code

    @property
    def standing(self) -> Standing:
        """Open, justified by a waiver, or under an expired one."""
        return self.finding.standing

    @property
    def money(self) -> Decimal | None:
        """The price's amount."""
        return self.price.amount if self.price else None
