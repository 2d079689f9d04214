"""gaps: where a strategy falls short, what that costs, and what to do next."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ecaremap.cli.app import AsOf, BaselineOption, ScenarioName, StrategyPath, app, refuse
from ecaremap.cli.console import say, width, write
from ecaremap.cli.opening import open_strategy

if TYPE_CHECKING:
    from ecaremap.views.gaps import Wanted
    from ecaremap.views.gaps_model import GapsView


class GapsFormat(StrEnum):
    """How gaps are spelled."""

    text = "text"
    json = "json"
    csv = "csv"
    md = "md"


OwnerOption = Annotated[str | None, typer.Option("--owner", metavar="NAME", help="Only what this owner should act on.")]
FamilyOption = Annotated[str | None, typer.Option("--family", metavar="NAME", help="Only one family of requests.")]
PlaceOption = Annotated[str | None, typer.Option("--touchpoint", metavar="ID", help="Only gaps at one touchpoint.")]
KindOption = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only one kind, as missing or leaking.")]


@app.command(
    epilog="Examples: ecaremap gaps maps/telecom --kind leaking · ecaremap gaps maps/telecom --next --format md",
    short_help="Show where the strategy falls short, and what to do next.",
)
def gaps(
    path: StrategyPath,
    format: Annotated[GapsFormat, typer.Option("--format", help="How to spell them.")] = GapsFormat.text,
    owner: OwnerOption = None,
    family: FamilyOption = None,
    touchpoint: PlaceOption = None,
    kind: KindOption = None,
    next_figures: Annotated[bool, typer.Option("--next", help="Which figure to ask for next, and of whom.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="A file, not stdout.")] = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    baseline: BaselineOption = None,
) -> None:
    """Show gaps by what is at stake: what customers say, why, who acts, how much work, and the money."""
    from ecaremap.views.gaps import Wanted, gaps_view

    if next_figures and format is GapsFormat.csv:
        raise typer.BadParameter(
            "Missing figures are no table of gaps: write --format md, text or json.", param_hint="'--next'"
        )
    validated = open_strategy(path, as_of, scenario)
    if baseline is not None:
        from ecaremap.usecases.baseline import with_baseline

        (validated,), _ = with_baseline([validated], baseline)
    assert validated.decisions is not None
    only = Wanted(owner or "", family or "", touchpoint or "", kind or "")
    view = gaps_view(validated.decisions, validated.findings, only)
    _refuse_unknown(view, only)
    text = _spelled(view, format, next_figures=next_figures)
    if output is None:
        write(text)
        return
    from ecaremap.usecases.writing import write_file

    write_file(output, text.encode())
    say(f"{output}")


def _refuse_unknown(view: "GapsView", only: "Wanted") -> None:
    """Refuse a filter for which there is no gap, naming what there is."""
    from ecaremap.model.suggest import did_you_mean

    filters = view.filters
    for option, want, known in (
        ("owner", only.owner, filters.owners),
        ("family", only.family, filters.families),
        ("touchpoint", only.touchpoint, tuple(name for name, _ in filters.touchpoints)),
        ("kind", only.kind, tuple(name for name, _ in filters.kinds)),
    ):
        if want and want not in known:
            fix = did_you_mean(want, known)
            refuse(f"There is no gap of --{option} '{want}'." + (f" {fix[:1].upper()}{fix[1:]}" if fix else ""))


def _spelled(view: "GapsView", format: GapsFormat, *, next_figures: bool) -> str:
    """The view in one spelling."""
    if format is GapsFormat.json:
        from ecaremap.render.gaps_json import render_gaps_json

        return render_gaps_json(view)
    if format is GapsFormat.csv:
        from ecaremap.render.gaps_csv import render_gaps_csv

        return render_gaps_csv(view)
    if format is GapsFormat.md:
        from ecaremap.render.gaps_markdown import render_data_requests, render_gaps_markdown

        return render_data_requests(view) if next_figures else render_gaps_markdown(view)
    from ecaremap.render.gaps_text import render_gaps_text, render_next_text

    return render_next_text(view, width()) if next_figures else render_gaps_text(view, width())
