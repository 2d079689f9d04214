"""build · map: drawing a strategy."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecaremap.cli.app import (
    AsOf,
    BaselineOption,
    FailOn,
    ScenarioName,
    StrategyPath,
    UpdateOption,
    app,
    finish,
    read_as_of,
    refuse_update_alone,
)
from ecaremap.cli.console import chart_cache, colourful, paint, say, width, write
from ecaremap.cli.opening import open_strategy

if TYPE_CHECKING:
    from datetime import date

    from ecaremap.usecases.build import Built
    from ecaremap.usecases.reporting import Outputs


class EngineName(StrEnum):
    """Which Graphviz draws."""

    auto = "auto"
    embedded = "embedded"
    system = "system"


class MapFormat(StrEnum):
    """How the map is spelled."""

    text = "text"
    json = "json"
    dot = "dot"
    svg = "svg"
    png = "png"
    html = "html"


class AudienceName(StrEnum):
    """For whom a report is built."""

    board = "board"
    it = "it"
    frontline = "frontline"
    public = "public"


class Form(StrEnum):
    """How the Graphviz map is laid out."""

    auto = "auto"
    tables = "tables"
    agg = "agg"
    ego = "ego"


Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        help="Your own templates, block by block, before the tool's.",
        exists=True,
        file_okay=False,
    ),
]
EngineOption = Annotated[EngineName, typer.Option("--engine", help="The embedded Graphviz, or the system's dot.")]
FamilyOption = Annotated[
    str | None, typer.Option("--family", metavar="NAME", help="Draw one family of requests, or one request.")
]
FormOption = Annotated[Form, typer.Option("--form", help="Layout of the drawing; auto picks a readable one.")]


@app.command(
    epilog="Example: ecaremap build maps/telecom -o out/", short_help="Write the page, the drawing and the data."
)
def build(
    path: StrategyPath,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output", "-o", metavar="DIR|FMT=FILE", help="Where to write [out]; with a format, the findings, too."
        ),
    ] = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    templates: Templates = None,
    engine: EngineOption = EngineName.auto,
    audience: Annotated[
        AudienceName | None,
        typer.Option("--audience", help="Leave out what this audience is not to see; everything, if missing."),
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit with 1 from this severity on; never, if missing.")
    ] = None,
    baseline: BaselineOption = None,
    update_baseline: UpdateOption = False,
) -> None:
    """Write index.html, map.svg, map.dot, gaps.csv, report.md, strategy.json and strategy.xlsx.

    A strategy with a plan gets plan.csv, plan-months.csv, plan.ics and backlog.csv, too; with evidence a page for each measured quarter, as promised-2026-q3.md. Nothing is written if the strategy has errors of its own. For an audience there is no workbook: it is the strategy.
    """
    from ecaremap.usecases.build import Findings, How
    from ecaremap.usecases.build import build as run
    from ecaremap.usecases.reporting import folder_and_outputs
    from ecaremap.usecases.validate import exit_code

    day = read_as_of(as_of)
    refuse_update_alone(baseline, update=update_baseline)
    folder, outputs = folder_and_outputs(output or ())
    how = How(templates, engine.value, chart_cache())
    findings = Findings(baseline, update_baseline, outputs, fail_on.value if fail_on else "error")
    whom = audience.value if audience else ""
    result = run(path, day, folder, how, scenario=scenario, audience=whom, findings=findings)
    _tell(result, path, day, outputs)
    if not result.written:
        finish(2 if result.validated.unreadable else 1)
    finish(0 if fail_on is None or update_baseline else exit_code(result.validated, fail_on.value))


def _tell(result: "Built", path: str, day: "date", outputs: "Outputs") -> None:
    """What was found, and which files were written; or why none was."""
    import sys

    from ecaremap.report.text import lines, summary

    colour = colourful(sys.stderr)
    findings, sources = result.validated.findings, result.validated.sources
    if not result.written:
        errors = [replace(f, standing="open") for f in findings if f.severity == "error"]
        say(paint(lines(errors, sources), colour=colour))
        say(f"{'Only the findings were' if outputs else 'Nothing was'} written: {path} has errors.")
    else:
        for notice in result.notices:
            say(f"note: {notice}")
        more = f"To read them: ecaremap validate {path}" if findings else ""
        say(paint([summary(findings, path, day.isoformat(), more)], colour=colour))
    if result.compared and result.compared.words:
        say(result.compared.words)
    for file in (*result.written, *outputs):
        write(f"{file}\n")


@app.command(
    "map",
    epilog="Examples: ecaremap map maps/telecom · ecaremap map maps/telecom --format svg --family billing -o billing.svg",
)
def show_map(
    path: StrategyPath,
    format: Annotated[MapFormat, typer.Option("--format", help="How to spell the map.")] = MapFormat.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")] = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    templates: Templates = None,
    engine: EngineOption = EngineName.auto,
    family: FamilyOption = None,
    form: FormOption = Form.auto,
) -> None:
    """Show the map in the terminal, or write one spelling of it."""
    import sys

    from ecaremap.usecases.build import How, spell, view_of

    if (family is not None or form is not Form.auto) and format.value not in ("dot", "svg", "png"):
        raise typer.BadParameter(
            "They shape drawings: write --format svg, png or dot too.", param_hint="'--family', '--form'"
        )
    validated = open_strategy(path, as_of, scenario)
    view = view_of(validated, path)
    if format is MapFormat.text:
        from ecaremap.render.terminal import print_map

        colour = output is None and colourful(sys.stdout)
        text = print_map(view, width(), colour)
        data, notices = text.encode(), list[str]()
    else:
        how = How(templates, engine.value)
        data, notices = spell(view, format.value, how, family=family, form=form.value)
    for notice in notices:
        say(f"note: {notice}")
    if output is not None:
        from ecaremap.usecases.writing import write_file

        write_file(output, data)
        say(f"{output}")
    else:
        write(data if format is MapFormat.png else data.decode())
