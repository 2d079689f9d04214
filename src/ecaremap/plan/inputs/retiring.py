"""Closing touchpoints: only once hardly anybody needs them, and never for those who must keep them."""

from decimal import Decimal

from ecaremap.insight.case.programme import monthly
from ecaremap.insight.limits import share
from ecaremap.model.plan import Retirement
from ecaremap.plan.inputs.calendar import month_of
from ecaremap.plan.inputs.candidates import lag_of
from ecaremap.plan.inputs.exempting import last_for, must_be_exempt, retired_against
from ecaremap.plan.inputs.gates import notice_of, rollback
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.inputs.model import Blocked, Condition, Gate
from ecaremap.plan.problem import Adoption, Demand, Item, Need, Retire

RESIDUAL = Decimal("0.05")
"""Above this share of the needs nothing is closed (domain brief 4.1, 27)."""
AFTER = 1
"""Months between a launch and the retirement of what it replaces, at least."""


def retirements(ground: Ground, demands: tuple[Demand, ...], work: tuple[Item, ...]) -> tuple[list[Item], list[Gate]]:
    """All retirements whose gate is not shut, and all gates, by id."""
    items, gates = [], []
    for name, retirement in sorted(ground.plan.retirements.items()):
        gate = Gate(
            name, "push", _builds(retirement), _conditions(ground, retirement, demands, work), retirement.rollback,
            "it cannot be undone", "retire-the-channel",
        )  # fmt: skip
        gates.append(gate)
        item = _item(ground, name, retirement, gate)
        if item is not None:
            items.append(item)
    return items, gates


def _builds(retirement: Retirement) -> tuple[str, ...]:
    return tuple(sorted({name for need in retirement.needs for name in need.any_of}))


def _conditions(
    ground: Ground, retirement: Retirement, demands: tuple[Demand, ...], work: tuple[Item, ...]
) -> tuple[Condition, ...]:
    owner = retirement.owner or ground.strategy.touchpoints[retirement.touchpoint].owner
    against = retired_against(ground, retirement)
    last = last_for(ground, retirement.touchpoint)
    return (
        _residual(retirement, demands, work),
        _replaced(ground, retirement),
        Condition("needs", "met", "replacements are live first") if retirement.needs
        else Condition("needs", "failed", "nothing says what replaces it (needs)"),
        Condition("rules", "failed" if against else "met", against or "no rule asks for it"),
        Condition("last_route", "failed", f"the last way to a person for {', '.join(map(ground.name_of, last))}") if last
        else Condition("last_route", "met", "people stay reachable elsewhere"),
        Condition("owner", "met" if owner else "failed", owner or "nobody answers for it"),
        notice_of(retirement.notice),
        rollback(retirement.rollback),
    )  # fmt: skip


def _residual(retirement: Retirement, demands: tuple[Demand, ...], work: tuple[Item, ...]) -> Condition:
    """How many still start there: today, and at best after all that is built for its requests."""
    limit = float(retirement.residual.likely if retirement.residual else RESIDUAL)
    total = sum(demand.volume for demand in demands)
    today = left = 0.0
    for demand in demands:
        there = dict(demand.mix).get(retirement.touchpoint, 0.0) * demand.volume
        today += there
        effects = [item.effect for item in work if item.request == demand.id and isinstance(item.effect, Adoption)]
        moved = sum(max(effect.ceiling, effect.with_push) for effect in effects)
        reaching = max(1e-9, 1.0 - (demand.done_today or 0.0))
        left += there * (1.0 - min(1.0, min(moved, max(0.0, demand.cap - (demand.done_today or 0.0))) / reaching))
    if not total:
        return Condition("residual", "failed", "how many start there is not known")
    now, best = today / total, left / total
    words = f"{share(Decimal(repr(now)))} of the needs start there today, at most {share(Decimal(repr(limit)))} may"
    if now <= limit:
        return Condition("residual", "met", words)
    if best > limit:
        return Condition("residual", "failed", f"{words}; even the whole plan leaves {share(Decimal(repr(best)))}")
    return Condition("residual", "forecast", f"{words}; the whole plan could leave {share(Decimal(repr(best)))}")


def _replaced(ground: Ground, retirement: Retirement) -> Condition:
    """A replacement for each group that must keep it: live, and open to the group."""
    touchpoints, segments = ground.strategy.touchpoints, ground.strategy.segments
    asked = [
        name
        for name in must_be_exempt(ground, retirement.touchpoint)
        if retirement.touchpoint in segments[name].must_keep
    ]
    bare = [name for name in asked if name not in retirement.replaced]
    if bare:
        return Condition("exempt", "failed", f"no replacement is named for {ground.segments_named(bare)} (replaced)")
    for name, place in sorted(retirement.replaced.items()):
        there = touchpoints[place]
        if there.status != "live" or there.family in segments[name].cannot_use or place == retirement.touchpoint:
            return Condition(
                "exempt", "failed", f"{ground.place_of(place)} is no way for {ground.segments_named([name])}"
            )
    named = ", ".join(
        f"{ground.segments_named([name])} goes to {ground.place_of(place)}"
        for name, place in sorted(retirement.replaced.items())
    )
    return Condition("exempt", "met", named or "no group must keep it")


def _item(ground: Ground, name: str, retirement: Retirement, gate: Gate) -> Item | None:
    holder = retirement.owner or ground.strategy.touchpoints[retirement.touchpoint].owner or ground.given.keeper
    if not gate.open:
        failed = "; ".join(c.words for c in gate.conditions if c.outcome == "failed")
        ground.notes.block(Blocked(name, "retirement", "gate", f"Its gate is shut. {failed[:1].upper()}{failed[1:]}."))
        return None
    path = ("plan", "retirements", name, "saves")
    saves = monthly(ground.given, "saves", retirement.saves, name, path, retirement.source)
    if saves is None:
        ground.notes.lacks("saves", name, holder, "the retirement is not part of the plan")
        ground.notes.block(Blocked(name, "retirement", "figure", f"What it saves is unknown; ask {holder}."))
        return None
    fixed = month_of(ground.plan.starts, retirement.starts) if retirement.starts else 0
    needs = tuple(Need(tuple(sorted(need.any_of)), max(AFTER, lag_of(need.after))) for need in retirement.needs)
    return Item(
        name, "retirement", 0, needs=needs, effect=Retire(float(saves.value), retirement.to or ""),
        touchpoint=retirement.touchpoint, required=bool(retirement.required), fixed=fixed, name=name.replace("-", " "),
    )  # fmt: skip
