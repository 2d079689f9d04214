"""The one text, written out for an engine, so that whoever runs the warehouse can read and run it there."""

from ecaremap.measure import definitions
from ecaremap.measure.engines.dialects import DIALECTS, Dialect, literal
from ecaremap.measure.engines.running import Kind
from ecaremap.measure.engines.warehouse import table_source
from ecaremap.measure.intake import staging, zone
from ecaremap.measure.model import Settings
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.suggest import closest

END = 987654321987654321
"""Stands for the last second of the log while the text is written."""

_RUN = "Our tests run this text on {name} and compare every row with DuckDB's."
_BY_HAND = "Our benchmarks run this text on {name} and compare every row with what was drawn; our tests only parse it."
_PARSED = "Our tests parse this text for {name}; nobody has run it there for us. Compare a month before you trust it."
_USUAL: dict[str, Kind] = {
    "time": "local", "ended": "local", "resolved": "text", "csat": "number", "cost": "number",
}  # fmt: skip
_TEXTS = ("contact", "customer", "touchpoint", "request", "segment", "conversation", "resolved")
"""What is taken as text, whatever type it has there."""


def emit_sql(settings: Settings, dialect: str, table: str = "contacts") -> str:
    """Statements that stage `table` and read all outputs; times are taken for what the log's clock showed.

    Raises:
        UnreadableLog: there is no such dialect.
    """
    if dialect not in DIALECTS:
        near = closest(dialect, DIALECTS)
        fix = f"Did you mean {near}?" if near else f"There are: {', '.join(sorted(DIALECTS))}."
        raise UnreadableLog(f"No text is written for '{dialect}'.", fix)
    spoken = DIALECTS[dialect]
    parts = [_head(spoken, settings), *_staged(settings, spoken, table), *_outputs(settings, spoken)]
    return "\n\n".join(parts) + "\n"


def _head(dialect: Dialect, settings: Settings) -> str:
    lines = [
        f"ecaremap measure, for {dialect.name}.",
        (_RUN if dialect.run else _BY_HAND if dialect.by_hand else _PARSED).format(name=dialect.name),
        "Every output is a sum: rows of the same key can be added, over months and over shards.",
        f"Codes are places in these lists, from 0. Channels: {', '.join(one.id for one in settings.channels)}.",
        f"Requests: {', '.join(one.id for one in settings.reasons)}.",
        *([f"Segments: {', '.join(settings.segments)}; the number after them is none of these."] if settings.segments else []),
        "Rows with why > 0 in staged are refused: " + "; ".join(f"{n} {why}" for n, why in staging.REASONS.items() if n < 11) + ".",
        "Ids of contacts must be unique: this text does not look for rows that stand twice. They are compared as text.",
        *([dialect.note] if dialect.note else []),
    ]  # fmt: skip
    return "\n".join(f"-- {line}" for line in lines)


def _staged(settings: Settings, dialect: Dialect, table: str) -> list[str]:
    columns = settings.columns
    kinds: dict[str, Kind] = {
        getattr(columns, name): _USUAL.get(name, "text")
        for name in columns.__dataclass_fields__
        if getattr(columns, name)
    }
    source = table_source(settings, kinds, dialect, dialect.named(table))
    for name in {getattr(columns, field) for field in _TEXTS} - {""}:
        # Ids may be numbers there, and outcomes truth values.
        column = f"l.{dialect.column(name)}"
        source = source.replace(column, f"cast({column} as {dialect.text})")
    tables = staging.code_tables(settings, staging.known_codes(settings), dialect)
    statements = [dialect.keep.format(name=name, query=f"\n{query}") for name, query in tables.items()]
    # Names of the source are its own: no WITH inside, since some engines want it in front of CREATE.
    query = staging.staged(settings, dialect).replace("from source s", f"from (\n{source}\n) s")
    statements.append(dialect.keep.format(name="staged", query=f"\n{query}"))
    counted = "staged"
    if columns.conversation:
        statements.append(dialect.keep.format(name="merged", query=f"\n{staging.MERGED}"))
        counted = "merged"
    # The years of the log are not known here: every change of the clock from 2015 to 2035 is listed.
    span = (1_420_070_400, 2_082_758_400) if settings.timezone != "UTC" else (zone.EARLIEST, zone.EARLIEST)
    contact = staging.contact(settings, dialect, span, settings.same_need, counted)
    statements += [
        dialect.view.format(name="contact", query=f"\n{contact}"),
        dialect.keep.format(name="edge", query=definitions.edge().rstrip()),
    ]
    return [f"{statement};" for statement in statements]


def _outputs(_: Settings, dialect: Dialect) -> list[str]:
    last = "(select max(es) from contact)"
    if dialect.name == "clickhouse":
        last = f"assumeNotNull({last})"
    return [
        f"-- {name}: {literal(', '.join(definitions.COLUMNS[name]))}\n"
        + definitions.output(name, END).strip().replace(str(END), last) + ";"
        for name in definitions.OUTPUTS
    ]  # fmt: skip
