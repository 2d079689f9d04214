"""Which facts behind a decision have moved since it was signed, and from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ecaremap.model.fields import PER_YEAR
from ecaremap.model.scales import ORDERED_SCALES
from ecaremap.model.signing import FACTS, Facts

NAMES = {
    "today": "the degree today",
    "target": "the target",
    "cross_sell": "sales value",
    "login_needed": "the login needed",
    "login_offered": "the login offered",
    "cost_per_contact": "the cost per contact",
    "human_route": "the way to a person",
    "job": "what the customer wants",
}
"""Facts for readers; the others are called as they are written."""

_SCALE = {
    "today": "Degree", "target": "Degree", "emotion": "Level", "cross_sell": "Level", "complexity": "Level",
    "login_needed": "Authentication", "login_offered": "Authentication", "human_route": "HumanRoute",
    "frequency": "Frequency",
}  # fmt: skip
_AMOUNTS = ("volume", "cost_per_contact")


@dataclass(frozen=True, slots=True)
class Move:
    """One fact that is not what it was when the decision was signed.

    Attributes:
        fact: its name for readers, as "volume" or "rule de/cancellation-button". words: a clause, as "volume rose
            from 9,000 to 14,000 per month". before, after: as they are signed; empty for not said.
    """

    fact: str
    words: str
    before: str
    after: str


def moves(signed: Facts, now: Facts, drift: Decimal) -> tuple[Move, ...]:
    """The facts that moved, in their order; volume and cost only where they moved by more than `drift`."""
    found = []
    for key in FACTS:
        before, after = signed.plain.get(key, ""), now.plain.get(key, "")
        if before != after and not (key in _AMOUNTS and _near(before, after, drift)):
            name = NAMES.get(key, key.replace("_", " "))
            found.append(Move(name, f"{name} {_change(key, before, after)}", before, after))
    return (*found, *_rule_moves(signed, now))


def _rule_moves(signed: Facts, now: Facts) -> Iterator[Move]:
    for name in sorted({*signed.rules, *now.rules}):
        before, after = signed.rules.get(name, ""), now.rules.get(name, "")
        if before == after:
            continue
        if not before:
            words = f"the rule {name} speaks about it now: {after}"
        elif not after:
            words = f"the rule {name} no longer speaks about it; it was: {before}"
        else:
            words = f"the rule {name} changed from {before} to {after}"
        yield Move(f"rule {name}", words, before, after)


def _change(key: str, before: str, after: str) -> str:
    if not before:
        return f"is {_said(key, after)} now; it was not said"
    if not after:
        return f"is not said any more; it was {_said(key, before)}"
    direction = _direction(key, before, after)
    period = ""
    first, last = before.rpartition(" per "), after.rpartition(" per ")
    if key == "volume" and first[2] == last[2]:
        before, period = first[0], f" per {last[2]}"
        after = last[0]
    return f"{direction} from {_said(key, before)} to {_said(key, after)}{period}"


def _said(key: str, text: str) -> str:
    """A value for readers: thousands are marked."""
    if key not in _AMOUNTS:
        return text
    number, space, rest = text.partition(" ")
    return f"{Decimal(number):,f}{space}{rest}"


def _direction(key: str, before: str, after: str) -> str:
    if key in _AMOUNTS:
        pair = _pair(before, after)
    else:
        scale = ORDERED_SCALES[_SCALE[key]] if key in _SCALE else ()
        known = before in scale and after in scale
        pair = (Decimal(scale.index(before)), Decimal(scale.index(after))) if known else None
    if pair is None or pair[0] == pair[1]:
        return "changed"
    return "rose" if pair[1] > pair[0] else "fell"


def _near(before: str, after: str, drift: Decimal) -> bool:
    pair = _pair(before, after)
    return pair is not None and abs(pair[1] - pair[0]) <= drift * abs(pair[0])


def _pair(before: str, after: str) -> tuple[Decimal, Decimal] | None:
    """Two amounts that can be compared: both of a year, or of one currency."""
    first, second = _read(before), _read(after)
    if first is None or second is None or first[1] != second[1]:
        return None
    return first[0], second[0]


def _read(text: str) -> tuple[Decimal, str] | None:
    number, _, rest = text.partition(" ")
    try:
        amount = Decimal(number)
    except InvalidOperation:
        return None
    period = rest.removeprefix("per ")
    if not amount.is_finite():
        return None
    return (amount * PER_YEAR[period], "a year") if period in PER_YEAR else (amount, rest)
