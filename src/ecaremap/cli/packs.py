"""packs · packs diff: what ships, and what another version of a pack changes."""

from enum import StrEnum
from typing import Annotated

import typer

from ecaremap.cli.app import AsOf, StrategyPath, app, finish, read_as_of
from ecaremap.cli.console import width, write
from ecaremap.cli.opening import report_and_stop

packs = typer.Typer(
    help="List the packs that ship: request libraries, rules, law; or compare two versions of one.",
    short_help="List the packs that ship, or compare two versions.",
    epilog="Examples: ecaremap packs · ecaremap packs diff de de-2027.yaml my-strategy",
    rich_markup_mode=None,
)
app.add_typer(packs, name="packs", invoke_without_command=True)


class DiffFormat(StrEnum):
    """How a comparison is spelled."""

    text = "text"
    json = "json"
    md = "md"


@packs.callback()
def listed(context: typer.Context) -> None:
    """List the packs that ship: request libraries, rules, law; or compare two versions of one."""
    if context.invoked_subcommand is None:
        from ecaremap.usecases.packs import pack_table

        write(pack_table())


@packs.command(
    epilog="Example: ecaremap packs diff de new/de.yaml my-strategy",
    short_help="Say what another version of a pack does to a strategy.",
)
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A pack that ships, or the file of one.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another version of the same pack.")],
    path: StrategyPath,
    format: Annotated[DiffFormat, typer.Option("--format", help="How to print it.")] = DiffFormat.text,
    as_of: AsOf = None,
) -> None:
    """Say which rules come, change and go, which cells they decide about, what newly breaks, and what no longer does.

    Exit 1 if something newly breaks a rule by the target.
    """
    from ecaremap.render.pack_diff import pack_diff_json, pack_diff_markdown, pack_diff_text
    from ecaremap.usecases.packs import diff as run

    found = run(old, new, path, read_as_of(as_of))
    if found.failed is not None:
        report_and_stop(found.failed.findings, found.failed.sources, path)
    view = found.view
    assert view is not None
    spelled = {
        DiffFormat.text: lambda: pack_diff_text(view, width()),
        DiffFormat.json: lambda: pack_diff_json(view),
        DiffFormat.md: lambda: pack_diff_markdown(view),
    }
    write(spelled[format]())
    finish(int(view.breaches > 0))
