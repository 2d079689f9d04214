"""D304: the file of signatures cannot be read, or was changed by hand."""

from collections.abc import Iterator

from ecaremap.insight.signing.standing import usable
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each place."""
    signatures = decisions.project.signatures
    for message, span in signatures.faults if signatures else ():
        yield Finding(
            "D304",
            "warning",
            f"The signatures cannot be read. {message}",
            "signatures",
            span=span,
            help="after a merge, keep the lines of both sides and take out the marks; else restore the file",
            notes=("until then, nothing is said about signed decisions",),
        )
    for where, entry in sorted(usable(decisions).entries.items()):
        if not entry.untouched:
            yield Finding(
                "D304",
                "warning",
                f"The signature of '{where}' was changed by hand: its facts do not fit its fingerprint.",
                where,
                field="fingerprint",
                span=entry.span,
                label="not as signed",
                help=f"restore the entry, or sign the decision again: ecaremap sign PATH {where}",
            )


CHECK = Check("D304", "signatures-unreadable", "warning", "The file of signatures is broken or was edited.", run)
