"""The closed vocabularies of a contact strategy, in their order.

Every scale is a `Literal`, so that editors complete it and mypy checks it; where the order of the
words carries meaning, a tuple beside the type holds it, weakest first.
"""

from typing import Literal, get_args

Degree = Literal["none", "inform", "show", "initiate", "assisted", "self-serve", "peer", "proactive", "human"]
"""How far a request can be handled at a touchpoint. `peer`, `proactive` and `human` have no rank."""

Level = Literal["none", "low", "medium", "high"]
Authentication = Literal["none", "identified", "strong"]
HumanRoute = Literal["none", "on-request", "same-session", "named-person"]
Family = Literal["digital", "traditional", "automated-voice"]
Status = Literal["live", "pilot", "planned", "potential", "withdrawn"]
Job = Literal["learn", "confirm", "transact", "work-around", "validate", "discuss", "vent"]
Demand = Literal["value", "failure"]
Value = Literal["values", "neutral", "irritates"]
Frequency = Literal["very often", "often", "sometimes", "rare"]
RuleKind = Literal["law", "duty", "policy", "commercial", "practice"]
StrategyLevel = Literal["sketch", "costed", "planned", "measured"]
FigureKind = Literal["measured", "client", "benchmark", "estimate"]
State = Literal["today", "target"]
Quadrant = Literal["keep with a person", "automate", "simplify", "fix the cause"]

Kind = Literal[
    "website", "account", "app", "chat", "chatbot", "sms", "messaging", "email", "social",
    "community", "kiosk", "video", "call-centre", "store", "field-visit", "letter", "ivr",
    "voice-assistant",
]  # fmt: skip

DEGREES: tuple[Degree, ...] = get_args(Degree)
KINDS: tuple[Kind, ...] = get_args(Kind)
FAMILIES: tuple[Family, ...] = get_args(Family)
STATES: tuple[State, ...] = ("today", "target")

ORDERED_DEGREES: tuple[Degree, ...] = (
    "none", "inform", "show", "initiate", "assisted", "self-serve",
)  # fmt: skip
"""The ranked part of the scale: all that a cap compares."""

DEGREE_RANK: dict[str, int] = {degree: rank for rank, degree in enumerate(ORDERED_DEGREES)}
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
STRATEGY_LEVELS: tuple[StrategyLevel, ...] = get_args(StrategyLevel)

FAMILY_OF_KIND: dict[str, Family] = {
    **dict.fromkeys(KINDS, "digital"),
    **dict.fromkeys(("call-centre", "store", "field-visit", "letter"), "traditional"),
    **dict.fromkeys(("ivr", "voice-assistant"), "automated-voice"),
}
"""The usual family of each kind; sources disagree about e-mail and IVR, so a map may override it."""

ORDERED_SCALES: dict[str, tuple[str, ...]] = {
    "Degree": ORDERED_DEGREES,
    "Level": get_args(Level),
    "Authentication": get_args(Authentication),
    "HumanRoute": get_args(HumanRoute),
    "Frequency": tuple(reversed(FREQUENCIES)),
}
"""Scales whose words can be compared with `at least`, `at most`, `above`, `below` and `to`."""
