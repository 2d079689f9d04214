"""The words and figures of the page: what each scale is called in front of readers.

The strategy's own vocabulary stays recognisable, so that a reader finds a word of the page in the
YAML again; only what would puzzle a board is put differently.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.model.scales import DEGREES


@dataclass(frozen=True, slots=True)
class DegreeWord:
    """How a degree is shown: a digit where it has a rank, a sign where it has none."""

    degree: str
    glyph: str
    word: str
    phrase: str
    css: str


_DEGREES: dict[str, tuple[str, str, str]] = {
    "none": ("0", "none", "Not offered here, although it could be."),
    "inform": ("1", "inform", "General answers, the same for everybody."),
    "show": ("2", "show", "Customers see their own status."),
    "initiate": ("3", "initiate", "Starts here; our people finish it later."),
    "assisted": ("4", "assisted", "A person completes it with the customer, right here."),
    "self-serve": ("5", "self-serve", "Customers complete it themselves."),
    "peer": ("&", "peer", "Customers help each other."),
    "proactive": ("»", "proactive", "We tell or solve it before the customer asks."),
    "human": ("H", "human", "A person handles it."),
}

DEGREE_WORDS: dict[str, DegreeWord] = {
    degree: DegreeWord(degree, *_DEGREES[degree], css=f"d-{degree}") for degree in DEGREES
}
"""Every degree with its sign, its word, one plain phrase and the class that colours it."""

STANDING_WORDS: dict[str, tuple[str, str, str]] = {
    "undecided": ("?", "undecided", "Nobody has decided yet: an open question."),
    "not here": ("–", "not here", "Decided: this will not be offered here."),
}
"""Cells without a degree: sign, word and phrase."""

OUTCOME_WORDS: dict[str, tuple[str, str, str]] = {
    "allowed": ("", "allowed", "No rule limits this."),
    "capped": ("≤", "capped", "A rule limits how far this may go."),
    "forbidden": ("×", "forbidden", "A rule says this must not be here."),
    "conflict": ("≠", "conflict", "The rules contradict each other here."),
}
"""Decisions: the mark in the matrix, the word and a phrase."""

FAMILY_WORDS: dict[str, str] = {
    "digital": "Digital",
    "traditional": "With a person",
    "automated-voice": "Automated voice",
}

ROUTE_WORDS: dict[str, str] = {
    "none": "none",
    "on-request": "on request, the customer explains again",
    "same-session": "in the same session",
    "named-person": "to a named person",
}

STATE_WORDS: dict[str, str] = {"today": "Today", "target": "Target"}

_LABELS: dict[str, str] = {
    "vent": "complain",
    "work-around": "work around a problem",
    "call-centre": "call centre",
    "field-visit": "field visit",
    "voice-assistant": "voice assistant",
    "ivr": "phone menu",
    "sms": "SMS",
}


def label(word: str) -> str:
    """Spell one word of the strategy for readers; an author's own words stay as they are."""
    return _LABELS.get(word, word)


def family(name: str) -> str:
    """Name a family of touchpoints; families in the author's own words stay as they are."""
    return FAMILY_WORDS.get(name, name)


def _two_figures(value: Decimal) -> Decimal:
    """Round to two significant figures, so that a page never claims more than it knows."""
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 1), rounding=ROUND_HALF_UP)


def number(value: Decimal) -> str:
    """A count for readers: `123456` becomes `120,000`."""
    return f"{_plain(_two_figures(value)):,f}"


def share(value: Decimal) -> str:
    """A share for readers: `0.1234` becomes `12%`, `0.00456` becomes `0.46%`."""
    return f"{_plain(_two_figures(value * 100)):f}%"


def _plain(value: Decimal) -> Decimal:
    """Drop exponents and trailing zeros: `1.2E+5` becomes `120000`, `4.0` becomes `4`."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def count(amount: int, noun: str, plural: str = "") -> str:
    """A count with its noun: `1 error`, `1,204 errors`."""
    return f"{amount:,} {noun if amount == 1 else plural or noun + 's'}"
