"""Where a request can be finished digitally, with or without a person, and how well that goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ecaremap.insight.case.given import Given, Input, average
from ecaremap.insight.case.symbols import COMPLETION, LEAKAGE
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.facts import completes
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Build
from ecaremap.policy.decisions import Decisions

Mode = Literal["", "alone", "assisted"]
"""How shifted needs are finished: by the customer alone, with a person inside the touchpoint, not at all."""

PEOPLE = ("chat", "messaging", "email", "social", "video")
"""Kinds of digital touchpoints whose cost per contact includes the person who answers."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The digital cells that finish a request.

    Attributes:
        target: those of the target that break no rule, all of one mode. added: what the target adds.
        today: touchpoints that finish it today.
    """

    mode: Mode
    target: tuple[CellContext, ...]
    added: bool
    today: frozenset[str]


def all_ways(decisions: Decisions) -> dict[str, Ways]:
    """The ways of every request that has any written cell."""
    broken = {(b.request, b.touchpoint) for b in decisions.breaches if b.state == "target" and b.segment is None}
    rows: dict[str, list[CellContext]] = {}
    for cell in written_cells(decisions.project):
        if cell.touchpoint.family == "digital":
            rows.setdefault(cell.request_id, []).append(cell)
    return {request: _ways(row, broken) for request, row in rows.items()}


NO_WAYS = Ways("", (), False, frozenset())


def _ways(row: Iterable[CellContext], broken: set[tuple[str, str]]) -> Ways:
    cells = list(row)
    today = frozenset(c.touchpoint_id for c in cells if _finishes(c, c.today))
    target = [c for c in cells if _finishes(c, c.target) and (c.request_id, c.touchpoint_id) not in broken]
    alone = tuple(c for c in target if c.target != "assisted")
    chosen = alone or tuple(target)
    mode: Mode = "alone" if alone else "assisted" if target else ""
    return Ways(mode, chosen, any(c.target != c.today for c in chosen), today)


def _finishes(cell: CellContext, degree: str) -> bool:
    """Finished without our people working it off later: what is only taken in saves no handling."""
    return degree != "initiate" and completes(cell.request, cell.cell, degree)


def expected(given: Given, symbol: str, request_id: str, ways: Ways) -> Input | None:
    """Completion or leakage of the target: the request's assumption, else its cells', else the common one.

    A cell says what its target should reach, its build what it is made for; what a cell reaches today
    counts where the degree stays.
    """
    own = given.assumption(symbol, request_id, own=True)
    if own:
        return own
    builds = _builds(given, request_id)
    found = {}
    for cell in ways.target:
        figure = _of_cell(given, symbol, cell, builds.get((cell.touchpoint_id, cell.target)))
        if figure:
            found[cell.touchpoint.name or cell.touchpoint_id] = figure
    mean = average(found.values(), ("mean of " if len(found) > 1 else "of ") + ", ".join(found))
    return mean or given.assumption(symbol, request_id, own=False)


def _of_cell(given: Given, symbol: str, cell: CellContext, build: tuple[str, Build] | None) -> Input | None:
    path = ("coverage", cell.request_id, cell.touchpoint_id)
    key = {COMPLETION: "completion", LEAKAGE: "calls_after"}[symbol]
    promise = cell.cell.expected
    figure: Figure | None = getattr(promise, key) if promise else None
    if promise and figure:
        return given.input(symbol, figure, cell.request_id, (*path, "expected", key), promise.source)
    if build and symbol == COMPLETION and build[1].completion:
        name, made = build
        return given.input(symbol, build[1].completion, cell.request_id, ("plan", "builds", name, key), made.source)
    figure = getattr(cell.cell, key)
    if figure and cell.today == cell.target:
        return given.input(symbol, figure, cell.request_id, (*path, key), cell.cell.source)
    return None


def _builds(given: Given, request_id: str) -> dict[tuple[str, str], tuple[str, Build]]:
    plan = given.strategy.plan
    builds = plan.builds if plan else {}
    return {(b.touchpoint, b.degree): (name, b) for name, b in builds.items() if b.request == request_id}


def takeup_by_builds(given: Given, request_id: str, eligible: Decimal, now: Decimal) -> Input | None:
    """The take-up that the request's builds can reach, by their ceilings.

    Builds share customers: together they take at least what the largest takes and at most the sum; likely
    is what they would take if customers chose independently.
    """
    builds = [(n, b) for (n, b) in _builds(given, request_id).values() if b.ceiling and b.degree != "initiate"]
    shares = [build.ceiling.likely for _, build in builds if build.ceiling]
    if not shares or eligible <= 0:
        return None
    left = Decimal(1)
    for share in shares:
        left *= 1 - share
    low, likely, high = (now + part / eligible for part in (max(shares), 1 - left, sum(shares, Decimal(0))))
    name, first = builds[0]
    source = given.input("", first.ceiling, "", (), first.source).source if first.ceiling else ""
    return Input(
        "takeup_ceiling", request_id, likely, low, high, "triangular" if low < high else "point", "%", source,
        "client", f"takeup_ceiling of {request_id}", ("plan", "builds", name, "ceiling"),
        "today's take-up and the ceilings of the builds, as shares of those eligible",
    )  # fmt: skip
