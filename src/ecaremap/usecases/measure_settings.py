"""How a strategy says its log is read: the section `measurement`, as the settings of measuring."""

from collections.abc import Mapping
from pathlib import Path

from ecaremap.measure.model import Channel, Columns, Reason, Settings
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.plan import Measurement
from ecaremap.model.project import Project
from ecaremap.model.strategy import Strategy
from ecaremap.model.suggest import did_you_mean

COLUMNS = (
    "contact", "customer", "time", "touchpoint", "request", "ended", "conversation", "resolved", "csat", "cost", "segment",
)  # fmt: skip
"""Keys of `contacts` that name a column of the log."""

OTHERS = ("file", "timezone", "time_format", "covers", "smallest", "cost_in")
COVERS = ("all contacts", "a part")
COST_IN = ("whole money", "cents")
WINDOW = 7 * 86_400
LEAST = 5
"""Nothing is ever said of fewer journeys than this, whatever a strategy says."""

WITH_PEOPLE = frozenset({"chat", "messaging", "email", "social", "video"})
"""Digital kinds of touchpoints where a person answers."""

EXAMPLE = "measurement: {contacts: {customer: customer_key, time: started, touchpoint: channel, request: reason}}"


def settings_of(project: Project) -> Settings:
    """The settings of a strategy.

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
    for key in said:
        if key not in (*COLUMNS, *OTHERS):
            raise UnreadableLog(
                f"'{key}' is nothing that a log is asked for ({_place(project, key)}).",
                did_you_mean(key, (*COLUMNS, *OTHERS)),
            )
    columns = {key: said[key] for key in COLUMNS if key in said}
    needed = [key for key in ("customer", "time", "touchpoint", "request") if key not in columns]
    if needed:
        where = _place(project)
        raise UnreadableLog(
            f"Nothing says which column of the log holds the {needed[0]} ({where}).",
            f"Write, as fits your log: {EXAMPLE}",
        )
    return Settings(
        channels=tuple(_channels(strategy)),
        reasons=tuple(_reasons(strategy, how)),
        segments=tuple(sorted(strategy.segments)) if "segment" in columns else (),
        columns=Columns(**{"contact": "", **columns}),
        touchpoint_codes=_codes(project, how.touchpoint_codes, "touchpoint_codes", strategy.touchpoints),
        request_codes=_codes(project, how.request_codes, "request_codes", strategy.requests),
        same_need=how.same_need or "strict",
        timezone=said.get("timezone", "UTC"),
        time_format=said.get("time_format", ""),
        smallest=_smallest(project, said.get("smallest", "10")),
        cost_in_cents=_one_of(project, said, "cost_in", COST_IN) == "cents",
    )


def covers_of(project: Project) -> str:
    """`all contacts` or `a part`, where the strategy says so; empty where it does not."""
    how = project.strategy.measurement
    said = how.contacts if how else {}
    return _one_of(project, said, "covers", COVERS) if "covers" in said else ""


def usual_log(project: Project) -> str:
    """The file, or the pattern, that the strategy names as its log; empty where it names none."""
    how = project.strategy.measurement
    named = how.contacts.get("file", "") if how else ""
    root = Path(project.root)
    return str((root if root.is_dir() else root.parent) / named) if named else ""


def _channels(strategy: Strategy) -> list[Channel]:
    found = []
    for name, touchpoint in sorted(strategy.touchpoints.items()):
        family = touchpoint.family or "digital"
        people = family == "traditional" or (touchpoint.kind or name) in WITH_PEOPLE
        found.append(Channel(name, family, people))
    return found


def _reasons(strategy: Strategy, how: Measurement) -> list[Reason]:
    window = int(how.window.likely) if how.window is not None else WINDOW
    return [Reason(name, request.family or name, window) for name, request in sorted(strategy.requests.items())]


def _codes(
    project: Project, codes: Mapping[str, str], field: str, known: Mapping[str, object]
) -> tuple[tuple[str, str], ...]:
    for code, name in codes.items():
        if name not in known:
            place = project.place(project.value_span("measurement", field, code))
            raise UnreadableLog(
                f"The code '{code}' stands for '{name}', which is not in the strategy ({place}).",
                did_you_mean(name, known),
            )
    return tuple(sorted(codes.items()))


def _smallest(project: Project, text: str) -> int:
    if not text.isdecimal() or int(text) < LEAST:
        fix = f"Write a whole number of at least {LEAST}; 10 is usual."
        raise UnreadableLog(
            f"'{text}' is no smallest number of needs to speak of ({_place(project, 'smallest')}).", fix
        )
    return int(text)


def _one_of(project: Project, said: Mapping[str, str], key: str, known: tuple[str, ...]) -> str:
    value = said.get(key, known[0])
    if value not in known:
        raise UnreadableLog(
            f"'{value}' cannot stand at {key} ({_place(project, key)}).", f"Write {' or '.join(known)}."
        )
    return value


def _place(project: Project, *keys: str) -> str:
    return project.place(project.value_span("measurement", "contacts", *keys))
