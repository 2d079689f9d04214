"""G176: customers are to be pushed to something that has not proved itself."""

from collections.abc import Iterator

from ecaremap.insight.finishing import Finishing
from ecaremap.insight.push_gate import BY_HAND, failures
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each push tactic that fails a condition."""
    plan = decisions.project.strategy.plan
    finishing = Finishing(decisions)
    for name, tactic in plan.tactics.items() if plan else ():
        if tactic.kind == "push":
            failed = failures(decisions, finishing, tactic)
            if failed:
                yield _finding(decisions, name, tactic.at, failed)


def _finding(decisions: Decisions, name: str, at: str, failed: dict[str, tuple[str, ...]]) -> Finding:
    count = sum(len(reasons) for reasons in failed.values())
    conditions = "1 condition is" if count == 1 else f"{count} conditions are"
    return Finding(
        "G176",
        "warning",
        f"The tactic '{name}' pushes customers away from '{at}', and {conditions} not met.",
        f"tactic:{name}",
        field=at,
        span=decisions.project.key_span("plan", "tactics", name),
        help="pull instead (kind: pull) until every condition is measured and met",
        notes=(*(f"{where}: {'; '.join(reasons)}" for where, reasons in failed.items()), BY_HAND),
        states=("target",),
    )


CHECK = Check("G176", "push-without-gate", "warning", "Customers are pushed to what has not proved itself.", run)
