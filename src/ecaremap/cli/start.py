"""init · schema: starting a strategy, and what ships with the tool."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import app, read_as_of
from ecaremap.cli.console import say, write


class Template(StrEnum):
    """Strategies to start from."""

    telecom = "telecom"
    bank = "bank"
    utility = "utility"
    public_service = "public-service"
    blank = "blank"


@app.command(epilog="Example: ecaremap init my-strategy --from telecom")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the strategy.")],
    template: Annotated[Template | None, typer.Option("--from", help="What to start from; blank if missing.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="Whose strategy it is.")] = None,
    workbook: Annotated[
        Path | None, typer.Option("--workbook", metavar="FILE", help="Start from a filled Excel workbook instead.")
    ] = None,
) -> None:
    """Start a strategy that validates and builds at once. Never overwrites anything."""
    if workbook is not None:
        from ecaremap.cli.workbook import import_into

        if template is not None:
            raise typer.BadParameter("A workbook takes the place of a template.", param_hint="'--from', '--workbook'")
        import_into(workbook, folder, name)
        return
    from ecaremap.usecases.init import init as run

    for file in run(folder, (template or Template.blank).value, name, _next_year()):
        write(f"{file}\n")
    say(f"Next: ecaremap validate {folder} · ecaremap build {folder} -o out/")


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
