"""The limits of the checks: the usual ones in one table, unless the map sets its own under `thresholds:`."""

from dataclasses import dataclass
from decimal import Decimal

from ecaremap.model.fields import SECONDS_PER_MONTH
from ecaremap.model.figures import Figure
from ecaremap.model.strategy import Strategy

USUAL: dict[str, Decimal] = {
    "used_share": Decimal("0.20"),
    "leakage": Decimal("0.15"),
    "few_starts": Decimal("0.05"),
    "many_touchpoints": Decimal(4),
    "figure_age": Decimal(24),
    "failure_share": Decimal("0.50"),
    "decision_drift": Decimal("0.20"),
    "in_name_only": Decimal("0.30"),
    "claim_drift": Decimal("0.02"),
    "evidence_age": Decimal(6),
}
"""Shares as decimals, `many_touchpoints` as a count, ages in months."""

AGES = ("figure_age", "evidence_age")
OF_EVIDENCE = ("in_name_only", "claim_drift", "evidence_age")
"""Limits that mean nothing before something was measured."""

MEANING = {
    "used_share": "unused is what fewer than {} of eligible customers use",
    "leakage": "a leak is more than {} of customers who call afterwards",
    "few_starts": "few are fewer than {} of starts",
    "many_touchpoints": "too many are {} digital touchpoints with few starts",
    "figure_age": "old figures are older than {}",
    "failure_share": "the cause comes first from {} failure demand on",
    "decision_drift": "a signed decision is suspect when a volume or cost behind it moved by more than {}",
    "in_name_only": "self-serve in name only is what more than {} of customers call after within a day",
    "claim_drift": "a measured share has moved when it is more than {} away, beyond chance",
    "evidence_age": "old evidence ends more than {} ago",
}
"""What each limit decides, for readers."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit.

    Attributes:
        value: as in `USUAL`. text: for readers. usual: nobody has set it.
    """

    key: str
    value: Decimal
    text: str
    usual: bool

    @property
    def note(self) -> str:
        """Where the limit comes from: `limit: 15% (usual; thresholds: {leakage: …} changes it)`."""
        origin = f"usual; thresholds: {{{self.key}: …}} changes it" if self.usual else "set by the map"
        return f"limit: {self.text} ({origin})"


def limit(strategy: Strategy, key: str) -> Limit:
    """The limit that holds for a strategy."""
    own = getattr(strategy.thresholds, key) if strategy.thresholds else None
    if own is None:
        return Limit(key, USUAL[key], _spelled(key, USUAL[key]), usual=True)
    value = _amount(key, own) if isinstance(own, Figure) else Decimal(own)
    return Limit(key, value, _spelled(key, value), usual=False)


def limits(strategy: Strategy) -> tuple[Limit, ...]:
    """All limits, for the pages that print them."""
    measured = any(name.startswith("evidence/") for name in strategy.sources)
    found = (limit(strategy, key) for key in USUAL)
    return tuple(each for each in found if measured or not each.usual or each.key not in OF_EVIDENCE)


def _amount(key: str, figure: Figure) -> Decimal:
    if key in AGES and figure.unit != "months":
        return Decimal(int(figure.likely / SECONDS_PER_MONTH))
    return figure.likely


def _spelled(key: str, value: Decimal) -> str:
    if key == "many_touchpoints":
        return f"{value}"
    if key in AGES:
        return f"{value.normalize():f} months"
    return share(value)


def share(value: Decimal) -> str:
    """A share as written by authors: `15%`, `12.5%`."""
    text = f"{(value * 100).quantize(Decimal('0.1')):f}"
    return f"{text.removesuffix('.0')}%"
