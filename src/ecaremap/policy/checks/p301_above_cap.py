"""P301: a cell goes further than a rule allows."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.breaches import Breach
from ecaremap.policy.checks.breach import Words, findings
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell and rule that caps it lower."""
    return findings(decisions, "P301", "cap", _say)


def _say(breach: Breach, rule: CompiledRule, when: str) -> Words:
    cap = rule.effect.cap
    return Words(
        f"'{breach.request}' at '{breach.touchpoint}' is {breach.degree} {when}, but at most {cap} is allowed.",
        f"write {cap} or less here; if this case is an exception, lift the rule for it",
        f"at most {cap}",
    )


CHECK = Check("P301", "above-cap", "error", "A cell goes further than a rule allows.", run)
