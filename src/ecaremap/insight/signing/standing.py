"""How each dated decision stands: signed, suspect since a fact moved, decided anew, or not signed yet."""

from dataclasses import dataclass
from typing import Literal

from ecaremap.insight.limits import limit
from ecaremap.insight.signing.facts import facts_of
from ecaremap.insight.signing.moves import Move, moves
from ecaremap.model.request import Decision
from ecaremap.model.signing import Facts, Signature, Signatures
from ecaremap.policy.decisions import Decisions

Standing = Literal["signed", "suspect", "anew", "unsigned"]


@dataclass(frozen=True, slots=True)
class Decided:
    """One cell with a decision.

    Attributes:
        decision: who decided, and when, as written. facts: as they are now.
        signature: what was signed, None if nothing was. moves: what changed since.
        standing: signed; suspect, as facts moved; anew, as another decision was signed; unsigned.
    """

    request: str
    touchpoint: str
    decision: Decision
    facts: Facts
    signature: Signature | None
    moves: tuple[Move, ...]
    standing: Standing

    @property
    def where(self) -> str:
        """The cell in the words of the map."""
        return f"{self.request}/{self.touchpoint}"

    @property
    def words(self) -> str:
        """Who decided, and when."""
        return f"{self.decision.by} on {self.decision.date.isoformat()}"


def standings(decisions: Decisions) -> tuple[Decided, ...]:
    """All cells with a decision, by request and touchpoint; all unsigned where nobody looked for signatures."""
    strategy = decisions.project.strategy
    cells = [
        (request, touchpoint)
        for request, row in strategy.coverage.items()
        for touchpoint, cell in row.items()
        if cell.decided is not None
    ]
    return tuple(standing(decisions, *place) for place in sorted(cells))


def standing(decisions: Decisions, request: str, touchpoint: str) -> Decided:
    """How the decision on one cell stands; the cell must have one."""
    strategy = decisions.project.strategy
    decision = strategy.coverage[request][touchpoint].decided
    assert decision is not None
    facts = facts_of(decisions, request, touchpoint)
    signature = usable(decisions).entries.get(f"{request}/{touchpoint}")
    if signature is None:
        return Decided(request, touchpoint, decision, facts, None, (), "unsigned")
    moved = moves(signature.facts, facts, limit(strategy, "decision_drift").value)
    word: Standing = "suspect" if moved else "signed"
    if (signature.by, signature.date) != (decision.by, decision.date):
        word = "anew"
    return Decided(request, touchpoint, decision, facts, signature, moved, word)


def usable(decisions: Decisions) -> Signatures:
    """The signatures of a strategy; none where they were not looked for, or cannot be read."""
    return decisions.project.signatures or Signatures("", {})


def looked_for(decisions: Decisions) -> bool:
    """Whether there is something to say about what is not signed."""
    signatures = decisions.project.signatures
    return signatures is not None and not signatures.faults


def gone(decisions: Decisions) -> tuple[Signature, ...]:
    """Signatures without a decision on a written cell, by place."""
    coverage = decisions.project.strategy.coverage
    decided = {f"{r}/{t}" for r, row in coverage.items() for t, cell in row.items() if cell.decided is not None}
    return tuple(entry for where, entry in sorted(usable(decisions).entries.items()) if where not in decided)
