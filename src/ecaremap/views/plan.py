"""The migration plan for readers: a headline, key figures, waves, money, risk, and pages for those who act."""

from collections.abc import Iterator
from dataclasses import replace

from ecaremap.plan.inputs.model import Assumed, PlanInputs
from ecaremap.plan.result import MigrationPlan, Solution
from ecaremap.policy.decisions import Decisions
from ecaremap.views.case_words import shortlist
from ecaremap.views.journey_model import JourneysView
from ecaremap.views.journeys import journeys_view
from ecaremap.views.plan_audience import plan_for
from ecaremap.views.plan_board import board
from ecaremap.views.plan_it import it_page
from ecaremap.views.plan_items import left_out, never, tactics, teams, waves
from ecaremap.views.plan_model import AssumedView, FlowView, PlanView, Tile
from ecaremap.views.plan_model_money import SpreadView
from ecaremap.views.plan_money import (
    cash_lines,
    cash_need,
    evens,
    hours_of,
    month_rows,
    nothing_of,
    scenarios,
    spent_until,
    worths,
)  # fmt: skip
from ecaremap.views.plan_operations import operations
from ecaremap.views.plan_sure import method, spread_view
from ecaremap.views.plan_targets import target_lines, targets, unheld
from ecaremap.views.plan_words import METRICS, Speller, series
from ecaremap.views.taken import taken_by_plan
from ecaremap.views.words import column_order, counted


def plan_view(
    plan: MigrationPlan,
    inputs: PlanInputs,
    decisions: Decisions,
    audience: str = "",
    journeys: JourneysView | None = None,
) -> PlanView:
    """The plan, spelled; cut to an audience.

    Args:
        plan: the finished plan.
        inputs: what it was read from, with gates and what was blocked.
        decisions: the strategy, for names and owners.
        audience: "" for everything, else board, it or frontline.
        journeys: if they are known already.
    """
    spell = Speller(plan.problem, decisions)
    view = _counted(plan, inputs, spell)
    measured = taken_by_plan(decisions, sorted(demand.id for demand in plan.problem.demands))
    view = replace(
        view,
        method=replace(view.method, notes=(*view.method.notes, *measured)) if view.method else None,
        as_of=decisions.period.today.isoformat(),
        it=it_page(plan, spell, journeys or journeys_view(decisions)),
    )
    return plan_for(view, audience)


def _counted(plan: MigrationPlan, inputs: PlanInputs, spell: Speller) -> PlanView:
    """All but what the strategy's journeys say."""
    # Of a plan without anything on it there is nothing to be sure of, and nothing to add up.
    something = bool(plan.explained.placed)
    spread = spread_view(plan, spell) if something else None
    lines = tuple(cash_lines(plan, spell)) if something else ()
    assumed = tuple(map(_assumed, inputs.assumed))
    return PlanView(
        headline=_headline(plan, spread, spell),
        sentences=tuple(_sentences(plan, spread, spell)),
        tiles=tuple(_tiles(plan, spread, spell)) if something else (),
        currency=plan.problem.currency,
        as_of="",
        name=spell.strategy.name,
        months=tuple(spell.month(at) for at in range(1, plan.problem.months + 1)),
        freezes=tuple(month for month in plan.problem.freezes if 0 < month <= plan.problem.months),
        waves=waves(plan, inputs, spell),
        left=tuple(left_out(plan, inputs, spell)),
        never=tuple(never(plan, spell)),
        tactics=tuple(tactics(plan, inputs, spell)),
        teams=tuple(teams(plan, spell)),
        flows=tuple(_flows(plan, spell)),
        targets=tuple(targets(plan, spell)),
        target_lines=tuple(target_lines(plan)),
        rows=tuple(month_rows(plan, spell)),
        lines=lines,
        scenarios=scenarios(plan, spell),
        spread=spread,
        worth=tuple(worths(plan, spell)),
        even=tuple(evens(plan, spell)),
        board=board(plan, spell, lines),
        it=None,
        operations=operations(plan, spell),
        assumed=assumed,
        stamp=_stamp(assumed),
        derived=tuple((spell.item(name), reason) for name, reason in inputs.derived),
        plausibility=plan.explained.plausibility,
        method=method(plan, spell, unheld(inputs, spell)),
    )


def _headline(plan: MigrationPlan, spread: SpreadView | None, spell: Speller) -> str:
    """What a board reads first; what may go wrong stands in it."""
    placed = plan.explained.placed
    if not placed:
        return _nothing(plan.solution)
    forecast = plan.forecast
    worth = spread.middle if spread else spell.money(forecast.npv)
    first, last = min(p.starts for p in placed), max(p.live for p in placed)
    spent = spell.money(-sum(float(forecast.lines[key].sum()) for key in ("build",) if key in forecast.lines))
    things = counted(len(placed), "piece of work", "pieces of work")
    said = f"{things} from {spell.month(first).text} to {spell.month(last).text}, {spent.text} to build, "
    if worth.exact < 0:
        said += f"cost {spell.money(-float(worth.exact)).text} more in today's value than they bring within {plan.problem.months} months"
    else:
        said += f"are worth {worth.text} today over {plan.problem.months} months"
    paid = _paid(plan)
    said += f", paid back in {spell.month(paid).text}" if paid else ", not paid back by then"
    warning = f" It may lose money: {spread.loss} outcomes are below zero." if spread and spread.may_lose else ""
    return f"{said}.{warning}"


