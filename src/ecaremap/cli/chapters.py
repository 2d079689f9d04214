"""journeys · case: one chapter of the report each."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import AsOf, ScenarioName, StrategyPath, app
from ecaremap.cli.console import say, width, write
from ecaremap.cli.opening import open_strategy


class ChapterFormat(StrEnum):
    """How a chapter is spelled."""

    text = "text"
    json = "json"
    md = "md"


FormatOption = Annotated[ChapterFormat, typer.Option("--format", help="How to print it.")]
FileOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")]


@app.command(
    epilog="Example: ecaremap journeys maps/telecom", short_help="Show where journeys end, and which get stuck."
)
def journeys(
    path: StrategyPath,
    format: FormatOption = ChapterFormat.text,
    output: FileOption = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
) -> None:
    """Show how customers' journeys end: finished, digital to the end, at a person, in circles, nowhere."""
    from ecaremap.usecases.chapters import journeys as run

    _put(run(open_strategy(path, as_of, scenario), format.value, width()), output)


@app.command(epilog="Example: ecaremap case maps/telecom", short_help="Show what moving to digital is worth.")
def case(
    path: StrategyPath,
    format: FormatOption = ChapterFormat.text,
    output: FileOption = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
) -> None:
    """Show the business case: gross, really avoided, cash; from which completion on it pays; how sure it is."""
    from ecaremap.usecases.chapters import case as run

    _put(run(open_strategy(path, as_of, scenario), format.value, width()), output)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        write(text)
        return
    from ecaremap.usecases.writing import write_file

    write_file(output, text.encode())
    say(f"{output}")
