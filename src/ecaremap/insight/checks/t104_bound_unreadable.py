"""T104: a target promises nothing that can be held against a figure."""

from collections.abc import Iterator

from ecaremap.insight.bounds import (
    METRICS,
    SIDES,
    TO_LOWER,
    BoundError,
    bounds,
    read_bound,
    resolved,
    written_bound,
)
from ecaremap.model.finding import Check, Finding
from ecaremap.model.plan import Target
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each bound that cannot be read, and for each target without one."""
    for number, target in enumerate(decisions.project.strategy.targets):
        problems = list(_problems(target, decisions.project.strategy.currency))
        yield from (_finding(decisions, number, *problem) for problem in problems)
        if not problems:
            yield from _turned(decisions, number, target)


def _problems(target: Target, currency: str | None) -> Iterator[tuple[str, str, str]]:
    """Field, what is wrong, and the fix."""
    if target.at_least is None and target.at_most is None:
        yield "metric", "it says no bound", f"write {_example(target)}"
    elif target.metric in TO_LOWER and target.at_most is None:
        meant = f"{target.metric} ({METRICS[target.metric]}) is to fall"
        yield "at_least", meant, f"write at_most: {target.at_least}"
    for side in SIDES:
        text = written_bound(target, side)
        try:
            if text is not None:
                read_bound(text, target.metric, currency)
        except BoundError as error:
            yield side, error.message, error.fix


def _turned(decisions: Decisions, number: int, target: Target) -> Iterator[Finding]:
    """A promise whose lower end is above its upper end."""
    strategy = decisions.project.strategy
    found = bounds(target, strategy.currency)
    least, most = (resolved(found[side], strategy) if side in found else None for side in SIDES)
    if least is not None and most is not None and least > most:
        what = f"at least {target.at_least} and at most {target.at_most} exclude each other"
        yield _finding(decisions, number, "at_most", what, "write the lower end under at_least")


def _example(target: Target) -> str:
    if target.metric in TO_LOWER:
        return "at_most: 94% of baseline" if target.metric == "operating_cost" else "at_most: …"
    return "at_least: 25%"


def _finding(decisions: Decisions, number: int, field: str, what: str, fix: str) -> Finding:
    project = decisions.project
    target = project.strategy.targets[number]
    return Finding(
        "T104",
        "error",
        f"The target '{target.id}' cannot be read: {what}.",
        f"target:{target.id}",
        field=field,
        span=project.value_span("targets", number, field),
        help=fix,
    )


CHECK = Check("T104", "bound-unreadable", "error", "A target promises nothing that can be measured.", run)
