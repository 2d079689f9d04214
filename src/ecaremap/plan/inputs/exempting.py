"""Whom a tactic must leave alone, and the ways that have to stay open for them."""

from collections.abc import Iterator
from decimal import Decimal

from ecaremap.model.facts import degree_in
from ecaremap.model.plan import Retirement, Tactic
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.inputs.model import Condition
from ecaremap.policy.breaches import Subject
from ecaremap.policy.judge import Judge

PEOPLE = ("human", "assisted")


def exempt_share(ground: Ground, tactic: Tactic) -> Decimal:
    """The share of customers that keep the old way."""
    segments = ground.strategy.segments
    shares = (segments[name].share for name in tactic.exempt if name in segments)
    return min(Decimal(1), sum((s.likely for s in shares if s), Decimal(0)))


def must_be_exempt(ground: Ground, at: str) -> tuple[str, ...]:
    """Segments that must keep a touchpoint, or cannot use anything digital."""
    return tuple(
        name
        for name, segment in sorted(ground.strategy.segments.items())
        if at in segment.must_keep or "digital" in segment.cannot_use
    )


def exempt_routes(ground: Ground, tactic: Tactic, request: str) -> Condition:
    """Every segment that needs the old way is named as exempt, and still has one."""
    forgotten = [name for name in must_be_exempt(ground, tactic.at) if name not in tactic.exempt]
    if forgotten:
        return Condition(
            "exempt", "failed", f"not exempt, although it needs another way: {ground.segments_named(forgotten)}"
        )
    lost = [name for name in tactic.exempt if not any(_routes(ground, request, name, ""))]
    if lost:
        return Condition("exempt", "failed", f"no way is left for {ground.segments_named(lost)}")
    named = ground.segments_named(tactic.exempt)
    return Condition("exempt", "met", f"{named} keep their way" if named else "no segment needs another way")


def last_route(ground: Ground, tactic: Tactic, request: str) -> Condition:
    """A push never takes the last way to a person: law, duty and segments aside, somebody must stay reachable."""
    left = sorted(_routes(ground, request, None, tactic.at))
    if left:
        names = ", ".join(ground.place_of(place) for place in left)
        return Condition("last_route", "met", f"people stay reachable: {names}")
    return Condition("last_route", "failed", f"{ground.place_of(tactic.at)} is the last way to a person")


def _routes(ground: Ground, request: str, segment: str | None, without: str) -> Iterator[str]:
    """Touchpoints of the target where a person handles a request, open to a segment."""
    touchpoints, shut = ground.strategy.touchpoints, ground.strategy.segments[segment].cannot_use if segment else ()
    for place, cell in ground.strategy.coverage.get(request, {}).items():
        touchpoint = touchpoints[place]
        if place != without and touchpoint.family not in shut and degree_in(cell, touchpoint, "target") in PEOPLE:
            yield place


def rules_against(ground: Ground, tactic: Tactic, request: str) -> str:
    """The rules that ask for the very way that is narrowed, for those who are pushed; empty if none does."""
    broken = _broken_offers(ground, request, tactic.at, frozenset(tactic.exempt))
    return f"asked for by {ground.rules_named(broken)}" if broken else ""


def _broken_offers(ground: Ground, request: str, at: str, spared: frozenset[str]) -> list[str]:
    """Rules whose offer would not be kept without a touchpoint, though it is kept with it."""
    row = ground.decisions.grounds.requests.names.index(request)
    found: set[str] = set()
    for segment, judge, rows in ground.allowed:
        if segment not in spared:
            found |= _asking(judge, row, rows.get(row, []), at)
    return sorted(found)


def _asking(judge: Judge, row: int, there: list[Subject], at: str) -> set[str]:
    found = set()
    for rule in judge.row_rules(row):
        offer = rule.effect.offer
        if offer is None:
            continue
        passing = {s.touchpoint_id for s in there if all(s.meets(test) for test in offer.tests)}
        if len(passing) >= offer.at_least > len(passing - {at}):
            found.add(rule.id)
    return found


def retired_against(ground: Ground, retirement: Retirement) -> str:
    """The rules that ask for a touchpoint to stay, with the requests they speak of; empty if none does."""
    found: dict[str, list[str]] = {}
    for request in sorted(ground.strategy.requests):
        for rule in _broken_offers(ground, request, retirement.touchpoint, frozenset()):
            found.setdefault(rule, []).append(request)
    return "; ".join(
        f"asked for by {ground.rules_named([rule])} ({', '.join(map(ground.name_of, requests))})"
        for rule, requests in sorted(found.items())
    )


def last_for(ground: Ground, at: str) -> tuple[str, ...]:
    """Requests for which a touchpoint is the last way to a person."""
    rows = ground.strategy.coverage.items()
    return tuple(sorted(r for r, row in rows if at in row and not any(_routes(ground, r, None, at))))
