"""Months of the plan: 1 is the first one; and what the calendar says about them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from ecaremap.model.fields import SECONDS_PER_MONTH
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Plan
from ecaremap.plan.problem import Team

MONTHS_PER_YEAR = 12
QUARTERS = {"month": Decimal(3), "quarter": Decimal(1), "year": Decimal(1) / 4}
"""How often each period of a budget fits into a quarter."""
USUAL_GAP = 3


def _number(month: str) -> int:
    year, number = (int(part) for part in month.split("-"))
    return year * MONTHS_PER_YEAR + number - 1


def month_of(starts: str, month: str) -> int:
    """The number of a calendar month as 2027-03; below 1 before the plan."""
    return _number(month) - _number(starts) + 1


def month_by(starts: str, day: date) -> int:
    """The last month of the plan that is over on the evening of a day; below 1 before the plan."""
    whole = (day + timedelta(days=1)).day == 1
    return month_of(starts, f"{day.year}-{day.month:02d}") - (0 if whole else 1)


def months_in(figure: Figure | None) -> Decimal:
    """A length of time in months, with fractions; 0 of none."""
    if figure is None:
        return Decimal(0)
    return figure.likely if figure.unit == "months" else figure.likely / SECONDS_PER_MONTH


def whole_months(figure: Figure) -> int:
    """A length of time in months, begun ones counted as whole."""
    return int(months_in(figure).quantize(Decimal("0.001")).to_integral_value(ROUND_CEILING))


def freezes(plan: Plan, months: int) -> tuple[int, ...]:
    """The months without launches that lie within the plan."""
    numbers = {month_of(plan.starts, month) for month in plan.freezes}
    return tuple(sorted(number for number in numbers if 1 <= number <= months))


def budget(plan: Plan, months: int) -> tuple[float, ...]:
    """What may be spent in each quarter of the plan; empty without a limit."""
    if plan.budget is None:
        return ()
    times = QUARTERS.get(plan.budget.unit.partition("/")[2])
    if times is None:
        return ()
    return (float(plan.budget.likely * times),) * -(-months // 3)


def teams(plan: Plan, months: int) -> tuple[Team, ...]:
    """Who can build, month by month, by id."""
    found = []
    for name, people in sorted(plan.teams.items()):
        changes = sorted(
            (month_of(plan.starts, m), float(n.likely)) for m, n in plan.team_changes.get(name, {}).items()
        )
        found.append(Team(name, _by_month(float(people.likely), changes, months)))
    return tuple(found)


def _by_month(people: float, changes: Iterable[tuple[int, float]], months: int) -> tuple[float, ...]:
    by_month = [people] * months
    for first, number in changes:
        for month in range(max(first, 1), months + 1):
            by_month[month - 1] = number
    return tuple(by_month)


def team_needed(team: Mapping[str, Figure]) -> tuple[tuple[str, float], ...]:
    """People that a work takes in every month, by team."""
    return tuple(sorted((name, float(people.likely)) for name, people in team.items()))


def opening_gap(plan: Plan) -> int:
    """Months between two openings of new touchpoints."""
    return whole_months(plan.opening_gap) if plan.opening_gap else USUAL_GAP
