"""R202: a rule that applies to nothing on this map."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.r210_value_nobody_has import unknown_values
from ecaremap.policy.checks.ruling import finding, place
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.effective import expired
from ecaremap.policy.witness import applies_somewhere, near_miss


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each of the author's rules that matches nothing, with what comes nearest."""
    grounds = decisions.grounds
    if not grounds.requests.names or not grounds.touchpoints.names:
        return
    for rule in decisions.rules.rules:
        skipped = decisions.author(rule) != "own" or not rule.boxes or expired(rule, decisions.period.today)
        if skipped or applies_somewhere(grounds, rule.boxes) or unknown_values(decisions, rule):
            continue
        message = f"'{rule.id}' applies to nothing on this map: {near_miss(grounds, rule)}."
        fix = "correct the condition, or drop the rule until there is something it speaks about"
        span = place(decisions, rule, "when")
        yield finding(CHECK, rule, message, span=span, label="matches nothing", help=fix)


CHECK = Check("R202", "fires-nowhere", "warning", "A rule applies to nothing on this map.", run)
