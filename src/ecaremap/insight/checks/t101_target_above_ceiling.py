"""T101: a target is higher than rules and eligible customers allow."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ecaremap.insight.bounds import METRICS, bounds, percent_down
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

if TYPE_CHECKING:
    from ecaremap.insight.ceiling import Ceiling


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each target above its ceiling, with the arithmetic."""
    strategy = decisions.project.strategy
    if not strategy.targets:
        return
    # What ceilings rest on is only loaded where there are targets.
    from ecaremap.insight.ceiling import ceilings

    known = ceilings(decisions, tuple(target.metric for target in strategy.targets))
    for number, target in enumerate(strategy.targets):
        bound = bounds(target, strategy.currency).get("at_least")
        ceiling = known.get(target.metric)
        if bound is not None and ceiling is not None and bound.amount > ceiling.share:
            yield _finding(decisions, number, ceiling)


def _finding(decisions: Decisions, number: int, ceiling: "Ceiling") -> Finding:
    from ecaremap.insight.ceiling_words import arithmetic

    project = decisions.project
    target = project.strategy.targets[number]
    most = percent_down(ceiling.share)
    return Finding(
        "T101",
        "error",
        f"The target '{target.id}' promises at least {target.at_least}, and at most {most} can be reached: "
        f"{METRICS[target.metric]}.",
        f"target:{target.id}",
        field="at_least",
        span=project.value_span("targets", number, "at_least"),
        label=f"the ceiling is {most}",
        help=f"lower the promise to {most} or less, or correct the figures and decisions it rests on",
        notes=arithmetic(ceiling),
    )


CHECK = Check("T101", "target-above-ceiling", "error", "A target is higher than rules and customers allow.", run)
