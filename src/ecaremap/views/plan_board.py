"""The board page: what is asked for now, when it is looked at again, when to stop, who answers for the benefit."""

from collections.abc import Iterator

from ecaremap.plan.result import MigrationPlan
from ecaremap.views.case_words import number
from ecaremap.views.plan_model_money import CashLine
from ecaremap.views.plan_model_pages import BenefitView, BoardView, RiskView, StageView
from ecaremap.views.plan_money import spent_until, total
from ecaremap.views.plan_words import Speller, cents, some
from ecaremap.views.words import counted, listed

GATE_EVERY = 6
"""Months between two stage gates; the last one follows the last launch."""

SHOWN = 6
_STOPS = 3


def board(plan: MigrationPlan, spell: Speller, lines: tuple[CashLine, ...]) -> BoardView | None:
    """The page; None where nothing is on the plan."""
    stages = tuple(_stages(plan, spell))
    if not stages:
        return None
    first = stages[0]
    benefits = tuple(_benefits(plan, spell))
    more = benefits[SHOWN:]
    return BoardView(
        decision=_decision(plan, spell, stages),
        amount=first.amount,
        gate=first.gate,
        stages=stages,
        stops=tuple(_stops(plan, spell, stages)),
        benefits=benefits[:SHOWN],
        more_benefits=f"{counted(len(more), 'further build', 'further builds')} with less." if more else "",
        risks=tuple(_risks(plan, spell, lines)),
    )


def gates(plan: MigrationPlan) -> tuple[int, ...]:
    """The months at whose end the plan is looked at: every half year, until all is live and another half year on."""
    last = max((placed.live for placed in plan.explained.placed), default=0)
    if not last:
        return ()
    months = plan.problem.months
    found = [month for month in range(GATE_EVERY, months + 1, GATE_EVERY) if month < last + GATE_EVERY]
    return tuple(found) or (months,)


def _stages(plan: MigrationPlan, spell: Speller) -> Iterator[StageView]:
    before = 0
    for number_, gate in enumerate(gates(plan), 1):
        month = spell.month(gate)
        live = sorted((p.live, p.id) for p in plan.explained.placed if before < p.live <= gate)
        yield StageView(
            number=number_,
            gate=month.text,
            iso=month.iso,
            amount=spell.money(spent_until(plan.forecast, gate) - spent_until(plan.forecast, before)),
            so_far=spell.money(spent_until(plan.forecast, gate)),
            live=tuple(spell.item(name) for _, name in live),
            checks=tuple(_checks(plan, spell, gate)),
        )
        before = gate


def _checks(plan: MigrationPlan, spell: Speller, gate: int) -> Iterator[str]:
    """What the plan forecasts for a gate: the yardstick there."""
    alone = plan.forecast.metrics.get("self_service_share")
    if alone is not None:
        yield f"{spell.share(float(alone[gate - 1])).text} finished without a person"
    out = float(plan.forecast.cumulative[gate - 1])
    yield f"{spell.money(abs(out)).text} {'out of pocket' if out < 0 else 'ahead'}"


def _decision(plan: MigrationPlan, spell: Speller, stages: tuple[StageView, ...]) -> str:
    first, last = stages[0], stages[-1]
    starts = sum(placed.starts <= GATE_EVERY for placed in plan.explained.placed)
    words = (
        f"Release {first.amount.text} until the gate at the end of {first.gate}: "
        f"{counted(starts, 'piece of work starts', 'pieces of work start')}, {len(first.live)} of them go live by then."
        if len(first.live) != starts
        else f"Release {first.amount.text} until the gate at the end of {first.gate}: "
        f"{counted(starts, 'piece of work starts and goes', 'pieces of work start and go')} live by then."
    )
    rest = last.so_far.exact - first.amount.exact
    if rest <= 0:
        return words
    return f"{words} The other {spell.money(float(rest)).text} until {last.gate} are decided at later gates."


