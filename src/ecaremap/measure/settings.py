"""How a strategy wants its logs read: settings from its declaration."""

from collections.abc import Mapping as Table
from dataclasses import fields
from decimal import Decimal

from ecaremap.measure.mappings import MAPPINGS, Mapping
from ecaremap.measure.model import Channel, Columns, Reason, SameNeed, Settings
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Measurement
from ecaremap.model.strategy import Strategy
from ecaremap.model.suggest import closest, did_you_mean

DAY = 86_400
MONTH = Decimal(365 * DAY + DAY // 4) / 12
USUAL_WINDOW = 7 * DAY
"""Seven days, the usual span for billing and technical requests (domain brief 5.2), where none is written."""

PERSONAL_KINDS = frozenset(
    {"call-centre", "store", "field-visit", "letter", "chat", "email", "video", "social", "messaging"}
)
"""Kinds of touchpoint where a person answers."""

FILE, MAPPING, ZONE, FORMAT, UNIT, SMALLEST = "file", "mapping", "timezone", "time_format", "cost_in", "smallest"
_OTHERS = (FILE, MAPPING, ZONE, FORMAT, UNIT, SMALLEST)
_COLUMNS = tuple(field.name for field in fields(Columns))


def settings_of(strategy: Strategy, *, same_need: SameNeed | None = None) -> Settings:
    """The settings a strategy asks for; `same_need` overrides what it says.

    Raises:
        UnreadableLog: something under `measurement` says nothing that can be used.
    """
    measurement = strategy.measurement or Measurement()
    contacts = {name: text for name, text in measurement.contacts.items() if text is not None}
    for name in contacts:
        if name not in _COLUMNS and name not in _OTHERS:
            raise UnreadableLog(f"Nothing is called '{name}' under measurement, contacts.", _asked(name))
    mapping = _mapping(contacts.get(MAPPING, ""))
    named = {**(mapping.columns if mapping else {}), **{n: t for n, t in contacts.items() if n in _COLUMNS}}
    return Settings(
        channels=_channels(strategy),
        reasons=_reasons(strategy, measurement),
        segments=tuple(sorted(strategy.segments)) if named.get("segment") else (),
        columns=Columns(**{name: named.get(name, "") for name in _COLUMNS}),
        touchpoint_codes=_touchpoint_codes(strategy, measurement, mapping),
        request_codes=tuple(sorted(measurement.request_codes.items())),
        same_need=same_need or measurement.same_need or "strict",
        timezone=contacts.get(ZONE, mapping.timezone if mapping else "UTC"),
        time_format=contacts.get(FORMAT, mapping.time_format if mapping else ""),
        smallest=_smallest(contacts.get(SMALLEST, "10")),
        resolved_codes=tuple(sorted(mapping.resolved.items())) if mapping else (),
        cost_in_cents=contacts.get(UNIT, "") == "cents",
    )


def files_of(strategy: Strategy) -> str:
    """The file, folder or pattern that the strategy names; empty if it names none."""
    return strategy.measurement.contacts.get(FILE, "") if strategy.measurement else ""


def _asked(name: str) -> str:
    return did_you_mean(name, (*_COLUMNS, *_OTHERS)).capitalize().rstrip("?.") + "?"


def _mapping(name: str) -> Mapping | None:
    if not name:
        return None
    if name not in MAPPINGS:
        near = closest(name, MAPPINGS)
        fix = f"Did you mean {near}?" if near else f"There are: {', '.join(sorted(MAPPINGS))}."
        raise UnreadableLog(f"There is no mapping '{name}'.", fix)
    return MAPPINGS[name]


def _smallest(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise UnreadableLog(f"'{text}' is no number of journeys.", "Write under contacts, as smallest: 10.")
    return int(text)


def _channels(strategy: Strategy) -> tuple[Channel, ...]:
    return tuple(
        Channel(name, one.family or "digital", one.family == "traditional" or one.kind in PERSONAL_KINDS)
        for name, one in sorted(strategy.touchpoints.items())
    )


def _reasons(strategy: Strategy, measurement: Measurement) -> tuple[Reason, ...]:
    usual = _seconds(measurement.window) or USUAL_WINDOW
    # A request without a family is one of its own; the sign keeps it apart from a family of that name.
    return tuple(
        Reason(name, one.family or f"={name}", _seconds(one.window) or usual)
        for name, one in sorted(strategy.requests.items())
    )


def _seconds(figure: Figure | None) -> int:
    if figure is None:
        return 0
    return int(figure.likely * MONTH) if figure.unit == "months" else int(figure.likely)


def _touchpoint_codes(
    strategy: Strategy, measurement: Measurement, mapping: Mapping | None
) -> tuple[tuple[str, str], ...]:
    """The mapping's channels where there is one touchpoint of the kind, then the author's own."""
    codes: dict[str, str] = {}
    for said, kind in (mapping.kinds if mapping else {}).items():
        of_kind = [name for name, one in sorted(strategy.touchpoints.items()) if one.kind == kind]
        if len(of_kind) == 1:
            codes[said] = of_kind[0]
    return tuple(sorted({**codes, **_texts(measurement.touchpoint_codes)}.items()))


def _texts(table: Table[str, str]) -> dict[str, str]:
    return {str(said): str(name) for said, name in table.items()}
