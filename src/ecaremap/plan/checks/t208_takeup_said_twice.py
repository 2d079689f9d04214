"""T208: how fast customers take to something is said in two ways, or in half of one."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.model.plan import Takeup
from ecaremap.policy.decisions import Decisions

Path = tuple[str, ...]


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each such block."""
    for path, takeup in _blocks(decisions):
        reason = _reason(takeup)
        if reason:
            yield Finding(
                "T208",
                "error",
                f"The take-up of {path[-1] if len(path) > 1 else 'the plan'} {reason}.",
                f"build:{path[-1]}" if len(path) > 1 else "plan",
                field="takeup",
                span=decisions.project.key_span(*path, "takeup"),
                help="write {steepest_month: 9, steepness: 0.35}, or {innovation: 0.014, imitation: 0.34}",
            )


def _blocks(decisions: Decisions) -> Iterator[tuple[Path, Takeup]]:
    plan = decisions.project.strategy.plan
    if plan is None:
        return
    if plan.takeup:
        yield ("plan",), plan.takeup
    for name, build in plan.builds.items():
        if build.takeup:
            yield ("plan", "builds", name), build.takeup


def _reason(takeup: Takeup) -> str:
    bass = [takeup.innovation, takeup.imitation]
    curve = [takeup.steepest_month, takeup.steepness]
    if any(bass) and any(curve):
        return "is said in two ways"
    if any(bass) and not all(bass):
        return "needs both rates"
    if any(figure is not None and figure.low <= 0 for figure in (*bass, *curve)):
        return "has a rate of zero"
    return "" if any(bass) or any(curve) else "says nothing"


CHECK = Check("T208", "takeup-said-twice", "error", "The speed of take-up is said in two ways, or in half of one.", run)
