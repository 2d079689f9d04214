"""validate · explain · rules · show: looking at a strategy."""

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecaremap.cli.app import (
    AsOf,
    BaselineOption,
    FailOn,
    FailOnOption,
    ScenarioName,
    StrategyPath,
    UpdateOption,
    app,
    finish,
    read_as_of,
    refuse,
    refuse_update_alone,
)
from ecaremap.cli.console import colourful, paint, say, sentences, write
from ecaremap.cli.opening import open_strategy, report_and_stop

if TYPE_CHECKING:
    from datetime import date

    from ecaremap.usecases.reporting import Outputs
    from ecaremap.usecases.validate import Validated

PATHS_HELP = "Strategy files or folders; - reads standard input."


class ReportFormat(StrEnum):
    """How findings are spelled."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
    gitlab = "gitlab"
    junit = "junit"


class LookFormat(StrEnum):
    """How a view is spelled."""

    text = "text"
    json = "json"


OutputOption = Annotated[
    list[str] | None,
    typer.Option("--output", metavar="FMT=FILE", help="Write a format into a file, too; may be given several times."),
]
LookOption = Annotated[LookFormat, typer.Option("--format", help="How to print it.")]


@app.command(
    epilog="Examples: ecaremap validate maps/telecom · ecaremap validate maps/* --output sarif=out.sarif --fail-on warning",
    short_help="Check strategies: format, rules, gaps, waivers.",
)
def validate(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help=PATHS_HELP)],
    format: Annotated[ReportFormat, typer.Option("--format", help="How to print the findings.")] = ReportFormat.text,
    output: OutputOption = None,
    fail_on: FailOnOption = FailOn.error,
    baseline: BaselineOption = None,
    update_baseline: UpdateOption = False,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
) -> None:
    """Check strategies: format, rules, gaps, waivers. Exit 0 fine, 1 findings, 2 unreadable."""
    from ecaremap.usecases.validate import exit_code

    day = read_as_of(as_of)
    refuse_update_alone(baseline, update=update_baseline)
    outputs: Outputs = {}
    if output:
        from ecaremap.usecases.reporting import outputs_of

        outputs = outputs_of(output)
    results, unreadable = _validated(paths, day, scenario)
    compared = None
    if baseline is not None:
        from ecaremap.usecases.baseline import with_baseline

        # Of a run that missed something, no baseline could be written that holds everything.
        results, compared = with_baseline(results, baseline, update=update_baseline and not unreadable)
    if not unreadable and (outputs or update_baseline):
        from ecaremap.usecases.reporting import write_outputs

        write_outputs(outputs, results, day, fail_on.value, compared)
    if format is ReportFormat.text:
        _print(results, day)
    else:
        from ecaremap.usecases.reporting import SPELLINGS, report_of

        write(SPELLINGS[format.value](report_of(results, day, fail_on.value, compared)))
    if compared is not None and compared.words:
        say(compared.words)
    if unreadable:
        if outputs or update_baseline:
            say("Nothing was written, because not everything could be read.")
        finish(2)
    finish(0 if update_baseline else max(exit_code(result, fail_on.value) for result in results))


def _validated(paths: list[str], day: "date", scenario: str | None) -> "tuple[tuple[Validated, ...], bool]":
    """The strategies that can be read, and whether one could not; why is said at once."""
    import sys

    from ecaremap.load.problems import Unreadable
    from ecaremap.usecases import validate as cases

    results = []
    for path in paths:
        try:
            if path == "-":
                results.append(cases.validate_text(sys.stdin.buffer.read(), "<stdin>", day, scenario))
            else:
                results.append(cases.validate(path, day, scenario))
        except Unreadable as error:
            say(f"error: {sentences(error)}")
    return tuple(results), len(results) < len(paths)


def _print(results: "tuple[Validated, ...]", day: "date") -> None:
    """The findings for people."""
    import sys

    from ecaremap.report.text import lines, summary

    colour = colourful(sys.stdout)
    for result in results:
        write(paint(lines(result.findings, result.sources), colour=colour))
        write(paint([summary(result.findings, result.path, day.isoformat())], colour=colour))


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
