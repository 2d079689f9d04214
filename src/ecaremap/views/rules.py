"""The rules with what they touch."""

from dataclasses import dataclass

from ecaremap.policy.decisions import Decisions
from ecaremap.policy.masks import numbers
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.views.model import FindingView, RuleView


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of a strategy, how large the map is, and what the analyses found about rules."""

    name: str
    requests: int
    cells: int
    rules: tuple[RuleView, ...]
    findings: tuple[FindingView, ...]


def rule_views(decisions: Decisions) -> tuple[RuleView, ...]:
    """All rules in the order of the strategy, packs first."""
    broken: dict[int, int] = {}
    for breach in decisions.breaches:
        broken[breach.rule] = broken.get(breach.rule, 0) + 1
    for shortfall in decisions.shortfalls:
        broken[shortfall.rule] = broken.get(shortfall.rule, 0) + 1
    return tuple(_rule_view(decisions, rule, broken.get(rule.index, 0)) for rule in decisions.rules.rules)


def _rule_view(decisions: Decisions, rule: CompiledRule, broken: int) -> RuleView:
    requests, cells = reach(decisions, rule)
    checked = rule.rule.last_checked
    source = rule.rule.source or ""
    if checked:
        source = f"{source}; last checked {checked.isoformat()}".strip("; ")
    return RuleView(
        rule.id,
        rule.title(),
        rule.rule.kind,
        rule.rule.because or "",
        rule.effect.words(),
        requests,
        cells,
        broken,
        in_force(rule),
        decisions.project.place(rule.span),
        source,
    )


def reach(decisions: Decisions, rule: CompiledRule) -> tuple[int, int]:
    """How many requests and how many cells a rule speaks about, segments aside."""
    grounds = decisions.judges["target", None].grounds
    columns_of: dict[int, int] = {}
    for box in rule.boxes:
        columns = grounds.touchpoints.mask(box)
        if columns:
            for row in numbers(grounds.requests.mask(box)):
                columns_of[row] = columns_of.get(row, 0) | columns
    return len(columns_of), sum(columns.bit_count() for columns in columns_of.values())


def in_force(rule: CompiledRule) -> str:
    """The rule's days in words; empty if always."""
    starts, until = rule.rule.starts, rule.rule.until
    parts = []
    if starts:
        parts.append(f"in force from {starts.isoformat()}")
    if until:
        parts.append(f"until {until.isoformat()}")
    return " ".join(parts)
