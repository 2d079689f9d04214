"""What the plan brings, month by month and line by line; the futures side by side; what a bound is worth."""

from collections.abc import Iterator
from decimal import Decimal

from ecaremap.plan.forecast import CASH_LINES, Forecast
from ecaremap.plan.result import BreakEven, Case, MigrationPlan, Spread, Worth
from ecaremap.views.case_model import Amount
from ecaremap.views.case_words import in_ten, number
from ecaremap.views.plan_model_money import CashLine, EvenView, MonthRow, ScenarioView, WorthView
from ecaremap.views.plan_words import MONTH, Speller, cents, fine
from ecaremap.views.words import spelled

LABELS = {"do-nothing": "Do nothing", "cautious": "Cautious", "base": "Base", "bold": "Bold"}
_LINES = {
    "handling_avoided": ("Handling avoided", "needs that move, times the cost of a contact with a person"),
    "double_handling": ("Comes back to a person", "not finished, so a person handles it after all, and for longer"),
    "induced_handling": ("New needs", "what is easy is used more often, and part of it reaches a person"),
    "unresolved": ("Never finished", "needs that nobody finished are never booked as a saving"),
    "not_cashable": ("Does not become cash", "freed time that stays on the payroll"),
    "digital_cost": ("Digital handling", "licences, messages and hosting"),
    "sales_lost": ("Sales not made", "margin of sales that a conversation would have made"),
    "churn": ("Customers lost", "customers who leave after they came back, or because they were pushed"),
    "fewer_needs": ("Causes removed", "needs that no longer arise"),
    "retired": ("Closed touchpoints", "fixed costs that end"),
    "run": ("Running what is built", "hosting, licences and care while it is live"),
    "tactics": ("Telling customers", "pull and push tactics"),
    "build": ("Building", "one-off, spread evenly over the work"),
}


def month_rows(plan: MigrationPlan, spell: Speller) -> Iterator[MonthRow]:
    """Every month of the plan."""
    forecast, nothing, spread = plan.forecast, nothing_of(plan), plan.spread
    live = _launches(plan, spell)
    total = forecast.cumulative
    hours, hours_nothing = hours_of(forecast), hours_of(nothing) if nothing else None
    for at in range(plan.problem.months):
        month = spell.month(at + 1)
        lines = tuple((key, cents(forecast.lines[key][at])) for key in CASH_LINES if key in forecast.lines)
        yield MonthRow(
            iso=month.iso,
            text=month.text,
            live=tuple(live.get(at + 1, ())),
            needs=cents(forecast.needs[..., at].sum()),
            person=cents(forecast.person[..., at].sum()),
            person_nothing=cents(nothing.person[..., at].sum()) if nothing else None,
            hours=cents(hours[at]) if hours else None,
            hours_nothing=cents(hours_nothing[at]) if hours_nothing else None,
            shares=tuple((name, fine(values[at])) for name, values in sorted(forecast.metrics.items())),
            lines=lines,
            spend=cents(-_spent(forecast, at)),
            cash=cents(forecast.cash[at]),
            cumulative=cents(total[at]),
            low=cents(spread.cumulative.p10[at]) if spread else None,
            middle=cents(spread.cumulative.p50[at]) if spread else None,
            high=cents(spread.cumulative.p90[at]) if spread else None,
        )


def _launches(plan: MigrationPlan, spell: Speller) -> dict[int, list[str]]:
    live: dict[int, list[str]] = {}
    for placed in sorted(plan.explained.placed, key=lambda found: found.id):
        live.setdefault(placed.live, []).append(spell.item(placed.id))
    return live


def _spent(forecast: Forecast, at: int) -> float:
    return sum(float(forecast.lines[key][at]) for key in ("build", "tactics", "run") if key in forecast.lines)


def spent_until(forecast: Forecast, month: int) -> float:
    """What is paid for building, telling and running up to the end of a month; a positive amount."""
    return -sum(_spent(forecast, at) for at in range(min(month, len(forecast.cash))))


def nothing_of(plan: MigrationPlan) -> Forecast | None:
    """The forecast without any of it."""
    return next((case.forecast for case in plan.cases if case.id == "do-nothing"), None)


def hours_of(forecast: Forecast) -> list[float] | None:
    """Paid hours of people by month; None where no handling time is known."""
    months = [float(forecast.hours[..., at].sum()) for at in range(forecast.hours.shape[-1])]
    return months if any(months) else None


def cash_lines(plan: MigrationPlan, spell: Speller) -> Iterator[CashLine]:
    """From the handling avoided over the whole plan to its value today; lines that are nought are left out."""
    forecast = plan.forecast
    total = float(forecast.cash.sum())
    first = True
    for key in CASH_LINES:
        value = float(forecast.lines[key].sum()) if key in forecast.lines else 0.0
        if not cents(value):
            continue
        label, meaning = _LINES[key]
        yield CashLine(key, label, "start" if first and value > 0 else "minus", spell.money(value), meaning)
        first = False
    yield CashLine("cash", "Cash", "total", spell.money(total), "what stays after building and running")
    discount = float(forecast.npv) - total
    rate = f"money later is worth less: {spell.share(plan.problem.discount_rate).text} a year"
    yield CashLine("discount", "Later is worth less", "minus", spell.money(discount), rate)
    yield CashLine("npv", "Worth today", "total", spell.money(forecast.npv), "all cash of the plan in today's value")


