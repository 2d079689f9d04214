"""Figures that are added up already: how often, by period, request and touchpoint. Shares, costs and trends, no journeys.

Half of what organisations publish comes like this. It cannot say what one customer did after another contact:
whoever shows these counts says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ecaremap.measure.engines.dialects import DUCKDB, literal
from ecaremap.measure.engines.duck import Duck, Limits
from ecaremap.measure.intake.files import find_files
from ecaremap.measure.intake.reading import Relation, attach
from ecaremap.measure.intake.refusals import other_spellings
from ecaremap.measure.intake.staging import code_tables, known_codes
from ecaremap.measure.model import Refused, Settings, Unmapped
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.settings import refuse_unknown
from ecaremap.model.project import Project
from ecaremap.model.suggest import closest

OTHERS = ("time_format",)
NO_JOURNEYS = "Volumes count contacts, not customers: nothing is known of journeys, repeats or leaks."


@dataclass(frozen=True, slots=True)
class VolumeColumns:
    """Which column holds what; empty: the one of that name, if there is one. `cost` is of all contacts of the row."""

    period: str = ""
    touchpoint: str = ""
    n: str = ""
    request: str = ""
    cost: str = ""
    csat: str = ""
    csat_n: str = ""


COLUMNS = tuple(field.name for field in fields(VolumeColumns))
NEEDED = ("period", "touchpoint", "n")
SECTION = ("measurement", "volumes")


def volume_columns(project: Project) -> VolumeColumns:
    """Which column holds what, as far as the strategy says so.

    Raises:
        UnreadableLog: it says something that cannot be used.
    """
    refuse_unknown(project, SECTION, (*COLUMNS, *OTHERS))
    how = project.strategy.measurement
    said = how.volumes if how else {}
    return VolumeColumns(**{name: said[name] for name in COLUMNS if name in said})


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """Contacts of a month, a request (-1: not said) and a touchpoint, as codes of the settings.

    Attributes:
        cost: whole cents; costed: the contacts they are for. csat: sum of grades in hundredths; csat_n: their number.
    """

    ym: int
    request: int
    channel: int
    n: int
    costed: int
    cost: int
    csat_n: int
    csat: int


@dataclass(frozen=True, slots=True)
class Volumes:
    """What was read of a table of volumes; `blank` are cells that could not be read in rows that were counted."""

    settings: Settings
    rows: tuple[VolumeRow, ...]
    read: int
    counted: int
    refused: tuple[Refused, ...]
    unmapped: tuple[Unmapped, ...]
    sources: tuple[str, ...]
    blank: tuple[Refused, ...] = ()
    says: str = NO_JOURNEYS


REASONS = {
    1: "no period, or one that cannot be read", 2: "no number of contacts", 3: "a number below nothing or not whole",
    4: "a touchpoint that stands for none of the strategy", 5: "a request that stands for none of the strategy",
}  # fmt: skip


BLANK = ("a cost that is no amount", "a grade that is no number")
FIXES = {
    1: "Say how periods are written: measurement: {volumes: {time_format: '%m/%Y'}}.",
    2: "Look whether the right column is named under measurement, volumes.",
    3: "Look whether the right column is named under measurement, volumes.",
    4: "Write under measurement, touchpoint_codes, which touchpoint each value stands for.",
    5: "Write under measurement, request_codes, which request each value stands for.",
}
TRIES = 3


def read_volumes(settings: Settings, columns: VolumeColumns, files: Sequence[Path | str]) -> Volumes:
    """Add up a table of volumes by month, request and touchpoint.

    A period is a date, a month (2026-03) or a moment; it counts for the month it begins in.

    Raises:
        UnreadableLog: it cannot be read, or nothing in it can be counted.
    """
    found = find_files(files)
    with Duck(found.paths, Limits()) as duck:
        relation = attach(duck, found)
        query = _staged(_found(columns, relation, found.names[0]), relation, settings)
        unmapped = _read(duck, query, settings)
        read, counted = duck.row("select count(*), count(*) filter (why = 0) from volume")
        refused = {
            why: Refused(REASONS[why], n, example or "")
            for why, n, example in duck.rows(
                "select why, count(*), min(case why when 4 then touchpoint when 5 then request else period end)"
                " from volume where why > 0 group by why order by why"
            )
        }
        if not counted:
            raise _nothing(read, refused)
        rows = duck.rows(
            """select ym, r, t, sum(n), sum(case when cost is null then 0 else n end), coalesce(sum(cost), 0),
            sum(case when csat is null then 0 else csat_n end), coalesce(sum(csat * csat_n), 0)
            from volume where why = 0 group by ym, r, t order by ym, r, t"""
        )
        blank = duck.row("select count(*) filter (no_cost), count(*) filter (no_csat) from volume where why = 0")
    return Volumes(
        settings, tuple(VolumeRow(*map(int, row)) for row in rows), read, counted, tuple(refused.values()), unmapped,
        found.names, tuple(Refused(reason, n) for reason, n in zip(BLANK, blank, strict=True) if n),
    )  # fmt: skip


def _read(duck: Duck, query: str, settings: Settings) -> tuple[Unmapped, ...]:
    """Fill `volume`; while names turn out to be known ones in another spelling, once more with them."""
    spelt: dict[str, dict[str, str]] = {}
    for _ in range(TRIES):
        for name, codes in code_tables(settings, known_codes(settings, spelt), DUCKDB).items():
            duck.run(f"create or replace temp table {name} as {codes}")
        duck.run(f"create or replace temp table volume as {query}")
        unmapped = tuple(_unmapped(duck, settings))
        more = other_spellings(unmapped, settings)
        if not more:
            break
        spelt = {table: {**spelt.get(table, {}), **more.get(table, {})} for table in {*spelt, *more}}
    return unmapped


def _nothing(read: int, refused: Mapping[int, Refused]) -> UnreadableLog:
    """Nothing can be counted: the main reason, and what to write."""
    if not refused:
        return UnreadableLog("The table has no rows.", "Export it again.")
    why, main = max(refused.items(), key=lambda each: each[1].rows)
    example = f", as '{main.example}'" if main.example else ""
    return UnreadableLog(
        f"None of the {read:,} rows can be counted: {main.rows:,} have {main.reason}{example}.", FIXES[why]
    )


def _found(columns: VolumeColumns, relation: Relation, where: str) -> VolumeColumns:
    """The columns that are there; those of which nothing is said by their names, whatever their capitals."""
    alike = {name.strip().casefold(): name for name in reversed(relation.types)}
    listed = ", ".join(list(relation.types)[:12])
    for field in COLUMNS:
        name = getattr(columns, field)
        if name and name not in relation.types:
            near = closest(name, relation.types)
            raise UnreadableLog(
                f"'{where}' has no column '{name}' for the {field}.",
                f"Did you mean '{near}'?" if near else f"Its columns are: {listed}.",
            )
        if not name and field in NEEDED and field not in alike:
            raise UnreadableLog(
                f"Nothing says which column of '{where}' holds the {field}.",
                f"Write measurement: {{volumes: {{{field}: NAME}}}}; its columns are {listed}.",
            )
    return replace(
        columns, **{field: alike[field] for field in COLUMNS if not getattr(columns, field) and field in alike}
    )


def _staged(columns: VolumeColumns, relation: Relation, settings: Settings) -> str:
    def text(name: str) -> str:
        return f"nullif(trim(cast(l.{DUCKDB.column(name)} as varchar)), '')" if name else "cast(null as varchar)"

    form = literal(settings.time_format)
    moment = f"try_strptime({text(columns.period)}, {form})" if settings.time_format else (
        f"coalesce(try_cast({text(columns.period)} as timestamp), try_cast({text(columns.period)} || '-01' as timestamp))"
    )  # fmt: skip
    amount = f"try_cast(replace({text(columns.n)}, ',', '') as decimal(18, 4))"
    cents = f"cast(round(try_cast(replace({text(columns.cost)}, ',', '') as decimal(18, 4)) * 100) as bigint)"
    grade = f"cast(round(try_cast({text(columns.csat)} as decimal(18, 4)) * 100) as bigint)"
    answers = f"try_cast({text(columns.csat_n)} as bigint)" if columns.csat_n else "cast(null as bigint)"
    answered = "coalesce(s.csat_n, 0)" if columns.csat_n else "cast(s.n as bigint)"
    request = "r.code is null" if columns.request else "false"
    why = f"""case when s.m is null or year(s.m) not between 1990 and 2100 then 1 when s.n is null then 2
        when s.n < 0 or s.n <> round(s.n) then 3 when t.code is null then 4 when {request} then 5 else 0 end"""
    inner = f"""select {moment} as m, {amount} as n, {text(columns.touchpoint)} as touchpoint,
        {text(columns.request)} as request, {text(columns.period)} as period, {cents} as cost, {grade} as csat,
        {answers} as csat_n, {text(columns.cost)} as cost_said, {text(columns.csat)} as csat_said from {relation.text} l"""  # noqa: S608
    return f"""select cast(year(m) * 12 + month(m) - 1 as integer) as ym, coalesce(r.code, -1) as r, t.code as t, cast(s.n as bigint) as n,
        s.cost, s.csat, {answered} as csat_n, s.touchpoint, s.request, s.period, {why} as why,
        s.cost is null and s.cost_said is not null as no_cost, s.csat is null and s.csat_said is not null as no_csat
        from ({inner}) s left join touchpoint_code t on t.name = s.touchpoint
        left join request_code r on r.name = s.request"""  # noqa: S608


def _unmapped(duck: Duck, settings: Settings) -> list[Unmapped]:
    ids = {"touchpoint": [one.id for one in settings.channels], "request": [one.id for one in settings.reasons]}
    found = []
    for column, why in (("touchpoint", 4), ("request", 5)):
        rows = duck.rows(
            f"select {column}, count(*) as n from volume where why = {why} group by {column} order by n desc, {column}"  # noqa: S608
        )
        for value, n in rows:
            meant = closest(value, ids[column]) if value else None
            found.append(Unmapped(column, value or "", n, meant or ""))  # type: ignore[arg-type]
    return found
