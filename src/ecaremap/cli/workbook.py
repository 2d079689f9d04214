"""import: from a filled workbook to a strategy folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ecaremap.cli.app import app, finish, read_as_of, refuse
from ecaremap.cli.console import say, write

if TYPE_CHECKING:
    from ecaremap.usecases.workbooks import Imported


@app.command(
    "import",
    epilog="Example: ecaremap import client.xlsx -o my-strategy",
    short_help="Turn an Excel workbook into a strategy.",
)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An Excel workbook (.xlsx).")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="A new folder for the strategy.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Whose strategy it is, if the workbook has no name.")
    ] = None,
    template: Annotated[bool, typer.Option("--template", help="Write a blank workbook to FILE instead.")] = False,
) -> None:
    """Turn a workbook into a strategy folder: the tool's own, filled in, or a plain table of a client.

    Every problem is named by its sheet and cell; with one problem nothing is written.
    """
    if template:
        from ecaremap.usecases.workbooks import write_template

        if output is not None or name is not None:
            raise typer.BadParameter("They do not go with --template.", param_hint="'--output', '--name'")
        write_template(file, read_as_of(None))
        say(f"{file}")
        say(f"Next: fill it in, then: ecaremap import {file} -o my-strategy")
        return
    if output is None:
        refuse("Where to? Write: ecaremap import FILE -o DIR")
    import_into(file, output, name)


def import_into(file: Path, folder: Path, name: str | None) -> None:
    """Import a workbook, or say what is wrong with it and end."""
    from ecaremap.usecases.workbooks import import_workbook

    result = import_workbook(file, folder, read_as_of(None), name)
    for notice in result.notices:
        say(f"note: {notice}")
    if result.problems:
        _refuse(result, file)
    for path in result.written:
        write(f"{path}\n")
    say(f"Next: ecaremap validate {folder} · ecaremap build {folder} -o out/")


def _refuse(result: "Imported", file: Path) -> NoReturn:
    for problem in result.problems:
        say(problem)
    count = len(result.problems)
    say(f"Nothing was written: {file} has {count} {'problem' if count == 1 else 'problems'}.")
    finish(1)