def scenarios(plan: MigrationPlan, spell: Speller) -> tuple[ScenarioView, ...]:
    """Do nothing, cautious, base, bold: as far as the strategy has them."""
    return tuple(
        _scenario(case, case.spread or (plan.spread if case.id == "base" else None), spell) for case in plan.cases
    )


def _scenario(case: Case, spread: Spread | None, spell: Speller) -> ScenarioView:
    forecast = case.forecast
    idle = case.id == "do-nothing" or not spent_until(forecast, len(forecast.cash))
    hours = hours_of(forecast)
    need = cash_need(forecast)
    cost = forecast.metrics.get("operating_cost")
    return ScenarioView(
        id=case.id,
        label=LABELS.get(case.id, spelled(case.id)),
        npv=None if idle else spell.money(forecast.npv),
        outcomes="" if spread is None or idle else between(spread, spell),
        loss="" if spread is None or idle else in_ten(spread.loss),
        payback="" if idle else payback(forecast.payback, spell),
        need=None if idle else spell.money(need),
        spend=None if idle else spell.money(spent_until(forecast, len(forecast.cash))),
        alone=_last(forecast, "self_service_share", spell),
        digital=_last(forecast, "digital_end_to_end_share", spell),
        person=spell.count(float(forecast.person[..., -1].sum()), "contacts"),
        hours=spell.count(hours[-1], "hours") if hours else None,
        cost=spell.money(float(cost[-1]), MONTH) if cost is not None else None,
    )


def _last(forecast: Forecast, metric: str, spell: Speller) -> Amount | None:
    values = forecast.metrics.get(metric)
    return spell.share(float(values[-1])) if values is not None else None


def cash_need(forecast: Forecast) -> float:
    """The most cash that is out at once, as a positive amount."""
    return max(0.0, -float(forecast.cumulative.min())) if len(forecast.cash) else 0.0


def between(spread: Spread, spell: Speller) -> str:
    """`between 120,000 and 2.1 million EUR`."""
    low, high = (cents(spread.npv[at]) for at in (0, 2))
    return f"between {number(low)} and {number(high)} {spell.currency}"


def payback(month: int, spell: Speller) -> str:
    """`Aug 2028 (month 20)`, or that it is not."""
    if not 0 < month <= spell.problem.months:
        return f"not within {spell.problem.months} months"
    return f"{spell.month(month).text} (month {month})"


_BOUNDS = {"budget": "budget", "launches": "launches", "opening": "new touchpoints", "freeze": "months with launches"}


def worths(plan: MigrationPlan, spell: Speller) -> Iterator[WorthView]:
    """What one more unit of each bound is worth, the most valuable first."""
    for found in sorted(plan.explained.worth, key=lambda worth: (-worth.worth, worth.bound)):
        yield _worth(found, spell)


def _worth(found: Worth, spell: Speller) -> WorthView:
    word, _, name = found.bound.partition(":")
    bound = spell.team(name) if word == "team" else _BOUNDS.get(word, found.bound)
    said = f"{found.unit} more in {bound}" if word == "team" else f"{found.unit} more"
    worth = spell.money(found.worth)
    at_most = spell.money(found.at_most) if found.at_most is not None else None
    if worth.exact <= 0:
        sentence = f"{said} changes nothing"
    else:
        sentence = f"{said} is worth {worth.text}"
    return WorthView(bound, found.unit, f"{sentence}.", worth, at_most)


def evens(plan: MigrationPlan, spell: Speller) -> Iterator[EvenView]:
    """From where on each build pays; what falls short first."""
    views = [_even(found, spell) for found in plan.explained.break_even]
    yield from sorted(views, key=lambda view: (view.pays, view.name, view.id))


def _even(found: BreakEven, spell: Speller) -> EvenView:
    never = found.completion is None or found.completion > 1
    pays = not never and found.completion_now >= (found.completion or 0.0)
    enough = found.volume is not None and found.volume_now >= found.volume
    name = spell.item(found.id)
    if never:
        sentence = "No share of customers finishing there makes it pay."
    elif not pays:
        sentence = f"Pays once {spell.share(found.completion or 0.0).text} finish there."
    elif not enough:
        sentence = "One contact pays, but there are too few to earn back what it costs to build."
    else:
        sentence = "Pays at what is expected."
    return EvenView(
        id=found.id,
        name=name,
        completion="" if found.completion is None or never else spell.share(max(0.0, found.completion)).text,
        completion_now=spell.share(found.completion_now).text,
        volume="" if found.volume is None else _needs(found.volume, spell),
        volume_now=_needs(found.volume_now, spell),
        cost="" if found.cost is None else spell.money(max(0.0, found.cost)).text,
        cost_now=spell.money(found.cost_now).text,
        sentence=sentence,
        pays=pays and enough,
    )


def _needs(value: float, spell: Speller) -> str:
    return spell.count(max(0.0, value), "needs").text


def total(lines: tuple[CashLine, ...], key: str) -> Decimal:
    """The amount of one line; nought where it is not there."""
    return next((line.amount.exact for line in lines if line.key == key), Decimal(0))
