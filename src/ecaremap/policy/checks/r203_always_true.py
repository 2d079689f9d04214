"""R203: a condition that lets everything in."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, place
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each condition that has tests and yet excludes nothing."""
    for number in decisions.analysis.always:
        rule = decisions.rules.rules[number]
        if decisions.author(rule) != "own":
            continue
        key = "when" if rule.when.all_tests() else "unless"
        word = "lets everything in" if key == "when" else "exempts nothing"
        message = f"The condition of '{rule.id}' {word}: the rule applies everywhere."
        fix = f"leave {key} out if that is meant, or narrow it"
        yield finding(CHECK, rule, message, span=place(decisions, rule, key), label=word, help=fix)


CHECK = Check("R203", "always-true", "warning", "The condition of a rule excludes nothing.", run)
