"""The figures of journeys: one table of what is counted of what, applied to any group of them.

The names are those that targets use; what they mean in words stands once, in the registry of metrics. Where a log
does not say whether a contact resolved anything, nobody knows what was finished: only journeys whose end is known
are counted there, never all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ecaremap.measure.figures.rows import Sums
from ecaremap.model.counted import Counted

Kind = Literal["digital-only", "mixed", "traditional"]
KINDS: tuple[Kind, ...] = ("digital-only", "mixed", "traditional")
"""Classes of journeys by their code: all touches digital, some, none."""

SHARES: dict[str, tuple[str, str]] = {
    "digital_start_share": ("start_digital", "journeys"),
    "digital_end_to_end_share": ("digital_done", "known"),
    "self_service_share": ("alone_done", "known"),
    "digital_survival_share": ("digital_done", "digital_known"),
    "one_contact_resolution": ("one_contact", "known"),
    "leakage": ("leaked_24h", "start_digital"),
    "leakage_7d": ("leaked_7d", "start_digital"),
    "leakage_30d": ("leaked_30d", "start_digital"),
    "stayed_digital_share": ("survived", "start_digital"),
    "unresolved_share": ("undone", "known"),
    "several_contacts_share": ("multi", "journeys"),
    "came_back_30d": ("back_30d", "seen_30d"),
}
"""Name of each share, and the counts above and below the line."""

PROMISED = (
    "digital_start_share", "digital_end_to_end_share", "self_service_share", "digital_survival_share",
    "one_contact_resolution", "leakage",
)  # fmt: skip
"""The shares that targets can promise."""

KNOWN_ENOUGH = Decimal("0.9")
"""From this share of journeys with a known end on, all of their cost is held against those that were finished."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with what it rests on.

    Attributes:
        counted: both numbers; None where it is not known, or withheld because it is of too few.
        withheld: there is something, but of fewer than may be shown.
    """

    name: str
    counted: Counted | None
    withheld: bool = False

    @property
    def few(self) -> bool:
        """Shown grey: so few that chance matters more."""
        return self.counted is not None and self.counted.few


@dataclass(frozen=True, slots=True)
class Mean:
    """An amount over a number: a grade an answer, cents a need. None where not known or withheld."""

    name: str
    total: int | None
    of: int | None
    withheld: bool = False

    @property
    def value(self) -> Decimal | None:
        """The quotient, unrounded."""
        return Decimal(self.total) / self.of if self.total is not None and self.of else None


@dataclass(frozen=True, slots=True)
class Slice:
    """The figures of one group of journeys: all, those of a request, a touchpoint, a segment, a month.

    Attributes:
        of: the id of the group; empty for all. journeys, contacts: None where withheld.
        shares: by name. cost: of all contacts, whole cents; None where the log has no cost, or withheld.
        csat: the mean grade.
    """

    of: str
    journeys: int | None
    contacts: int | None
    shares: Mapping[str, Share]
    cost: int | None
    cost_per_completed_need: Mean
    csat: Mean

    @property
    def withheld(self) -> bool:
        """Nothing is shown of so few journeys."""
        return self.journeys is None


def share(name: str, n: int, of: int, smallest: int) -> Share:
    """A share, unless it is of nothing or of fewer than may be shown."""
    if not of:
        return Share(name, None)
    if of < smallest:
        return Share(name, None, withheld=True)
    return Share(name, Counted(n, of))


def mean(name: str, total: int, of: int, smallest: int) -> Mean:
    """A mean, under the same rule."""
    if not of:
        return Mean(name, None, None)
    return Mean(name, None, None, withheld=True) if of < smallest else Mean(name, total, of)


def slice_of(name: str, journeys: Sums, digital_known: int, smallest: int) -> Slice:
    """The figures of a group; `digital_known` are its digital starts whose end is known."""
    counts = {**journeys.counts, "digital_known": digital_known, "undone": journeys["known"] - journeys["done"]}
    if journeys["journeys"] < smallest:
        nothing = {key: Share(key, None, withheld=True) for key in SHARES}
        hidden = Mean("cost_per_completed_need", None, None, withheld=True)
        return Slice(name, None, None, nothing, None, hidden, Mean("csat", None, None, withheld=True))
    shares = {key: share(key, counts.get(n, 0), counts.get(of, 0), smallest) for key, (n, of) in SHARES.items()}
    known_enough = journeys["known"] >= KNOWN_ENOUGH * journeys["journeys"]
    cost = journeys["cost"]
    finished = journeys["done"] if known_enough and cost else 0
    return Slice(
        name, journeys["journeys"], journeys["contacts"], shares, cost or None,
        mean("cost_per_completed_need", cost, finished, smallest),
        mean("csat", journeys["csat_sum"], journeys["csat_n"], smallest),
    )  # fmt: skip
