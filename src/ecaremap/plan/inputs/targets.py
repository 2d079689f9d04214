"""Targets as rows: a metric, a bound and a month of the plan."""

from decimal import Decimal

from ecaremap.insight.bounds import bounds, resolved
from ecaremap.plan.inputs.calendar import MONTHS_PER_YEAR, month_by
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.problem import Target

WORDS = "the target is not held against the plan"


def targets(ground: Ground) -> tuple[Target, ...]:
    """Every end of a promise that can be held against the plan, by id."""
    found = []
    for target in sorted(ground.strategy.targets, key=lambda target: target.id):
        by = month_by(ground.plan.starts, target.by)
        owner = target.owner or ground.given.keeper
        if not 1 <= by <= ground.months:
            ground.notes.lacks("by within the plan", target.id, owner, WORDS, blocks=False)
            continue
        read = bounds(target, ground.strategy.currency)
        for side, bound in read.items():
            amount = resolved(bound, ground.strategy)
            if amount is not None and target.metric == "operating_cost":
                months = period_months(ground)
                amount = amount / months if months else None
            if amount is None:
                ground.notes.lacks("operating_cost", "baseline", owner, WORDS, blocks=False)
                continue
            name = target.id if len(read) == 1 else f"{target.id}/{side.replace('_', '-')}"
            found.append(Target(name, target.metric, float(amount), side == "at_least", by))
    return tuple(found)


def period_months(ground: Ground) -> int:
    """Months of the baseline; 0 without one."""
    baseline = ground.strategy.baseline
    if baseline is None:
        return 0
    first, last = (int(month[:4]) * MONTHS_PER_YEAR + int(month[5:]) for month in baseline.period.split(" to "))
    return max(0, last - first + 1)


def operating_cost(ground: Ground) -> float | None:
    """What a month costs today, over the scope of the baseline; None if nobody wrote it."""
    baseline, months = ground.strategy.baseline, period_months(ground)
    if baseline is None or baseline.operating_cost is None or not months:
        return None
    return float(baseline.operating_cost.likely / Decimal(months))
