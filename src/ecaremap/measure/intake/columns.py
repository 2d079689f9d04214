"""The columns of a log by what they hold, and how DuckDB reads each."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields

from ecaremap.measure.engines.dialects import DUCKDB, literal
from ecaremap.measure.model import Columns, Settings
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.suggest import closest

NEEDED = ("customer", "time", "touchpoint", "request")
NOBODY = ("", "-", "?", "0", "null", "none", "n/a", "na", "unknown", "anonymous", "not identified", "unbekannt")
"""What logs write where they do not know the customer. Taken for one, they would be a single restless customer."""
WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"})
EPOCHS = {"epoch": 1, "epoch_ms": 1_000}
"""Formats of times that are numbers: seconds, or thousandths, since 1970."""
YES = ("true", "t", "yes", "y", "1", "1.0", "solved", "resolved", "closed", "done", "ja")
NO = ("false", "f", "no", "n", "0", "0.0", "open", "new", "pending", "hold", "unresolved", "reopened", "nein")


@dataclass(frozen=True, slots=True)
class Salt:
    """Keys for hashing customers: a text for texts, three numbers for numbers. Never printed."""

    key: bytes
    text: str
    rounds: tuple[int, int, int]

    def __repr__(self) -> str:
        return "Salt(…)"


MOST_CENTS = 20_000_000
"""What one contact can cost at most, as numbers without a point; a larger one is a mistake."""


def make_salt(key: bytes) -> Salt:
    """Keys for each use, from one."""
    derived = hashlib.blake2b(key, digest_size=56).digest()
    parts = [int.from_bytes(derived[start : start + 8]) >> 2 for start in (0, 8, 16)]
    return Salt(key, derived[24:40].hex(), (parts[0], parts[1], parts[2]))


def check_columns(columns: Columns, there: Mapping[str, str], where: str) -> None:
    """Refuse a log that has not the columns it should have.

    Raises:
        UnreadableLog: one is missing; with the name that was probably meant.
    """
    for field in fields(columns):
        name = getattr(columns, field.name)
        if not name and field.name in NEEDED:
            raise UnreadableLog(
                f"Nothing says which column of {where} holds the {field.name}.",
                f"Write it under measurement, contacts, as {field.name}: its name.",
            )
        if name and name not in there:
            near = closest(name, there)
            listed = ", ".join(list(there)[:12]) + (" …" if len(there) > 12 else "")
            fix = f"Did you mean '{near}'?" if near else f"Its columns are: {listed}."
            raise UnreadableLog(f"{where} has no column '{name}' for the {field.name}.", fix)


def source(settings: Settings, types: Mapping[str, str], salt: Salt, relation: str) -> str:
    """The query that reads a log into what `staging` calls `source`. `types`: of its columns, by name."""
    columns = settings.columns

    def of(field: str) -> tuple[str, str]:
        name = getattr(columns, field)
        return (DUCKDB.column(name), types[name].upper()) if name else ("", "")

    contact, kind = of("contact")
    moment = _moment(*of("time"), settings)
    listed = {
        "contact": (contact if kind in WHOLE else _text(contact, kind)) if contact else "row_number() over ()",
        "customer": _customer(*of("customer"), salt),
        **moment,
        "ended": _moment(*of("ended"), settings)["shown"] if columns.ended else "cast(null as bigint)",
        "touchpoint": _text(*of("touchpoint")), "request": _text(*of("request")),
        "segment": _text(*of("segment")) if columns.segment else "cast(null as varchar)",
        "res": _truth(*of("resolved"), settings) if columns.resolved else "cast(null as utinyint)",
        "csat": _grade(*of("csat")) if columns.csat else "cast(null as utinyint)",
        "cost": _cents(*of("cost"), settings) if columns.cost else "cast(null as integer)",
    }  # fmt: skip
    listed["blank"] = _blank(settings, types, listed)
    if columns.conversation:
        listed["conversation"] = _text(*of("conversation"))
    # Names of a log's columns and names of ours may be the same: ours are only given at the end.
    text = ",\n       ".join(f"{expression} as {name}" for name, expression in listed.items())
    return f"select {text}\nfrom {relation} l"


BLANKS = {1: "csat", 2: "cost", 4: "resolved", 8: "segment"}
"""What could not be read in a row that counts, as bits of `blank`."""


def _blank(settings: Settings, types: Mapping[str, str], listed: Mapping[str, str]) -> str:
    """Asked of texts only: a column of numbers or truth values holds nothing else."""
    parts = []
    for bit, field in BLANKS.items():
        name = getattr(settings.columns, field)
        if name and field != "segment" and types[name].upper() == "VARCHAR":
            read = listed["res" if field == "resolved" else field]
            parts.append(
                f"case when nullif(trim({DUCKDB.column(name)}), '') is not null and {read} is null then {bit} else 0 end"
            )
    return f"cast({' + '.join(parts) or '0'} as utinyint)"


def _text(column: str, kind: str) -> str:
    return f"nullif({column}, '')" if kind == "VARCHAR" else f"nullif(cast({column} as varchar), '')"


def _customer(column: str, kind: str, salt: Salt) -> str:
    """The customer's key, hashed: texts by salted MD5 (128 bit), numbers by a salted shuffle of all 64-bit numbers.

    The shuffle is a Feistel network of three rounds: two numbers never become the same one.
    """
    if kind in WHOLE and kind != "UBIGINT":
        half = "4294967295"
        left = f"cast(((cast({column} as bigint) >> 32) & {half}) as ubigint)"
        right = f"cast((cast({column} as bigint) & {half}) as ubigint)"
        for number in salt.rounds:
            left, right = right, f"xor({left}, hash(xor({right}, {number})) & {half})"
        return f"{left} * 4294967296 + {right}"
    words = ", ".join(map(literal, NOBODY))
    known = f"case when lower(trim(cast({column} as varchar))) in ({words}) then null else trim(cast({column} as varchar)) end"
    return f"md5_number({literal(salt.text)} || {known})"


def _moment(column: str, kind: str, settings: Settings) -> dict[str, str]:
    """The second on the log's clock, whether there is a time at all, the month, and whether it is UTC already."""
    utc = settings.timezone == "UTC"
    no, month = "cast(0 as utinyint)", DUCKDB.month
    if kind.startswith("TIMESTAMP WITH TIME ZONE"):
        seconds = DUCKDB.seconds.format(column)
        local = DUCKDB.moment.format(seconds)
        zoned = no if utc else "cast(1 as utinyint)"
        return _parts(seconds, column, month.format(local), zoned)
    if kind.startswith("TIMESTAMP") or kind == "DATE":
        moment = f"cast({column} as timestamp)"
        return _parts(_seconds(moment), column, month.format(moment), no)
    if settings.time_format in EPOCHS:
        seconds = f"try_cast({column} as bigint) // {EPOCHS[settings.time_format]}"
        moment = f"make_timestamp(least(greatest({seconds}, -62135596800), 253402300799) * 1000000)"
        return _parts(seconds, _text(column, kind), month.format(moment), no if utc else "cast(1 as utinyint)")
    text = f"cast({column} as varchar)"
    if settings.time_format:
        return _formatted(text, settings.time_format, utc=utc)
    # An ISO text: an offset in it is applied, as it says what the clock does not.
    moment = f"try_cast({text} as timestamptz)"
    seconds = _seconds(moment)
    clock = f"make_timestamp(case when isfinite({moment}) then epoch_us({moment}) end)"
    zoned = (
        no
        if utc
        else f"cast(regexp_matches({text}, '[0-9]([zZ]| ?[+-][0-9]{{2}}(:?[0-9]{{2}})?)\\s*$') and length(trim({text})) > 10 as utinyint)"
    )
    return _parts(seconds, _text(column, kind), month.format(clock), zoned)


