"""How a log writes its times: every usual way is tried, and the one that reads most of them taken, if it is one."""

from collections.abc import Sequence

from ecaremap.measure.engines.dialects import DUCKDB, literal
from ecaremap.measure.engines.duck import Duck
from ecaremap.measure.intake.columns import EPOCHS, WHOLE
from ecaremap.measure.intake.reading import Relation
from ecaremap.measure.intake.zone import EARLIEST, LATEST, YEARS
from ecaremap.measure.problems import UnreadableLog

SAMPLE = 20_000
"""Times that are tried; chosen by their own text, so that the same log always gives the same ones."""

_DAYS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d %b %Y", "%d-%b-%Y",
    "%b %d, %Y",
)  # fmt: skip
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
FORMATS = tuple(day + clock for day in _DAYS for clock in _CLOCKS)
ISO = ""
_LEAST = 0.5
"""A way of writing that reads fewer of the times than this is none."""


def time_format(duck: Duck, relation: Relation, column: str, log: str) -> str:
    """The format of a column of times, as `measurement` says it: empty for a column of time, or ISO text.

    Raises:
        UnreadableLog: no way of writing is known to fit, or two read the same times differently.
    """
    kind = relation.types[column].upper()
    if kind.startswith("TIMESTAMP") or kind == "DATE":
        return ISO
    told, read = _read(duck, relation, column, numbers=kind in WHOLE)
    best = max(read.values(), default=0)
    winners = [form for form, n in read.items() if n == best]
    write = "write, as fits: --columns"
    if not told:
        raise UnreadableLog(f"The column '{column}' of {log} is empty.", f"Name another one: --columns time={column}")
    if best < _LEAST * told:
        raise UnreadableLog(
            f"It is not known how '{column}' of {log} writes its times.", f"{write} 'time_format=%d/%m/%Y %H:%M'"
        )
    if len(winners) > 1 and ISO not in winners:
        either = " or ".join(f"'time_format={form}'" for form in winners[:2])
        raise UnreadableLog(
            f"The times in '{column}' of {log} can be read in two ways: no day is later than the 12th.",
            f"{write} {either}",
        )
    return ISO if ISO in winners else winners[0]


def check_format(duck: Duck, form: str) -> None:
    """Refuse a format that nobody can read.

    Raises:
        UnreadableLog: it has signs that mean nothing.
    """
    try:
        duck.row(f"select {_moment(form)} from (select '' as v) t")  # noqa: S608
    except UnreadableLog:
        fix = "Write, as fits, %d/%m/%Y %H:%M, or epoch, or epoch_ms."
        raise UnreadableLog(f"'{form}' is no way of writing times.", fix) from None


def _read(duck: Duck, relation: Relation, column: str, *, numbers: bool) -> tuple[int, dict[str, int]]:
    """How many times there are to try, and how many of them each format reads."""
    name = DUCKDB.column(column)
    there = f"select trim(cast({name} as varchar)) as v from {relation.text} where {name} is not null"  # noqa: S608
    rows = duck.row(f"select count(*) from ({there}) t where v <> ''")[0]  # noqa: S608
    every = max(1, rows // SAMPLE)
    ways = dict.fromkeys((ISO, *FORMATS), "") if not numbers else {}
    tries = [_counted(f"year({_moment(form)}) between {YEARS[0]} and {YEARS[1]}") for form in ways]
    tries += [_counted(f"try_cast(v as bigint) // {unit} between {EARLIEST} and {LATEST}") for unit in EPOCHS.values()]
    text = f"select count(*), {', '.join(tries)} from ({there}) t where v <> '' and hash(v) % {every} = 0"  # noqa: S608
    told, *counts = duck.row(text)
    return told, dict(zip((*ways, *EPOCHS), counts, strict=True))


def _moment(form: str) -> str:
    return f"try_strptime(v, {literal(form)})" if form else "try_cast(v as timestamptz)"


def _counted(condition: str) -> str:
    return f"count(case when {condition} then 1 end)"


def shown_format(form: str) -> str:
    """A format in words for people."""
    if not form:
        return "year-month-day"
    if form in EPOCHS:
        return "numbers since 1970"
    parts: Sequence[tuple[str, str]] = (
        ("%d", "day"), ("%m", "month"), ("%b", "month"), ("%Y", "year"), ("%y", "year"), ("%H", "hour"), ("%I", "hour"),
        ("%M", "minute"), ("%S", "second"), ("%p", "am/pm"),
    )  # fmt: skip
    for sign, word in parts:
        form = form.replace(sign, word)
    return form
