"""G210: figures older than the strategy should rest on."""

from collections.abc import Iterator
from datetime import date

from ecaremap.insight.asking import counted
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
        as_of, source = figure.figure.as_of, figure.source
        if as_of is None:
            # A source that is no id of `sources` has no date to judge.
            if source in strategy.sources:
                resting[source] = resting.get(source, 0) + 1
        elif is_old(as_of, today, limit):
            words = f"The {figure.name} of '{figure.where}' dates"
            yield _finding(decisions, figure.path, figure.where, f"{words} from {_age(as_of, limit)}.")
    for name, count in sorted(resting.items()):
        as_of = strategy.sources[name].as_of
        if as_of and is_old(as_of, today, limit):
            words = f"{counted(count, 'figure rests', 'figures rest')} on '{name}', which dates"
            yield _finding(decisions, ("sources", name), name, f"{words} from {_age(as_of, limit)}.")


def limit_months(strategy: Strategy) -> int:
    """The age from which a figure is old, in months."""
    age = strategy.thresholds.figure_age if strategy.thresholds else None
    if age is None:
        return USUAL_MONTHS
    return int(age.likely if age.unit == "months" else age.likely / SECONDS_PER_MONTH)


def is_old(as_of: date, today: date, limit: int) -> bool:
    """Whether more than so many months lie between a date and today."""
    months = (today.year - as_of.year) * 12 + today.month - as_of.month
    return months > limit or (months == limit and today.day > as_of.day)


def _age(as_of: date, limit: int) -> str:
    return f"{as_of.isoformat()}, more than {counted(limit, 'month', 'months')} ago"


def _finding(decisions: Decisions, path: tuple[str, ...], where: str, message: str) -> Finding:
    return Finding(
        "G210",
        "warning",
        message,
        where,
        field="as_of",
        span=decisions.project.value_span(*path, "as_of"),
        label="old",
        help="ask for newer figures, or say under thresholds: {figure_age: …} what is old",
    )


CHECK = Check("G210", "figure-old", "warning", "A figure is older than the strategy should rest on.", run)
