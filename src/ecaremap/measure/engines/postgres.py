"""The only door to PostgreSQL: the one text on a table there, in one transaction that is rolled back."""

from types import TracebackType
from typing import Any, Self

from ecaremap.measure.engines.dialects import POSTGRES, Dialect
from ecaremap.measure.engines.running import Kind
from ecaremap.measure.problems import UnreadableLog

_KINDS: dict[str, Kind] = {
    "timestamp without time zone": "local", "timestamp with time zone": "instant", "date": "local",
    "smallint": "whole", "integer": "whole", "bigint": "whole", "numeric": "number", "real": "number",
    "double precision": "number", "boolean": "truth", "text": "text", "character varying": "text", "uuid": "text",
    "character": "text",
}  # fmt: skip


class Postgres:
    """A session on a server; temporary tables are its own and gone afterwards.

    Args:
        address: as `postgresql://…` or `host=… dbname=…`; empty for what the usual PG… variables say.
        table: the log, as `contacts` or `schema.contacts`.

    Raises:
        UnreadableLog: psycopg is not installed, the server does not answer, or there is no such table.
    """

    dialect: Dialect = POSTGRES

    def __init__(self, address: str, table: str) -> None:
        try:
            import psycopg
        except ModuleNotFoundError:
            raise UnreadableLog(
                "Measuring in PostgreSQL needs psycopg.", "Install it: pip install 'ecaremap[postgres]'"
            ) from None
        self._module = psycopg
        self.names = (table,)
        self.table = POSTGRES.named(table)
        try:
            self._connection = psycopg.connect(address, autocommit=False)
        except psycopg.Error:  # its text may hold the address, and with it a password
            raise UnreadableLog(
                "The PostgreSQL server does not answer.", "Look at its address, and whether you may log in there."
            ) from None
        self._run("set local timezone to 'UTC'")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.rollback()
        self._connection.close()

    def kinds(self) -> dict[str, Kind]:
        """The columns of the table."""
        rows = self.rows(
            """select a.attname, format_type(a.atttypid, null) from pg_attribute a
            where a.attrelid = to_regclass(%s) and a.attnum > 0 and not a.attisdropped order by a.attnum""",
            (self.table,),
        )
        if not rows:
            raise UnreadableLog(f"There is no table '{self.names[0]}'.", "Name it as schema.table.")
        return {str(name): _KINDS.get(str(kind), "other") for name, kind in rows}

    def keep(self, name: str, query: str) -> None:
        """A temporary table."""
        self._run(f"drop table if exists pg_temp.{name} cascade")
        self._run(POSTGRES.keep.format(name=name, query=query))
        self._run(f"analyze {name}")

    def view(self, name: str, query: str) -> None:
        """A temporary view."""
        self._run(f"drop view if exists pg_temp.{name}")
        self._run(POSTGRES.view.format(name=name, query=query))

    def rows(self, text: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return list(self._execute(text, values).fetchall())

    def _run(self, text: str) -> None:
        self._execute(text, ())

    def _execute(self, text: str, values: tuple[Any, ...]) -> Any:
        try:
            return self._connection.execute(text.encode(), values or None)
        except self._module.Error as error:
            told = getattr(getattr(error, "diag", None), "sqlstate", None)
            raise UnreadableLog(
                f"PostgreSQL cannot count '{self.names[0]}' (code {told or 'unknown'}).",
                "Look whether you may read the table and make temporary ones.",
            ) from None
