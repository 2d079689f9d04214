"""G170: cells nobody has decided about."""

from collections.abc import Iterator

from ecaremap.insight.asking import counted, each_or_one, shortened
from ecaremap.insight.cells import undecided
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

SHOWN = 6


def run(decisions: Decisions) -> Iterator[Finding]:
    """One question for each request, at sketch level one in all; none if the rest is "not handled"."""
    strategy = decisions.project.strategy
    asked = sorted(name for name in strategy.touchpoints if undecided(strategy, name))
    found: list[Finding] = []
    cells = 0
    for request in strategy.requests:
        row = strategy.coverage.get(request, {})
        open_cells = [name for name in asked if name not in row]
        cells += len(open_cells)
        if open_cells:
            found.append(_finding(decisions, request, open_cells, "" if row else "every touchpoint"))
    of = f"{counted(cells, 'cell', 'cells')} of {counted(len(found), 'request', 'requests')}"
    words = f"{of} {'is' if cells == 1 else 'are'} undecided."
    return each_or_one(strategy, "costed", found, words, words)


def _finding(decisions: Decisions, request: str, open_cells: list[str], everywhere: str) -> Finding:
    project = decisions.project
    path = ("coverage", request) if request in project.strategy.coverage else ("requests", request)
    return Finding(
        "G170",
        "info",
        f"'{request}' is undecided at {everywhere or shortened(open_cells, SHOWN)}.",
        request,
        field="coverage",
        span=project.key_span(*path),
        help="write a degree, none, or {not_here: reason}; or everywhere_else: not handled",
        question=True,
    )


CHECK = Check("G170", "undecided-cells", "info", "Cells nobody has decided about.", run)
