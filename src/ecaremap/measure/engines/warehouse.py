"""Measuring where the data is: the one text on a table of contacts, in whatever engine holds it.

Nothing is copied out but counts. Times must be in columns of time: a warehouse has them.
"""

from dataclasses import dataclass

from ecaremap.measure import definitions
from ecaremap.measure.engines.dialects import Dialect
from ecaremap.measure.engines.running import Kind, Progress, Warehouse
from ecaremap.measure.intake import refusals, staging
from ecaremap.measure.intake.columns import MOST_CENTS, NO, NOBODY, YES, check_columns
from ecaremap.measure.model import Counts, Intake, Refused, Row, SameNeed, Settings, Unmapped
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.summing import headline, query_hash

BAND: tuple[SameNeed, ...] = ("strict", "family", "any")
_CELLS = "contact_id, customer, wait, shown, zoned, origin, place, csat, cost, blank"


def table_source(settings: Settings, kinds: dict[str, Kind], dialect: Dialect, table: str) -> str:
    """The query that reads a table of contacts into what `staging` calls `source`.

    Raises:
        UnreadableLog: a column holds something else than it should.
    """
    columns = settings.columns

    def of(field: str, *wanted: Kind) -> tuple[str, Kind]:
        name = getattr(columns, field)
        kind = kinds[name]
        if kind not in wanted:
            raise UnreadableLog(
                f"Column '{name}' for the {field} is of the wrong type.", f"It should hold: {' or '.join(wanted)}."
            )
        return f"l.{dialect.column(name)}", kind

    if not columns.contact:
        raise UnreadableLog("A table needs a column with the id of each contact.", "Name it as contact: its name.")
    contact, kind = of("contact", "whole", "text")
    listed = {
        "contact": contact if kind == "whole" else dialect.bytewise.format(f"nullif({contact}, '')"),
        "customer": _customer(*of("customer", "whole", "text"), dialect),
        **_moment(*of("time", "local", "instant"), settings, dialect),
        "ended": _seconds(of("ended", "local", "instant")[0], dialect) if columns.ended else "cast(null as bigint)",
        "touchpoint": _text(*of("touchpoint", "text", "whole"), dialect),
        "request": _text(*of("request", "text", "whole"), dialect),
        "segment": _text(*of("segment", "text", "whole"), dialect) if columns.segment else _null(dialect.text),
        "res": _truth(*of("resolved", "truth", "text", "whole"), settings, dialect) if columns.resolved else _null(dialect.code),
        "csat": _grade(of("csat", "whole", "number")[0], dialect) if columns.csat else _null(dialect.code),
        "cost": _cents(of("cost", "whole", "number")[0], settings) if columns.cost else _null("integer"),
        "blank": f"cast(0 as {dialect.code})",
    }  # fmt: skip
    if columns.conversation:
        listed["conversation"] = _text(*of("conversation", "text", "whole"), dialect)
    text = ",\n       ".join(f"{expression} as {name}" for name, expression in listed.items())
    return f"select {text}\nfrom {table} l"


def _null(kind: str) -> str:
    return f"cast(null as {kind})"


def _text(column: str, kind: Kind, dialect: Dialect) -> str:
    return f"nullif({column}, '')" if kind == "text" else f"cast({column} as {dialect.text})"


def _customer(column: str, kind: Kind, dialect: Dialect) -> str:
    if kind == "whole":
        return column
    words = ", ".join(map(dialect.literal, NOBODY))
    return f"case when lower(trim({column})) in ({words}) then null else trim({column}) end"


def _seconds(column: str, dialect: Dialect) -> str:
    return dialect.seconds.format(column)


def _moment(column: str, kind: Kind, settings: Settings, dialect: Dialect) -> dict[str, str]:
    seconds = _seconds(column, dialect)
    # The month of an instant is asked of UTC, whatever the session's zone.
    local = column if kind == "local" else dialect.moment.format(seconds)
    zoned = int(kind == "instant" and settings.timezone != "UTC")
    return {
        "shown": seconds, "said": f"case when {column} is null then 0 else 1 end",
        "ym": dialect.month.format(local), "zoned": f"cast({zoned} as {dialect.code})",
    }  # fmt: skip


def _truth(column: str, kind: Kind, settings: Settings, dialect: Dialect) -> str:
    if kind == "truth":
        return f"cast(case when {column} then 1 when not {column} then 0 end as {dialect.code})"
    own = {name.strip().lower(): value for name, value in settings.resolved_codes}
    yes = sorted((set(YES) - own.keys()) | {name for name, value in own.items() if value})
    no = sorted((set(NO) - own.keys()) | {name for name, value in own.items() if not value})
    text = f"lower(trim(cast({column} as {dialect.text})))"
    sides = " ".join(
        f"when {text} in ({', '.join(map(dialect.literal, words))}) then {n}" for words, n in ((yes, 1), (no, 0))
    )
    return f"cast(case {sides} end as {dialect.code})"


def _grade(column: str, dialect: Dialect) -> str:
    return (
        f"cast(case when {column} between 0 and 100 and {column} = floor({column}) then {column} end as {dialect.code})"
    )


