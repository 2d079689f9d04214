"""Where engines differ: a few hooks, used only where a log is staged."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's spelling.

    Attributes:
        seconds: whole seconds since 1970 of a moment without zone; `{0}` is the moment.
        month: year * 12 + month - 1 of a moment. moment: a moment without zone from seconds since 1970.
        second, code, text: types. keep: makes a table of a query. view: gives a query a name.
        quote: around names of columns. bytewise: a text that is ordered by its bytes.
        backslash: it is an escape inside a text. run: whether our tests run it, or only parse it. by_hand: run by
            `benchmarks/bench_engines.py`. note: for its users.
    """

    name: str
    seconds: str
    month: str
    moment: str
    second: str = "bigint"
    code: str = "smallint"
    text: str = "varchar"
    keep: str = "create temporary table {name} as {query}"
    view: str = "create temporary view {name} as {query}"
    quote: str = '"'
    bytewise: str = "{0}"
    backslash: bool = False
    run: bool = False
    by_hand: bool = False
    note: str = ""

    def named(self, identifier: str) -> str:
        """A name of a column or table in quotes; dots part schema and table."""
        return ".".join(self.column(part) for part in identifier.split("."))

    def literal(self, text: str) -> str:
        """A text in quotes. With backslashes as escapes, doubled quotes may be two texts side by side."""
        if self.backslash:
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return literal(text)

    def column(self, name: str) -> str:
        """A name in quotes, dots and all."""
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"


def literal(text: str) -> str:
    """A text in SQL, for engines that know no escapes but the doubled quote."""
    return "'" + text.replace("'", "''") + "'"


_YEAR_MONTH = "(extract(year from {0}) * 12 + extract(month from {0}) - 1)"

DUCKDB = Dialect(
    "duckdb", "epoch_us({0}) // 1000000", "cast(year({0}) * 12 + month({0}) - 1 as smallint)",
    "make_timestamp(({0}) * 1000000)", second="uinteger", run=True,
)  # fmt: skip
POSTGRES = Dialect(
    "postgres", "cast(floor(extract(epoch from {0})) as bigint)", f"cast({_YEAR_MONTH} as integer)",
    "(timestamp '1970-01-01 00:00:00' + ({0}) * interval '1 second')", run=True, bytewise='({0} collate "C")',
)  # fmt: skip
SPARK = Dialect(
    "spark", "unix_seconds(cast({0} as timestamp))", "(year({0}) * 12 + month({0}) - 1)",
    "cast(timestamp_seconds({0}) as timestamp_ntz)", text="string", quote="`", backslash=True, run=True,
    keep="create or replace temporary view {name} as {query}",
    view="create or replace temporary view {name} as {query}",
    note="Set the session to UTC first: set spark.sql.session.timeZone = UTC. Cache `edge`: cache table edge.",
)  # fmt: skip
DATABRICKS = Dialect(
    "databricks", SPARK.seconds, SPARK.month, SPARK.moment, text="string", quote="`", backslash=True, keep=SPARK.keep, view=SPARK.view,
    note="Set the session to UTC first: set timezone = 'UTC'.",
)  # fmt: skip
CLICKHOUSE = Dialect(
    "clickhouse", "toInt64(toUnixTimestamp({0}))", "(toYear({0}) * 12 + toMonth({0}) - 1)", "toDateTime({0}, 'UTC')",
    second="Int64", code="Int16", text="String", backslash=True, by_hand=True,
    keep="create temporary table {name} as {query}", view="create temporary view {name} as {query}",
    note="Set join_use_nulls = 1, cast_keep_nullable = 1, and session_timezone = 'UTC'.",
)  # fmt: skip
BIGQUERY = Dialect(
    "bigquery", "unix_seconds(timestamp({0}))", _YEAR_MONTH, "datetime(timestamp_seconds({0}))",
    second="int64", code="int64", text="string", quote="`", backslash=True,
    keep="create temp table {name} as {query}", view="create temp table {name} as {query}",
)  # fmt: skip
SNOWFLAKE = Dialect(
    "snowflake", "date_part(epoch_second, {0})", "(year({0}) * 12 + month({0}) - 1)", "to_timestamp_ntz({0})", backslash=True,
    view="create or replace temporary view {name} as {query}",
)  # fmt: skip
TRINO = Dialect(
    "trino", "cast(floor(to_unixtime({0})) as bigint)", "(year({0}) * 12 + month({0}) - 1)",
    "cast(at_timezone(from_unixtime({0}), 'UTC') as timestamp)",
    keep="create table {name} as {query}", view="create or replace view {name} as {query}",
    note="Trino has no temporary tables: drop staged and edge afterwards.",
)  # fmt: skip

DIALECTS = {
    one.name: one for one in (BIGQUERY, CLICKHOUSE, DATABRICKS, DUCKDB, POSTGRES, SNOWFLAKE, SPARK, TRINO)
}  # fmt: skip
"""Every engine the text can be written for."""
