"""The one text on every engine that runs here, against the truth, every row: `python benchmarks/bench_engines.py`.

A log is drawn (one million contacts, or `--contacts N`) and counted by DuckDB, by a PostgreSQL server of our own, by
Spark with two workers in processes of their own, and by ClickHouse (chDB), which gets what `--emit-sql clickhouse`
writes. Every row of every output must be the one that was drawn. Slow: several minutes. Needs initdb and pg_ctl, Java
and PySpark, and installs chDB into `benchmarks/.peers`; an engine that cannot be had is named, not counted as equal.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]
import contacts  # noqa: E402
from run import venv  # noqa: E402

from ecaremap.measure.emit import emit_sql  # noqa: E402
from ecaremap.measure.measuring import measure_log  # noqa: E402
from measure import cluster, logs  # noqa: E402

Found = dict[str, list[list[int]]]
COLUMNS = """contact_id bigint, customer_id bigint, ts timestamp, channel text, request_type text, resolved boolean,
    csat integer, cost_cents integer"""
IN_CLICKHOUSE = '''
import json, re, sys
from chdb import session
s = session.Session()
for setting in ("join_use_nulls = 1", "cast_keep_nullable = 1", "session_timezone = 'UTC'"):
    s.query("set " + setting)
# Ids of contacts are compared as text there: zeros in front keep their order.
s.query(f"""create temporary table contacts as select leftPad(toString(contact_id), 12, '0') as contact_id,
    * except(contact_id) from file('{sys.argv[2]}', Parquet)""")
found = {}
for part in open(sys.argv[1], encoding="utf-8").read().split(";\\n"):
    body = "\\n".join(line for line in part.splitlines() if not line.startswith("--")).strip()
    name = re.findall(r"^-- (\\w+):", part, re.M)
    if not body:
        continue
    answer = str(s.query(body, "JSONCompact"))
    if body.startswith(("select", "with")):
        found[name[-1]] = [[int(cell) for cell in row] for row in json.loads(answer)["data"]]
json.dump(found, open(sys.argv[3], "w"))
'''


def counted(folder: Path, files: list[Path | str], **how: object) -> Found:
    counts = measure_log(logs.drawn_settings(contacts), files, **how)  # type: ignore[arg-type]
    return {name: [list(row) for row in rows] for name, rows in counts.rows.items()}


def duckdb(folder: Path) -> Found:
    return counted(folder, [folder / "contacts.parquet"], threads=2)


def postgres(folder: Path) -> Found | None:
    if not (cluster.program("initdb") and cluster.program("pg_ctl")):
        return None
    import psycopg

    with cluster.server() as address:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"create table contacts ({COLUMNS})")
            with connection.cursor().copy("copy contacts from stdin (format csv, header)") as copy:
                copy.write((folder / "contacts.csv").read_bytes())
        return counted(folder, ["contacts"], engine="postgres", address=address)


def spark(folder: Path) -> Found | None:
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        return None
    session = (
        SparkSession.builder.master("local-cluster[2,1,2048]").appName("bench").config("spark.executor.memory", "2g")
        .config("spark.sql.session.timeZone", "UTC").config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8").config("spark.driver.host", "127.0.0.1").getOrCreate()
    )  # fmt: skip
    try:
        return counted(folder, [folder / "contacts.parquet"], engine="spark", session=session)
    finally:
        session.stop()


def clickhouse(folder: Path) -> Found | None:
    python = venv("chdb")
    if python is None:
        return None
    text, script, out = folder / "clickhouse.sql", folder / "in_clickhouse.py", folder / "clickhouse.json"
    text.write_text(emit_sql(logs.drawn_settings(contacts), "clickhouse", "contacts"), encoding="utf-8")
    script.write_text(IN_CLICKHOUSE, encoding="utf-8")
    subprocess.run([python, script, text, folder / "contacts.parquet", out], check=True, stdout=sys.stderr)
    return json.loads(out.read_text())


ENGINES: dict[str, Callable[[Path], Found | None]] = {
    "duckdb": duckdb, "postgres": postgres, "spark": spark, "clickhouse": clickhouse,
}  # fmt: skip


def differences(found: Found, truth: Found) -> list[str]:
    return [name for name in truth if sorted(found.get(name, [])) != truth[name]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="*", choices=ENGINES, default=list(ENGINES))
    given = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = contacts.draw(given.contacts, 1)
        contacts.write(log, folder, string_ids=False, csv=True)
        truth = contacts.outputs(log)
        rows = sum(map(len, truth.values()))
        print(f"{len(log.step):,} contacts; {rows:,} rows of {len(truth)} outputs to be found", flush=True)
        for engine in given.only:
            start = time.monotonic()
            found = ENGINES[engine](folder)
            if found is None:
                print(f"  {engine:<12}cannot be had here", flush=True)
                continue
            different = differences(found, truth)
            told = f"NOT EQUAL: {', '.join(different)}" if different else "equal, every row"
            print(f"  {engine:<12}{time.monotonic() - start:8.1f} s   {told}", flush=True)
            wrong += bool(different)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
