"""G125: something is live, and nobody knows whether it works."""

from collections import Counter
from collections.abc import Iterator

from ecaremap.insight.asking import counted, each_or_one
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.policy.decisions import Decisions

ALL = ("completion", "calls_after", "csat")
MEASURES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("show", "initiate", "assisted", "self-serve"), ALL),
    # What we send unasked is not started, so there is nothing to complete.
    "proactive": ("calls_after", "csat"),
}
"""What should be known of a cell, by its degree today; of general answers and other customers' help nothing is asked."""

WORDS = {"completion": "completion", "calls_after": "calls afterwards", "csat": "satisfaction"}


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each touchpoint; before the level `planned` one question in all."""
    project = decisions.project
    found = [
        _finding(decisions, name, cells)
        for name, cells in _by_touchpoint(decisions).items()
        if any(lacking for _, lacking in cells)
    ]
    one = "At 1 touchpoint nobody knows yet how well what is live works."
    many = "At {} touchpoints nobody knows yet how well what is live works."
    return each_or_one(project.strategy, "planned", found, one, many)


def missing(context: CellContext) -> tuple[str, ...]:
    """The figures that say how well a live cell works, and are not there."""
    if not context.digital:
        return ()
    return tuple([key for key in MEASURES.get(context.today, ()) if getattr(context.cell, key) is None])


def _by_touchpoint(decisions: Decisions) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The requests of the live cells that should be measured, each with what is missing."""
    cells: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for context in written_cells(decisions.project):
        if context.digital and context.today in MEASURES:
            cells.setdefault(context.touchpoint_id, []).append((context.request_id, missing(context)))
    return cells


def _finding(decisions: Decisions, touchpoint: str, cells: list[tuple[str, tuple[str, ...]]]) -> Finding:
    lacking = [(request, keys) for request, keys in cells if keys]
    counts = Counter(key for _, keys in lacking for key in keys)
    parts = ", ".join(f"{WORDS[key]} at {counts[key]}" for key in ALL if counts[key])
    of = f"{len(lacking)} of {counted(len(cells), 'cell', 'cells')}"
    examples = sorted(request for request, _ in lacking)[:4]
    return Finding(
        "G125",
        "info",
        f"At '{touchpoint}' {of} cannot be judged: {parts} {'is' if sum(counts.values()) == 1 else 'are'} not measured.",
        f"*/{touchpoint}",
        field="+".join(key for key in ALL if counts[key]),
        span=decisions.project.key_span("touchpoints", touchpoint),
        help="measure completion, calls_after and csat, the most frequent requests first",
        notes=(f"for example {', '.join(examples)}",),
        states=("today",),
        question=True,
    )


CHECK = Check("G125", "unmeasured", "info", "Something is live, and nobody knows whether it works.", run)
