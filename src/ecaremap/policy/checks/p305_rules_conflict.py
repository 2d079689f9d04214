"""P305: rules that cannot all be kept for a request."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding, Related
from ecaremap.policy.conflicts import Conflict
from ecaremap.policy.decisions import Decisions

SHOWN = 6


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each smallest set of rules, whatever the number of requests."""
    for conflict in decisions.conflicts:
        yield _finding(decisions, conflict)


def _finding(decisions: Decisions, conflict: Conflict) -> Finding:
    rules = [decisions.rules.rules[number] for number in conflict.rules]
    requests = ", ".join(f"'{name}'" for name in conflict.requests[:SHOWN])
    if len(conflict.requests) > SHOWN:
        requests += f" and {len(conflict.requests) - SHOWN} more"
    whom = f" (segment {conflict.segment})" if conflict.segment else ""
    names = " and ".join(f"'{rule.id}'" for rule in rules)
    offering = next(rule for rule in rules if rule.effect.offer)
    others = [rule for rule in rules if rule is not offering]
    # The finding stands at a rule of the author's own, if one takes part: that is where to act.
    own = [r for r in sorted(rules, key=lambda r: r.id) if decisions.author(r) == "own"]
    place = own[0] if own else offering
    return Finding(
        "P305",
        "error",
        f"{names} cannot all be kept for {requests}{whom}.",
        f"rule:{place.id}",
        field="+".join(rule.id for rule in rules),
        span=place.span,
        label="cannot be kept",
        help="change one of them, or let one lift the other where both apply",
        notes=tuple(f"{rule.id}: {rule.effect.words()}" for rule in (offering, *others)),
        related=tuple(Related(r.span, r.title()) for r in rules if r is not place and r.span),
        states=("target",),
    )


CHECK = Check("P305", "rules-conflict", "error", "Rules cannot all be kept for a request.", run)
