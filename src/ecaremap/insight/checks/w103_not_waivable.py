"""W103: a waiver for what cannot be waived. Found after all other checks, from their findings."""

from collections.abc import Iterable, Iterator

from ecaremap.insight.waivers import UNWAIVABLE, speaks_about
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def refused(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """One finding for each waiver of YAML, model and rule errors, and of breaches of law."""
    found = list(findings)
    project = decisions.project
    for number, waiver in enumerate(project.strategy.waivers):
        of_law = any(finding.law and speaks_about(waiver, finding) for finding in found)
        if waiver.finding[:1] not in UNWAIVABLE and not of_law:
            continue
        what = "a breach of law" if of_law else waiver.finding
        yield Finding(
            "W103",
            "error",
            f"The waiver '{waiver.id}' is for {what}, which cannot be waived.",
            f"waiver:{waiver.id}",
            field="finding",
            span=project.value_span("waivers", number, "finding"),
            label="cannot be waived",
            help="correct what the finding says and delete the waiver",
        )


CHECK = Check("W103", "not-waivable", "error", "A waiver is for what cannot be waived.")
