"""M220: a touchpoint of which nobody knows what it is."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.model.project import Project
from ecaremap.model.scales import KINDS
from ecaremap.model.suggest import closest


def run(project: Project) -> Iterator[Finding]:
    """One finding for each touchpoint without a kind."""
    for name, touchpoint in project.strategy.touchpoints.items():
        if touchpoint.kind is not None:
            continue
        near = closest(name, KINDS)
        meant = f"did you mean '{near}'? If not, add" if near else "add"
        fix = f"{meant} kind: and one of {', '.join(KINDS)}"
        message = f"'{name}' has no kind, and its id is none of those I know."
        span = project.key_span("touchpoints", name)
        yield Finding("M220", "error", message, f"touchpoints/{name}", "kind", span, help=fix)


CHECK = Check("M220", "kind-unknown", "error", "A touchpoint does not say what kind it is.", run)
