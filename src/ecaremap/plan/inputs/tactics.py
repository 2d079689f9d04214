"""Pull and push as items of the plan, each behind its gate."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.given import Input
from ecaremap.insight.case.programme import monthly
from ecaremap.insight.push_gate import COMPLETION, LIVE_MONTHS
from ecaremap.load.catalogue import entry_of
from ecaremap.model.plan import Tactic
from ecaremap.plan.inputs import rates
from ecaremap.plan.inputs.adoption import finishing
from ecaremap.plan.inputs.calendar import month_of, whole_months
from ecaremap.plan.inputs.exempting import exempt_share
from ecaremap.plan.inputs.gates import (
    Subject,
    least_completion,
    live_already,
    pull_completion,
    pull_conditions,
    push_conditions,
    subject,
    waits,
)
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.inputs.model import Blocked, Condition, Gate
from ecaremap.plan.problem import Adoption, Effect, Item, Need, Pull, Push


@dataclass(frozen=True, slots=True)
class Tactics:
    """Items that may start once their gates let them, and all gates, shut ones among them."""

    items: tuple[Item, ...]
    gates: tuple[Gate, ...]


def tactics(ground: Ground, work: tuple[Item, ...]) -> Tactics:
    """All tactics, by id."""
    gates: list[Gate] = []
    items = [
        item for name, tactic in sorted(ground.plan.tactics.items()) for item in _of(ground, name, tactic, work, gates)
    ]
    return Tactics(tuple(items), tuple(sorted(gates, key=lambda gate: gate.tactic)))


def _of(ground: Ground, name: str, tactic: Tactic, work: tuple[Item, ...], gates: list[Gate]) -> Iterator[Item]:
    asked = tuple(
        subject(ground, tactic, build, finishing(ground, build, ground.plan.builds[build])) for build in tactic.builds
    )
    counted = {item.id for item in work if isinstance(item.effect, Adoption)}
    if not asked:
        ground.notes.block(Blocked(name, tactic.kind, "need", "It does not say what customers are led to (builds)."))
    elif tactic.kind == "pull":
        yield from _pull(ground, name, tactic, asked, counted, gates)
    else:
        yield from _pushes(ground, name, tactic, asked, counted, gates)


def _pull(
    ground: Ground, name: str, tactic: Tactic, asked: tuple[Subject, ...], counted: set[str], gates: list[Gate]
) -> Iterator[Item]:
    least = least_completion(tactic)
    good = tuple(one for one in asked if pull_completion(one, least).outcome != "failed")
    conditions = pull_conditions(ground, good or asked, tactic)
    gate = _gate(name, tactic, tuple(one.name for one in good or asked), conditions)
    gates.append(gate)
    builds = tuple(sorted(one.name for one in good if one.name in counted))
    if not _may(ground, gate, builds):
        return
    lag = max(waits(one.ends, least, 0) for one in good if one.name in builds)
    if tactic.intensity is None:
        ground.notes.assume_usual(rates.WORDS["intensity"], rates.INTENSITY, name)
    strength = (tactic.intensity.likely if tactic.intensity else rates.INTENSITY.likely) * (
        tactic.reach.likely if tactic.reach else 1
    )
    effect = Pull(builds, float(strength), float(rates.MOST_BOOST), tactic.months or 0)
    yield from _item(ground, (name, name), tactic, effect, Need(builds, lag), Decimal(1))


def _pushes(
    ground: Ground, name: str, tactic: Tactic, asked: tuple[Subject, ...], counted: set[str], gates: list[Gate]
) -> Iterator[Item]:
    """One item for each build that is pushed, as each passes its gate by itself; they share the cost."""
    for one in asked:
        own = name if len(asked) == 1 else f"{name}/{one.name}"
        gate = _gate(own, tactic, (one.name,), push_conditions(ground, one))
        gates.append(gate)
        if not _may(ground, gate, (one.name,) if one.name in counted else ()):
            continue
        live = 0 if live_already(ground, one) else LIVE_MONTHS
        least = float(COMPLETION * (1 - one.ends.leakage.value))
        effect = Push(one.name, _coverage(ground, own, tactic), _ramp(ground, own, tactic), least, live)
        need = Need((one.name,), waits(one.ends, COMPLETION, live))
        yield from _item(ground, (name, own), tactic, effect, need, Decimal(len(asked)))


def _gate(name: str, tactic: Tactic, builds: tuple[str, ...], conditions: tuple[Condition, ...]) -> Gate:
    entry = entry_of(tactic.from_)
    known = (entry.risk, entry.id) if entry else ("", "")
    return Gate(name, tactic.kind, builds, conditions, tactic.rollback, *known)


def _coverage(ground: Ground, own: str, tactic: Tactic) -> float:
    """Customers it reaches, without those who keep the old way."""
    if tactic.reach is None:
        ground.notes.assume_usual(rates.WORDS["reach"], rates.REACH, own)
    reach = tactic.reach.likely if tactic.reach else rates.REACH.likely
    return float(min(reach, 1 - exempt_share(ground, tactic)))


def _ramp(ground: Ground, own: str, tactic: Tactic) -> int:
    if tactic.ramp is None:
        ground.notes.assume_usual(rates.WORDS["ramp"], rates.RAMP, own)
        return int(rates.RAMP.likely)
    return max(1, whole_months(tactic.ramp))


def _may(ground: Ground, gate: Gate, builds: tuple[str, ...]) -> bool:
    """Whether the gate is not shut, and there is something to lead to that the plan counts."""
    if not gate.open:
        failed = "; ".join(c.words for c in gate.conditions if c.outcome == "failed")
        ground.notes.block(
            Blocked(gate.tactic, gate.kind, "gate", f"Its gate is shut. {failed[:1].upper()}{failed[1:]}.")
        )
    elif not builds:
        sentence = "What it leads to is not part of the plan, or saves nothing that the plan counts."
        ground.notes.block(Blocked(gate.tactic, gate.kind, "need", sentence))
    return gate.open and bool(builds)


def _item(
    ground: Ground, names: tuple[str, str], tactic: Tactic, effect: Effect, need: Need, parts: Decimal
) -> Iterator[Item]:
    name, own = names
    cost = tactic_cost(ground, name, tactic)
    if cost is None:
        holder = tactic.owner or ground.strategy.touchpoints[tactic.at].owner or ground.given.keeper
        ground.notes.lacks("cost", name, holder, "the tactic is not part of the plan")
        ground.notes.block(Blocked(own, tactic.kind, "figure", f"Its cost is unknown; ask {holder}."))
        return
    fixed = month_of(ground.plan.starts, tactic.starts) if tactic.starts else 0
    if tactic.starts and not 1 <= fixed <= ground.months:
        ground.notes.block(
            Blocked(own, tactic.kind, "figure", f"It is to start in {tactic.starts}, outside of the plan.")
        )
        return
    monthly_cost = float(cost.value / parts)
    # A push lasts; what leads up to it is paid for some months only, and counted when it starts.
    once = monthly_cost * tactic.months if tactic.kind == "push" and tactic.months else 0.0
    yield Item(
        own, tactic.kind, 0, cost=once, run=0.0 if once else monthly_cost, needs=(need,), effect=effect, touchpoint=tactic.at,
        required=bool(tactic.required), fixed=fixed, name=own.replace("-", " "),
    )  # fmt: skip


def tactic_cost(ground: Ground, name: str, tactic: Tactic) -> Input | None:
    """What it costs a month."""
    path = ("plan", "tactics", name, "cost")
    return monthly(ground.given, symbols.TACTIC_COST, tactic.cost, name, path, tactic.source)
