"""The only door to Spark: the one text on files or tables there, in a session that thinks in UTC."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ecaremap.measure.engines.dialects import SPARK, Dialect
from ecaremap.measure.engines.running import Kind
from ecaremap.measure.problems import UnreadableLog

_ZONE = "spark.sql.session.timeZone"
_KINDS: dict[str, Kind] = {
    "timestamp_ntz": "local", "date": "local", "timestamp": "instant", "tinyint": "whole", "smallint": "whole",
    "int": "whole", "bigint": "whole", "float": "number", "double": "number", "boolean": "truth", "string": "text",
}  # fmt: skip


class Spark:
    """A session; what it keeps for us is let go afterwards.

    Args:
        master: of a session of our own, as `local[2]` or `spark://…`; empty to use the one that is running.
        logs: Parquet files and folders, or one name of a table.
        session: the one to use; it is left running.

    Raises:
        UnreadableLog: PySpark is not installed, or the session's clock is not UTC.
    """

    dialect: Dialect = SPARK
    table = "ecaremap_log"

    def __init__(self, logs: Sequence[Path | str], master: str = "", session: Any = None) -> None:
        self.names = tuple(Path(str(log)).name for log in logs)
        running = session if session is not None or master else _running()
        self._own = running is None
        self._session = running if running is not None else _session(master)
        self._kept: list[Any] = []
        zone = self._session.conf.get(_ZONE)
        if zone not in ("UTC", "Etc/UTC", "Z", "+00:00"):
            self._end()
            raise UnreadableLog(
                f"The Spark session's clock is {zone}: twice a year it would lose an hour.", f"Set {_ZONE} to UTC."
            )
        self._open(logs)

    def _open(self, logs: Sequence[Path | str]) -> None:
        paths = [str(log) for log in logs]
        try:
            read = self._session.read
            frame = read.table(paths[0]) if len(paths) == 1 and _is_table(paths[0]) else read.parquet(*paths)
            frame.createOrReplaceTempView(self.table)
        except Exception as error:  # Spark's own mistakes come in as many kinds as it has parts
            self._end()
            raise UnreadableLog(f"Spark cannot read '{self.names[0]}'.", "Name Parquet files, or one table.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for frame in self._kept:
            frame.unpersist()
        self._end()

    def _end(self) -> None:
        if self._own:
            self._session.stop()

    def kinds(self) -> dict[str, Kind]:
        """The columns of the log."""
        types = self._session.table(self.table).dtypes
        return {name: "number" if kind.startswith("decimal") else _KINDS.get(kind, "other") for name, kind in types}

    def keep(self, name: str, query: str) -> None:
        """A view whose rows stay where they are, so that they are computed once."""
        frame = self._sql(query).persist()
        frame.createOrReplaceTempView(name)
        self._kept.append(frame)

    def view(self, name: str, query: str) -> None:
        """A view."""
        self._sql(query).createOrReplaceTempView(name)

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        try:
            return [tuple(row) for row in self._sql(text).collect()]
        except UnreadableLog:
            raise
        except Exception as error:
            raise UnreadableLog(f"Spark cannot count '{self.names[0]}'.", "Its own log says more.") from error

    def _sql(self, text: str) -> Any:
        try:
            return self._session.sql(text)
        except Exception as error:
            raise UnreadableLog(f"Spark cannot count '{self.names[0]}'.", "Its own log says more.") from error


def _is_table(name: str) -> bool:
    """`crm.contacts` is one; what is there, has a folder or a pattern in its name, or ends like a file is none."""
    return not (Path(name).exists() or set("/*?[").intersection(name) or name.lower().endswith((".parquet", ".pq")))


def _running() -> Any:
    """The session that is there already, as in a notebook: it is used, and left running. None without one."""
    return _spark().getActiveSession()


def _session(master: str) -> Any:
    """A session of our own; how far it is, and what is wrong, we say ourselves."""
    builder = _spark().builder.appName("ecaremap measure").config(_ZONE, "UTC")
    quiet = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    try:
        session = (quiet.master(master) if master else quiet).getOrCreate()
    except Exception as error:  # Spark's own mistakes come in as many kinds as it has parts
        raise UnreadableLog(
            "Spark does not start.", "Look at the address, as local[2] or spark://host:7077, and whether Java is there."
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _spark() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        raise UnreadableLog("Measuring in Spark needs PySpark.", "Install it: pip install 'ecaremap[spark]'") from None
    return SparkSession
