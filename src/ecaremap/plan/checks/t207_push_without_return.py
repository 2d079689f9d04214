"""T207: a push that nothing takes back, or that comes without notice."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each push that lacks a trigger or a notice."""
    plan = decisions.project.strategy.plan
    for name, tactic in plan.tactics.items() if plan else ():
        if tactic.kind != "push":
            continue
        lacking = [
            words
            for said, words in (
                (tactic.rollback, "what takes it back"),
                (tactic.notice, "how early customers are told"),
            )
            if not said
        ]
        if lacking:
            yield Finding(
                "T207",
                "warning",
                f"The push '{name}' does not say {' and '.join(lacking)}.",
                f"tactic:{name}",
                field="rollback",
                span=decisions.project.key_span("plan", "tactics", name),
                help="write rollback: [calls afterwards rise by 5 points] and notice: 60 days",
                states=("target",),
            )


CHECK = Check("T207", "push-without-return", "warning", "A push that nothing takes back.", run)
