"""What works, and should be left alone or shown to others."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.gaps.gap import Gap
from ecaremap.insight.gaps.weights import Weights
from ecaremap.insight.limits import limit, share
from ecaremap.model.facts import completes
from ecaremap.policy.decisions import Decisions

ENOUGH = Decimal("0.70")
"""Completion from which on promoting is right: the gate of a pull."""

AGAINST = ("leaking", "contradicted", "unused", "weak-login", "no-human-route", "over-digitised")
"""Kinds of gaps with which a cell does not work."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One cell that works.

    Attributes:
        evidence: what is known, in words; empty if it works on paper only.
        needs: what starts there in a period; None if unknown.
    """

    request: str
    touchpoint: str
    evidence: str
    source: str
    needs: Decimal | None

    @property
    def on_paper(self) -> bool:
        """Nobody has measured it."""
        return not self.evidence


def keep_list(decisions: Decisions, gaps: Iterable[Gap]) -> tuple[Kept, ...]:
    """The cells that finish requests today and have nothing against them; those with evidence first."""
    weights = Weights(decisions.project.strategy)
    against = {(gap.request, gap.touchpoint) for gap in gaps if gap.kind in AGAINST}
    broken = {(b.request, b.touchpoint) for b in decisions.breaches if b.state == "today"}
    leak = limit(decisions.project.strategy, "leakage").value
    found = []
    for context in written_cells(decisions.project):
        place = (context.request_id, context.touchpoint_id)
        if not context.digital or place in against or place in broken:
            continue
        if completes(context.request, context.cell, context.today) and _works(context, leak):
            needs = weights.starting(*place)
            found.append(Kept(*place, _evidence(context), context.cell.source or "", needs))
    return tuple(sorted(found, key=lambda kept: (kept.on_paper, -(kept.needs or 0), kept.request, kept.touchpoint)))


def _works(context: CellContext, leak: Decimal) -> bool:
    """Whether nothing that is known speaks against it."""
    completion, calls = context.cell.completion, context.cell.calls_after
    return not (completion and completion.likely < ENOUGH) and not (calls and calls.likely > leak)


def _evidence(context: CellContext) -> str:
    """What is known of how it works."""
    cell = context.cell
    parts = [
        f"{share(figure.likely)} {words}"
        for figure, words in (
            (cell.completion, "finish"),
            (cell.calls_after, "call afterwards"),
            (cell.csat, "are satisfied"),
        )
        if figure
    ]
    return ", ".join(parts)
