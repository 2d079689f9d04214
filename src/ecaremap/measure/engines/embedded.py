"""Measuring with DuckDB: a log is read once, staged, sorted once, and counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ecaremap.measure import definitions
from ecaremap.measure.engines.dialects import DUCKDB, Dialect
from ecaremap.measure.engines.duck import Duck, Limits
from ecaremap.measure.engines.parts import Staged, count_parts
from ecaremap.measure.engines.running import Progress
from ecaremap.measure.intake import refusals, staging
from ecaremap.measure.intake.columns import Salt, check_columns, source
from ecaremap.measure.intake.files import find_files
from ecaremap.measure.intake.reading import Relation, attach
from ecaremap.measure.model import Counts, Intake, Row, SameNeed, Settings, Unmapped
from ecaremap.measure.summing import headline, query_hash

BAND: tuple[SameNeed, ...] = ("strict", "family", "any")
TRIES = 4
_DENSE = 16
_BITS = 4_000_000_000
_SMALL = 2**32
_SIGNED = 2**31
_MONTH = 32 * 86_400


@dataclass(frozen=True, slots=True)
class Run:
    """One log being measured."""

    duck: Duck
    settings: Settings
    salt: Salt
    relation: Relation
    progress: Progress

    @property
    def dialect(self) -> Dialect:
        """DuckDB with codes as small as they can be: a sort moves every byte of them."""
        most = max(len(self.settings.channels), len(self.settings.reasons), len(self.settings.segments) + 1)
        return replace(DUCKDB, code="utinyint" if most < 256 else "usmallint")

    @property
    def source(self) -> str:
        """The query over the log."""
        return source(self.settings, self.relation.types, self.salt, self.relation.text)


def measure_embedded(
    settings: Settings,
    files: Sequence[Path | str],
    limits: Limits,
    salt: Salt,
    *,
    quarantine: Path | None,
    band: bool,
    progress: Progress,
    outputs: Sequence[str] = tuple(definitions.OUTPUTS),
) -> Counts:
    """Count a log. `outputs`: those of `definitions` that are asked for.

    Raises:
        UnreadableLog: it cannot be read, or nothing in it can be counted. Then nothing is written.
    """
    found = find_files(files)
    with Duck(found.paths, limits) as duck:
        relation = attach(duck, found)
        check_columns(settings.columns, relation.types, f"'{found.names[0]}'")
        run = Run(duck, settings, salt, relation, progress)
        progress("reading", 0.0)
        intake = _stage(run, found.names, quarantine)
        progress("sorting", 0.45)
        rows = _counted(run, settings.same_need, intake, outputs, (0.45, 0.8))
        bands = {need: _band(run, need, intake, rows) for need in BAND} if band else {}
        progress("done", 1.0)
    return Counts(settings, intake, "duckdb", dict(definitions.COLUMNS), rows, bands, query_hash(settings))


def _stage(run: Run, names: tuple[str, ...], quarantine: Path | None) -> Intake:
    """Fill `staged`, drop what stands twice, merge conversations, and tell what became of every row."""
    duck, settings = run.duck, run.settings
    unmapped = _mapped(run)
    run.progress("checking", 0.35)
    _number(run)
    repeated = _repeated(run)
    merged = _merge(run)
    duck.run(f"create or replace temp view contact as {_contact(run, settings.same_need)}")
    told = refusals.Told(run.source, refusals.raw_columns(settings), unmapped, names, quarantine, run.salt.key)
    return refusals.intake(duck, settings, told, repeated=repeated, merged=merged)


def _mapped(run: Run) -> tuple[Unmapped, ...]:
    """Read the log; while names turn out to be known ones in another spelling, once more with them."""
    spelt: dict[str, dict[str, str]] = {}
    for _ in range(TRIES):
        _code(run, staging.known_codes(run.settings, spelt))
        text = f"with source as ({run.source})\n{staging.staged(run.settings, run.dialect)}"
        run.duck.run(f"create or replace table staged as {text}")
        unmapped = refusals.unmapped(run.duck, run.source, run.settings)
        more = refusals.other_spellings(unmapped, run.settings)
        if not more:
            break
        # A request is only asked of rows whose touchpoint is known: there may be more the next time.
        spelt = {table: {**spelt.get(table, {}), **more.get(table, {})} for table in {*spelt, *more}}
    return unmapped


def _code(run: Run, codes: staging.Codes) -> None:
    for name, query in staging.code_tables(run.settings, codes, run.dialect).items():
        run.duck.run(f"create or replace temp table {name} as {query}")


def _number(run: Run) -> None:
    """Ids that are whole numbers in text are ordered as numbers: a log says the same in CSV and in Parquet."""
    name = run.settings.columns.contact
    if not name or run.relation.types[name].upper() != "VARCHAR":
        return
    text = """select 1 from staged where why = 0 and coalesce(cast(try_cast(contact_id as bigint) as varchar), '')
        <> contact_id limit 1"""
    if not run.duck.rows(text):
        run.duck.run("alter table staged alter contact_id type bigint using try_cast(contact_id as bigint)")


def _repeated(run: Run) -> int:
    """Drop rows that stand twice; refuse those whose id stands for different contacts. How many were dropped."""
    duck, columns = run.duck, run.settings.columns
    if not columns.contact or columns.contact == columns.conversation:
        return _dropped(run) if columns.contact else 0
    count, low, high = duck.row("select count(*), min(contact_id), max(contact_id) from staged where why = 0")
    if not count:
        return 0
    distinct = "count(distinct contact_id)"
    if isinstance(low, int) and high - low < min(_DENSE * count + 1_000_000, _BITS):
        # A bit for each id: far cheaper than a table of them.
        kind = "ubigint" if low >= 0 else "bigint"
        distinct = f"bit_count(bitstring_agg(contact_id, {low}::{kind}, {high}::{kind}))".replace(
            "contact_id", f"contact_id::{kind}"
        )
    if duck.row(f"select {distinct} from staged where why = 0")[0] == count:  # noqa: S608
        return 0
    return _dropped(run)


def _dropped(run: Run) -> int:
    """What stands twice word for word is kept once; what differs under one id is refused altogether."""
    duck = run.duck
    duck.run(
        "create temp table several as select contact_id from staged where why = 0 group by contact_id having count(*) > 1"
    )
    rows = "select staged.* from staged semi join several using (contact_id) where why = 0"
    duck.run(f"create temp table once as select distinct * from ({rows}) twice")  # noqa: S608
    dropped = duck.row(f"select count(*) from ({rows}) twice")[0] - duck.row("select count(*) from once")[0]  # noqa: S608
    duck.run("delete from staged where why = 0 and contact_id in (select contact_id from several)")
    why = f"case when count(*) over (partition by contact_id) > 1 then {staging.TWICE} else 0 end"
    if run.settings.columns.contact == run.settings.columns.conversation:
        why = "0"
    duck.run(f"insert into staged select * exclude (why), {why} from once")  # noqa: S608
    return int(dropped)


def _merge(run: Run) -> int:
    """Make one contact of each conversation; how many rows went into another's contact."""
    if not run.settings.columns.conversation:
        return 0
    before = run.duck.row("select count(*) from staged where why = 0")[0]
    run.duck.run(f"create table merged as {staging.MERGED}")
    return int(before - run.duck.row("select count(*) from merged")[0])


