"""R211: a law whose text nobody has looked at for half a year."""

from collections.abc import Iterator
from datetime import timedelta

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, place
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.effective import expired

FRESH = timedelta(days=180)


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each rule that was checked too long ago, or a law that never was."""
    today = decisions.period.today
    for rule in decisions.rules.rules:
        checked = rule.rule.last_checked
        if expired(rule, today) or (checked is None and not rule.is_law):
            continue
        if checked is None:
            message = f"'{rule.id}' is law, but nobody has said when its source was last read."
        elif checked + FRESH < today:
            message = f"The source of '{rule.id}' was last read on {checked}, {(today - checked).days} days ago."
        else:
            continue
        fix = "read the source again and write the day under last_checked"
        if decisions.author(rule) == "pack":
            fix = "install a newer release, or have the source read by somebody who knows the law"
        span = place(decisions, rule, "last_checked")
        yield finding(CHECK, rule, message, span=span, label="may be out of date", help=fix)


CHECK = Check("R211", "law-not-checked-lately", "warning", "The source of a rule was not read for 180 days.", run)
