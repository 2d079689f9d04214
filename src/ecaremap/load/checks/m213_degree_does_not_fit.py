"""M213: a degree that its touchpoint cannot have."""

from collections.abc import Iterator

from ecaremap.load.checks.cells import cells, degree_span
from ecaremap.model.finding import Check, Finding
from ecaremap.model.project import Project


def run(project: Project) -> Iterator[Finding]:
    """People answer at traditional touchpoints, and only there."""
    for request, name, cell, touchpoint in cells(project):
        family = touchpoint.family
        if family is None:
            continue  # said by M220
        traditional = family == "traditional"
        for key, degree in (("today", cell.today), ("target", cell.target)):
            if degree is not None and degree != "none" and traditional != (degree == "human"):
                fix = _fix(degree, family, name)
                message = f"'{degree}' does not fit '{name}', which is {_spoken(family)}."
                span = degree_span(project, request, name, key)
                yield Finding("M213", "error", message, f"{request}/{name}", key, span, help=fix)
                break
    plan = project.strategy.plan
    for build, work in plan.builds.items() if plan else ():
        found = project.strategy.touchpoints.get(work.touchpoint)
        fix = _fix(work.degree, found.family, work.touchpoint) if found and found.family else ""
        if found and fix:
            message = f"'{work.degree}' does not fit '{work.touchpoint}', which is {_spoken(found.family or '')}."
            span = project.value_span("plan", "builds", build, "degree")
            yield Finding("M213", "error", message, f"build:{build}", "degree", span, help=fix)


def _fix(degree: str | None, family: str, touchpoint: str) -> str:
    """What to write instead; empty if the degree fits."""
    if degree in (None, "none"):
        return ""
    if family == "traditional" and degree != "human":
        return f"write human, or give '{touchpoint}' another family"
    if family != "traditional" and degree == "human":
        return f"write assisted if a person helps inside '{touchpoint}', or give it family: traditional"
    return ""


def _spoken(family: str) -> str:
    return family.replace("-", " ")


CHECK = Check("M213", "degree-does-not-fit", "error", "A cell has a degree its touchpoint cannot have.", run)
