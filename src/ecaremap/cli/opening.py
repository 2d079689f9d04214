"""Opening a strategy for a command that needs it whole."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from ecaremap.cli.app import finish, read_as_of
from ecaremap.cli.console import colourful, paint, say

if TYPE_CHECKING:
    from ecaremap.model.finding import Finding
    from ecaremap.model.source import Sources
    from ecaremap.usecases.validate import Validated


def open_strategy(path: str, as_of: str | None, scenario: str | None) -> "Validated":
    """A strategy that rules could be applied to; else its errors are printed and the command ends."""
    from ecaremap.usecases.validate import validate

    result = validate(path, read_as_of(as_of), scenario)
    if result.decisions is None:
        report_and_stop(result.findings, result.sources, path)
    return result


def report_and_stop(findings: "Sequence[Finding]", sources: "Sources", path: str) -> NoReturn:
    """Print the errors of a strategy that cannot be used, and end."""
    from ecaremap.report.text import lines

    errors = [finding for finding in findings if finding.severity == "error"]
    say(paint(lines(errors, sources), colour=colourful(sys.stderr)))
    say(f"{path} cannot be read as a strategy.")
    finish(2 if any(finding.code.startswith("Y") for finding in errors) else 1)
