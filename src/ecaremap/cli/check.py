"""validate · explain · rules · show: looking at a strategy."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import (
    AsOf,
    FailOn,
    FailOnOption,
    ScenarioName,
    StrategyPath,
    app,
    finish,
    read_as_of,
    refuse,
)
from ecaremap.cli.console import colourful, paint, say, sentences, write
from ecaremap.cli.opening import open_strategy, report_and_stop

PATHS_HELP = "Strategy files or folders; - reads standard input."


class ReportFormat(StrEnum):
    """How findings are spelled."""

    text = "text"
    json = "json"


class LookFormat(StrEnum):
    """How a view is spelled."""

    text = "text"
    json = "json"


LookOption = Annotated[LookFormat, typer.Option("--format", help="How to print it.")]


@app.command(epilog="Example: ecaremap validate maps/telecom")
def validate(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help=PATHS_HELP)],
    format: Annotated[ReportFormat, typer.Option("--format", help="How to print the findings.")] = ReportFormat.text,
    fail_on: FailOnOption = FailOn.error,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
) -> None:
    """Check strategies: format, rules, gaps, waivers. Exit 0 fine, 1 findings, 2 unreadable."""
    import sys

    from ecaremap.load.problems import Unreadable
    from ecaremap.usecases import validate as cases

    day = read_as_of(as_of)
    results = []
    unreadable = False
    for path in paths:
        try:
            if path == "-":
                results.append(cases.validate_text(sys.stdin.buffer.read(), "<stdin>", day, scenario))
            else:
                results.append(cases.validate(path, day, scenario))
        except Unreadable as error:
            say(f"error: {sentences(error)}")
            unreadable = True
    if format is ReportFormat.json:
        from ecaremap.report.machine import to_json
        from ecaremap.usecases.catalogue import all_checks

        parts = [(result.path, result.findings, result.sources) for result in results]
        write(to_json(parts, all_checks(), day.isoformat()))
    else:
        from ecaremap.report.text import lines, summary

        colour = colourful(sys.stdout)
        for result in results:
            write(paint(lines(result.findings, result.sources), colour=colour))
            write(paint([summary(result.findings, result.path, day.isoformat())], colour=colour))
    codes = [cases.exit_code(result, fail_on.value) for result in results]
    finish(2 if unreadable else max(codes))


@app.command(
    epilog="Examples: ecaremap explain maps/telecom cancel website · ecaremap explain P301",
    short_help="Say why a decision is as it is, or what a code means.",
)
def explain(
    what: Annotated[str, typer.Argument(metavar="PATH | CODE", help="A strategy, or the code of a finding.")],
    request: Annotated[str | None, typer.Argument(metavar="REQUEST", help="Its id or its name.")] = None,
    touchpoint: Annotated[str | None, typer.Argument(metavar="TOUCHPOINT", help="Its id; all, if missing.")] = None,
    format: LookOption = LookFormat.text,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
) -> None:
    """Say why a decision is as it is, or what a finding's code means."""
    if request is None:
        _explain_code(what)
        return
    if what != "-" and not Path(what).exists() and _is_code(what):
        refuse(f"'{what}' is the code of a finding, not a strategy. Write: ecaremap explain {what}")
    from ecaremap.render.texts import explanation_json, explanation_text
    from ecaremap.usecases.look import explanation

    view = explanation(open_strategy(what, as_of, scenario), request, touchpoint)
    write(explanation_json(view) if format is LookFormat.json else explanation_text(view))


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]\d{3}", text))


def _explain_code(code: str) -> None:
    from ecaremap.usecases.catalogue import all_checks, nearby, readable_page

    checks = all_checks()
    if code.upper() in checks:
        write(readable_page(code.upper()))
    elif Path(code).exists():
        refuse(f"Which request? Write: ecaremap explain {code} REQUEST [TOUCHPOINT]")
    elif _is_code(code):
        refuse(f"There is no finding {code.upper()}. {nearby(code.upper())}")
    else:
        refuse(f"'{code}' is neither the code of a finding (as P301) nor a file or folder.")


@app.command(epilog="Example: ecaremap rules maps/telecom", short_help="Show the rules, and what the analyses found.")
def rules(
    path: StrategyPath,
    format: LookOption = LookFormat.text,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
) -> None:
    """Show the rules: what each touches, what it does, and what the analyses found."""
    from ecaremap.render.texts import rules_json, rules_text
    from ecaremap.usecases.look import rulebook

    view = rulebook(open_strategy(path, as_of, scenario))
    write(rules_json(view) if format is LookFormat.json else rules_text(view))


@app.command(epilog="Example: ecaremap show maps/telecom | less", short_help="Print the merged strategy, with places.")
def show(
    path: StrategyPath,
    scenario: ScenarioName = None,
) -> None:
    """Print the merged strategy, with the place each value comes from."""
    from ecaremap.render.texts import merged_text
    from ecaremap.usecases.look import merged
    from ecaremap.usecases.validate import read

    loaded = read(path, scenario)
    if loaded.project is None:
        report_and_stop(loaded.findings, loaded.sources, path)
    write(merged_text(merged(loaded.project)))
