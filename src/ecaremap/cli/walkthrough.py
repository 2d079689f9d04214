"""walkthrough: the test script for people outside the team."""

from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import AsOf, ScenarioName, StrategyPath, app
from ecaremap.cli.console import say, write
from ecaremap.cli.draw import Templates
from ecaremap.cli.opening import open_strategy

MARKDOWN = (".md", ".markdown", ".txt")
PAGE = (".html", ".htm")


@app.command(
    epilog="Example: ecaremap walkthrough maps/telecom -o walkthrough.html",
    short_help="Write the test script for people outside the team.",
)
def walkthrough(
    path: StrategyPath,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file .html or .md, not stdout.")
    ] = None,
    tasks: Annotated[int, typer.Option("--tasks", metavar="N", help="At most so many tasks.", min=1, max=100)] = 12,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    templates: Templates = None,
) -> None:
    """Write the test script for people outside the team: to print, to fill in, and to paste back into the strategy."""
    kind = output.suffix.lower() if output else MARKDOWN[0]
    if kind not in (*MARKDOWN, *PAGE):
        raise typer.BadParameter(f"'{output}' is neither .html nor .md.", param_hint="'--output'")
    validated = open_strategy(path, as_of, scenario)
    assert validated.decisions is not None
    from ecaremap.render.walkthrough import walkthrough_markdown, walkthrough_page
    from ecaremap.views.walkthrough import walkthrough_view

    view = walkthrough_view(validated.decisions, tasks)
    text = walkthrough_page(view, templates) if kind in PAGE else walkthrough_markdown(view)
    if output is None:
        write(text)
        return
    from ecaremap.usecases.writing import write_file

    write_file(output, text.encode())
    say(f"{output}")
