"""From a strategy to the problem of its plan, with all that rules, gates and missing figures keep out."""

from dataclasses import replace
from datetime import date

from ecaremap.insight.case import symbols
from ecaremap.insight.case.given import Missing
from ecaremap.model.strategy import Strategy
from ecaremap.plan.inputs import beginning, calendar
from ecaremap.plan.inputs.candidates import candidates
from ecaremap.plan.inputs.demands import demands
from ecaremap.plan.inputs.derived import derived
from ecaremap.plan.inputs.doubts import uncertain
from ecaremap.plan.inputs.ground import Ground, called, ground
from ecaremap.plan.inputs.model import Blocked, PlanInputs
from ecaremap.plan.inputs.refusals import never
from ecaremap.plan.inputs.retiring import retirements
from ecaremap.plan.inputs.tactics import tactics
from ecaremap.plan.inputs.targets import operating_cost, targets
from ecaremap.plan.problem import Item, Problem, Pull, Touchpoint
from ecaremap.policy.decisions import Decisions

NO_NEEDS = "No request has a volume and starts_at, so there is nothing to count."
NOTHING = "No fix, build or tactic has all the figures a plan needs: build cost, duration and ceiling."


def plan_inputs(decisions: Decisions, *, as_of: date | None = None) -> PlanInputs:
    """Everything a plan is made from, and everything that is kept out of it and why.

    The rules are judged at the day of `decisions`; `as_of`, where given, has to be that day.

    Raises:
        ValueError: the decisions were made as of another day.
    """
    if as_of is not None and decisions.period.today != as_of:
        raise ValueError(f"decisions as of {decisions.period.today}, inputs asked for {as_of}")
    strategy = decisions.project.strategy
    if strategy.plan is None:
        return _unbegun(decisions)
    found = ground(decisions, strategy.plan)
    needs = demands(found)
    work = candidates(found)
    pulled = tactics(found, work)
    closed, gates = retirements(found, needs, work)
    items = _able(found, (*work, *pulled.items, *closed))
    unwritten = derived(found)
    problem = Problem(
        strategy.plan.starts, found.months, float(found.given.rate(symbols.DISCOUNT_RATE).value), _currency(strategy),
        _touchpoints(found), needs, items, calendar.teams(found.plan, found.months),
        calendar.budget(found.plan, found.months), calendar.freezes(found.plan, found.months),
        found.plan.launches_per_month, calendar.opening_gap(found.plan), targets(found), operating_cost(found),
    )  # fmt: skip
    _note_usual(found, items)
    why_not = NO_NEEDS if not needs else NOTHING if not items else ""
    return PlanInputs(
        problem=None if why_not else problem,
        why_not=why_not,
        written={item.id: item.fixed for item in items if item.fixed},
        uncertain=uncertain(found, items, tuple(demand.id for demand in needs)) if not why_not else (),
        gates=tuple(sorted((*pulled.gates, *gates), key=lambda gate: gate.tactic)),
        blocked=tuple(found.notes.blocked[name] for name in sorted(found.notes.blocked)),
        never=never(found),
        assumed=found.notes.assumed(),
        missing=tuple(sorted(found.notes.missing, key=lambda gap: (not gap.blocks, gap.figure, gap.of))),
        derived=unwritten,
    )


def _unbegun(decisions: Decisions) -> PlanInputs:
    """What is known of a strategy that has no plan: what the map already asks for, and how a plan begins."""
    found, moves = beginning.unbegun(decisions)
    gap = Missing("plan", "", found.given.keeper, "without a plan nothing can be put in order")
    missing = (gap, *sorted(found.notes.missing, key=lambda other: (other.figure, other.of)))
    return PlanInputs(
        None, beginning.why_not(moves), {}, (), (), (), (), (), missing, moves, beginning.lines(found, moves)
    )  # fmt: skip


def _note_usual(found: Ground, items: tuple[Item, ...]) -> None:
    """What the whole plan rests on, where nobody wrote it."""
    if found.given.rate(symbols.DISCOUNT_RATE).kind == "default":
        found.notes.assume_usual(
            symbols.NAMES[symbols.DISCOUNT_RATE], symbols.DEFAULTS[symbols.DISCOUNT_RATE], "the plan"
        )
    if found.plan.opening_gap is None and any(item.kind == "opening" for item in items):
        value = f"{calendar.USUAL_GAP} months between two openings of new touchpoints"
        found.notes.assume(
            "one new touchpoint after another", value, "the plan", "practice: channels one after another"
        )


def _currency(strategy: Strategy) -> str:
    return strategy.currency or ""


def _touchpoints(found: Ground) -> tuple[Touchpoint, ...]:
    """All touchpoints, by id; people's cost is in the demand."""
    common = found.given.assumption(symbols.DIGITAL_COST, own=False)
    places = []
    for name, touchpoint in sorted(found.strategy.touchpoints.items()):
        family = touchpoint.family or "digital"
        path = ("touchpoints", name, "cost_per_contact")
        own = found.given.money("cost_per_contact", touchpoint.cost_per_contact, name, path, touchpoint.source)
        cost = own or common
        digital = family != "traditional"
        if digital and cost is None:
            holder = touchpoint.owner or found.given.keeper
            found.notes.lacks(
                "cost_per_contact", name, holder, "counted as nothing: the saving may be smaller", blocks=False
            )
        places.append(Touchpoint(name, family, float(cost.value) if digital and cost else 0.0))
    return tuple(places)


def _able(found: Ground, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Items whose needs can be met at all, with the alternatives that are left; by id."""
    left = {item.id: item for item in items}
    while True:
        out = {name: item for name, item in left.items() if any(not _open(need.any_of, left) for need in item.needs)}
        if not out:
            break
        for name, item in sorted(out.items()):
            lost = sorted({other for need in item.needs if not _open(need.any_of, left) for other in need.any_of})
            sentence = f"It needs {' or '.join(map(called, lost))}, which is not part of the plan."
            found.notes.block(Blocked(name, item.kind, "need", sentence))
            del left[name]
    return tuple(_trimmed(left[name], left) for name in sorted(left))


def _open(any_of: tuple[str, ...], left: dict[str, Item]) -> bool:
    return any(name in left for name in any_of)


def _trimmed(item: Item, left: dict[str, Item]) -> Item:
    """An item without alternatives and builds that are not there."""
    needs = tuple(replace(need, any_of=tuple(n for n in need.any_of if n in left)) for need in item.needs)
    effect = item.effect
    if isinstance(effect, Pull):
        effect = replace(effect, builds=tuple(name for name in effect.builds if name in left))
    return replace(item, needs=needs, effect=effect)
