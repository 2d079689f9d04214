"""R209: a rule whose last day is over, or near."""

from collections.abc import Iterator
from datetime import timedelta

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, place
from ecaremap.policy.decisions import Decisions

SOON = timedelta(days=30)


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each rule that is over, or soon will be."""
    today = decisions.period.today
    for rule in decisions.rules.rules:
        until = rule.rule.until
        if until is None or until > today + SOON:
            continue
        if until < today:
            message = f"'{rule.id}' ended on {until} and has no effect any more."
            label, fix = "is over", "drop it, or give it a later last day"
        else:
            message = f"'{rule.id}' ends on {until}."
            label, fix = "ends soon", "decide whether it goes on, and give it a later last day if so"
        yield finding(CHECK, rule, message, span=place(decisions, rule, "until"), label=label, help=fix)


CHECK = Check("R209", "expired", "info", "A rule has ended, or ends within 30 days.", run)
