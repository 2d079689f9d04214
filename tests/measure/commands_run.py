"""The command `measure` in this process, as its users type it."""

from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from ecaremap.cli.app import app

DAY = ("--as-of", "2026-11-22")


def run(*words: str | Path) -> Result:
    """Arguments of `ecaremap measure`, and what came of it."""
    return CliRunner().invoke(app, ["measure", *map(str, words), *DAY], catch_exceptions=True)


def told(result: Result) -> str:
    """What the command said when it refused; nothing may have come out of it."""
    assert result.exit_code == 2, (result.exit_code, result.stderr, result.exception)
    assert result.stdout == ""
    assert result.stderr.startswith("error: ") and result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.rstrip()[-1] in ".?…}"
    return result.stderr.removeprefix("error: ").rstrip()
