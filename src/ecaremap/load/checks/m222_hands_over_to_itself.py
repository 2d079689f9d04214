"""M222: a touchpoint that hands over to itself."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.model.project import Project


def run(project: Project) -> Iterator[Finding]:
    """One finding for each such touchpoint."""
    for name, touchpoint in project.strategy.touchpoints.items():
        if name in touchpoint.hands_over_to:
            message = f"'{name}' hands over to itself."
            span = project.key_span("touchpoints", name, "hands_over_to", name)
            fix = "name the touchpoint customers go on to, or delete the entry"
            yield Finding("M222", "error", message, f"touchpoints/{name}", "hands_over_to", span, help=fix)


CHECK = Check("M222", "hands-over-to-itself", "error", "A touchpoint hands over to itself.", run)
