"""What the checks of rules share: the finding about one rule, and where in it."""

from collections.abc import Iterable
from typing import Any

from ecaremap.model.finding import Check, Finding, Related
from ecaremap.model.source import Span
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule


def place(decisions: Decisions, rule: CompiledRule, key: str) -> Span | None:
    """Where a part of a rule stands; the rule itself if it has no such part."""
    rules = decisions.project.strategy.rules
    index = next(number for number, other in enumerate(rules) if other.id == rule.id)
    written = decisions.project.tree["rules"][index]
    return decisions.project.value_span("rules", index, key) if key in written else rule.span


def finding(check: Check, rule: CompiledRule, message: str, **more: Any) -> Finding:
    """A finding about a rule, at the rule unless `span` says otherwise."""
    given: dict[str, Any] = {"span": rule.span, "severity": check.severity, **more}
    if not given.get("notes") and rule.rule.title:
        given["notes"] = (rule.rule.title,)
    return Finding(check.code, message=message, where=f"rule:{rule.id}", **given)


def others(rules: Iterable[CompiledRule]) -> tuple[Related, ...]:
    """Other rules a finding speaks about."""
    return tuple(Related(rule.span, rule.title()) for rule in rules if rule.span)


def named(rules: Iterable[CompiledRule]) -> str:
    """Rules in a sentence: 'a', 'b' and 'c'."""
    *first, last = [f"'{rule.id}'" for rule in rules]
    return f"{', '.join(first)} and {last}" if first else last
