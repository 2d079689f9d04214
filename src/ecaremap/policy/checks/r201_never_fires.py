"""R201: a rule whose condition contradicts itself."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, place
from ecaremap.policy.conditions import region
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each rule that cannot apply; a range the wrong way round is found while reading."""
    for number in decisions.analysis.never:
        rule = decisions.rules.rules[number]
        message, key, fix = _reason(decisions, rule)
        span = place(decisions, rule, key)
        yield finding(CHECK, rule, message, span=span, label="never holds", help=fix)


def _reason(decisions: Decisions, rule: CompiledRule) -> tuple[str, str, str]:
    universe = decisions.rules.universe
    for test in rule.when.all_tests():
        if not universe.boxes(test):
            text = f"'{test.field.key}: {test.text}' holds for no value, so '{rule.id}' never applies."
            return text, "when", "correct the test"
    if not region(rule.when, universe):
        text = f"'{rule.id}' never applies: the lines of its condition exclude each other."
        return text, "when", "drop one of the lines, or split the rule in two"
    text = f"'{rule.id}' never applies: 'unless' exempts everything that 'when' lets in."
    return text, "unless", "narrow unless, or drop the rule"


CHECK = Check("R201", "never-fires", "error", "The condition of a rule contradicts itself.", run)
