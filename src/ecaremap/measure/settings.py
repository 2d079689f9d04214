"""How a strategy says its logs are read: the section `measurement`, as the settings of measuring.

Everything that cannot be used is told with its place, `file:line:column`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

from ecaremap.measure.mappings import MAPPINGS
from ecaremap.measure.mappings import Mapping as Export
from ecaremap.measure.model import Channel, Columns, Reason, SameNeed, Settings
from ecaremap.measure.packing import MOST_TOUCHPOINTS
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Measurement
from ecaremap.model.project import Project
from ecaremap.model.strategy import Strategy
from ecaremap.model.suggest import did_you_mean

DAY = 86_400
MONTH = Decimal(365 * DAY + DAY // 4) / 12
USUAL_WINDOW = 7 * DAY
"""Seven days, the usual span for billing and technical requests, where none is written."""

PERSONAL_KINDS = frozenset(
    {"call-centre", "store", "field-visit", "letter", "chat", "email", "video", "social", "messaging"}
)
"""Kinds of touchpoint where a person answers."""

COLUMNS = tuple(field.name for field in fields(Columns))
"""Keys of `contacts` that name a column of the log."""

NEEDED = ("customer", "time", "touchpoint", "request")
OTHERS = ("file", "mapping", "timezone", "time_format", "covers", "smallest", "cost_in")
COVERS = ("all contacts", "a part")
COST_IN = ("whole money", "cents")
LEAST = 5
"""Nothing is ever said of fewer journeys than this, whatever a strategy says."""

USUALLY = 10
CONTACTS = ("measurement", "contacts")
EXAMPLE = "measurement: {contacts: {customer: customer_key, time: started, touchpoint: channel, request: reason}}"


def settings_of(project: Project, *, same_need: SameNeed | None = None) -> Settings:
    """The settings that a strategy asks for; `same_need` overrides what it says.

    Raises:
        UnreadableLog: it does not say how its log is read, or says something that cannot be used.
    """
    strategy = project.strategy
    how = strategy.measurement
    if how is None or not how.contacts:
        raise UnreadableLog(
            f"'{strategy.name}' does not say which column of its log holds what.", f"Write, as fits your log: {EXAMPLE}"
        )
    said = dict(how.contacts)
    refuse_unknown(project, CONTACTS, (*COLUMNS, *OTHERS))
    export = _export(project, said.get("mapping", ""))
    columns = {**(export.columns if export else {}), **{name: said[name] for name in COLUMNS if name in said}}
    for name in NEEDED:
        if not columns.get(name):
            raise UnreadableLog(
                f"Nothing says which column of the log holds the {name} ({place(project, *CONTACTS)}).",
                f"Write, as fits your log: {EXAMPLE}",
            )
    return Settings(
        channels=_channels(strategy),
        reasons=_reasons(strategy, how),
        segments=tuple(sorted(strategy.segments)) if columns.get("segment") else (),
        columns=Columns(**{name: columns.get(name, "") for name in COLUMNS}),
        touchpoint_codes=_touchpoint_codes(strategy, how, export),
        request_codes=tuple(sorted(how.request_codes.items())),
        same_need=same_need or how.same_need or "strict",
        timezone=said.get("timezone", export.timezone if export else "UTC"),
        time_format=said.get("time_format", export.time_format if export else ""),
        smallest=smallest_of(project),
        resolved_codes=tuple(sorted(export.resolved.items())) if export else (),
        cost_in_cents=_one_of(project, "cost_in", COST_IN) == "cents",
    )


def plain_settings(project: Project, time_format: str = "") -> Settings:
    """The strategy's touchpoints, requests and codes, for what has no contacts of its own.

    Raises:
        UnreadableLog: a number in it cannot be used.
    """
    strategy = project.strategy
    how = strategy.measurement or Measurement()
    return Settings(
        channels=_channels(strategy),
        reasons=_reasons(strategy, how),
        segments=(),
        columns=Columns("", "", "", "", ""),
        touchpoint_codes=_touchpoint_codes(strategy, how, None),
        request_codes=tuple(sorted(how.request_codes.items())),
        time_format=time_format,
        smallest=smallest_of(project),
    )


def covers_of(project: Project) -> str:
    """`all contacts` or `a part`, where the strategy says so; empty where it does not.

    Raises:
        UnreadableLog: it says something else.
    """
    return _one_of(project, "covers", COVERS) if "covers" in _said(project) else ""


def files_of(project: Project) -> str:
    """The file, folder or pattern that the strategy names as its log, as seen from here; empty where it names none."""
    named = _said(project).get("file", "")
    root = Path(project.root)
    return str((root if root.is_dir() else root.parent) / named) if named else ""


def smallest_of(project: Project) -> int:
    """Nothing is said of fewer journeys than this."""
    text = _said(project).get("smallest", f"{USUALLY}")
    if not text.isdecimal() or int(text) < LEAST:
        raise UnreadableLog(
            f"'{text}' is no smallest number of needs to speak of ({place(project, *CONTACTS, 'smallest')}).",
            f"Write a whole number of at least {LEAST}; {USUALLY} is usual.",
        )
    return int(text)


def refuse_unknown(project: Project, section: tuple[str, str], known: Iterable[str]) -> None:
    """Keys that nothing is called, with what was probably meant."""
    how = project.strategy.measurement
    for key in getattr(how, section[1], {}):
        if key not in known:
            raise UnreadableLog(
                f"Nothing is called '{key}' under {', '.join(section)} ({project.place(project.key_span(*section, key))}).",
                did_you_mean(key, known),
            )


def place(project: Project, *path: str) -> str:
    """`file:line:column` of a value."""
    return project.place(project.value_span(*path))


def _said(project: Project) -> Mapping[str, str]:
    how = project.strategy.measurement
    return how.contacts if how else {}


def _one_of(project: Project, key: str, known: tuple[str, ...]) -> str:
    value = _said(project).get(key, known[0])
    if value not in known:
        where = place(project, *CONTACTS, key)
        raise UnreadableLog(f"'{value}' cannot stand at {key} ({where}).", f"Write {' or '.join(known)}.")
    return value


def _export(project: Project, name: str) -> Export | None:
    if not name:
        return None
    if name not in MAPPINGS:
        where = place(project, *CONTACTS, "mapping")
        raise UnreadableLog(f"There is no mapping '{name}' ({where}).", did_you_mean(name, MAPPINGS))
    return MAPPINGS[name]


def _channels(strategy: Strategy) -> tuple[Channel, ...]:
    if len(strategy.touchpoints) > MOST_TOUCHPOINTS:
        raise UnreadableLog(
            f"'{strategy.name}' has {len(strategy.touchpoints):,} touchpoints; a log is counted for at most {MOST_TOUCHPOINTS}.",
            "Take touchpoints together that are the same to customers.",
        )
    return tuple(
        Channel(name, one.family or "digital", one.family == "traditional" or (one.kind or name) in PERSONAL_KINDS)
        for name, one in sorted(strategy.touchpoints.items())
    )


def _reasons(strategy: Strategy, how: Measurement) -> tuple[Reason, ...]:
    usual = _seconds(how.window) or USUAL_WINDOW
    # A request without a family is one of its own; the sign keeps it apart from a family of that name.
    return tuple(
        Reason(name, one.family or f"={name}", _seconds(one.window) or usual)
        for name, one in sorted(strategy.requests.items())
    )


def _seconds(figure: Figure | None) -> int:
    if figure is None:
        return 0
    return int(figure.likely * MONTH) if figure.unit == "months" else int(figure.likely)


def _touchpoint_codes(strategy: Strategy, how: Measurement, export: Export | None) -> tuple[tuple[str, str], ...]:
    """The export's channels where there is one touchpoint of the kind, then the author's own."""
    codes: dict[str, str] = {}
    for said, kind in (export.kinds if export else {}).items():
        of_kind = [name for name, one in sorted(strategy.touchpoints.items()) if (one.kind or name) == kind]
        if len(of_kind) == 1:
            codes[said] = of_kind[0]
    return tuple(sorted({**codes, **how.touchpoint_codes}.items()))
