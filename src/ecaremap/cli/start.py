"""init · schema: starting a strategy, and what ships with the tool."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import app, read_as_of, refuse
from ecaremap.cli.console import passing, say, sentences, write


class Template(StrEnum):
    """Strategies to start from."""

    telecom = "telecom"
    bank = "bank"
    utility = "utility"
    public_service = "public-service"
    blank = "blank"


LogOption = Annotated[
    list[str] | None,
    typer.Option(
        "--log", metavar="FILE", help="Start from a contact log: CSV, Parquet, Excel or XES. May be repeated."
    ),
]
MappingOption = Annotated[
    str, typer.Option("--mapping", metavar="NAME", help="Of --log: whose export it is, as zendesk; seen by itself.")
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--columns", metavar="WHAT=COLUMN", help="Of --log: which column holds what, as time=created,customer=key."
    ),
]
KindsOption = Annotated[
    list[str] | None,
    typer.Option("--kinds", metavar="WORD=KIND", help="Of --log: kinds of touchpoints, as FAX=letter,Till=store."),
]
LeastOption = Annotated[
    int | None, typer.Option("--least", min=10, help="Of --log: rows that make a request or touchpoint; 30 if missing.")
]
MostOption = Annotated[
    int | None, typer.Option("--most", min=1, max=500, help="Of --log: requests that are proposed; 50 if missing.")
]


@dataclass(frozen=True)
class _Log:
    """What was said of a log."""

    files: list[str]
    mapping: str
    columns: list[str]
    kinds: list[str]
    least: int | None
    most: int | None

    @property
    def talked_of(self) -> bool:
        """Anything beside the log itself."""
        return bool(self.mapping or self.columns or self.kinds or self.least or self.most)


@app.command(epilog="Example: ecaremap init my-strategy --from telecom")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the strategy.")],
    template: Annotated[Template | None, typer.Option("--from", help="What to start from; blank if missing.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Whose strategy it is.")] = None,
    workbook: Annotated[
        Path | None, typer.Option("--workbook", metavar="FILE", help="Start from a filled Excel workbook instead.")
    ] = None,
    log: LogOption = None,
    mapping: MappingOption = "",
    columns: ColumnsOption = None,
    kinds: KindsOption = None,
    least: LeastOption = None,
    most: MostOption = None,
) -> None:
    """Start a strategy that validates and builds at once. Never overwrites anything.

    From a log it proposes requests, touchpoints, volumes, starts and what is handled where today; what the log cannot
    know stays undecided.
    """
    said = _Log(log or [], mapping, columns or [], kinds or [], least, most)
    _refuse_both(template, workbook, said)
    if workbook is not None:
        from ecaremap.cli.workbook import import_into

        import_into(workbook, folder, name)
        return
    if log:
        _from_log(folder, name, said)
    else:
        from ecaremap.usecases.init import init as run

        for file in run(folder, (template or Template.blank).value, name, _next_year()):
            write(f"{file}\n")
    say(f"Next: ecaremap validate {folder} · ecaremap build {folder} -o out/")


def _refuse_both(template: Template | None, workbook: Path | None, log: _Log) -> None:
    """A strategy starts from one thing."""
    if workbook is not None and template is not None:
        raise typer.BadParameter("A workbook takes the place of a template.", param_hint="'--from', '--workbook'")
    if log.files and (template is not None or workbook is not None):
        raise typer.BadParameter("A log takes the place of a template and a workbook.", param_hint="'--log'")
    if log.talked_of and not log.files:
        raise typer.BadParameter("It says how a log is read: name the log with --log.", param_hint="'--log'")


def _from_log(folder: Path, name: str | None, log: _Log) -> None:
    """The strategy that a log proposes; a log that leaves something open ends the command with what to write."""
    import atexit
    import gc

    # The engine counts what it still holds at the end: here the end must look for circles after all.
    atexit.unregister(gc.freeze)
    from ecaremap.measure.problems import UnreadableLog
    from ecaremap.usecases.init_log import FromLog, init_log

    with passing() as show:
        told = None if show is None else lambda step, part: show(f"{step} {part:.0%}")
        how = FromLog(
            log.files, name, log.mapping, log.columns, log.kinds, log.least, log.most, told
        )  # fmt: skip
        try:
            drawn = init_log(folder, how, read_as_of(None))
        except UnreadableLog as error:
            refuse(sentences(error))
    for note in drawn.notes:
        say(f"- {note}")
    for file in drawn.written:
        write(f"{file}\n")


def _next_year() -> str:
    """A first date for the review: the end of January after next New Year."""
    return f"{read_as_of(None).year + 1}-01-31"


@app.command(epilog="Example: ecaremap schema -o ecaremap.schema.json", short_help="Write the JSON Schema for editors.")
def schema(
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")] = None,
) -> None:
    """Write the JSON Schema that lets editors complete and check strategies."""
    from ecaremap.load.schema import schema_text

    if output is None:
        write(schema_text())
    else:
        from ecaremap.usecases.writing import write_file

        write_file(output, schema_text().encode())
        say(f"{output}")