def _cents(column: str, settings: Settings) -> str:
    amount = f"round(cast({column} as decimal(18, 4)){'' if settings.cost_in_cents else ' * 100'})"
    return f"cast(case when abs({amount}) <= {MOST_CENTS} then {amount} end as integer)"


@dataclass(frozen=True, slots=True)
class _Run:
    house: Warehouse
    settings: Settings
    source: str


def measure_table(settings: Settings, house: Warehouse, *, band: bool, progress: Progress) -> Counts:
    """Count a table of contacts.

    Raises:
        UnreadableLog: a column is missing or of the wrong kind, or nothing can be counted.
    """
    kinds = house.kinds()
    check_columns(settings.columns, kinds, f"'{house.names[0]}'")
    run = _Run(house, settings, table_source(settings, kinds, house.dialect, house.table))
    progress("reading", 0.0)
    unmapped = _mapped(run)
    progress("checking", 0.35)
    table, repeated, merged = _settled(run)
    intake = _intake(run, unmapped, table, repeated, merged)
    progress("counting", 0.5)
    rows = _counted(run, settings.same_need, table, intake.last)
    bands: dict[SameNeed, dict[str, int]] = {}
    for need in BAND if band else ():
        own = need == settings.same_need
        journeys = rows["journeys"] if own else _counted(run, need, table, intake.last, ("journeys",))["journeys"]
        bands[need] = headline(journeys)
    progress("done", 1.0)
    return Counts(settings, intake, house.dialect.name, dict(definitions.COLUMNS), rows, bands, query_hash(settings))


def _mapped(run: _Run) -> tuple[Unmapped, ...]:
    """Stage the table; while names turn out to be known ones in another spelling, once more with them."""
    house, spelt = run.house, dict[str, dict[str, str]]()
    for _ in range(4):
        for name, query in staging.code_tables(
            run.settings, staging.known_codes(run.settings, spelt), house.dialect
        ).items():
            house.keep(name, query)
        house.keep("staged", f"with source as ({run.source})\n{staging.staged(run.settings, house.dialect)}")
        unmapped = refusals.unmapped(house, run.source, run.settings)
        more = refusals.other_spellings(unmapped, run.settings)
        if not more:
            break
        spelt = {table: {**spelt.get(table, {}), **more.get(table, {})} for table in {*spelt, *more}}
    return unmapped


def _settled(run: _Run) -> tuple[str, int, int]:
    """The table that is counted, rows that stood twice in it, and rows that went into another's contact."""
    house, columns = run.house, run.settings.columns
    table, repeated, merged = "staged", 0, 0
    several = "select contact_id from staged where why = 0 group by contact_id having count(*) > 1"
    if house.rows(f"{several} limit 1"):
        cells = _CELLS + (", conversation" if columns.conversation else "")
        why = f"case when count(*) over (partition by contact_id) > 1 then {staging.TWICE} else 0 end"
        if columns.contact == columns.conversation:
            why = "0"
        house.keep("settled", f"select d.*, {why} as why from (select distinct {cells} from staged where why = 0) d")  # noqa: S608
        table = "settled"
        repeated = _count(run, "staged where why = 0") - _count(run, "settled")
    if columns.conversation:
        before = _count(run, f"{table} where why = 0")
        house.keep("merged", staging.MERGED.replace("staged", table))
        merged = before - _count(run, "merged")
        table = "merged"
    return table, repeated, merged


def _count(run: _Run, what: str) -> int:
    return int(run.house.rows(f"select count(*) from {what}")[0][0])  # noqa: S608


def _intake(run: _Run, unmapped: tuple[Unmapped, ...], table: str, repeated: int, merged: int) -> Intake:
    house, settings = run.house, run.settings
    by_reason = {int(why): int(n) for why, n in house.rows("select why, count(*) from staged group by why")}
    rows = sum(by_reason.values())
    _view(run, settings.same_need, table)
    counted, first, last = house.rows("select count(*), min(es), max(es) from contact")[0]
    twice = by_reason.get(0, 0) - repeated - merged - counted
    refused = {**{why: n for why, n in by_reason.items() if why}, **({staging.TWICE: twice} if twice else {})}
    listed = tuple(Refused(staging.REASONS[why], n) for why, n in sorted(refused.items()))
    if not counted:
        raise refusals.nothing(rows, listed, settings, unmapped)
    return Intake(
        rows, int(counted), merged, int(first), int(last), listed, unmapped, house.names,
        identified=rows - by_reason.get(staging.NO_CUSTOMER, 0), repeated=repeated,
    )  # fmt: skip


def _view(run: _Run, need: SameNeed, table: str) -> None:
    text = f"select coalesce(min(shown), 0), coalesce(max(shown), 0) from {table} where why = 0"  # noqa: S608
    first, last = run.house.rows(text)[0]
    run.house.view("contact", staging.contact(run.settings, run.house.dialect, (int(first), int(last)), need, table))


def _counted(
    run: _Run, need: SameNeed, table: str, end: int, names: tuple[str, ...] = tuple(definitions.OUTPUTS)
) -> dict[str, tuple[Row, ...]]:
    _view(run, need, table)
    run.house.keep("edge", definitions.edge())
    return {
        name: tuple(sorted(tuple(map(int, row)) for row in run.house.rows(definitions.output(name, end))))
        for name in names
    }
