"""G200: figures nobody can check, because their source is not named."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.figures import SourcedFigure, sourced_figures
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each object with figures of unknown source, and one for unsigned assumptions."""
    strategy = decisions.project.strategy
    objects: dict[tuple[str, ...], list[SourcedFigure]] = {}
    for figure in sourced_figures(decisions.project):
        if figure.source is None:
            objects.setdefault(figure.owner, []).append(figure)
    found = [_finding(decisions, unsourced) for unsourced in objects.values()]
    if strategy.assumptions is not None and strategy.assumptions.signed_by is None:
        found.append(_unsigned(decisions))
    one = "1 part of the strategy has figures that nobody vouches for."
    return each_or_one(strategy, "costed", found, one, "{} parts of the strategy have figures that nobody vouches for.")


def _finding(decisions: Decisions, unsourced: list[SourcedFigure]) -> Finding:
    first = unsourced[0]
    # `starts_at` is one name, however many touchpoints it lists.
    names = list(dict.fromkeys(figure.path[len(first.owner)] for figure in unsourced))
    has = "a figure" if len(unsourced) == 1 else "figures"
    return Finding(
        "G200",
        "warning",
        f"'{first.where}' has {has} without a source: {', '.join(names)}.",
        first.where,
        field=", ".join(names),
        span=decisions.project.key_span(*first.path),
        help="write {value: …, source: ID}, or source: ID for the whole object",
    )


def _unsigned(decisions: Decisions) -> Finding:
    return Finding(
        "G200",
        "warning",
        "Nobody has signed the assumptions.",
        "assumptions",
        field="signed_by",
        span=decisions.project.key_span("assumptions"),
        help="write signed_by: {name: Finance, date: 2026-10-15}",
    )


CHECK = Check("G200", "figure-unsourced", "warning", "A figure does not say where it comes from.", run)
