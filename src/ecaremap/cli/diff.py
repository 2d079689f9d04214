"""diff: what changed between two versions, what it does, and to whom."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecaremap.cli.app import AsOf, ScenarioName, app, finish, read_as_of
from ecaremap.cli.console import colourful, paint, say, width, write

if TYPE_CHECKING:
    from ecaremap.usecases.diff import Broken
    from ecaremap.views.diff_model import DiffView


class DiffFormat(StrEnum):
    """How a comparison is spelled."""

    text = "text"
    md = "md"
    json = "json"
    html = "html"


class DiffFailOn(StrEnum):
    """From which class on changes make the exit code 1."""

    harm = "harm"
    risk = "risk"
    policy = "policy"
    any = "any"


WORDS_HELP = "OLD NEW: files, folders or revisions; main..HEAD; then the PATH of the strategy, if there are several."
WordsArgument = Annotated[list[str], typer.Argument(metavar="VERSION…", help=WORDS_HELP)]
FormatOption = Annotated[DiffFormat, typer.Option("--format", help="How to print it.")]
FailOption = Annotated[DiffFailOn, typer.Option("--fail-on", help="Exit with 1 from this class of change on.")]
ApprovedOption = Annotated[
    Path | None, typer.Option("--approved", metavar="FILE", help="Changes that somebody accepted, by fingerprint.")
]
OutputOption = Annotated[
    list[str] | None, typer.Option("--output", "-o", metavar="[FMT=]FILE", help="A file, not stdout; md=FILE besides.")
]
TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates", metavar="DIR", help="Your own templates and styles, before ours.", exists=True, file_okay=False
    ),
]


@app.command(
    epilog="Examples: ecaremap diff old new · ecaremap diff main..HEAD -- maps/telecom · ecaremap diff HEAD",
    short_help="Show what changed between two versions, and whom it harms.",
)
def diff(
    words: WordsArgument,
    format: FormatOption = DiffFormat.text,
    output: OutputOption = None,
    fail_on: FailOption = DiffFailOn.harm,
    approved: ApprovedOption = None,
    templates: TemplatesOption = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
) -> None:
    """Compare two versions: what was written, what it does, whom it harms. Exit 0 no harm, 1 harm, 2 unreadable."""
    from ecaremap.usecases.diff import diff as run
    from ecaremap.usecases.diff import refuse_inputs

    files, instead = _files(output or [], format)
    day = read_as_of(as_of)
    compared = run(words, day, approved, scenario)
    for broken in compared.broken:
        _say_broken(broken)
    if compared.comparison is None:
        finish(2)
    view = compared.view(day, fail_on.value)
    data = {file: _spelled(view, spelling, templates).encode() for file, spelling in files.items()}
    refuse_inputs(compared, data, approved)
    if not instead:
        write(_to_screen(view, format, templates))
    if data:
        from ecaremap.usecases.writing import write_files

        write_files(data)
        for file in data:
            say(f"{file}")
    finish(int(compared.failed(fail_on.value)))


def _files(outputs: list[str], format: DiffFormat) -> tuple[dict[Path, DiffFormat], bool]:
    """The files to write with their spellings, and whether one stands instead of the screen.

    `FILE` does, in the chosen spelling; `md=FILE` is written besides, in its own.
    """
    known = {each.value: each for each in DiffFormat}
    found: dict[Path, DiffFormat] = {}
    instead = False
    for name in outputs:
        spelling, equals, file = name.partition("=")
        own = bool(equals) and spelling in known
        instead = instead or not own
        found[Path(file if own else name)] = known[spelling] if own else format
    return found, instead


def _spelled(view: "DiffView", spelling: DiffFormat, templates: Path | None) -> str:
    if spelling is DiffFormat.json:
        from ecaremap.render.diff_json import render_diff_json

        return render_diff_json(view)
    if spelling is DiffFormat.md:
        from ecaremap.render.diff_markdown import render_diff_markdown

        return render_diff_markdown(view)
    if spelling is DiffFormat.html:
        from ecaremap.render.diff_html import render_diff_page

        return render_diff_page(view, templates=templates)
    from ecaremap.render.diff_text import diff_lines

    return paint(diff_lines(view, width()), colour=False)


def _to_screen(view: "DiffView", spelling: DiffFormat, templates: Path | None) -> str:
    if spelling is not DiffFormat.text:
        return _spelled(view, spelling, templates)
    from ecaremap.render.diff_text import diff_lines

    return paint(diff_lines(view, width()), colour=colourful(sys.stdout))


def _say_broken(broken: "Broken") -> None:
    from ecaremap.report.text import lines

    say(paint(lines(broken.findings, broken.sources), colour=colourful(sys.stderr)))
    say(f"{broken.label} cannot be read, so nothing was compared.")