def _formatted(text: str, form: str, *, utc: bool) -> dict[str, str]:
    moment = f"try_strptime(trim({text}), {literal(form)})"
    offset = "%z" in form
    clock = f"make_timestamp(epoch_us({moment}))" if offset else moment
    zoned = f"cast({int(offset and not utc)} as utinyint)"
    return _parts(_seconds(moment), f"nullif(trim({text}), '')", DUCKDB.month.format(clock), zoned)


def _seconds(moment: str) -> str:
    return f"case when isfinite({moment}) then {DUCKDB.seconds.format(moment)} end"


def _parts(seconds: str, said: str, month: str, zoned: str) -> dict[str, str]:
    said = f"cast(case when {said} is null then 0 else 1 end as utinyint)"
    return {"shown": seconds, "said": said, "ym": month, "zoned": zoned}


def _truth(column: str, kind: str, settings: Settings) -> str:
    """1 resolved, 0 not, nothing where the log does not say or says something unknown."""
    if kind == "BOOLEAN":
        return f"cast({column} as utinyint)"
    own = {name.strip().lower(): value for name, value in settings.resolved_codes}
    yes = sorted((set(YES) - own.keys()) | {name for name, value in own.items() if value})
    no = sorted((set(NO) - own.keys()) | {name for name, value in own.items() if not value})
    text = f"lower(trim(cast({column} as varchar)))"
    sides = (f"when {text} in ({', '.join(map(literal, words))}) then {value}" for words, value in ((yes, 1), (no, 0)))
    return f"cast(case {' '.join(sides)} end as utinyint)"


def _grade(column: str, kind: str) -> str:
    """A grade from 0 to 100, whole."""
    number = column if kind in WHOLE else f"try_cast({column} as double)"
    rounded = number if kind in WHOLE else f"case when {number} = round({number}) then {number} end"
    return f"cast(case when {rounded} between 0 and 100 then {rounded} end as utinyint)"


def _cents(column: str, kind: str, settings: Settings) -> str:
    """Whole cents, from an amount with at most four digits after the point; a comma is a point."""
    if kind in WHOLE:
        cents = f"cast({column} as bigint){'' if settings.cost_in_cents else ' * 100'}"
        return f"cast(case when {column} between -{MOST_CENTS} and {MOST_CENTS} then {cents} end as integer)"
    text = f"replace(cast({column} as varchar), ',', '.')" if kind == "VARCHAR" else column
    amount = f"round(try_cast({text} as decimal(18, 4)){'' if settings.cost_in_cents else ' * 100'})"
    return f"cast(case when abs({amount}) <= {MOST_CENTS} then {amount} end as integer)"
