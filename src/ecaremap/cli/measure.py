"""measure: contact logs in, figures out, evidence kept beside the strategy."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import AsOf, StrategyPath, app, finish
from ecaremap.cli.draw import AudienceName, Templates
from ecaremap.cli.measuring import emit_text, measure_logs, measure_volumes, refuse_both
from ecaremap.cli.opening import open_strategy


class DashboardFormat(StrEnum):
    """How measured figures are spelled."""

    text = "text"
    html = "html"
    json = "json"
    csv = "csv"
    md = "md"


LogOption = Annotated[
    list[str] | None,
    typer.Option(
        "--log",
        metavar="FILE",
        help="A log: CSV, Parquet, Excel or XES; a folder or a pattern. May be repeated. Elsewhere a table, as crm.contacts.",
    ),
]
VolumesOption = Annotated[
    list[str] | None,
    typer.Option("--volumes", metavar="FILE", help="Not a log but counts: period, touchpoint, request, number."),
]
EmitOption = Annotated[
    str | None,
    typer.Option("--emit-sql", metavar="DIALECT", help="Write the SQL for a warehouse; nothing is measured."),
]
FormatOption = Annotated[DashboardFormat, typer.Option("--format", help="csv: one row per figure.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")]
SaveOption = Annotated[bool, typer.Option("--save/--no-save", help="Keep the evidence beside the strategy.")]
EngineOption = Annotated[str, typer.Option("--engine", metavar="NAME", help="Who counts: duckdb, postgres or spark.")]
AddressOption = Annotated[
    str,
    typer.Option(
        "--address", metavar="ADDRESS", help="Of the PostgreSQL server, or of Spark's master; the usual one if missing."
    ),
]
MemoryOption = Annotated[
    str | None,
    typer.Option("--memory", metavar="SIZE", help="The most to use, as 8GB; what does not fit goes to disk."),
]
SaltOption = Annotated[
    Path | None,
    typer.Option("--salt-file", metavar="FILE", help="The key for hashing customers; a new one each time, if missing."),
]
QuarantineOption = Annotated[
    Path | None,
    typer.Option("--quarantine", metavar="FILE", help="Write the rows that were not counted, with the reason."),
]
BandOption = Annotated[bool, typer.Option("--band/--no-band", help="Count under other ideas of the same need, too.")]
AudienceOption = Annotated[
    AudienceName | None, typer.Option("--audience", help="Leave out what this audience is not to see.")
]


@app.command(
    epilog="Example: ecaremap measure maps/telecom --log examples/telecom-log --format html -o dashboard.html",
    short_help="Measure contact logs: what customers really do.",
)
def measure(
    path: StrategyPath,
    log: LogOption = None,
    volumes: VolumesOption = None,
    emit_sql: EmitOption = None,
    format: FormatOption = DashboardFormat.text,
    output: OutputOption = None,
    save: SaveOption = True,
    engine: EngineOption = "duckdb",
    address: AddressOption = "",
    memory: MemoryOption = None,
    salt_file: SaltOption = None,
    quarantine: QuarantineOption = None,
    band: BandOption = True,
    audience: AudienceOption = None,
    templates: Templates = None,
    as_of: AsOf = None,
) -> None:
    """Measure contact logs: where needs start and end, where digital starts leak, beside what was promised."""
    from ecaremap.usecases.dashboards import Spelling
    from ecaremap.usecases.measuring import LogHow

    how = LogHow(engine, address, memory, salt_file, quarantine, band)
    refuse_both(how, log=bool(log), volumes=bool(volumes), emitted=emit_sql is not None)
    validated = open_strategy(path, as_of, None)
    spelling = Spelling(format.value, audience.value if audience else "", templates=templates)
    if emit_sql is not None:
        emit_text(validated, emit_sql, log or [], output)
    elif volumes:
        measure_volumes(validated, volumes, spelling, output)
    elif not measure_logs(validated, log or [], how, spelling, path if save else "", output):
        finish(1)
    finish(0)
