"""What was not counted, and why: told in numbers, written to a file, and never silently dropped."""

import csv
import hashlib
import hmac
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecaremap.measure.engines.dialects import DUCKDB
from ecaremap.measure.engines.duck import Duck
from ecaremap.measure.engines.running import Runs
from ecaremap.measure.intake import staging
from ecaremap.measure.intake.columns import BLANKS
from ecaremap.measure.model import Intake, Refused, Settings, Unmapped
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.suggest import closest

MOST = 1_000
"""Unmapped values that are listed, the most frequent ones."""
LISTED = 6
RAW = ("contact", "time", "touchpoint", "request", "segment", "resolved", "csat", "cost", "ended", "conversation")
_BLANK_WORDS = {
    "csat": "a grade that is no whole number from 0 to 100",
    "cost": "a cost that is no amount",
    "resolved": "an outcome that is neither yes nor no",
    "segment": "a segment that the strategy does not have",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Told:
    """What is needed to tell about a log's rows again: how to read them, and where to write those refused."""

    source: str
    raw: str
    unmapped: tuple[Unmapped, ...]
    names: tuple[str, ...]
    quarantine: Path | None
    key: bytes


def raw_columns(settings: Settings) -> str:
    """The log's own cells, beside what was read from them; added to the query of `source`."""
    cells = ["customer", *RAW]
    named = ((cell, getattr(settings.columns, cell)) for cell in cells)
    return ",\n       ".join(
        f"{f'cast({DUCKDB.column(name)} as varchar)' if name else 'cast(null as varchar)'} as raw_{cell}"
        for cell, name in named
    )


def unmapped(duck: Runs, source: str, settings: Settings) -> tuple[Unmapped, ...]:
    """Values that stand for nothing, the most frequent first. The log is read again only if there are any."""
    asked = {
        "touchpoint": (staging.UNMAPPED_TOUCHPOINT, [one.id for one in settings.channels]),
        "request": (staging.UNMAPPED_REQUEST, [one.id for one in settings.reasons]),
    }
    there = {row[0] for row in duck.rows("select distinct why from staged")}
    found: list[Unmapped] = []
    for column, (why, ids) in asked.items():
        if why in there:
            found += _values(duck, source, column, f"{staging.WHY} = {why}", ids)
    if settings.segments and duck.rows("select 1 from staged where why = 0 and (blank & 8) = 8 limit 1"):
        condition = f"g.code is null and s.segment is not null and {staging.WHY} = 0"
        found += _values(duck, source, "segment", condition, settings.segments)
    return tuple(found)


def _values(duck: Runs, source: str, column: str, condition: str, ids: Sequence[str]) -> Iterator[Unmapped]:
    text = f"""with source as ({source}) select s.{column}, count(*) as n {staging.JOINED}
        where {condition} group by s.{column} order by n desc, s.{column} limit {MOST}"""
    for value, rows in duck.rows(text):
        yield Unmapped(column, value, rows, closest(value, ids) or "")  # type: ignore[arg-type]


def other_spellings(values: Sequence[Unmapped], settings: Settings) -> dict[str, dict[str, str]]:
    """Unmapped values that are known names but for capitals, blanks and underscores; by table, with their ids."""
    tables = {
        "touchpoint": {**{c.id: c.id for c in settings.channels}, **dict(settings.touchpoint_codes)},
        "request": {**{r.id: r.id for r in settings.reasons}, **dict(settings.request_codes)},
        "segment": {name: name for name in settings.segments},
    }
    known = {table: {plain(name): id_ for name, id_ in sorted(names.items())} for table, names in tables.items()}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in values:
        id_ = known[one.column].get(plain(one.value))
        if id_:
            found[one.column][one.value] = id_
    return dict(found)


def plain(name: str) -> str:
    """A name without what makes no difference: capitals, blanks, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())


def intake(duck: Duck, settings: Settings, told: Told, *, repeated: int, merged: int) -> Intake:
    """What was read and what became of it.

    Raises:
        UnreadableLog: nothing can be counted, with the main reason why.
    """
    by_reason = dict(duck.rows("select why, count(*) from staged group by why"))
    rows = sum(by_reason.values()) + repeated
    refused = tuple(_refused(duck, told, {why: n for why, n in by_reason.items() if why}))
    counted, first, last = duck.row("select count(*), min(es), max(es) from contact")
    if not counted:
        raise nothing(rows, refused, settings, told.unmapped)
    if refused and told.quarantine is not None:
        _quarantine(duck, told)
    return Intake(
        rows, counted, merged, first, last, refused, told.unmapped, told.names,
        identified=rows - by_reason.get(staging.NO_CUSTOMER, 0), repeated=repeated,
        blank=tuple(_blank(duck)), numbered=not settings.columns.contact,
    )  # fmt: skip


def _details(told: Told) -> str:
    """Rows that were refused, with their own cells."""
    again = "cast(s.contact as varchar) in (select cast(contact_id as varchar) from staged where why = 11)"
    return f"""with source as ({told.source.replace("select ", f"select {told.raw},{chr(10)}       ", 1)})
        select s.*, case when {staging.WHY} > 0 then {staging.WHY} when {again} then {staging.TWICE} else 0 end as why
        {staging.JOINED} where {staging.WHY} > 0 or {again}"""


def _refused(duck: Duck, told: Told, by_reason: Mapping[int, int]) -> Iterator[Refused]:
    if not by_reason:
        return
    text = f"select why, min(raw_contact), min(raw_time) from ({_details(told)}) d group by why"  # noqa: S608
    cells = {why: (contact, moment) for why, contact, moment in duck.rows(text)}
    for why, rows in sorted(by_reason.items()):
        contact, moment = cells.get(why, (None, None))
        yield Refused(staging.REASONS[why], rows, _example(why, contact, moment, told.unmapped))


def _example(why: int, contact: str | None, moment: str | None, values: Sequence[Unmapped]) -> str:
    column = {staging.UNMAPPED_TOUCHPOINT: "touchpoint", staging.UNMAPPED_REQUEST: "request"}.get(why)
    if column:
        return next((f"'{one.value}'" for one in values if one.column == column), "")
    if why in (staging.BAD_TIME, staging.BAD_TIME + 1):
        return f"'{moment}'" if moment else ""
    return f"contact {contact}" if contact else ""


def _blank(duck: Duck) -> Iterator[Refused]:
    found = duck.rows("select blank, count(*) from staged where why = 0 and blank > 0 group by blank")
    for bit, field in BLANKS.items():
        rows = sum(n for bits, n in found if bits & bit)
        if rows:
            yield Refused(_BLANK_WORDS[field], rows)


def nothing(rows: int, refused: Sequence[Refused], settings: Settings, values: Sequence[Unmapped]) -> UnreadableLog:
    """Nothing can be counted: the main reason, and what to write."""
    if not rows:
        return UnreadableLog("The log has no rows.", "Export it again.")
    main = max(refused, key=lambda one: one.rows)
    example = f", as {main.example}" if main.example else ""
    message = f"None of the {rows:,} rows can be counted: {main.rows:,} have {main.reason}{example}."
    if main.reason in (staging.REASONS[4], staging.REASONS[5]):
        return UnreadableLog(message, "Say how times are written, as time_format: '%d/%m/%Y %H:%M'.")
    if main.reason in (staging.REASONS[7], staging.REASONS[9]):
        column = "touchpoint" if main.reason == staging.REASONS[7] else "request"
        ids = [one.id for one in (settings.channels if column == "touchpoint" else settings.reasons)]
        fix = f"Write under measurement, {column}_codes, what stands for {', '.join(ids[:LISTED])} …"
        # A rare value may be free text.
        often = [one for one in values if one.column == column and one.rows >= settings.smallest]
        return UnreadableLog(message, f"{fix} {_said(often)}".rstrip())
    return UnreadableLog(message, "Look whether the right columns are named under measurement, contacts.")


def _said(values: Sequence[Unmapped]) -> str:
    """The most frequent values, each with its rows and what may have been meant."""
    if not values:
        return ""
    shown = (
        f"'{one.value}' ({one.rows:,} rows{f', perhaps {one.meant}' if one.meant else ''})" for one in values[:LISTED]
    )
    more = f", and {len(values) - LISTED:,} more" if len(values) > LISTED else ""
    return f"The log says {', '.join(shown)}{more}."


def _quarantine(duck: Duck, told: Told) -> None:
    """Refused rows with their reason, as CSV; customers as salted hashes; whole or not at all."""
    assert told.quarantine is not None
    cells = ", ".join(f"raw_{cell}" for cell in RAW)
    text = f"select why, raw_customer, {cells} from ({_details(told)}) d order by all"  # noqa: S608
    part = told.quarantine.with_name(told.quarantine.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("reason", "customer_hash", *RAW))
            for batch in duck.batches(text):
                for why, customer, *rest in batch:
                    hashed = _hashed(customer, told.key)
                    writer.writerow((staging.REASONS[why], hashed, *map(_harmless, rest)))
        part.replace(told.quarantine)
    except OSError as error:
        raise UnreadableLog(
            f"'{told.quarantine}' cannot be written: {error.strerror}.", "Name another file with --quarantine."
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _hashed(customer: str | None, key: bytes) -> str:
    return hmac.new(key, customer.encode(), hashlib.sha256).hexdigest()[:24] if customer else ""


def _harmless(cell: str | None) -> str:
    """A spreadsheet program takes a cell that begins like this for a formula."""
    return f"'{cell}" if cell and cell.startswith(_FORMULA) else cell or ""
