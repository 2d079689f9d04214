"""M224: a tactic says pull where its entry of the catalogue is a push, or the other way round."""

from collections.abc import Iterator

from ecaremap.load.catalogue import entry_of
from ecaremap.model.finding import Check, Finding
from ecaremap.model.project import Project


def run(project: Project) -> Iterator[Finding]:
    """One finding for each such tactic."""
    plan = project.strategy.plan
    for name, tactic in plan.tactics.items() if plan else ():
        entry = entry_of(tactic.from_)
        if entry and tactic.kind not in entry.kinds:
            meant = " or ".join(entry.kinds)
            yield Finding(
                "M224",
                "error",
                f"The tactic '{name}' is written as {tactic.kind}, but '{entry.name}' is a {meant}.",
                f"tactic:{name}",
                "kind",
                project.value_span("plan", "tactics", name, "kind"),
                f"{meant} in the catalogue",
                f"write kind: {entry.kinds[0]}, or take another entry",
            )


CHECK = Check("M224", "tactic-of-another-kind", "error", "A tactic and its entry of the catalogue differ in kind.", run)
