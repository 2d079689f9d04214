"""P304: a request is not offered where a rule says it must be."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.breaches import Shortfall
from ecaremap.policy.checks.breach import States, joined, notes, related, severity_of, when
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.ruleset import CompiledRule


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each request and rule, both states joined."""
    groups: dict[tuple[str, int], list[Shortfall]] = {}
    for shortfall in decisions.shortfalls:
        groups.setdefault((shortfall.request, shortfall.rule), []).append(shortfall)
    for (request, number), group in groups.items():
        rule = decisions.rules.rules[number]
        yield _finding(decisions, request, rule, group)


def _finding(decisions: Decisions, request: str, rule: CompiledRule, group: list[Shortfall]) -> Finding:
    states: States = joined(shortfall.state for shortfall in group)
    offer = rule.effect.offer
    assert offer is not None
    segments = sorted({shortfall.segment for shortfall in group if shortfall.segment})
    whom = f" for the segment {', '.join(segments)}" if segments else ""
    found = min(shortfall.found for shortfall in group)
    have = "none does" if not found else f"only {found} of {offer.at_least} does"
    path = ("coverage", request) if request in decisions.project.strategy.coverage else ("requests", request)
    return Finding(
        "P304",
        severity_of(rule, states),
        f"'{request}'{whom} needs {rule.effect.words()}; {have} {when(states)}.",
        request,
        field=rule.id,
        span=decisions.project.key_span(*path),
        label="not offered",
        help="offer it at one more place, or lift the rule for this request",
        notes=notes(rule),
        related=related(rule),
        states=states,
        law=rule.is_law,
    )


CHECK = Check("P304", "offer-missing", "error", "A request is not offered where a rule says it must be.", run)
