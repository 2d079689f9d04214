"""R204: two rules that say the same."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, others
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each rule that equals another one."""
    rules = decisions.rules.rules
    for number, stays in decisions.analysis.duplicates.items():
        rule, other = rules[number], rules[stays]
        message = f"'{rule.id}' says the same as '{other.id}'."
        fix = "drop it, or say where the two should differ"
        yield finding(CHECK, rule, message, label="said twice", help=fix, related=others([other]))


CHECK = Check("R204", "duplicate", "warning", "Two rules say the same.", run)
