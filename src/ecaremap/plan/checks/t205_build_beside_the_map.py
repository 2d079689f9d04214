"""T205: a build leads elsewhere than the map."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each build whose cell is not written, decided against, or aims at another degree."""
    strategy = decisions.project.strategy
    for name, build in strategy.plan.builds.items() if strategy.plan else ():
        cell = strategy.coverage.get(build.request, {}).get(build.touchpoint)
        if cell is None:
            what = "the map says nothing about it"
        elif cell.not_here is not None:
            what = "the map has decided that it is not there"
        elif cell.aim != build.degree:
            what = f"the map aims at {cell.aim or 'nothing'}"
        else:
            continue
        yield Finding(
            "T205",
            "warning",
            f"'{name}' brings '{build.request}' to {build.degree} at '{build.touchpoint}', but {what}.",
            f"build:{name}",
            field="degree",
            span=decisions.project.value_span("plan", "builds", name, "degree"),
            label="not the map's target",
            help=f"write the target into coverage ({build.request}: {build.touchpoint}: today -> {build.degree}), "
            "or correct the build",
            states=("target",),
        )


CHECK = Check("T205", "build-beside-the-map", "warning", "A build leads elsewhere than the map.", run)
