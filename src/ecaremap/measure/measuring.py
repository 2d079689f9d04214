"""Measuring a log: one function for every engine."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ecaremap.measure.engines.duck import Limits
from ecaremap.measure.engines.embedded import measure_embedded
from ecaremap.measure.engines.postgres import Postgres
from ecaremap.measure.engines.running import Progress
from ecaremap.measure.engines.spark import Spark
from ecaremap.measure.engines.warehouse import measure_table
from ecaremap.measure.intake.columns import make_salt
from ecaremap.measure.model import Counts, Settings
from ecaremap.measure.problems import UnreadableLog

SHORTEST_SALT = 8
ENGINES = ("duckdb", "postgres", "spark")


def measure_log(
    settings: Settings,
    files: Sequence[Path | str],
    *,
    engine: str = "duckdb",
    address: str = "",
    session: Any = None,
    memory: str | None = None,
    threads: int | None = None,
    temporary: Path | None = None,
    salt: bytes | None = None,
    quarantine: Path | None = None,
    band: bool = False,
    progress: Progress | None = None,
) -> Counts:
    """Count the contacts of a log as `definitions` says.

    Args:
        settings: what decides what is counted.
        files: for duckdb: files, patterns and folders, all of one kind (CSV, Parquet, Excel or XES). For postgres:
            one table. For spark: Parquet files and folders, or one table.
        engine: which one counts.
        address: of the server (postgres) or the master (spark); empty for the usual one.
        session: a Spark session that is running, to be used.
        threads: how many at a time; all that there are if None.
        temporary: folder for what does not fit into memory; the system's own if None.
        memory: the most it may use, as `8GB`; what does not fit is kept on disk and deleted.
        salt: key for hashing customers, the same for the same hashes; without it a new one each time.
        quarantine: where refused rows are written, with their reasons; nowhere if None. For duckdb.
        band: also count under the other rules of what is the same need.
        progress: told the step and the share of the work done.

    Raises:
        UnreadableLog: the log cannot be read, or nothing in it can be counted. Then nothing is written.
    """
    if engine not in ENGINES:
        raise UnreadableLog(f"There is no engine '{engine}'.", f"Use one of: {', '.join(ENGINES)}.")
    if salt is not None and len(salt) < SHORTEST_SALT:
        raise UnreadableLog("The salt is too short to keep anything secret.", f"Use {SHORTEST_SALT} signs or more.")
    told = progress or (lambda _step, _share: None)
    if engine == "duckdb":
        key = make_salt(salt if salt is not None else secrets.token_bytes(32))
        limits = Limits(memory, threads, temporary)
        return measure_embedded(settings, files, limits, key, quarantine=quarantine, band=band, progress=told)
    if quarantine is not None:
        raise UnreadableLog(
            f"Refused rows stay in {engine}: they are counted, and not written to a file.", "Leave the quarantine out."
        )
    return _there(settings, files, engine, address, session, band=band, progress=told)


def _there(
    settings: Settings,
    files: Sequence[Path | str],
    engine: str,
    address: str,
    session: Any,
    *,
    band: bool,
    progress: Progress,
) -> Counts:
    """Count where the data is."""
    if engine == "spark":
        with Spark(files, address, session) as lake:
            return measure_table(settings, lake, band=band, progress=progress)
    if len(files) != 1:
        raise UnreadableLog("PostgreSQL measures one table at a time.", "Name it as schema.table.")
    with Postgres(address, str(files[0])) as house:
        return measure_table(settings, house, band=band, progress=progress)
