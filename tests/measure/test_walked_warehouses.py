"""The command where the data is: PostgreSQL, and SQL to be run by others."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import sqlglot

from ecaremap.measure.engines.dialects import DIALECTS
from measure.commands_run import run, told
from measure.test_engines import fill, postgres

__all__ = ["postgres"]

MAP = """\
ecaremap: 1
name: Example
touchpoints: [call-centre, app, chat]
requests: {bill: {}, move: {window: 24 h}}
coverage: {}
measurement:
  contacts: {contact: id, customer: who, time: began, touchpoint: channel, request: why, resolved: done, smallest: 5}
  touchpoint_codes: {PHONE: call-centre}
"""
LOG = [
    (n, f"c{n // 2}", f"2026-03-{1 + n % 28:02} {n % 24:02}:00:00", ("App", "PHONE", "chat")[n % 3],
     ("bill", "move")[n % 5 == 0], n % 3 == 0)
    for n in range(120)
]  # fmt: skip
TYPES = "id bigint, who text, began timestamp, channel text, why text, done boolean"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("warehouse")
    (place / "map.yaml").write_text(MAP, encoding="utf-8")
    connection = duckdb.connect()
    connection.execute(f"create table log ({TYPES})")
    connection.executemany("insert into log values (?, ?, ?, ?, ?, ?)", LOG)
    connection.execute(f"copy log to '{place}/log.parquet' (format parquet)")
    connection.execute(f"copy log to '{place}/log.csv' (format csv, header)")
    yield place


@pytest.fixture(scope="module")
def wanted(folder: Path) -> str:
    done = run(folder / "map.yaml", "--log", folder / "log.parquet", "--no-save", "--format", "csv")
    assert done.exit_code == 0 and done.stdout.count("\n") > 30, done.stderr
    return done.stdout


def test_a_table_in_postgres_gives_the_same_figures(folder: Path, wanted: str, postgres: str) -> None:
    fill(postgres, "log", TYPES, folder / "log.csv")
    given = ("--engine", "postgres", "--address", postgres, "--no-save", "--format", "csv")
    done = run(folder / "map.yaml", "--log", "public.log", *given)
    assert (done.exit_code, done.stdout) == (0, wanted), done.stderr
    assert "There is no table 'public.lgo'" in told(run(folder / "map.yaml", "--log", "public.lgo", *given))


def test_evidence_says_who_counted(folder: Path, tmp_path: Path, postgres: str) -> None:
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    fill(postgres, "log", TYPES, folder / "log.csv")
    done = run(tmp_path, "--log", "log", "--engine", "postgres", "--address", postgres)
    assert done.exit_code == 0, done.stderr
    names = sorted(path.name.split(".", 2)[-1] for path in (tmp_path / "evidence").iterdir())
    assert names == ["json.gz", "parquet", "yaml"]
    text = (tmp_path / "evidence" / "measured-2026-03.yaml").read_text("utf-8")
    assert "  engine: postgres\n" in text and "files: [log]" in text
    assert postgres.split(maxsplit=1)[0] not in text, "where the server is concerns nobody"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_sql_is_written_and_says_who_has_run_it(folder: Path, tmp_path: Path, dialect: str) -> None:
    done = run(folder / "map.yaml", "--emit-sql", dialect, "--log", "crm.contacts", "-o", tmp_path / "ask.sql")
    assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    text = (tmp_path / "ask.sql").read_text("utf-8")
    assert len([one for one in sqlglot.parse(text, read=dialect) if one is not None]) >= 10
    assert "contacts" in text and str(folder) not in text
    said = "Our tests run this text" if DIALECTS[dialect].run else "nobody has run it there for us"
    said = "Our benchmarks run this text" if dialect == "clickhouse" else said
    assert said in done.stderr and said in text


def test_sql_goes_to_stdout_and_needs_no_log(folder: Path, postgres: str) -> None:
    """What is written is run by a server as it stands."""
    import psycopg

    done = run(folder / "map.yaml", "--emit-sql", "postgres", "--log", "log")
    assert done.exit_code == 0
    fill(postgres, "log", TYPES, folder / "log.csv")
    with psycopg.connect(postgres) as connection:
        connection.execute(done.stdout.encode())  # type: ignore[call-overload]
    assert 'from "contacts"' in run(folder / "map.yaml", "--emit-sql", "postgres").stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--engine", "postgres"), "No table is named. Name it: --log schema.table."),
        (("--engine", "postgres", "--log", "log", "--address", "host=/nowhere password=hunter2"), "does not answer"),
        (("--engine", "abacus", "--log", "log"), "There is no engine 'abacus'. Use one of: duckdb, postgres, spark."),
        (("--address", "host=x", "--log", "log"), "DuckDB counts here, and needs no address."),
        (("--engine", "postgres", "--log", "log", "--salt-file", "s"), "Customers stay in postgres as they are"),
        (("--engine", "spark", "--log", "log", "--memory", "8GB"), "How much spark uses is set there."),
        (("--engine", "spark", "--log", "log", "--quarantine", "r"), "Refused rows stay in spark"),
        (("--emit-sql", "oracle"), "No text is written for 'oracle'. There are: bigquery,"),
        (("--emit-sql", "duckdb", "--log", "a", "--log", "b"), "The text reads one table."),
        (("--emit-sql", "duckdb", "--quarantine", "r"), "--quarantine has no use with it."),
        ((), "No log is named. Name one: --log contacts.csv."),
    ],
)
def test_what_cannot_be_is_a_sentence(folder: Path, given: tuple[str, ...], said: str) -> None:
    answer = told(run(folder / "map.yaml", *given))
    assert said in answer and "hunter2" not in answer


@pytest.mark.parametrize(
    ("library", "given", "said"),
    [
        ("duckdb", ("--log", "log.csv"), "Measuring needs DuckDB. Install it: pip install 'ecaremap[measure]'"),
        ("duckdb", ("--volumes", "log.csv"), "Measuring needs DuckDB. Install it: pip install 'ecaremap[measure]'"),
        ("psycopg", ("--engine", "postgres", "--log", "log"),
         "Measuring in PostgreSQL needs psycopg. Install it: pip install 'ecaremap[postgres]'"),
        ("pyspark", ("--engine", "spark", "--log", "log"),
         "Measuring in Spark needs PySpark. Install it: pip install 'ecaremap[spark]'"),
    ],
)  # fmt: skip
def test_what_is_not_installed_is_said_with_its_line(
    folder: Path, library: str, given: tuple[str, ...], said: str
) -> None:
    """In a process of its own, where the library cannot be found."""
    words = ["ecaremap", "measure", "map.yaml", *given]
    code = (
        f"import sys; sys.modules[{library!r}] = None; sys.argv = {words!r}\nfrom ecaremap.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == f"error: {said}."
