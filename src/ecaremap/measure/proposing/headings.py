"""Columns of a log by what they are called: an explicit table, and an error where it leaves a choice."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass

from ecaremap.measure.intake.columns import NEEDED
from ecaremap.measure.mappings import MAPPINGS, Mapping
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.settings import COST_IN, COVERS, LEAST
from ecaremap.model.suggest import closest, did_you_mean

OPTIONAL = ("contact", "conversation", "ended", "resolved", "csat", "cost")
SETTINGS = ("timezone", "time_format", "covers", "cost_in", "smallest")
"""What may be said beside columns, as a strategy says it under `measurement, contacts`."""
MAPPING_NAMES = tuple(sorted(MAPPINGS))

KNOWN: dict[str, tuple[str, ...]] = {
    "time": (
        "time", "timestamp", "ts", "date", "datetime", "date time", "created", "created at", "created on", "created date",
        "created time", "date created", "creation date", "started", "started at", "start", "start time", "opened",
        "opened at", "open dt", "open date", "date opened", "contact date", "contact time", "call date", "call time",
        "event time", "received", "received at", "requested datetime", "time:timestamp", "datum", "zeit", "zeitpunkt",
        "erstellt", "erstellt am", "beginn", "eingang", "fecha", "fecha de creacion", "date de creation",
    ),
    "customer": (
        "customer", "customer id", "customer key", "customer number", "customer no", "customer nr", "customer hash",
        "client", "client id", "account id", "account number", "account no", "user", "user id", "member id", "party id",
        "person id", "caller id", "requester", "requester id", "subscriber id", "case:concept:name", "kunde", "kunden id",
        "kunden nr", "kundennr", "kundennummer", "kundenschlussel", "cliente", "id cliente", "numero client",
    ),
    "touchpoint": (
        "touchpoint", "channel", "contact channel", "contact method", "method of contact", "medium", "via", "source",
        "origin", "case origin", "request source", "entry channel", "open data channel type", "org:role", "kanal",
        "kontaktkanal", "eingangskanal", "canal",
    ),
    "request": (
        "request", "request type", "reason", "contact reason", "reason for contact", "call reason", "reason code", "topic",
        "category", "issue", "issue type", "intent", "type", "case type", "ticket type", "complaint type", "contact type",
        "service name", "concept:name", "grund", "kontaktgrund", "anliegen", "thema", "motivo", "motif",
    ),
    "contact": (
        "contact", "contact id", "contact no", "interaction id", "ticket id", "ticket no", "ticket number", "case id",
        "case number", "call id", "event id", "event:id", "id", "srnumber", "service request id", "unique key",
    ),
    "conversation": ("conversation", "conversation id", "thread id", "interaction chain"),
    "ended": ("ended", "ended at", "end", "end time", "closed", "closed at", "closed date", "closed dt", "completed at"),
    "resolved": ("resolved", "solved", "is resolved", "status", "case status", "outcome", "gelost", "erledigt"),
    "csat": ("csat", "satisfaction", "satisfied", "rating", "csat score", "satisfaction score", "zufriedenheit"),
}  # fmt: skip
"""What columns are called, by what they hold. A cost is not looked for: a log does not say its currency."""

_FIELD_OF = {name: field for field, names in KNOWN.items() for name in names}
_ACCENTS = str.maketrans("äöüßáéíóúàèçñ", "aousaeiouaecn")


@dataclass(frozen=True, slots=True)
class Headings:
    """Which column holds what, and how that was known.

    Attributes:
        columns: by field. settings: what else was said, as `timezone`. mapping: the export it is read as, or None.
        seen: by its columns, and not because the user said so. unsure: optional fields with more than one column to choose from.
    """

    columns: dict[str, str]
    settings: dict[str, str]
    mapping: Mapping | None
    mapping_name: str
    seen: bool
    unsure: dict[str, tuple[str, ...]]


def read_said(texts: Sequence[str]) -> dict[str, str]:
    """`time=created,customer=key` by field; a part without `=` belongs to the name before it, which has a comma.

    Raises:
        UnreadableLog: a field is none that a log can hold, is said twice, or says something that cannot be used.
    """
    found: dict[str, str] = {}
    for text in texts:
        last = ""
        for part in text.split(","):
            field, equals, name = part.partition("=")
            if not equals and last:
                found[last] += f",{part}"
                continue
            last = field.strip()
            if last not in (*NEEDED, *OPTIONAL, *SETTINGS) or not name.strip():
                fix = f"Write, for example: --columns time=created,customer=key; {_known(last)}"
                raise UnreadableLog(f"'{part.strip()}' does not say which column holds what.", fix)
            if last in found:
                raise UnreadableLog(f"'{last}' is said twice.", "Name one column for it.")
            found[last] = name.strip()
    found = {field: name.strip() for field, name in found.items()}
    _check_settings(found)
    return found


def _check_settings(found: Table[str, str]) -> None:
    for field, words in (("covers", COVERS), ("cost_in", COST_IN)):
        if found.get(field, words[0]) not in words:
            raise UnreadableLog(f"'{found[field]}' cannot stand at {field}.", f"Write {' or '.join(words)}.")
    smallest = found.get("smallest", f"{LEAST}")
    if not smallest.isdecimal() or int(smallest) < LEAST:
        fix = f"Write a whole number of at least {LEAST}; 10 is usual."
        raise UnreadableLog(f"'{smallest}' is no smallest number of needs to speak of.", fix)


def _known(field: str) -> str:
    return did_you_mean(field, (*NEEDED, *OPTIONAL, *SETTINGS))


def find_headings(there: Sequence[str], said: Table[str, str], mapping: str, log: str) -> Headings:
    """Which of the columns that are there holds what: what was said, then the mapping, then the table of names.

    Args:
        there: the columns of the log that hold anything.
        said: columns and settings by field, as the user named them.
        mapping: the name of an export; empty to see whether one fits.
        log: what the log is called, for messages.

    Raises:
        UnreadableLog: a column that is needed cannot be found, or could be more than one.
    """
    for field, name in said.items():
        if field not in SETTINGS and name not in there:
            near = closest(name, there)
            fix = f"Did you mean '{near}'?" if near else f"Its columns are: {_listed(there)}."
            raise UnreadableLog(f"{log} has no column '{name}' for the {field}.", fix)
    name = mapping or _fitting(there)
    if name and name not in MAPPINGS:
        near = closest(name, MAPPINGS)
        fix = f"Did you mean {near}?" if near else f"There are: {', '.join(MAPPING_NAMES)}."
        raise UnreadableLog(f"There is no mapping '{name}'.", fix)
    columns = {field: column for field, column in said.items() if field not in SETTINGS}
    export = MAPPINGS.get(name)
    if export is not None:
        columns |= {f: c for f, c in export.columns.items() if f not in columns and c in there}
    unsure = _by_name(columns, there)
    for field in NEEDED:
        if field not in columns:
            raise _not_found(field, unsure.get(field, ()), there, log)
    optional = {field: names for field, names in unsure.items() if field not in NEEDED}
    settings = {field: text for field, text in said.items() if field in SETTINGS}
    return Headings(columns, settings, export, name, not mapping, optional)


def _fitting(there: Sequence[str]) -> str:
    """The one export whose columns are all there, if there is one; a log with its needed columns is taken for it."""
    fitting = [name for name, one in sorted(MAPPINGS.items()) if {one.columns[field] for field in NEEDED} <= set(there)]
    return fitting[0] if len(fitting) == 1 else ""


def _by_name(columns: dict[str, str], there: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Fill in what the table of names knows without a doubt; what is left open, with the columns to choose from."""
    free = [name for name in there if name not in columns.values()]
    unsure: dict[str, tuple[str, ...]] = {}
    for field in (*NEEDED, *OPTIONAL):
        if field in columns:
            continue
        fitting = tuple(name for name in free if _FIELD_OF.get(plain_heading(name)) == field)
        if len(fitting) == 1:
            columns[field] = fitting[0]
        elif fitting:
            unsure[field] = fitting
    return unsure


