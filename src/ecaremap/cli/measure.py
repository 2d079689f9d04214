"""measure: contact logs in, figures out, evidence kept beside the strategy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecaremap.cli.app import AsOf, StrategyPath, app, finish, refuse
from ecaremap.cli.console import chart_cache, passing, say, sentences, width, write
from ecaremap.cli.draw import AudienceName, Templates
from ecaremap.cli.opening import open_strategy

if TYPE_CHECKING:
    from ecaremap.usecases.measure_log import LogHow, MeasuredLog
    from ecaremap.usecases.validate import Validated

MOST = 6
"""Values that stand for nothing which are named; the dashboard names more."""


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
        "--log", metavar="FILE", help="A log: CSV, Parquet, Excel or XES; a folder or a pattern. May be repeated."
    ),
]
FormatOption = Annotated[DashboardFormat, typer.Option("--format", help="csv: one row per figure.")]
EngineOption = Annotated[str, typer.Option("--engine", metavar="NAME", help="Who counts.")]
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


@app.command(
    epilog="Example: ecaremap measure maps/telecom --log examples/telecom-log --format html -o dashboard.html",
    short_help="Measure contact logs: what customers really do.",
)
def measure(
    path: StrategyPath,
    log: LogOption = None,
    format: FormatOption = DashboardFormat.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")] = None,
    save: Annotated[bool, typer.Option("--save/--no-save", help="Keep the evidence beside the strategy.")] = True,
    engine: EngineOption = "duckdb",
    memory: MemoryOption = None,
    salt_file: SaltOption = None,
    quarantine: QuarantineOption = None,
    band: Annotated[
        bool, typer.Option("--band/--no-band", help="Count under other ideas of the same need, too.")
    ] = True,
    audience: Annotated[
        AudienceName | None, typer.Option("--audience", help="Leave out what this audience is not to see.")
    ] = None,
    templates: Templates = None,
    as_of: AsOf = None,
) -> None:
    """Measure contact logs: where needs start and end, where digital starts leak, beside what was promised."""
    from ecaremap.usecases.measure_log import LogHow, dashboard_of, keep, spell_dashboard

    validated = open_strategy(path, as_of, None)
    found = _measured(validated, log or [], LogHow(engine, memory, salt_file, quarantine, band))
    _tell(found, quarantine)
    view = dashboard_of(validated, found.kept, audience.value if audience else "")
    if view is None:
        refuse("There is no dashboard for this audience: it shows how the strategy is made.")
    text = spell_dashboard(view, found.kept, format.value, width(), templates, chart_cache())
    if save and found.evidence is not None:
        for file in keep(found, path):
            say(f"{file}")
    _put(text, output)
    finish(0 if found.evidence is not None else 1)


def _measured(validated: "Validated", logs: list[str], how: "LogHow") -> "MeasuredLog":
    """The measurement; a log that cannot be read ends the command with a sentence."""
    import atexit
    import gc
    from dataclasses import replace

    # The engine counts what it still holds at the end: here the end must look for circles after all.
    atexit.unregister(gc.freeze)
    from ecaremap.measure.problems import UnreadableLog
    from ecaremap.usecases.measure_log import measure as run

    try:
        with _progress() as told:
            return run(validated, logs, replace(how, progress=told))
    except UnreadableLog as error:
        refuse(sentences(error))


def _tell(found: "MeasuredLog", quarantine: Path | None) -> None:
    """What was not counted, and why."""
    intake = found.kept.intake
    lost = sum(refused.rows for refused in intake.refused)
    if lost:
        reasons = "; ".join(f"{refused.reason}: {refused.rows:,}" for refused in intake.refused)
        say(f"{lost:,} of {intake.rows:,} rows were not counted: {reasons}.")
    for value in intake.unmapped[:MOST]:
        meant = f"; did you mean '{value.meant}'?" if value.meant else ""
        say(f"  {value.column} '{value.value}' stands for nothing in the strategy: {value.rows:,} rows{meant}")
    if lost and quarantine is not None:
        say(f"{quarantine}")
    for remark in found.remarks:
        say(remark)


def _put(text: str, output: Path | None) -> None:
    from ecaremap.usecases.writing import write_file

    if output is None:
        write(text)
        return
    write_file(output, text.encode())
    say(f"{output}")


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None] | None]:
    """How far it is, on a terminal only; nothing is left behind."""
    with passing() as show:
        yield None if show is None else lambda step, part: show(f"{step} {part:.0%}")
