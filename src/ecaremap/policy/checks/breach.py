"""What the breach checks share: one finding per cell and rule, both states joined."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ecaremap.model.finding import Finding, Related, Severity
from ecaremap.model.scales import STATES
from ecaremap.policy.breaches import Breach
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule

States = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What a breach check says about one group of breaches."""

    message: str
    help: str
    label: str = ""


def findings(
    decisions: Decisions, code: str, kind: str, say: Callable[[Breach, CompiledRule, str], Words]
) -> Iterator[Finding]:
    """The findings of one kind of breach; `say` gets the weightiest breach, its rule and when."""
    for group in _by_cell(decisions, kind):
        states = joined(breach.state for breach in group)
        weightiest = max(group, key=lambda breach: STATES.index(breach.state))
        rule = decisions.rules.rules[weightiest.rule]
        unknown = all(breach.unknown for breach in group)
        yield _finding(decisions, code, weightiest, states, unknown, say(weightiest, rule, when(states)))


def _by_cell(decisions: Decisions, kind: str) -> Iterator[list[Breach]]:
    """The breaches of one kind, those of one cell and rule together."""
    groups: dict[tuple[str, str, int, str], list[Breach]] = {}
    for breach in decisions.breaches:
        if breach.kind == kind:
            test = breach.test.field.key if breach.test else ""
            groups.setdefault((breach.request, breach.touchpoint, breach.rule, test), []).append(breach)
    yield from groups.values()


def joined(states: Iterator[str]) -> States:
    """Distinct states, today first."""
    return tuple(sorted(set(states), key=STATES.index))


def severity_of(rule: CompiledRule, states: States, unknown: bool = False) -> Severity:
    """An error by the target, a warning by today or where a value is unknown; a rule may say less."""
    usual: Severity = "error" if "target" in states and not unknown else "warning"
    said = rule.rule.severity
    if said is None or (said == "error" and usual == "warning"):
        return usual
    return said


def when(states: States) -> str:
    """The states in words."""
    words = {"today": "today", "target": "by the target"}
    return " and ".join(words[state] for state in states)


def notes(rule: CompiledRule) -> tuple[str, ...]:
    """Which rule, and why it exists."""
    because = rule.rule.because
    text = (f"because: {because}",) if because else ()
    law = (
        ("not legal advice; last checked " + rule.rule.last_checked.isoformat(),)
        if (rule.is_law and rule.rule.last_checked)
        else ()
    )
    named = f"rule {rule.id}: {rule.rule.title}" if rule.rule.title else f"rule {rule.id}"
    return (named, *text, *law)


def related(rule: CompiledRule) -> tuple[Related, ...]:
    """The place of a rule."""
    return (Related(rule.span, "the rule"),) if rule.span else ()


def _finding(decisions: Decisions, code: str, breach: Breach, states: States, unknown: bool, words: Words) -> Finding:
    rule = decisions.rules.rules[breach.rule]
    path = ("coverage", breach.request, breach.touchpoint)
    field = "target" if "target" in states else "today"
    return Finding(
        code,
        severity_of(rule, states, unknown),
        words.message,
        f"{breach.request}/{breach.touchpoint}",
        field=rule.id,
        # The deepest part that exists: the degree in a long cell, the cell in its short form.
        span=decisions.project.value_span(*path, field),
        label=words.label,
        help=words.help,
        notes=notes(rule),
        related=related(rule),
        states=states,
        law=rule.is_law,
    )
