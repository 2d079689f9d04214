"""Bounds of targets: `25%`, `94% of baseline`, `5.20 EUR`. The one place where their texts are read."""

import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from ecaremap.model.figures import Figure, FigureError, Quantity, parse_figure
from ecaremap.model.plan import Target
from ecaremap.model.strategy import Strategy

Side = Literal["at_least", "at_most"]
SIDES: tuple[Side, ...] = ("at_least", "at_most")

METRICS: dict[str, str] = {
    "digital_start_share": "needs that start digitally",
    "digital_end_to_end_share": "needs finished by digital touches only",
    "self_service_share": "needs finished without a person",
    "digital_survival_share": "digital starts that stay digital until the need is finished",
    "one_contact_resolution": "needs settled with one contact",
    "leakage": "digital contacts followed by a call about the same need",
    "operating_cost": "operating cost",
    "cost_per_completed_need": "cost of a completed need",
}
"""What each metric counts, in words that continue a sentence."""

COSTS = ("operating_cost", "cost_per_completed_need")
TO_LOWER = ("leakage", *COSTS)
"""Metrics that a strategy wants to see fall."""

_OF_BASELINE = re.compile(r"(?P<number>[^%\s]+)\s*(?P<percent>%?)\s+of\s+(?:the\s+)?baseline", re.IGNORECASE)
_BARE_SHARE = re.compile(r"[0-9.]+\s*%")


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a promise.

    Attributes:
        amount: a share between 0 and 1, an amount of money, or a multiple of the baseline.
        unit: `%`, a currency, or `baseline`.
        text: as the author wrote it.
    """

    amount: Decimal
    unit: str
    text: str


class BoundError(ValueError):
    """A text is no bound of its metric; says what is wrong and what to write instead."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def read_bound(text: str, metric: str, currency: str | None = None) -> Bound:
    """A bound from the author's words.

    Raises:
        BoundError: with what is wrong and what to write instead.
    """
    written = text.strip()
    of_baseline = _OF_BASELINE.fullmatch(written)
    if of_baseline:
        return _of_baseline(of_baseline, metric, text)
    if metric not in COSTS:
        return Bound(_one(written, "share").likely, "%", text)
    if _BARE_SHARE.fullmatch(written):
        fix = f"write {written} of baseline" if metric == "operating_cost" else "write an amount, as 5.20 EUR"
        raise BoundError(f"'{text}' does not say of what", fix)
    money = _one(written, "money")
    if currency and money.unit != currency:
        raise BoundError(f"'{text}' is not in {currency}", f"write the amount in {currency}, the strategy's currency")
    return Bound(money.likely, money.unit, text)


def _of_baseline(found: re.Match[str], metric: str, text: str) -> Bound:
    if metric != "operating_cost":
        fix = "write an amount, as 5.20 EUR" if metric in COSTS else "write a share, as 25%"
        raise BoundError(f"'{text}' asks the baseline for more than its operating cost", fix)
    amount = _one(found["number"], "ratio").likely
    if not found["percent"]:
        percent = amount if amount > 2 else amount * 100
        raise BoundError(f"'{text}' has no unit", f"write {percent.normalize():f}% of baseline")
    return Bound(amount / 100, "baseline", text)


def _one(written: str, quantity: Quantity) -> Figure:
    """The one figure of a text, 0 or more."""
    try:
        figure = parse_figure(written, quantity)
    except FigureError as error:
        raise BoundError(error.message, error.fix) from None
    if figure.shape != "point":
        raise BoundError(f"'{written}' is a range", "write one figure: a promise is kept or it is not")
    if figure.likely < 0:
        raise BoundError(f"'{written}' is negative", "write a figure from 0 up")
    return figure


def written_bound(target: Target, side: Side) -> str | None:
    """The text of one end, None if it is not written."""
    return target.at_least if side == "at_least" else target.at_most


def bounds(target: Target, currency: str | None = None) -> dict[Side, Bound]:
    """The ends of a promise that can be read; what cannot is reported by T104."""
    found: dict[Side, Bound] = {}
    for side in SIDES:
        text = written_bound(target, side)
        if text is not None:
            try:
                found[side] = read_bound(text, target.metric, currency)
            except BoundError:
                continue
    return found


def resolved(bound: Bound, strategy: Strategy) -> Decimal | None:
    """The bound as a share or an amount of money; None if the baseline it refers to is not known."""
    if bound.unit != "baseline":
        return bound.amount
    cost = strategy.baseline.operating_cost if strategy.baseline else None
    return bound.amount * cost.likely if cost else None


def percent(share: Decimal) -> str:
    """A share to one decimal: 0.4216 is `42.2%`, 0.26 is `26%`."""
    return _percent(share, ROUND_HALF_UP)


def percent_down(share: Decimal) -> str:
    """A share to one decimal and never more than it is, for what must not be exceeded."""
    return _percent(share, ROUND_FLOOR)


def _percent(share: Decimal, rounding: str) -> str:
    value = (share * 100).quantize(Decimal("0.1"), rounding)
    return f"{value:f}%".replace(".0%", "%")
