"""The Typer application: commands, common options, version."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from ecaremap.cli.console import say

app = typer.Typer(
    name="ecaremap",
    help="Contact strategy as code: which customer request is handled at which touchpoint, checked and drawn.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class FailOn(StrEnum):
    """From which severity on findings make the exit code 1."""

    error = "error"
    warning = "warning"
    info = "info"


def read_as_of(text: str | None) -> date:
    """The day to judge by: `--as-of`, else SOURCE_DATE_EPOCH, else today in UTC."""
    import os
    from datetime import UTC, datetime

    if text is not None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text:  # fromisoformat reads weeks too
            raise typer.BadParameter(f"'{text}' is not a date; write 2026-11-21.", param_hint="'--as-of'")
        return day
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        fix = "write seconds since 1970, as 1795219200."
        raise typer.BadParameter(f"'{epoch}' is not a time; {fix}", param_hint="'SOURCE_DATE_EPOCH'") from None


AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The day to judge by, as 2026-11-21; today if missing.")
]
ScenarioName = Annotated[
    str | None, typer.Option("--scenario", metavar="NAME", help="Figures of one of the map's scenarios.")
]
StrategyPath = Annotated[str, typer.Argument(metavar="PATH", help="A strategy: a file, or a folder of files.")]
FailOnOption = Annotated[FailOn, typer.Option("--fail-on", help="Exit with 1 from this severity on.")]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Known findings; only what is not in there counts.")
]
UpdateOption = Annotated[
    bool, typer.Option("--update-baseline", help="Write the baseline anew: all findings of today, and exit with 0.")
]


def _version(wanted: bool) -> None:
    if wanted:
        from ecaremap.usecases.version import version_text

        typer.echo(version_text())
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", help="Say which versions are at work.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Contact strategy as code."""


def refuse_update_alone(baseline: Path | None, *, update: bool) -> None:
    """`--update-baseline` needs to know which file."""
    if update and baseline is None:
        raise typer.BadParameter("Say which file: --baseline FILE --update-baseline.", param_hint="'--update-baseline'")


def finish(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise typer.Exit(code)


def refuse(message: str) -> NoReturn:
    """Say why nothing was done, and end with 2."""
    say(f"error: {message}")
    raise typer.Exit(2)


# The commands register themselves on `app`, in the order of help.
# isort: off
from ecaremap.cli import (  # noqa: E402
    check, draw, gaps, chapters, plan, measure, promised, walkthrough, start,  # noqa: F401
    packs, workbook, sign, rename, watch, diff,  # noqa: F401
)  # fmt: skip
