"""M223: a tactic names an entry of the catalogue that does not exist."""

from collections.abc import Iterator

from ecaremap.load.catalogue import PREFIX, catalogue, entry_of
from ecaremap.model.finding import Check, Finding
from ecaremap.model.project import Project
from ecaremap.model.suggest import closest


def run(project: Project) -> Iterator[Finding]:
    """One finding for each such tactic."""
    plan = project.strategy.plan
    for name, tactic in plan.tactics.items() if plan else ():
        if tactic.from_ is None or (tactic.from_.startswith(PREFIX) and entry_of(tactic.from_)):
            continue
        near = closest(tactic.from_.removeprefix(PREFIX), catalogue())
        fix = (
            f"did you mean {PREFIX}{near}?" if near else f"write {PREFIX}ID, as {PREFIX}hold-message; or leave from out"
        )
        yield Finding(
            "M223",
            "error",
            f"The catalogue of tactics has no '{tactic.from_}'.",
            f"tactic:{name}",
            "from",
            project.value_span("plan", "tactics", name, "from"),
            "not in the catalogue",
            fix,
        )


CHECK = Check("M223", "unknown-tactic", "error", "A tactic names an entry that the catalogue does not have.", run)
