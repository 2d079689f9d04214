"""Amounts, months and names of a plan in words, and as numbers that are the same on every machine."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.insight.journeys.metrics import BY_NAME
from ecaremap.plan.problem import Item, Problem
from ecaremap.plan.saved import calendar
from ecaremap.policy.decisions import Decisions
from ecaremap.views.case_model import Amount
from ecaremap.views.case_words import CENT, money, number, share
from ecaremap.views.plan_model import MonthView
from ecaremap.views.words import spelled

MONTH = "a month"
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHARE = Decimal("0.0001")

KINDS = {"fix": "fix", "enabler": "foundation", "opening": "new touchpoint", "build": "build", "pull": "pull",
         "push": "push", "retirement": "closing"}  # fmt: skip

METRICS = {name: metric.title for name, metric in BY_NAME.items()}
"""Titles of metrics, as the chapter on journeys has them."""


def cents(value: float) -> Decimal:
    """An amount rounded to cents; never a negative nought."""
    return Decimal(str(float(value))).quantize(CENT, ROUND_HALF_UP) + Decimal(0)


def fine(value: float) -> Decimal:
    """A share rounded to ten-thousandths."""
    return Decimal(str(float(value))).quantize(_SHARE, ROUND_HALF_UP) + Decimal(0)


def series(values: Iterable[float]) -> tuple[Decimal, ...]:
    """Amounts by month."""
    return tuple(cents(value) for value in values)


class Speller:
    """Spells what belongs to one plan: its money, its months, the names of its things."""

    def __init__(self, problem: Problem, decisions: Decisions) -> None:
        self.problem = problem
        self.currency = problem.currency
        self.strategy = decisions.project.strategy
        self.rules = decisions.rules.rules
        self.items = {item.id: item for item in problem.items}
        self.demands = {demand.id: demand for demand in problem.demands}

    def money(self, value: float, per: str = "") -> Amount:
        """An amount of money."""
        exact = cents(value)
        return Amount(money(exact, self.currency, per), exact, self.currency, per)

    def count(self, value: float, unit: str, per: str = MONTH) -> Amount:
        """A number of needs, contacts, hours."""
        exact = cents(value)
        return Amount(f"{number(_whole(exact))} {unit} {per}".strip(), exact, unit, per)

    def share(self, value: float) -> Amount:
        """A share."""
        exact = fine(value)
        return Amount(share(exact), exact, "share")

    def metric(self, name: str, value: float) -> Amount:
        """A metric in its own unit: most are shares."""
        unit = BY_NAME[name].unit
        if unit == "money":
            return self.money(value, MONTH)
        return self.money(value, "a need") if unit == "money per need" else self.share(value)

    def month(self, at: int) -> MonthView:
        """A month by its number from 1; also one after the plan."""
        iso = calendar(self.problem.starts, at)
        year, month = iso.split("-")
        return MonthView(at, iso, f"{_NAMES[int(month) - 1]} {year}")

    def item(self, name: str) -> str:
        """The name of an item for readers."""
        known = self.items.get(name)
        return capital(known.name) if known and known.name else spelled(name.rpartition("/")[2])

    def request(self, name: str) -> str:
        """The name of a request."""
        known = self.strategy.requests.get(name)
        demand = self.demands.get(name)
        return (known.name if known else None) or (demand.name if demand else "") or (spelled(name) if name else "")

    def touchpoint(self, name: str) -> str:
        """The name of a touchpoint."""
        known = self.strategy.touchpoints.get(name)
        return (known.name if known else None) or (spelled(name) if name else "")

    def team(self, name: str) -> str:
        """A team inside a sentence."""
        words = spelled(name)
        return words if words.lower().endswith("team") else f"the team {words}"

    def owner(self, item: Item) -> str:
        """Who answers for an item: of its fix, of its cell, of its touchpoint; empty if nobody is named."""
        fix = self.strategy.fixes.get(item.id)
        cell = self.strategy.coverage.get(item.request, {}).get(item.touchpoint)
        place = self.strategy.touchpoints.get(item.touchpoint)
        found = (fix.owner if fix else None, cell.owner if cell else None, place.owner if place else None)
        return next((owner for owner in found if owner), "")


def capital(text: str) -> str:
    """A text that begins a line."""
    return text[:1].upper() + text[1:]


def _whole(value: Decimal) -> Decimal:
    """Counts from ten on need no decimals."""
    return value.quantize(Decimal(1), ROUND_HALF_UP) if abs(value) >= 10 else value


def some(names: Sequence[str], shown: int = 3) -> str:
    """`a, b, c and 4 more`."""
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def tenths_better(percentile: float) -> str:
    """How many outcomes are better than one at a percentile (0 to 1), in words."""
    better = round((1.0 - percentile) * 10)
    if better <= 0:
        return "hardly any outcome is better"
    return "nearly all outcomes are better" if better >= 10 else f"{better} in 10 outcomes are better"
