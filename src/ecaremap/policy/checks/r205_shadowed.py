"""R205: a rule within another one that is at least as strict."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, others
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each rule that adds nothing to another one."""
    rules = decisions.rules.rules
    for number, above in decisions.analysis.shadowed.items():
        rule, other = rules[number], rules[above]
        message = f"'{rule.id}' adds nothing: '{other.id}' applies wherever it does and is at least as strict."
        notes = (f"{rule.id}: {rule.effect.words()}", f"{other.id}: {other.effect.words()}")
        fix = f"drop it; if it was meant as an exception, write a rule with then: {{lift: [{other.id}]}}"
        related = others([other])
        yield finding(CHECK, rule, message, label="adds nothing", help=fix, notes=notes, related=related)


CHECK = Check("R205", "shadowed", "warning", "A rule adds nothing to another one.", run)
