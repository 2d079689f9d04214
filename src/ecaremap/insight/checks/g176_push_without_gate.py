"""G176: customers are to be pushed to something that has not proved itself."""

from collections.abc import Iterator

from ecaremap.insight.finishing import Finishing
from ecaremap.insight.push_gate import by_hand, failures
from ecaremap.model.finding import Check, Finding
from ecaremap.model.plan import Tactic
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each push tactic that fails a condition."""
    plan = decisions.project.strategy.plan
    finishing = Finishing(decisions)
    for name, tactic in plan.tactics.items() if plan else ():
        if tactic.kind == "push":
            failed = failures(decisions, finishing, tactic)
            if failed:
                yield _finding(decisions, name, tactic, failed)


def _finding(decisions: Decisions, name: str, tactic: Tactic, failed: dict[str, tuple[str, ...]]) -> Finding:
    count = sum(len(reasons) for reasons in failed.values())
    reasons = [f"{where}: {'; '.join(found)}" for where, found in failed.items()]
    conditions = "1 condition is" if count == 1 else f"{count} conditions are"
    return Finding(
        "G176",
        "warning",
        f"The tactic '{name}' pushes customers away from '{tactic.at}', and {conditions} not met.",
        f"tactic:{name}",
        field=tactic.at,
        span=decisions.project.key_span("plan", "tactics", name),
        help="pull instead (kind: pull) until every condition is measured and met",
        notes=tuple(note for note in (*reasons, by_hand(tactic)) if note),
        states=("target",),
    )


CHECK = Check("G176", "push-without-gate", "warning", "Customers are pushed to what has not proved itself.", run)
