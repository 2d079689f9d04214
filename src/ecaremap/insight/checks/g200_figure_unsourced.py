"""G200: figures nobody can check, because their source is not named."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.figures import SourcedFigure, figures
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each object with figures of unknown source, and one for unsigned assumptions."""
    strategy = decisions.project.strategy
    objects: dict[tuple[str, ...], list[SourcedFigure]] = {}
    for figure in figures(strategy):
        if figure.source is None:
            size = 3 if figure.path[0] == "coverage" else 2
            objects.setdefault(figure.path[:size], []).append(figure)
    found = [_finding(decisions, path, unsourced) for path, unsourced in objects.items()]
    yield from each_or_one(strategy, "costed", found, "{} objects have figures without a source.")
    assumptions = strategy.assumptions
    if assumptions is not None and assumptions.signed_by is None:
        yield Finding(
            "G200",
            "warning",
            "Nobody has signed the assumptions.",
            "assumptions",
            field="signed_by",
            span=decisions.project.key_span("assumptions"),
            help="write signed_by: {name: Finance, date: 2026-10-15}",
        )


def _finding(decisions: Decisions, path: tuple[str, ...], unsourced: list[SourcedFigure]) -> Finding:
    names = list(dict.fromkeys(figure.path[len(path)] for figure in unsourced if len(figure.path) > len(path)))
    what = ", ".join(names) or path[-1]
    verb = "has" if len(names) < 2 else "have"
    return Finding(
        "G200",
        "warning",
        f"{what} of '{'/'.join(path[1:])}' {verb} no source.",
        "/".join(path[1:]),
        field=what,
        span=decisions.project.mark(unsourced[0].path).key() if decisions.project.mark(unsourced[0].path) else None,
        help="write {value: …, source: ID}, or source: ID for the whole object",
    )


CHECK = Check("G200", "figure-unsourced", "warning", "A figure does not say where it comes from.", run)
