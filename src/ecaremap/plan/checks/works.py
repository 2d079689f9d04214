"""Everything a plan puts in order, with where it stands: shared by the checks of plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ecaremap.model.fields import SECONDS_PER_MONTH
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Build, Enabler, Fix, Retirement
from ecaremap.model.source import Span
from ecaremap.policy.decisions import Decisions

MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Work:
    """A fix, enabler, build or retirement."""

    kind: str
    id: str
    path: tuple[str, ...]
    of: Fix | Enabler | Build | Retirement

    @property
    def where(self) -> str:
        """The object in the words of the map."""
        return f"{self.kind}:{self.id}"


def works(decisions: Decisions) -> Iterator[Work]:
    """All of them; none without a plan."""
    strategy = decisions.project.strategy
    if strategy.plan is None:
        return
    for name, fix in strategy.fixes.items():
        yield Work("fix", name, ("fixes", name), fix)
    sections = (
        ("enabler", strategy.plan.enablers),
        ("build", strategy.plan.builds),
        ("retirement", strategy.plan.retirements),
    )
    for kind, section in sections:
        for name, work in section.items():
            yield Work(kind, name, ("plan", f"{kind}s", name), work)


def length(figure: Figure | None) -> int:
    """Whole months, begun ones counted as whole."""
    if figure is None:
        return 0
    months = figure.likely if figure.unit == "months" else figure.likely / SECONDS_PER_MONTH
    return int(months.quantize(Decimal("0.001")).to_integral_value(ROUND_CEILING))


def duration(work: Work) -> int:
    """How long the work takes; closing a touchpoint takes no time."""
    return 0 if isinstance(work.of, Retirement) else length(work.of.duration)


def month(decisions: Decisions, written: str | None) -> int:
    """The number of a calendar month in the plan, 1 for the first one; 0 of none."""
    plan = decisions.project.strategy.plan
    if plan is None or written is None:
        return 0
    (year, number), (first_year, first) = (map(int, text.split("-")) for text in (written, plan.starts))
    return (year - first_year) * MONTHS_PER_YEAR + number - first + 1


def horizon(decisions: Decisions) -> int:
    """Months of the plan; begun ones do not count."""
    plan = decisions.project.strategy.plan
    if plan is None:
        return 0
    return int(plan.horizon.likely if plan.horizon.unit == "months" else plan.horizon.likely / SECONDS_PER_MONTH)


def key(decisions: Decisions, work: Work, *field: str | int) -> Span | None:
    """Where the work, or one of its fields, stands."""
    return decisions.project.key_span(*work.path, *field)
