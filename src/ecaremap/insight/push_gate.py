"""The gate a push has to pass: what must be true before another way is narrowed. Unmeasured is failed."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.finishing import Finishing
from ecaremap.insight.limits import share
from ecaremap.model.cell import Cell
from ecaremap.model.plan import GateFacts, Tactic
from ecaremap.policy.decisions import Decisions

COMPLETION = Decimal("0.80")
CALLS_AFTER = Decimal("0.15")
WINDOW = Decimal(7 * 86400)
CSAT_BELOW = Decimal("0.02")
LIVE_MONTHS = 3
ANSWERS = 100
NOTICE_DAYS = 60
ENOUGH = ("self-serve", "proactive")


def by_hand(tactic: Tactic) -> str:
    """What the cells cannot say and the tactic does not either, as a sentence; empty if all is written."""
    facts = tactic.gate or GateFacts.model_construct()
    open_points = {
        f"live for {LIVE_MONTHS} months (gate: live_since)": facts.live_since,
        f"at least {ANSWERS} answers on satisfaction each (gate: answers, answers_with_person)": facts.answers
        and facts.answers_with_person,
        f"{NOTICE_DAYS} days of notice (notice)": tactic.notice,
        "a trigger that takes it back (rollback)": tactic.rollback,
    }
    asked = [words for words, said in open_points.items() if not said]
    return f"the map does not say, so confirm and write down as well: {', '.join(asked)}" if asked else ""


def failures(decisions: Decisions, finishing: Finishing, tactic: Tactic) -> dict[str, tuple[str, ...]]:
    """What fails, by the cell that customers are pushed to; empty if the gate is passed."""
    strategy = decisions.project.strategy
    plan = strategy.plan
    if plan is None or not tactic.builds:
        return {"builds": ("it does not say what customers are pushed to",)}
    wanted = {(build.request, build.touchpoint) for build in (plan.builds[name] for name in tactic.builds)}
    rows: dict[str, list[CellContext]] = {}
    for context in written_cells(decisions.project):
        if any(context.request_id == request for request, _ in wanted):
            rows.setdefault(context.request_id, []).append(context)
    failed: dict[str, tuple[str, ...]] = {}
    for request, touchpoint in sorted(wanted):
        row = with_facts(rows.get(request, []), touchpoint, tactic.gate)
        cell = next((context for context in row if context.touchpoint_id == touchpoint), None)
        reasons = tuple(_reasons(decisions, finishing, cell, row)) if cell else ("nothing is written there",)
        if reasons:
            failed[f"{request}/{touchpoint}"] = reasons
    return failed


def _reasons(decisions: Decisions, finishing: Finishing, cell: CellContext, row: list[CellContext]) -> Iterator[str]:
    for condition in CONDITIONS.values():
        reason = condition(cell, row)
        if reason:
            yield reason
    if not finishing.verdict(cell.request_id, cell.touchpoint_id).allows(cell.today or cell.target or "none"):
        yield "a rule of the map forbids or caps it"
    shut_out = without_another_way(decisions, cell, row)
    if shut_out:
        yield f"no other way today for {', '.join(shut_out)}"


def _live(cell: CellContext, _: list[CellContext]) -> str:
    return "" if cell.today in ENOUGH else f"customers cannot finish alone there today ({cell.today or 'not live'})"


def _completion(cell: CellContext, _: list[CellContext]) -> str:
    known = cell.cell.completion
    if known is None:
        return "completion is not measured"
    return "" if known.likely >= COMPLETION else f"completion is {share(known.likely)}, not {share(COMPLETION)}"


def _calls_after(cell: CellContext, _: list[CellContext]) -> str:
    known = cell.cell.calls_after
    if known is None:
        return "calls afterwards are not measured"
    if known.likely > CALLS_AFTER:
        return f"{share(known.likely)} call afterwards, more than {share(CALLS_AFTER)}"
    return "calls afterwards are counted for less than 7 days" if known.within and known.within < WINDOW else ""


def _csat(cell: CellContext, row: list[CellContext]) -> str:
    known = cell.cell.csat
    people = [c.cell.csat.likely for c in row if c.touchpoint.family == "traditional" and c.cell.csat]
    if known is None or not people:
        return f"satisfaction {'there' if known is None else 'with a person'} is not measured"
    if known.likely >= max(people) - CSAT_BELOW:
        return ""
    return f"satisfaction is {share(known.likely)}, with a person {share(max(people))}"


def _accessible(cell: CellContext, _: list[CellContext]) -> str:
    return "" if cell.touchpoint.accessible else "nothing says that people with disabilities can use it"


def _person(cell: CellContext, _: list[CellContext]) -> str:
    return "there is no way to a person" if cell.cell.human_route in (None, "none") else ""


def _owner(cell: CellContext, _: list[CellContext]) -> str:
    return "" if cell.owner else "nobody answers for it"


CONDITIONS: dict[str, Callable[[CellContext, list[CellContext]], str]] = {
    "degree": _live, "completion": _completion, "leakage": _calls_after, "csat": _csat,
    "accessible": _accessible, "human_route": _person, "owner": _owner,
}  # fmt: skip
"""What a cell shows by itself: each says what fails, or nothing."""


def with_facts(row: list[CellContext], touchpoint: str, facts: GateFacts | None) -> list[CellContext]:
    """A row with what a tactic knows beyond its cells: measured there, and with a person."""
    if facts is None:
        return row
    there = {"completion": facts.completion, "calls_after": facts.leakage, "csat": facts.csat}
    people = {"csat": facts.csat_with_person}
    found = []
    for context in row:
        known = there if context.touchpoint_id == touchpoint else people
        if known is people and context.touchpoint.family != "traditional":
            known = {}
        said = {key: figure for key, figure in known.items() if figure is not None}
        cell: Cell = context.cell.model_copy(update=said) if said else context.cell
        found.append(context._replace(cell=cell))
    return found


def without_another_way(decisions: Decisions, cell: CellContext, row: list[CellContext]) -> list[str]:
    """Segments that cannot use the touchpoint, or must keep others, and have no other way."""
    found = []
    for name, segment in sorted(decisions.project.strategy.segments.items()):
        barred = cell.touchpoint.family in segment.cannot_use
        if not barred and (not segment.must_keep or cell.touchpoint_id in segment.must_keep):
            continue
        usable = (c for c in row if c.today and c.touchpoint.family not in segment.cannot_use and c is not cell)
        if not any(not segment.must_keep or c.touchpoint_id in segment.must_keep for c in usable):
            found.append(f"the segment {name}")
    return found
