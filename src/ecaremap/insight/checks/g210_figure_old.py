"""G210: figures older than the strategy should rest on."""

from collections.abc import Iterator
from datetime import date

from ecaremap.insight.asking import counted
from ecaremap.insight.figures import sourced_figures
from ecaremap.insight.limits import limit
from ecaremap.model.finding import Check, Finding
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each old source, and for each old figure with a date of its own."""
    strategy, today = decisions.project.strategy, decisions.period.today
    months = limit_months(strategy)
    resting: dict[str, int] = {}
    for figure in sourced_figures(decisions.project):
        as_of, source = figure.figure.as_of, figure.source
        if as_of is None:
            # A source that is no id of `sources` has no date to judge.
            if source in strategy.sources:
                resting[source] = resting.get(source, 0) + 1
        elif is_old(as_of, today, months):
            words = f"The {figure.name} of '{figure.where}' dates"
            yield _finding(decisions, figure.path, figure.where, f"{words} from {_age(as_of, months)}.")
    for name, count in sorted(resting.items()):
        as_of = strategy.sources[name].as_of
        if as_of and is_old(as_of, today, months):
            words = f"{counted(count, 'figure rests', 'figures rest')} on '{name}', which dates"
            yield _finding(decisions, ("sources", name), name, f"{words} from {_age(as_of, months)}.")


def limit_months(strategy: Strategy) -> int:
    """The age from which a figure is old, in months."""
    return int(limit(strategy, "figure_age").value)


def is_old(as_of: date, today: date, oldest: int) -> bool:
    """Whether more than so many months lie between a date and today."""
    months = (today.year - as_of.year) * 12 + today.month - as_of.month
    return months > oldest or (months == oldest and today.day > as_of.day)


def _age(as_of: date, months: int) -> str:
    return f"{as_of.isoformat()}, more than {counted(months, 'month', 'months')} ago"


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
