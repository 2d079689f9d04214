"""Figures that are added up already: how often, by period, request and touchpoint. Shares, costs and trends, no journeys.

Half of what organisations publish comes like this. It cannot say what one customer did after another contact:
whoever shows these counts says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from ecaremap.measure.engines.dialects import DUCKDB, literal
from ecaremap.measure.engines.duck import Duck, Limits
from ecaremap.measure.intake.files import find_files
from ecaremap.measure.intake.reading import Relation, attach
from ecaremap.measure.intake.staging import code_tables, known_codes
from ecaremap.measure.model import Refused, Settings, Unmapped
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.suggest import closest

NO_JOURNEYS = "Volumes count contacts, not customers: nothing is known of journeys, repeats or leaks."


@dataclass(frozen=True, slots=True)
class VolumeColumns:
    """Which column holds what; empty: there is none. `cost` is of all contacts of the row, in whole money."""

    period: str
    touchpoint: str
    n: str
    request: str = ""
    cost: str = ""
    csat: str = ""
    csat_n: str = ""


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
    """What was read of a table of volumes."""

    settings: Settings
    rows: tuple[VolumeRow, ...]
    read: int
    counted: int
    refused: tuple[Refused, ...]
    unmapped: tuple[Unmapped, ...]
    sources: tuple[str, ...]
    says: str = NO_JOURNEYS


REASONS = {
    1: "no period, or one that cannot be read", 2: "no number of contacts", 3: "a number below nothing or not whole",
    4: "a touchpoint that stands for none of the strategy", 5: "a request that stands for none of the strategy",
}  # fmt: skip


def read_volumes(settings: Settings, columns: VolumeColumns, files: Sequence[Path | str]) -> Volumes:
    """Add up a table of volumes by month, request and touchpoint.

    A period is a date, a month (2026-03) or a moment; it counts for the month it begins in.

    Raises:
        UnreadableLog: it cannot be read, or nothing in it can be counted.
    """
    found = find_files(files)
    with Duck(found.paths, Limits()) as duck:
        relation = attach(duck, found)
        _check(columns, relation, found.names[0])
        for name, query in code_tables(settings, known_codes(settings), DUCKDB).items():
            duck.run(f"create temp table {name} as {query}")
        duck.run(f"create temp table volume as {_staged(columns, relation, settings)}")
        read, counted = duck.row("select count(*), count(*) filter (why = 0) from volume")
        refused = tuple(
            Refused(REASONS[why], n, example or "")
            for why, n, example in duck.rows(
                "select why, count(*), min(case why when 4 then touchpoint when 5 then request else period end)"
                " from volume where why > 0 group by why order by why"
            )
        )
        if not counted:
            reason = max(refused, key=lambda one: one.rows).reason if refused else "nothing in them"
            raise UnreadableLog(
                f"None of the {read:,} rows can be counted: most have {reason}.", "Look at the columns."
            )
        rows = duck.rows(
            """select ym, r, t, sum(n), sum(case when cost is null then 0 else n end), coalesce(sum(cost), 0),
            sum(case when csat is null then 0 else csat_n end), coalesce(sum(csat * csat_n), 0)
            from volume where why = 0 group by ym, r, t order by ym, r, t"""
        )
        unmapped = tuple(_unmapped(duck, settings))
    return Volumes(
        settings, tuple(VolumeRow(*map(int, row)) for row in rows), read, counted, refused, unmapped, found.names
    )


def _check(columns: VolumeColumns, relation: Relation, where: str) -> None:
    for field in fields(columns):
        name = getattr(columns, field.name)
        if name and name not in relation.types:
            near = closest(name, relation.types)
            listed = ", ".join(list(relation.types)[:12])
            raise UnreadableLog(
                f"'{where}' has no column '{name}' for the {field.name}.",
                f"Did you mean '{near}'?" if near else f"Its columns are: {listed}.",
            )


def _staged(columns: VolumeColumns, relation: Relation, settings: Settings) -> str:
    def text(name: str) -> str:
        return f"nullif(trim(cast(l.{DUCKDB.column(name)} as varchar)), '')" if name else "cast(null as varchar)"

    form = literal(settings.time_format)
    moment = f"try_strptime({text(columns.period)}, {form})" if settings.time_format else (
        f"coalesce(try_cast({text(columns.period)} as timestamp), try_cast({text(columns.period)} || '-01' as timestamp))"
    )  # fmt: skip
    amount = f"try_cast(replace({text(columns.n)}, ',', '') as decimal(18, 4))"
    cents = f"cast(round(try_cast({text(columns.cost)} as decimal(18, 4)) * 100) as bigint)"
    grade = f"cast(round(try_cast({text(columns.csat)} as decimal(18, 4)) * 100) as bigint)"
    answers = f"try_cast({text(columns.csat_n)} as bigint)" if columns.csat_n else "cast(null as bigint)"
    answered = "coalesce(s.csat_n, 0)" if columns.csat_n else "cast(s.n as bigint)"
    request = "r.code is null" if columns.request else "false"
    why = f"""case when s.m is null or year(s.m) not between 1990 and 2100 then 1 when s.n is null then 2
        when s.n < 0 or s.n <> round(s.n) then 3 when t.code is null then 4 when {request} then 5 else 0 end"""
    inner = f"""select {moment} as m, {amount} as n, {text(columns.touchpoint)} as touchpoint,
        {text(columns.request)} as request, {text(columns.period)} as period, {cents} as cost, {grade} as csat,
        {answers} as csat_n from {relation.text} l"""  # noqa: S608
    return f"""select cast(year(m) * 12 + month(m) - 1 as integer) as ym, coalesce(r.code, -1) as r, t.code as t, cast(s.n as bigint) as n,
        s.cost, s.csat, {answered} as csat_n, s.touchpoint, s.request, s.period, {why} as why
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
