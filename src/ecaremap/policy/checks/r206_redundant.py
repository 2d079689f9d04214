"""R206: a rule that several others together make needless."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, named, others
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each rule that adds nothing to the others taken together."""
    rules = decisions.rules.rules
    for number, needed in decisions.analysis.redundant.items():
        rule = rules[number]
        together = sorted((rules[other] for other in needed), key=lambda other: other.id)
        message = f"'{rule.id}' adds nothing to {named(together)} taken together."
        fix = "drop it, or keep it if it says the same more plainly and drop the others"
        yield finding(CHECK, rule, message, label="adds nothing", help=fix, related=others(together))


CHECK = Check("R206", "redundant", "info", "A rule adds nothing to several others together.", run)
