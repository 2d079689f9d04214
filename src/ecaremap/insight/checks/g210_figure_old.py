"""G210: figures older than the strategy should rest on."""

from collections.abc import Iterator
from datetime import date

from ecaremap.insight.figures import figures
from ecaremap.model.fields import SECONDS_PER_MONTH
from ecaremap.model.finding import Check, Finding
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions

USUAL_MONTHS = 24


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each old source, and for each old figure with a date of its own."""
    strategy, today = decisions.project.strategy, decisions.period.today
    limit = limit_months(strategy)
    resting: dict[str, int] = {}
    for figure in figures(strategy):
        if figure.source in strategy.sources and not figure.figure.as_of:
            resting[str(figure.source)] = resting.get(str(figure.source), 0) + 1
        elif figure.figure.as_of and age_months(figure.figure.as_of, today) > limit:
            where = "/".join(figure.path[1:])
            yield _finding(decisions, where, figure.path, figure.figure.as_of, f"The figure '{where}'", limit)
    for name, count in sorted(resting.items()):
        as_of = strategy.sources[name].as_of
        if as_of and age_months(as_of, today) > limit:
            rest = f"{count} figures rest" if count > 1 else "one figure rests"
            words = f"The source '{name}', on which {rest},"
            yield _finding(decisions, f"sources/{name}", ("sources", name, "as_of"), as_of, words, limit)


def limit_months(strategy: Strategy) -> int:
    """The age from which a figure is old, in months."""
    age = strategy.thresholds.figure_age if strategy.thresholds else None
    if age is None:
        return USUAL_MONTHS
    return int(age.likely if age.unit == "months" else age.likely / SECONDS_PER_MONTH)


def age_months(as_of: date, today: date) -> int:
    """Whole months from a date to today."""
    months = (today.year - as_of.year) * 12 + today.month - as_of.month
    return months - (today.day < as_of.day)


def _finding(
    decisions: Decisions, where: str, path: tuple[str, ...], as_of: date, words: str, limit: int
) -> Finding:
    return Finding(
        "G210",
        "warning",
        f"{words} is of {as_of.isoformat()}, older than {limit} months.",
        where,
        field="as_of",
        span=decisions.project.value_span(*path),
        label="old",
        help="ask for newer figures, or say under thresholds: {figure_age: …} what is old",
    )


CHECK = Check("G210", "figure-old", "warning", "A figure is older than the strategy should rest on.", run)
