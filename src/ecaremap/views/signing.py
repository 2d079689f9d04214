"""Signed decisions for readers: how each stands, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ecaremap.insight.signing.standing import Decided, standing
from ecaremap.policy.decisions import Decisions

State = Literal["signed", "signed again", "suspect", "not signed", "left over", "dropped", "edited", "unchanged"]
"""signed again: was suspect, and somebody looked. left over: without a decision. edited: the entry was changed by hand."""


@dataclass(frozen=True, slots=True)
class SignedRow:
    """One decision: where, who decided when, how it stands, and which facts moved."""

    where: str
    by: str
    date: str
    state: State
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SigningView:
    """What `sign` did or found.

    Attributes:
        path: the file of signatures. written: whether it was changed. rows: those there is something to say about.
        kept: signatures that stand unchanged.
    """

    path: str
    written: bool
    rows: tuple[SignedRow, ...]
    kept: int

    @property
    def open(self) -> bool:
        """Whether something is left for somebody to look at."""
        return any(row.state in ("suspect", "not signed", "left over", "edited") for row in self.rows)


def signed_row(decided: Decided, state: State) -> SignedRow:
    """One decision for readers."""
    moved = tuple(move.words for move in decided.moves)
    return SignedRow(decided.where, decided.decision.by, decided.decision.date.isoformat(), state, moved)


def decided_words(decisions: Decisions, request: str, touchpoint: str) -> tuple[str, tuple[str, ...]]:
    """Who decided on a written cell and when, and what makes that suspect; empty where nothing is said."""
    cell = decisions.project.strategy.coverage[request][touchpoint]
    if cell.decided is None:
        return "", ()
    found = standing(decisions, request, touchpoint)
    return found.words, tuple(move.words for move in found.moves) if found.standing == "suspect" else ()


def counted(rows: Iterable[SignedRow]) -> dict[str, int]:
    """How many decisions are in each state, in the order of first appearance."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.state] = counts.get(row.state, 0) + 1
    return counts
