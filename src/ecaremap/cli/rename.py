"""rename: an id changed wherever it stands, as a patch."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import StrategyPath, app
from ecaremap.cli.console import say, write
from ecaremap.cli.opening import report_and_stop


class KindName(StrEnum):
    """What can be renamed."""

    request = "request"
    touchpoint = "touchpoint"
    segment = "segment"
    rule = "rule"
    source = "source"
    feedback = "feedback"
    build = "build"
    enabler = "enabler"
    fix = "fix"
    tactic = "tactic"
    team = "team"
    target = "target"
    journey = "journey"
    scenario = "scenario"
    waiver = "waiver"


@app.command(
    epilog="Example: ecaremap rename cancel end-contract maps/telecom | patch -p1",
    short_help="Print a patch that changes an id everywhere.",
)
def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="An id of the strategy.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id it gets.")],
    path: StrategyPath,
    kind: Annotated[KindName | None, typer.Option("--kind", help="What is meant, if several have this id.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")] = None,
) -> None:
    """Print a patch that changes an id everywhere: declarations, cells, rules, waivers, plan, signatures.

    Nothing is touched. Comments and layout stay as they are; `was: OLD` keeps the former id where that can be said.
    """
    from ecaremap.usecases.rename import rename_patch
    from ecaremap.usecases.validate import read

    loaded = read(path)
    if any(finding.code.startswith("Y") for finding in loaded.findings):
        report_and_stop(loaded.findings, loaded.sources, path)
    found = rename_patch(loaded, path, old, new, kind.value if kind else None)
    if output is None:
        write(found.text.encode())
    else:
        from ecaremap.usecases.writing import write_file

        write_file(output, found.text.encode())
    for remark in found.remarks:
        say(f"note: {remark}")
    files = f"{found.files} {'file' if found.files == 1 else 'files'}"
    where = f" in {found.base}" if found.base else ""
    say(
        f"The {found.kind} '{old}' becomes '{new}' in {files}. Nothing was changed; to apply it{where}: patch -p1 < FILE"
    )
