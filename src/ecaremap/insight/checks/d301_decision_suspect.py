"""D301: facts behind a signed decision have moved."""

from collections.abc import Iterator

from ecaremap.insight.limits import limit
from ecaremap.insight.signing.standing import Decided, standings
from ecaremap.model.finding import Check, Finding, Related
from ecaremap.policy.decisions import Decisions

MOST_NAMED = 3


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each decision, with what moved from what to what."""
    drift = limit(decisions.project.strategy, "decision_drift").note
    for decided in standings(decisions):
        if decided.standing == "suspect":
            yield _finding(decisions, decided, drift)


def _finding(decisions: Decisions, decided: Decided, drift: str) -> Finding:
    project, signature = decisions.project, decided.signature
    assert signature is not None
    amounts = any(move.fact in ("volume", "the cost per contact") for move in decided.moves)
    return Finding(
        "D301",
        "warning",
        f"The decision on '{decided.request}' at '{decided.touchpoint}' is suspect: "
        f"since it was signed, {_named([move.fact for move in decided.moves])} changed.",
        decided.where,
        field="decided",
        span=project.value_span("coverage", decided.request, decided.touchpoint, "decided"),
        label="decided on other facts",
        help=f"look at it again; if it stands, sign it: ecaremap sign PATH {decided.where}",
        notes=(*(move.words for move in decided.moves), f"signed by {decided.words}", *((drift,) if amounts else ())),
        related=(Related(signature.span, "what was signed"),) if signature.span else (),
    )


def _named(facts: list[str]) -> str:
    shown = facts[:MOST_NAMED]
    more = len(facts) - len(shown)
    if more:
        return ", ".join(shown) + f" and {more} more {'fact' if more == 1 else 'facts'}"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


CHECK = Check("D301", "decision-suspect", "warning", "Facts behind a signed decision have moved.", run)
