"""The one text on other engines: a real PostgreSQL server, and Spark with workers in processes of their own."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from ecaremap.load.loading import load
from ecaremap.measure.definitions import OUTPUTS
from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import Columns, Counts, Settings
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.settings import settings_of
from measure import cluster, logs
from measure.commands_run import run, told

CI = bool(os.environ.get("CI"))


@pytest.fixture(scope="module")
def drawn() -> ModuleType:
    return logs.generator()


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    if not (cluster.program("initdb") and cluster.program("pg_ctl")):
        assert not CI, "PostgreSQL is missing"
        pytest.skip("PostgreSQL is not installed here")
    with cluster.server() as address:
        yield address


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if shutil.which("java") is None:
        assert not CI, "Java is missing"
        pytest.skip("Java is not installed here")
    from pyspark.sql import SparkSession

    # Two workers in processes of their own, each with one core: data goes over the wire as on a cluster.
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.sql.session.timeZone", "UTC").config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2").config("spark.driver.host", "127.0.0.1")
        # Compiling the queries takes minutes and counting these rows a second.
        .config("spark.sql.codegen.wholeStage", "false").config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", "false")
        .getOrCreate()
    )  # fmt: skip
    yield session
    session.stop()


def fill(address: str, table: str, columns: str, path: Path) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"drop table if exists {table}".encode())
        connection.execute(f"create table {table} ({columns})".encode())
        with connection.cursor().copy(f"copy {table} from stdin (format csv, header)".encode()) as copy:
            copy.write(path.read_bytes())


def same(one: Counts, other: Counts) -> None:
    assert one.rows == other.rows
    assert one.band == other.band
    assert one.query_hash == other.query_hash
    assert replace(one.intake, sources=(), refused=()) == replace(other.intake, sources=(), refused=())
    assert [(r.reason, r.rows) for r in one.intake.refused] == [(r.reason, r.rows) for r in other.intake.refused]


DRAWN = """contact_id bigint, customer_id text, ts timestamp, channel text, request_type text, resolved boolean,
    csat integer, cost_cents integer"""


def test_postgres_counts_a_drawn_log_alike(tmp_path: Path, drawn: ModuleType, postgres: str) -> None:
    log = drawn.draw(100_000, 7)
    drawn.write(log, tmp_path, string_ids=True, csv=True)
    given = logs.drawn_settings(drawn)
    fill(postgres, "contacts", DRAWN, tmp_path / "contacts.csv")
    want = measure_log(given, [tmp_path / "contacts.parquet"], band=True)
    assert [list(row) for row in want.rows["moves"]] == drawn.outputs(log)["moves"]
    same(measure_log(given, ["contacts"], engine="postgres", address=postgres, band=True), want)


def test_spark_counts_a_drawn_log_alike(tmp_path: Path, drawn: ModuleType, spark: Any) -> None:
    log = drawn.draw(100_000, 8)
    drawn.write(log, tmp_path, string_ids=False, csv=False)
    given = logs.drawn_settings(drawn)
    want = measure_log(given, [tmp_path / "contacts.parquet"])
    parts = tmp_path / "parts"
    duckdb.sql(
        f"""copy (select *, customer_id % 8 as part from '{tmp_path}/contacts.parquet')
        to '{parts}' (format parquet, partition_by (part))"""
    )
    got = measure_log(given, [parts], engine="spark", session=spark)
    same(got, want)
    assert {name: [list(row) for row in rows] for name, rows in got.rows.items()} == drawn.outputs(log)


DIRTY = replace(
    logs.SETTINGS, timezone="Europe/Berlin", same_need="family",
    columns=Columns("id", "customer", "time", "channel", "reason", "ended", "talk", "resolved", "csat", "cost", "segment"),
)  # fmt: skip
HEADER = ("id", "customer", "time", "channel", "reason", "ended", "talk", "resolved", "csat", "cost", "segment")
DIRTY_TYPES = """id text, customer text, time timestamp, channel text, reason text, ended timestamp, talk text, resolved text,
    csat integer, cost numeric(12, 2), segment text"""
ROWS = [
    ("a1", "ann", "2026-03-28 12:00", "app", "bill", "", "", "no", "", "0.10", "young"),
    ("a2", "ann", "2026-03-29 13:00", "Call Centre", "PAY", "", "t", "no", "2", "6.405", ""),
    ("a3", "ann", "2026-03-29 13:00", "chat", "bill", "", "t", "yes", "4", "2.00", "young"),
    ("b1", " bea ", "2026-10-25 02:30", "ivr", "fault", "2026-10-25 02:40", "", "", "", "", "private"),
    ("b2", "bea", "2026-10-25 03:00", "call-centre", "fault", "2026-10-25 02:00", "", "yes", "", "", ""),
    ("B3", "bea", "2026-10-26 02:30", "call-centre", "fault", "", "", "Solved", "5", "7", "old"),
    ("b3", "bea", "2026-10-26 02:30", "app", "fault", "", "", "perhaps", "101", "7", ""),
    ("c1", "cid", "2026-05-01 00:00", "fax", "fault", "", "", "", "", "", ""),
    ("c2", "cid", "2026-05-31 23:30", "app", "fautl", "", "", "", "", "", ""),
    ("c3", "unknown", "2026-05-01 00:00", "app", "fault", "", "", "", "", "", ""),
    ("c4", "cid", "", "app", "fault", "", "", "", "", "", ""),
    ("c5", "cid", "1899-12-31 00:00", "app", "fault", "", "", "", "", "", ""),
    ("d1", "dan", "2026-05-31 23:30", "app", "fault", "", "", "", "", "", ""),
    ("d1", "dan", "2026-05-31 23:30", "app", "fault", "", "", "", "", "", ""),
    ("d2", "dan", "2026-06-01 00:30", "app", "fault", "", "", "", "", "", ""),
    ("d2", "dan", "2026-06-01 00:31", "app", "fault", "", "", "", "", "", ""),
]


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    return logs.write_csv(tmp_path / "dirty.csv", ROWS, HEADER)


def typed(dirty: Path) -> Path:
    """The same as Parquet: a warehouse has columns of time and number."""
    path = dirty.with_suffix(".parquet")
    types = ", ".join(f"cast(nullif({name}, '') as {kind}) as {name}" for name, kind in (
        ("time", "timestamp"), ("ended", "timestamp"), ("csat", "integer"), ("cost", "decimal(12, 3)"),
    ))  # fmt: skip
    duckdb.sql(f"copy (select * replace ({types}) from read_csv('{dirty}', all_varchar = true)) to '{path}'")
    return path


def expected(dirty: Path) -> Counts:
    want = measure_log(DIRTY, [typed(dirty)], band=True)
    assert {one.reason: one.rows for one in want.intake.refused} == {
        "no customer": 1, "no time": 1, "a year outside 1990 to 2100": 1, "ends before it begins": 1,
        "a touchpoint that stands for none of the strategy": 1, "a request that stands for none of the strategy": 1,
        "a contact id that stands for different contacts": 2,
    }  # fmt: skip
    assert (want.intake.repeated, want.intake.merged, want.intake.counted) == (1, 1, 6)
    return replace(want, intake=replace(want.intake, blank=()))


def test_postgres_refuses_merges_and_tells_the_time_alike(dirty: Path, postgres: str) -> None:
    fill(postgres, "dirty", DIRTY_TYPES.replace("12, 2", "12, 3"), dirty)
    same(measure_log(DIRTY, ["public.dirty"], engine="postgres", address=postgres, band=True), expected(dirty))
    fill(postgres, "dirty", DIRTY_TYPES.replace("12, 2", "12, 3").replace("time timestamp", "time timestamptz"), dirty)
    instants = measure_log(replace(DIRTY, timezone="UTC"), ["dirty"], engine="postgres", address=postgres)
    # The server's own clock was New York's when the text was loaded.
    assert instants.intake.first == 1774713600


def test_spark_refuses_merges_and_tells_the_time_alike(dirty: Path, spark: Any) -> None:
    same(measure_log(DIRTY, [typed(dirty)], engine="spark", session=spark, band=True), expected(dirty))


MAP = """\
ecaremap: 1
name: Example
touchpoints: [call-centre, app, chat]
requests: {bill: {}, move: {window: 24 h}}
coverage: {}
measurement: {contacts: {contact: id, customer: who, time: began, touchpoint: channel, request: why, smallest: 5}}
"""


def test_the_command_counts_in_a_spark_that_runs_already(tmp_path: Path, spark: Any) -> None:
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    text = """select range as id, 'c' || range // 2 as who, timestamp '2026-03-01' + to_hours(7 * range) as began,
        ['app', 'call-centre', 'chat'][1 + range % 3] as channel, ['bill', 'move'][1 + (range % 5 = 0)::int] as why
        from range(120)"""
    for part in range(2):
        duckdb.sql(f"copy (select * from ({text}) where id % 2 = {part}) to '{tmp_path}/{part}.parquet'")
    given = (tmp_path / "map.yaml", "--log", tmp_path / "*.parquet", "--no-save", "--no-band", "--format", "csv")
    here, there = run(*given), run(*given, "--engine", "spark")
    assert here.exit_code == 0 and here.stdout.count("\n") > 30, here.stderr
    assert (there.exit_code, there.stdout) == (0, here.stdout), there.stderr
    assert spark.range(1).count() == 1, "it is left running"
    # And the text that is written for Spark gives, run as it stands, the same rows.
    text = run(given[0], "--emit-sql", "spark", "--log", "log").stdout
    spark.read.parquet(str(tmp_path / "*.parquet")).createOrReplaceTempView("log")
    project = load(tmp_path / "map.yaml").project
    assert project
    want = measure_log(settings_of(project), [str(tmp_path / "*.parquet")]).rows
    statements = text.rstrip().rstrip(";").split(";\n")
    for statement in statements[: -len(OUTPUTS)]:
        spark.sql(statement)
    spark.sql("cache table edge")
    for name, statement in zip(OUTPUTS, statements[-len(OUTPUTS) :], strict=True):
        assert tuple(sorted(tuple(map(int, row)) for row in spark.sql(statement).collect())) == want[name]
    spark.catalog.clearCache()
    for name in ("nowhere.parquet", "nowhere.contacts"):
        said = told(run(given[0], "--log", name, "--engine", "spark", "--no-save"))
        assert said == f"Spark cannot read '{name}'. Name Parquet files, or one table."


def test_spark_on_another_clock_is_refused(dirty: Path, spark: Any) -> None:
    spark.conf.set("spark.sql.session.timeZone", "Europe/London")
    try:
        with pytest.raises(UnreadableLog, match="Europe/London") as caught:
            measure_log(DIRTY, [typed(dirty)], engine="spark", session=spark)
    finally:
        spark.conf.set("spark.sql.session.timeZone", "UTC")
    assert "UTC" in caught.value.fix


def test_postgres_says_what_is_wrong(dirty: Path, postgres: str) -> None:
    def told(given: Settings, table: str, address: str = postgres) -> str:
        with pytest.raises(UnreadableLog) as caught:
            measure_log(given, [table], engine="postgres", address=address)
        return caught.value.message

    fill(postgres, "dirty", DIRTY_TYPES.replace("time timestamp", "time text"), dirty)
    assert told(DIRTY, "dirty") == "Column 'time' for the time is of the wrong type."
    assert told(DIRTY, "nowhere; drop table dirty") == "There is no table 'nowhere; drop table dirty'."
    secret = "host=/nowhere user=me password=hunter2"
    assert told(DIRTY, "dirty", secret) == "The PostgreSQL server does not answer."
    with pytest.raises(UnreadableLog, match="not written to a file"):
        measure_log(DIRTY, ["dirty"], engine="postgres", address=postgres, quarantine=dirty)
