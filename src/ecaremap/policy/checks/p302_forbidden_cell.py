"""P302: a cell offers what a rule forbids there."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.breaches import Breach
from ecaremap.policy.checks.breach import Words, findings
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell and rule that forbids it."""
    return findings(decisions, "P302", "forbid", _say)


def _say(breach: Breach, rule: CompiledRule, when: str) -> Words:
    return Words(
        f"'{breach.request}' is offered at '{breach.touchpoint}' {when}, but a rule forbids it there.",
        f"write none, or {{not_here: {rule.title()}}}; if this case is an exception, lift the rule for it",
        "forbidden",
    )


CHECK = Check("P302", "forbidden-cell", "error", "A cell offers what a rule forbids there.", run)
