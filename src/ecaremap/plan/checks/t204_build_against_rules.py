"""T204: the rules do not allow what a build is to bring, and the map does not aim at it either."""

from collections.abc import Iterator

from ecaremap.insight.finishing import Finishing
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each such build; where the map aims at the same, P301 or P302 speaks."""
    strategy = decisions.project.strategy
    builds = strategy.plan.builds.items() if strategy.plan else ()
    finishing = Finishing(decisions) if builds else None
    for name, build in builds:
        cell = strategy.coverage.get(build.request, {}).get(build.touchpoint)
        if finishing is None or (cell is not None and cell.aim == build.degree):
            continue
        verdict = finishing.verdict(build.request, build.touchpoint)
        if verdict.allows(build.degree):
            continue
        rules = [decisions.rules.rules[number] for number in verdict.forbid or verdict.caps]
        allowed = "nothing" if verdict.forbid else f"at most {verdict.cap}"
        yield Finding(
            "T204",
            "error",
            f"'{name}' would bring {build.degree}, but the rules allow {allowed} there.",
            f"build:{name}",
            field="degree",
            span=decisions.project.value_span("plan", "builds", name, "degree"),
            label=f"{allowed}",
            help="build what the rules allow, or have the rule changed first",
            notes=tuple(f"{rule.id}: {rule.title()}" for rule in sorted(rules, key=lambda rule: rule.id)),
            states=("target",),
        )


CHECK = Check("T204", "build-against-rules", "error", "A build brings what the rules do not allow.", run)
