"""promised: what was promised, held against what was measured, a page a quarter."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import AsOf, StrategyPath, app, refuse
from ecaremap.cli.console import say, width, write
from ecaremap.cli.draw import AudienceName, Templates
from ecaremap.cli.opening import open_strategy


class PromisedFormat(StrEnum):
    """How the page is spelled."""

    text = "text"
    md = "md"
    html = "html"
    json = "json"


@app.command(
    epilog="Examples: ecaremap promised maps/telecom · ecaremap promised maps/telecom --format html -o promised.html",
    short_help="Hold promises against measurements, a page a quarter.",
)
def promised(
    path: StrategyPath,
    format: Annotated[PromisedFormat, typer.Option("--format", help="How to print it.")] = PromisedFormat.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")] = None,
    quarter: Annotated[
        str, typer.Option("--quarter", metavar="QUARTER", help="An earlier one, as 2026-q2; the newest, if missing.")
    ] = "",
    audience: Annotated[
        AudienceName | None, typer.Option("--audience", help="Leave out what this audience is not to see.")
    ] = None,
    templates: Templates = None,
    as_of: AsOf = None,
) -> None:
    """Show a quarter for the forum: targets and cells by owner, promised, measured, changed, excused.

    It reads the evidence that measure keeps beside the strategy; calls avoided stand beside the customers who gave up.
    """
    from ecaremap.usecases.promising import promised as run
    from ecaremap.usecases.promising import spell_promised

    view = run(open_strategy(path, as_of, None), quarter, audience.value if audience else "")
    if view is None:
        refuse("There is no such page for this audience: it shows how the strategy is made.")
    text = spell_promised(view, format.value, width(), templates)
    if output is None:
        write(text)
        return
    from ecaremap.usecases.writing import write_file

    write_file(output, text.encode())
    say(f"{output}")
