"""T102: figures are missing without which nobody can say how far a target can go."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ecaremap.insight.asking import shortened
from ecaremap.insight.bounds import bounds, resolved
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

if TYPE_CHECKING:
    from ecaremap.insight.ceiling import Missing


def run(decisions: Decisions) -> Iterator[Finding]:
    """One question for each target."""
    project, strategy = decisions.project, decisions.project.strategy
    if not strategy.targets:
        return
    # What ceilings rest on is only loaded where there are targets.
    from ecaremap.insight.ceiling import Missing, ceilings

    baseline = Missing(
        "the operating cost of the baseline", ("baseline",), "baseline: {operating_cost: {value: 4200000 EUR, …}}"
    )
    known = ceilings(decisions, tuple(target.metric for target in strategy.targets))
    for number, target in enumerate(strategy.targets):
        missing = known[target.metric].missing if target.metric in known else ()
        if any(resolved(bound, strategy) is None for bound in bounds(target, strategy.currency).values()):
            missing = (*missing, baseline)
        if missing:
            yield Finding(
                "T102",
                "info",
                f"How far the target '{target.id}' can go is not known: {_listed(missing)} missing.",
                f"target:{target.id}",
                field="metric",
                span=project.value_span("targets", number, "metric"),
                help=f"write {missing[0].write}",
                notes=tuple(_note(kind) for kind in missing if kind is not baseline),
                question=True,
            )


def _listed(missing: "tuple[Missing, ...]") -> str:
    *first, last = [kind.what for kind in missing]
    return f"{', '.join(first)} and {last} are" if first else f"{last} is"


def _note(kind: "Missing") -> str:
    return f"{kind.what}: missing for {shortened(kind.names)}; it counts as no limit"


CHECK = Check("T102", "ceiling-unknown", "info", "Figures are missing that say how far a target can go.", run)
