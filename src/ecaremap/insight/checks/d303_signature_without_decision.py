"""D303: a signature whose cell, or whose decision, is gone."""

from collections.abc import Iterator

from ecaremap.insight.signing.standing import gone
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each signature that is left over."""
    left_over = tuple(gone(decisions))
    if not left_over:
        return
    strategy = decisions.project.strategy
    written = {f"{request}/{touchpoint}" for request, row in strategy.coverage.items() for touchpoint in row}
    for signature in left_over:
        what = "its cell has no decision any more" if signature.where in written else "its cell is gone"
        yield Finding(
            "D303",
            "warning",
            f"'{signature.where}' is signed, but {what}.",
            signature.where,
            field="signed",
            span=signature.span,
            label="left over",
            help="if that is meant, drop the signature: ecaremap sign PATH; "
            "if an id was changed, change it with: ecaremap rename",
            notes=(f"signed by {signature.by} on {signature.date.isoformat()}",),
        )


CHECK = Check("D303", "signature-without-decision", "warning", "A signed decision is gone.", run)
