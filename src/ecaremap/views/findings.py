"""Findings for readers: those alike are counted, not repeated."""

from collections.abc import Sequence

from ecaremap.model.finding import Finding
from ecaremap.policy.decisions import Decisions
from ecaremap.views.model import FindingView

SHOWN = 10
"""How many findings of one kind are shown one by one."""

_ORDER = {"error": 0, "warning": 1, "info": 2}


def finding_views(decisions: Decisions, findings: Sequence[Finding]) -> tuple[FindingView, ...]:
    """Errors first; of each code the first ten, then how many more."""
    project = decisions.project
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.code, finding.standing), []).append(finding)
    views: list[FindingView] = []
    for (severity, code, standing), group in sorted(groups.items(), key=lambda item: (_ORDER[item[0][0]], item[0])):
        views += [
            FindingView(code, severity, f.message, f.where, project.place(f.span), f.help, standing)
            for f in group[:SHOWN]
        ]
        rest = len(group) - SHOWN
        if rest > 0:
            views.append(FindingView(code, severity, f"and {rest} more of {code}", "", "", "", standing, rest))
    return tuple(views)
