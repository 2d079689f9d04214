"""sign: the facts behind decisions, kept beside the strategy."""

from typing import Annotated

import typer

from ecaremap.cli.app import AsOf, StrategyPath, app, finish, read_as_of
from ecaremap.cli.check import LookFormat, LookOption
from ecaremap.cli.console import say, write
from ecaremap.cli.opening import report_and_stop

NAMES_HELP = "Requests, or cells as REQUEST/TOUCHPOINT; all new decisions, if missing."


@app.command(
    epilog="Examples: ecaremap sign my-strategy · ecaremap sign my-strategy cancel/website",
    short_help="Sign decisions, so that a change of their facts shows.",
)
def sign(
    path: StrategyPath,
    names: Annotated[list[str] | None, typer.Argument(metavar="REQUEST[/TOUCHPOINT]…", help=NAMES_HELP)] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; only say how decisions stand.")] = False,
    format: LookOption = LookFormat.text,
    as_of: AsOf = None,
) -> None:
    """Sign the decisions of cells that say decided: {by, date}, with the facts they rest on.

    When such a fact moves, validate calls the decision suspect until somebody looks at it and signs it by its name.
    Exit 0 all signed, 1 something is suspect or open.
    """
    from ecaremap.render.signing import signing_json, signing_summary, signing_text
    from ecaremap.usecases.sign import sign as run
    from ecaremap.usecases.sign import signable
    from ecaremap.usecases.validate import validate

    validated = validate(path, read_as_of(as_of))
    if not signable(validated):
        report_and_stop(validated.findings, validated.sources, path)
    view = run(validated, tuple(names or ()), check=check)
    if format is LookFormat.json:
        write(signing_json(view))
    else:
        write(signing_text(view))
        say(signing_summary(view))
    finish(int(view.open))