def _nothing(solution: Solution) -> str:
    """Why nothing is on the plan: no plan can hold, none was found, or nothing pays."""
    if solution.status == "infeasible":
        return (
            f"No plan can keep everything asked for: {'; '.join(solution.conflict) or 'the bounds exclude each other'}."
        )
    if solution.status == "not-found":
        return "No plan was found that keeps everything asked for; with more time one may be found."
    return "Nothing is worth doing under these rules, figures and bounds: the reasons are listed."


def _paid(plan: MigrationPlan) -> int:
    """The month in which it is paid back, of the same outcomes as the value beside it: the middle of the draws, where
    there are any; 0 if not within the plan.
    """
    month = plan.spread.payback[1] if plan.spread else plan.forecast.payback
    return month if 0 < month <= plan.problem.months else 0


def _sentences(plan: MigrationPlan, spread: SpreadView | None, spell: Speller) -> Iterator[str]:
    if spread:
        yield spread.sentence
        yield spread.base
        yield spread.payback
    missed = [METRICS[t.metric] for t in targets(plan, spell) if t.standing == "missed"]
    if missed:
        yield f"{counted(len(missed), 'target is', 'targets are')} missed in the forecast: {shortlist(missed)}."
    if plan.solution.status == "infeasible" and plan.explained.placed:
        yield f"Not everything asked for can hold together: {'; '.join(plan.solution.conflict)}."
    if plan.explained.left:
        yield f"{counted(len(plan.explained.left), 'candidate was', 'candidates were')} weighed and left out; each has its reason below."


def _tiles(plan: MigrationPlan, spread: SpreadView | None, spell: Speller) -> Iterator[Tile]:
    """The key figures: value, payback, cash, risk, what customers and people notice."""
    forecast, nothing = plan.forecast, nothing_of(plan)
    worth = spread.middle if spread else spell.money(forecast.npv)
    yield Tile(
        "Worth today",
        worth.text,
        spread.sentence if spread else f"over {plan.problem.months} months, all figures likely",
    )
    paid = _paid(plan)
    meaning = f"month {paid} of {plan.problem.months}" if paid else f"not within {plan.problem.months} months"
    yield Tile("Paid back", spell.month(paid).text if paid else "No", meaning)
    need = cash_need(forecast)
    low = spell.month(int(forecast.cumulative.argmin()) + 1).text
    yield Tile("Most cash out", spell.money(need).text, f"in {low}, before it comes back")
    if spread:
        yield Tile("Outcomes that lose money", spread.loss, "of the draws are worth less than nothing today")
    alone = forecast.metrics.get("self_service_share")
    if alone is not None:
        now = float(nothing.metrics["self_service_share"][0]) if nothing else float(alone[0])
        yield Tile(
            "Without a person",
            f"{spell.share(now).text} → {spell.share(float(alone[-1])).text}",
            "of the needs are finished so, now and at the end",
        )
    hours, idle = hours_of(forecast), hours_of(nothing) if nothing else None
    if hours and idle:
        freed = spell.count(idle[-1] - hours[-1], "", "").text.strip()
        yield Tile("Hours freed", freed, "a month at the end of the plan, against doing nothing")
    yield Tile(
        "In all", spell.money(spent_until(forecast, plan.problem.months)).text, "to build, to run and to tell customers"
    )


def _flows(plan: MigrationPlan, spell: Speller) -> Iterator[FlowView]:
    """Contacts by touchpoint, from people to no contact; touchpoints without any are left out."""
    order = {name: at for at, name in enumerate(column_order(spell.strategy.touchpoints))}
    nothing = nothing_of(plan)
    rows = sorted(
        range(len(plan.problem.touchpoints)), key=lambda row: (order.get(plan.problem.touchpoints[row].id, 99), row)
    )
    for row in rows:
        touchpoint = plan.problem.touchpoints[row]
        contacts = series(plan.forecast.contacts[row])
        if any(contacts):
            idle = series(nothing.contacts[row]) if nothing else ()
            yield FlowView(touchpoint.id, spell.touchpoint(touchpoint.id), touchpoint.family, contacts, idle)


def _assumed(assumed: Assumed) -> AssumedView:
    return AssumedView(assumed.what, assumed.value, assumed.of, assumed.source)


def _stamp(assumed: tuple[AssumedView, ...]) -> str:
    if not assumed:
        return ""
    names = list(dict.fromkeys(a.what for a in assumed))
    stand = "usual rate stands" if len(names) == 1 else "usual rates stand"
    more = f"; and {len(names) - 6} more" if len(names) > 6 else ""
    return f"{len(names)} {stand} in for figures nobody gave: {'; '.join(names[:6])}{more}."
