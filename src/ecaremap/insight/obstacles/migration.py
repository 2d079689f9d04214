"""Obstacle 2: there is no strategy for moving customers."""

from collections.abc import Iterable

from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.obstacles.fact import Fact, Ground, answer, of
from ecaremap.insight.push_gate import failures


def facts(ground: Ground) -> tuple[Fact, ...]:
    """What is asked of the migration strategy."""
    return (
        _aims(ground),
        _known(ground, "volume", "Is it known how often customers ask?", "volume: {value: 42000, source: …}"),
        _known(ground, "starts_at", "Is it known where customers start?", "starts_at: {call-centre: 60%, app: 40%}"),
        _pulls(ground),
        _pushes(ground),
        _owned_plan(ground),
        _retirement(ground),
    )


def _aims(ground: Ground) -> Fact:
    """A frequent request is decided where the target finishes it, a rule keeps it, or nothing digital is open."""
    frequent = ground.frequent
    undecided = [name for name in frequent if not _decided(ground, name)]
    met = len(frequent) - len(undecided)
    return Fact(
        "aims",
        "Has every frequent request a digital aim that finishes it, or is it decided that it has none?",
        answer(met, len(frequent), len(frequent)) if frequent else "unknown",
        of(met, len(frequent), "frequent requests", undecided) if frequent else "how often requests come is not known",
        ground.place(*(("coverage", name) for name in undecided), ("coverage",)),
        "today -> self-serve at a cell, {not_here: reason} at each, or keep_personal: {request: reason}",
    )


def _decided(ground: Ground, name: str) -> bool:
    finishing = ground.finishing
    if any(finishing.places(name, "target")) or finishing.personal(name):
        return True
    return not any(finishing.allowed(name))


def _known(ground: Ground, key: str, question: str, write: str) -> Fact:
    requests = ground.strategy.requests
    lacking = [name for name, request in requests.items() if not getattr(request, key)]
    met = len(requests) - len(lacking)
    return Fact(
        key.replace("_", "-"),
        question,
        answer(met, met, len(requests)),
        of(met, len(requests), "requests", lacking),
        ground.place(*(("requests", name) for name in sorted(lacking)), ("requests",)),
        write,
    )


def _pulls(ground: Ground) -> Fact:
    """What we send unasked needs no pull, nor does the menu that callers hear anyway."""
    plan, touchpoints = ground.strategy.plan, ground.strategy.touchpoints
    builds = [
        name
        for name, build in (plan.builds.items() if plan else ())
        if build.degree != "proactive" and touchpoints[build.touchpoint].family == "digital"
    ]
    pulled = (
        {name for tactic in plan.tactics.values() if tactic.kind == "pull" for name in tactic.builds} if plan else set()
    )
    lacking = [name for name in builds if name not in pulled]
    met = len(builds) - len(lacking)
    return Fact(
        "pulls",
        "Does something lead customers to everything that is built for them to start?",
        answer(met, len(builds), len(builds)) if builds else "unknown",
        of(met, len(builds), "builds", lacking) if builds else "no plan with digital builds is written",
        ground.place(*(("plan", "builds", name) for name in sorted(lacking)), ("plan", "tactics"), ("plan",)),
        "plan: {tactics: {ID: {kind: pull, at: …, builds: […]}}}",
    )


def _pushes(ground: Ground) -> Fact:
    plan = ground.strategy.plan
    tactics = {name: tactic for name, tactic in plan.tactics.items() if tactic.kind == "push"} if plan else {}
    failed = {name: failures(ground.decisions, ground.finishing, tactic) for name, tactic in tactics.items()}
    lacking = sorted(name for name, reasons in failed.items() if reasons)
    found = "no plan is written" if plan is None else "no other way is taken away: no push is planned"
    if tactics:
        found = of(len(tactics) - len(lacking), len(tactics), "pushes have passed the gate", lacking)
    for name in lacking[:1]:
        cell, reasons = min(failed[name].items())
        found += f" ({cell}: {reasons[0]})"
    return Fact(
        "pushes",
        "Is another way narrowed only where the digital one has proved itself?",
        "unknown" if plan is None else "not met" if lacking else "met",
        found,
        ground.place(*(("plan", "tactics", name) for name in lacking), ("plan", "tactics"), ("plan",)),
        "completion, calls_after, csat and human_route at the cell; until then kind: pull",
    )


def _owned_plan(ground: Ground) -> Fact:
    """A build belongs to who answers for its cell; a fix says itself."""
    strategy = ground.strategy
    owned = {c.where: c.owner for c in written_cells(ground.project)}
    builds = strategy.plan.builds if strategy.plan else {}
    places: dict[tuple[str, ...], bool] = {}
    places |= {("plan", "builds", name): bool(owned.get(f"{b.request}/{b.touchpoint}")) for name, b in builds.items()}
    places |= {("fixes", name): bool(fix.owner) for name, fix in strategy.fixes.items()} if builds else {}
    lacking = sorted(path for path, known in places.items() if not known)
    met = len(places) - len(lacking)
    return Fact(
        "plan-owners",
        "Is there a plan in which somebody answers for every step?",
        answer(met, len(places), len(places)) if places else "unknown",
        of(met, len(places), "builds and fixes", (path[-1] for path in lacking)) if places else "no plan is written",
        ground.place(*lacking, ("plan",)),
        "owner: … at the cell that is built, and at the fix",
    )


def _retirement(ground: Ground) -> Fact:
    """What goes away is written as `… -> none` or withdrawn; its replacement has to come first."""
    going = [c for c in written_cells(ground.project) if _goes(c)]
    bare = [c.where for c in going if not _replaced(ground, c, going)]
    met = len(going) - len(bare)
    none = "nothing goes away by the target: all ways are kept, and paid for"
    return Fact(
        "retirement",
        "Is it decided what goes away, and does its replacement come first?",
        answer(met, len(going), len(going)) if going else "unknown",
        of(met, len(going), "cells that go have another that finishes the request", bare) if going else none,
        ground.place(("coverage", *min(bare or [c.where for c in going], default="").split("/")), ("coverage",)),
        "human -> none at the cell that goes, once another one of the request finishes it",
    )


def _goes(context: CellContext) -> bool:
    cell = context.cell
    return cell.not_here is None and cell.today not in (None, "none") and not context.target


def _replaced(ground: Ground, gone: CellContext, going: Iterable[CellContext]) -> bool:
    """Whether another cell finishes the request today already, or is built by the plan."""
    leaving = {context.touchpoint_id for context in going if context.request_id == gone.request_id}
    finishing, request = ground.finishing, gone.request_id
    today = set(finishing.places(request, "today")) - leaving
    plan = ground.strategy.plan
    built = {b.touchpoint for b in plan.builds.values() if b.request == request} if plan else set()
    return bool(today or built & set(finishing.places(request, "target")))