def plain_heading(name: str) -> str:
    """`Created_At`, `createdAt` and `created-at` as `created at`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return re.sub(r"[\s_.\-#/]+", " ", parted.lower().translate(_ACCENTS)).strip()


def _not_found(field: str, fitting: Sequence[str], there: Sequence[str], log: str) -> UnreadableLog:
    if fitting:
        both = " and ".join(f"'{name}'" for name in fitting[:3])
        fix = f"Say which: --columns {field}={_quoted(fitting[0])}"
        if field == "time":
            fix += "; if day and hour stand in two columns, join them into one first"
        return UnreadableLog(f"In {log} {both} could hold the {_means(field)}.", fix)
    fix = f"Its columns are: {_listed(there)}. Say which, as: --columns {field}={_quoted(_guess(there))}"
    return UnreadableLog(f"No column of {log} is known to hold the {_means(field)}.", fix)


_MEANINGS = {
    "time": "time a contact began", "customer": "customer", "touchpoint": "touchpoint",
    "request": "request: what the customer wanted",
}  # fmt: skip


def _means(field: str) -> str:
    return _MEANINGS[field]


def _guess(there: Sequence[str]) -> str:
    return next((name for name in there if _FIELD_OF.get(plain_heading(name)) is None), there[0] if there else "NAME")


def _quoted(name: str) -> str:
    return f"'{name}'" if re.search(r"[^\w:.-]", name) else name


def _listed(there: Sequence[str]) -> str:
    shown = [name if len(name) <= 40 else f"{name[:39]}…" for name in there[:40]]
    return ", ".join(shown) + (f" and {len(there) - 40} more" if len(there) > 40 else "")
