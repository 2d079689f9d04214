"""The text for each engine: parsed in its dialect, and run as it stands where there is an engine."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import duckdb
import psycopg
import pytest
import sqlglot

from ecaremap.measure.definitions import OUTPUTS
from ecaremap.measure.emit import emit_sql
from ecaremap.measure.engines.dialects import DIALECTS
from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import Columns
from ecaremap.measure.problems import UnreadableLog
from measure import cluster, logs
from measure.test_engines import CI, DRAWN, fill

FULL = replace(
    logs.SETTINGS, timezone="Europe/Berlin", same_need="family",
    touchpoint_codes=(("it's \"odd\"", "app"),),
    columns=Columns("id", "customer", "time", "channel", "reason", "ended", "talk", "resolved", "csat", "cost", "segment"),
)  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "given", [FULL, replace(FULL, timezone="UTC", segments=(), columns=Columns("id", "c", "t", "b", "r"))]
)
def test_it_parses(dialect: str, given: object) -> None:
    text = emit_sql(given, dialect, "crm.contacts")  # type: ignore[arg-type]
    statements = [one for one in sqlglot.parse(text, read=dialect) if one is not None]
    assert len(statements) >= 10
    assert not any(isinstance(one, sqlglot.exp.Command) for one in statements)
    said = "run this text" if DIALECTS[dialect].run or dialect == "clickhouse" else "nobody has run it"
    assert said in text.splitlines()[1]


@pytest.fixture(scope="module")
def drawn() -> ModuleType:
    return logs.generator()


def test_duckdb_runs_it(tmp_path: Path, drawn: ModuleType) -> None:
    log = drawn.draw(20_000, 9)
    drawn.write(log, tmp_path, string_ids=True, csv=False)
    given = logs.drawn_settings(drawn)
    want = measure_log(given, [tmp_path / "contacts.parquet"]).rows
    connection = duckdb.connect()
    # Ids as text of one length, so that their order is that of the numbers.
    connection.execute(
        f"""create table contacts as select * replace (lpad(cast(contact_id as varchar), 9, '0') as contact_id,
        case when resolved then 'yes' else 'no' end as resolved) from '{tmp_path}/contacts.parquet'"""
    )
    statements = emit_sql(given, "duckdb").rstrip().rstrip(";").split(";\n")
    for statement in statements[: -len(OUTPUTS)]:
        connection.execute(statement)
    for name, text in zip(OUTPUTS, statements[-len(OUTPUTS) :], strict=True):
        assert sorted(connection.execute(text).fetchall()) == list(want[name])


def test_postgres_runs_it(tmp_path: Path, drawn: ModuleType) -> None:
    if not cluster.program("initdb"):
        assert not CI, "PostgreSQL is missing"
        pytest.skip("PostgreSQL is not installed here")
    log = drawn.draw(20_000, 10)
    drawn.write(log, tmp_path, string_ids=True, csv=True)
    given = logs.drawn_settings(drawn)
    with cluster.server() as address:
        fill(address, "contacts", DRAWN.replace("contact_id bigint", "contact_id text"), tmp_path / "contacts.csv")
        want = measure_log(given, ["contacts"], engine="postgres", address=address).rows
        with psycopg.connect(address) as connection:
            connection.execute("alter table contacts alter resolved type text using resolved::text")
            statements = emit_sql(given, "postgres").rstrip().rstrip(";").split(";\n")
            for statement in statements[: -len(OUTPUTS)]:
                connection.execute(statement.encode())
            for name, text in zip(OUTPUTS, statements[-len(OUTPUTS) :], strict=True):
                rows = connection.execute(text.encode()).fetchall()
                assert sorted(tuple(map(int, row)) for row in rows) == list(want[name])


def test_a_dialect_nobody_knows() -> None:
    with pytest.raises(UnreadableLog) as caught:
        emit_sql(FULL, "snowflak")
    assert caught.value.fix == "Did you mean snowflake?"