def _stops(plan: MigrationPlan, spell: Speller, stages: tuple[StageView, ...]) -> Iterator[str]:
    """When to stop or plan anew, with the numbers of the first gate at which something is live."""
    stage = next((stage for stage in stages if stage.live), stages[0])
    at = (stage.number * GATE_EVERY if len(stages) > 1 else plan.problem.months) - 1
    spread = plan.spread
    band = spread.shares.get("self_service_share") if spread else None
    if band is not None:
        yield (
            f"At the end of {stage.gate} fewer than {spell.share(float(band.p10[at])).text} of the needs are finished "
            "without a person: 9 in 10 outcomes are better than that."
        )
    if spread is not None and float(spread.cumulative.p10[at]) < 0:
        out = spell.money(-float(spread.cumulative.p10[at])).text
        yield f"At the end of {stage.gate} more than {out} are out of pocket: 9 in 10 outcomes need less."
    live = {placed.id: placed.live for placed in plan.explained.placed}
    weak = [e for e in plan.explained.break_even if e.id in live and e.completion is not None and 0 < e.completion <= 1]
    closest = sorted(weak, key=lambda e: (e.completion_now - (e.completion or 0.0), e.id))[:_STOPS]
    if closest:
        said = [f"{spell.item(e.id)} below {spell.share(e.completion or 0.0).text}" for e in closest]
        yield f"Three months after its launch a build is finished by fewer customers than pay for it: {listed(said)}."
    yield "Customers come back or complain more than before the launch: the trigger of the tactic takes it back at once."


def _benefits(plan: MigrationPlan, spell: Speller) -> Iterator[BenefitView]:
    """Needs each build finishes a month at the end of the plan, and who answers for it; the largest first."""
    adds = {placed.id: placed.adds for placed in plan.explained.placed}
    found = [(name, float(plan.forecast.contained[row, -1])) for row, name in enumerate(plan.forecast.builds)]
    real = [(name, needs) for name, needs in found if needs > 0 and name in adds]
    for name, needs in sorted(real, key=lambda pair: (-(adds[pair[0]] or 0.0), -pair[1], pair[0])):
        item, worth = spell.items[name], adds[name]
        where = " · ".join(part for part in (spell.request(item.request), spell.touchpoint(item.touchpoint)) if part)
        yield BenefitView(
            name,
            spell.item(name),
            where,
            spell.owner(item),
            spell.count(needs, "needs"),
            spell.money(worth) if worth is not None else None,
        )


def _risks(plan: MigrationPlan, spell: Speller, lines: tuple[CashLine, ...]) -> Iterator[RiskView]:
    """The saving, and beside it what customers and revenue may lose."""
    saved = total(lines, "handling_avoided") + total(lines, "fewer_needs")
    yield RiskView("Handling avoided", spell.money(float(saved)).text, "what is saved before anything is taken off")
    forecast = plan.forecast
    back, gone = forecast.leaked.sum(axis=0), forecast.unresolved.sum(axis=0)
    if len(back) and float(back.max()) > 0:
        at = int(back.argmax())
        yield RiskView(
            "Customers who come back",
            f"{number(cents(round(float(back[at]))))} in {spell.month(at + 1).text}",
            "in the worst month: they tried digitally, did not finish, and turn to a person",
        )
    if float(gone.sum()) > 0:
        yield RiskView(
            "Needs nobody finishes",
            number(cents(round(float(gone.sum())))),
            "customers who give up; never booked as saved",
        )
    for key, label, meaning in (
        ("sales_lost", "Sales not made", "margin of sales that a conversation would have made"),
        ("churn", "Customers lost", "margin of customers who leave because of it"),
    ):
        value = total(lines, key)
        text = spell.money(float(-value)).text if value else "not counted"
        yield RiskView(label, text, meaning if value else f"no figure in the strategy: {meaning}")
    kept = [spell.request(never.request) for never in plan.explained.never]
    if kept:
        yield RiskView("Stays with people", counted(len(kept), "request", "requests"), some(kept, 4))
