"""The only door to DuckDB: a connection that reads the named files and nothing else, with its mistakes in our words."""

import contextlib
import copy
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ecaremap.measure.problems import UnreadableLog

MEMORY = re.compile(r"[0-9]{1,6}(?:\.[0-9]+)? ?(?:MB|GB|TB|MiB|GiB|TiB)", re.IGNORECASE)
_LINE = re.compile(r"CSV Error on Line: ([0-9]+)")
_GLOB = frozenset("*?[]{}")
_SAFE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_extension_repositories": "'forbidden'",
    "python_enable_replacements": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}
"""Set last, in this order; what an older DuckDB does not know is not there to be misused."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a run may use: memory as `8GB`, threads, and where it may put what does not fit."""

    memory: str | None = None
    threads: int | None = None
    folder: Path | None = None


class Duck:
    """An in-memory database that may read `paths` and write nothing but its own temporary files.

    Use as a context: temporary files are gone afterwards.

    Raises:
        UnreadableLog: DuckDB is not installed, or a limit makes no sense.
    """

    def __init__(self, paths: Sequence[Path], limits: Limits) -> None:
        try:
            import duckdb
        except ModuleNotFoundError:
            raise UnreadableLog("Measuring needs DuckDB.", "Install it: pip install 'ecaremap[measure]'") from None
        config = _config(limits)
        self._module = duckdb
        self._folder = tempfile.TemporaryDirectory(prefix="ecaremap-", dir=limits.folder, ignore_cleanup_errors=True)
        self.paths = tuple(self._readable(path) for path in paths)
        try:
            with self._told():
                self._connection = duckdb.connect(config=config)
                self._settle()
        except UnreadableLog:
            self._folder.cleanup()
            raise

    def _readable(self, path: Path) -> str:
        """A name that is no pattern: files with brackets in their names are reached by a link."""
        text = str(path.resolve())
        if not _GLOB.intersection(text):
            return text
        link = Path(self._folder.name) / f"log{len(list(Path(self._folder.name).iterdir()))}{path.suffix}"
        link.symlink_to(path.resolve())
        return str(link)

    def _settle(self) -> None:
        self._connection.execute("set temp_directory = $1", [str(Path(self._folder.name) / "spill")])
        self._connection.execute("set allowed_paths = $1", [list(self.paths)])
        self._connection.execute("set preserve_insertion_order = true")
        with contextlib.suppress(self._module.Error):
            self._connection.execute("set TimeZone = 'UTC'")
        for name, value in _SAFE.items():
            with contextlib.suppress(self._module.Error):
                self._connection.execute(f"set {name} = {value}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._folder.cleanup()

    @property
    def threads(self) -> int:
        """How many threads it works with."""
        return int(self.row("select current_setting('threads')")[0])

    def another(self) -> Self:
        """A connection more to the same tables, for another thread; temporary ones are its own. It is left by `leave`."""
        other = copy.copy(self)
        with self._told():
            other._connection = self._connection.cursor()  # noqa: SLF001
        return other

    def leave(self) -> None:
        """Close this connection alone."""
        self._connection.close()

    def interrupt(self) -> None:
        """Stop what is running here, from another thread."""
        self._connection.interrupt()

    def run(self, text: str, values: Sequence[Any] = ()) -> None:
        """Execute a statement."""
        with self._told():
            self._connection.execute(text, list(values))

    def rows(self, text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._told():
            return list(self._connection.execute(text, list(values)).fetchall())

    def row(self, text: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The first row of a query that has one."""
        return self.rows(text, values)[0]

    def batches(self, text: str, size: int = 10_000) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query, some at a time."""
        with self._told():
            cursor = self._connection.execute(text)
            while batch := cursor.fetchmany(size):
                yield batch

    def add(self, table: str, columns: Sequence[str], chunks: Iterator[dict[str, Any]]) -> None:
        """Make a table of text from chunks of arrays, one array a column."""
        with self._told():
            listed = ", ".join(f'"{column.replace(chr(34), chr(34) * 2)}" varchar' for column in columns)
            self._connection.execute(f"create temp table {table} ({listed})")
            for chunk in chunks:
                self._connection.register("chunk", chunk)
                self._connection.execute(f"insert into {table} select * from chunk")  # noqa: S608
                self._connection.unregister("chunk")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """DuckDB's mistakes in our words; its own texts quote rows and statements."""
        try:
            yield
        except self._module.OutOfMemoryException:
            raise UnreadableLog(
                "There is not enough memory for this log.", "Allow more with --memory, or give more space on disk."
            ) from None
        except (self._module.InterruptException, RuntimeError) as error:
            # Who stops a command while a query runs is answered by DuckDB, in either of these ways.
            if "interrupted" not in str(error).lower():
                raise
            raise KeyboardInterrupt from None
        except self._module.Error as error:
            raise _unreadable(str(error), [Path(path).name for path in self.paths]) from None


def _config(limits: Limits) -> dict[str, Any]:
    config: dict[str, Any] = {}
    if limits.memory is not None:
        if not MEMORY.fullmatch(limits.memory.strip()):
            raise UnreadableLog(f"'{limits.memory}' is no amount of memory.", "Write it as 8GB or 500MB.")
        config["memory_limit"] = limits.memory.strip()
    if limits.threads is not None:
        if not 1 <= limits.threads <= 1024:
            raise UnreadableLog(f"{limits.threads} is no number of threads.", "Write 1 or more.")
        config["threads"] = limits.threads
    return config


_TOLD = (
    ("unterminated quote", "a quotation mark is opened and not closed", "Close it, or export the log again."),
    ("unquoted value", "there is text after a closing quotation mark", "Double quotation marks inside a value."),
    ("value with unterminated", "a quotation mark is opened and not closed", "Close it, or export the log again."),
    ("invalid unicode", "it is not in UTF-8", "Save it as CSV in UTF-8."),
    ("unicode", "it is not in UTF-8", "Save it as CSV in UTF-8."),
    ("expected number of columns", "a line has more or fewer values than there are columns", "Export the log again."),
    ("maximum line size", "a line is longer than any contact can be", "Look for a quotation mark that is not closed."),
    ("too small to be a parquet", "it is no Parquet file, or a part of it is missing", "Copy or export it again."),
    ("magic bytes", "it is no Parquet file, or a part of it is missing", "Copy or export it again."),
    ("snappy", "it is damaged", "Copy or export it again."),
)  # fmt: skip


def _unreadable(text: str, names: Sequence[str]) -> UnreadableLog:
    """What DuckDB said, told without its text: which file, which line, what is wrong."""
    lowered = text.lower()
    name = next((name for name in names if name in text), names[0] if len(names) == 1 else "")
    what = f"'{name}'" if name else "The log"
    line = _LINE.search(text)
    place = f", line {int(line[1]):,}" if line else ""
    for mark, wrong, fix in _TOLD:
        if mark in lowered:
            return UnreadableLog(f"{what} cannot be read{place}: {wrong}.", fix)
    return UnreadableLog(f"{what} cannot be read{place}.", "Export it again, as CSV in UTF-8 or as Parquet.")
