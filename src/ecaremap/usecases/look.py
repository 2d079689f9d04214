"""Looking into a strategy: explanations, the rule book, the merged strategy."""

from ecaremap.load.problems import Unreadable
from ecaremap.model.finding import Finding
from ecaremap.model.project import Project
from ecaremap.model.suggest import did_you_mean
from ecaremap.usecases.validate import Validated
from ecaremap.views.explain import Explanation, explain
from ecaremap.views.findings import finding_views
from ecaremap.views.merged import MergedLine, merged_lines
from ecaremap.views.rules import Rulebook, rule_views


def explanation(validated: Validated, request: str, touchpoint: str | None) -> Explanation:
    """Why a request is decided as it is, at one touchpoint or at all.

    Raises:
        Unreadable: no such request or touchpoint.
    """
    decisions = validated.decisions
    assert decisions is not None
    strategy = decisions.project.strategy
    if request not in strategy.requests:
        known = {name: name for name in strategy.requests}
        known |= {r.name: name for name, r in strategy.requests.items() if r.name}
        if request not in known:
            raise Unreadable(f"There is no request '{request}' in the map.", did_you_mean(request, known))
        request = known[request]
    if touchpoint is not None and touchpoint not in strategy.touchpoints:
        fix = did_you_mean(touchpoint, strategy.touchpoints)
        raise Unreadable(f"There is no touchpoint '{touchpoint}' in the map.", fix)
    return explain(decisions, request, [touchpoint] if touchpoint else list(strategy.touchpoints))


def rulebook(validated: Validated) -> Rulebook:
    """The rules with their reach, and all findings about rules."""
    decisions = validated.decisions
    assert decisions is not None
    strategy = decisions.project.strategy
    about: list[Finding] = [f for f in validated.findings if f.code[0] == "R" or f.code == "P305"]
    return Rulebook(
        strategy.name,
        len(strategy.requests),
        len(strategy.requests) * len(strategy.touchpoints),
        rule_views(decisions),
        finding_views(decisions, about),
    )


def merged(project: Project) -> tuple[MergedLine, ...]:
    """The merged strategy with origins."""
    return tuple(merged_lines(project))