def _counted(
    run: Run, need: SameNeed, intake: Intake, outputs: Sequence[str], span: tuple[float, float]
) -> dict[str, tuple[Row, ...]]:
    """Outputs under one rule of sameness."""
    staged = Staged(_contact(run, need), _table(run), intake.last, intake.counted)
    return count_parts(run.duck, staged, outputs, run.progress, span)


def _table(run: Run) -> str:
    return "merged" if run.settings.columns.conversation else "staged"


def _contact(run: Run, need: SameNeed) -> str:
    """The query of `contact`, which ends with its conditions."""
    table = _table(run)
    text = "select coalesce(min(shown), 0), coalesce(max(shown), 0), min(contact_id), max(contact_id)"
    first, last, low, high = run.duck.row(f"{text} from {table} where why = 0")
    latest = last + max((one.window for one in run.settings.reasons), default=0) + _MONTH
    # Until 2038 seconds fit where differences are cheap.
    dialect = replace(run.dialect, second="integer") if latest < _SIGNED else run.dialect
    query = staging.contact(run.settings, dialect, (first, last), need, table)
    if isinstance(low, int) and low >= 0 and high < _SMALL:
        # The last key of every sort: with a text for the customer, the whole key then fits what is sorted fastest.
        query = query.replace("select contact_id,", "select cast(contact_id as uinteger) as contact_id,", 1)
    return query


def _band(run: Run, need: SameNeed, intake: Intake, rows: dict[str, tuple[Row, ...]]) -> dict[str, int]:
    """The sums of all journeys, were contacts the same need under this rule."""
    if need == run.settings.same_need:
        return headline(rows["journeys"])
    run.progress(f"the same, {need}", 0.8)
    return headline(_counted(run, need, intake, ["journeys"], (0.8, 0.9))["journeys"])
