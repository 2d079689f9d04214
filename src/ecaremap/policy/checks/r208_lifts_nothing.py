"""R208: a lift that suspends nothing."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.checks.ruling import finding, others
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.effective import expired, meet, whole_rows
from ecaremap.policy.regions import product
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.witness import applies_somewhere


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each rule named under `lift` that is never suspended."""
    rules = decisions.rules.by_id()
    today = decisions.period.today
    for rule in decisions.rules.rules:
        for name, span in rule.effect.lift:
            target = rules.get(name)
            if target is None or not rule.boxes or not target.boxes or expired(rule, today) or expired(target, today):
                continue
            reason = _reason(decisions, rule, target)
            if reason:
                message = f"'{rule.id}' does not lift '{name}' anywhere: {reason[0]}."
                more = {"label": "not lifted", "help": reason[1], "related": others([target])}
                yield finding(CHECK, rule, message, span=span, field=name, **more)


def _reason(decisions: Decisions, rule: CompiledRule, target: CompiledRule) -> tuple[str, str] | None:
    own = whole_rows(rule.boxes) if target.effect.offer else list(rule.boxes)
    if not own:
        fix = "drop the tests on touchpoints, or change the offer itself"
        return "it demands something of all touchpoints together, and a test on one touchpoint cannot lift that", fix
    if not meet(rule, target):
        return "the two are never in force on the same day", "correct from or until"
    both = product(own, target.boxes)
    if not both:
        return "the two never apply to the same thing", "correct the condition, or drop the lift"
    if decisions.author(rule) == "pack" or not applies_somewhere(decisions.grounds, rule.boxes):
        return None
    if not applies_somewhere(decisions.grounds, both):
        return "nothing on this map meets both conditions", "correct the condition, or drop the lift"
    return None


CHECK = Check("R208", "lifts-nothing", "warning", "A rule lifts another one nowhere.", run)
