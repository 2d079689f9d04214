"""Ways of customers: who can go where with a request, and which of these ways came or went."""

from collections.abc import Iterator

from ecaremap.compare.causes import Key
from ecaremap.compare.edits import DEGREE
from ecaremap.compare.pair import Effect, Pair, Side
from ecaremap.insight.journeys.graph import WITH_PEOPLE
from ecaremap.model.facts import degree_in
from ecaremap.model.scales import ORDERED_SCALES, STATES, State
from ecaremap.model.touchpoint import Touchpoint
from ecaremap.policy.breaches import NO_OWN_DATA

FIELDS = frozenset({"status", "family", "kind", "accessible", "authentication"})
CELL_FIELDS = frozenset({DEGREE, "status"})
STRENGTH = ORDERED_SCALES["Authentication"]

LAST = (
    ("human", "human-route-lost", "human-route-gained"),
    ("accessible", "accessible-route-lost", "accessible-route-gained"),
    ("secure", "secure-route-lost", "secure-route-gained"),
)
"""Kinds of ways of which the last one matters, with what it is when it goes, and when the first one comes."""

Ways = dict[str, set[str]]


def route_effects(pair: Pair) -> Iterator[Effect]:
    """Ways that came or went, in each state, for everyone and for each group of customers."""
    edits = [edit for edit in pair.edits if edit.section == "touchpoints" and (not edit.field or edit.top in FIELDS)]
    places = {edit.name for edit in edits}
    groups = any(edit.section == "segments" for edit in pair.edits)
    for old, new in pair.touched(FIELDS):
        needs = [side.strategy.requests[name].authentication if name else None for side, name in _sides(pair, old, new)]
        need = needs[0] if needs[0] == needs[1] else None
        for state in STATES:
            offered = [side.offers[name][state] if name else {} for side, name in _sides(pair, old, new)]
            # The same touchpoints to the same degrees, none of which changed: nothing came or went.
            if groups or offered[0] != offered[1] or not places.isdisjoint(offered[0]):
                yield from _of_groups(pair, (old, new), state, offered, need)


def _sides(pair: Pair, old: str, new: str) -> tuple[tuple[Side, str], tuple[Side, str]]:
    return (pair.old, old), (pair.new, new)


def _of_groups(
    pair: Pair, names: tuple[str, str], state: State, offered: list[dict[str, str]], need: str | None
) -> Iterator[Effect]:
    said: set[str] = set()
    for group in pair.groups:
        both = [_ways(side, degrees, group, need) for side, degrees in zip((pair.old, pair.new), offered, strict=True)]
        for kind, lost, won, old, new in _differences(*both):
            # What happens to everyone is not repeated for each segment.
            if group is None or kind not in said:
                causes = _causes(pair, names, lost or won, group)
                yield Effect(kind, causes, names[1] or names[0], "", state, group or "", old, new)
            if group is None:
                said.add(kind)


def _ways(side: Side, degrees: dict[str, str], group: str | None, need: str | None) -> Ways:
    """The touchpoints a group can go to, and among them those with a person, accessible, with the needed login."""
    blocked = side.strategy.segments[group].cannot_use if group else ()
    touchpoints = side.strategy.touchpoints
    usable = {name for name in degrees if touchpoints[name].family not in blocked}
    return {
        "all": usable,
        "human": {name for name in usable if degrees[name] in WITH_PEOPLE},
        "accessible": {name for name in usable if touchpoints[name].accessible},
        "secure": {name for name in usable if need and _secure(touchpoints[name], degrees[name], need)},
    }


def _secure(touchpoint: Touchpoint, degree: str, need: str) -> bool:
    """Whether the needed login is there, where the customer's own data is."""
    if need == "none" or degree in NO_OWN_DATA or touchpoint.authentication is None:
        return False
    return STRENGTH.index(touchpoint.authentication) >= STRENGTH.index(need)


def _differences(old: Ways, new: Ways) -> Iterator[tuple[str, set[str], set[str], str, str]]:
    """Kind, touchpoints lost, touchpoints won, and how many there were and are."""
    before, after = old["all"], new["all"]
    if before and not after:
        yield "all-routes-lost", before, set(), str(len(before)), "0"
        return
    if after and not before:
        yield "first-route-gained", set(), after, "0", str(len(after))
        return
    for what, lost, won in LAST:
        if old[what] and not new[what]:
            yield lost, old[what], set(), str(len(old[what])), "0"
        elif new[what] and not old[what]:
            yield won, set(), new[what], "0", str(len(new[what]))
    if len(after) < len(before):
        yield "routes-fewer", before - after, set(), str(len(before)), str(len(after))
    elif len(after) > len(before):
        yield "routes-more", set(), after - before, str(len(before)), str(len(after))


def _causes(pair: Pair, names: tuple[str, str], places: set[str], group: str | None) -> tuple[Key, ...]:
    """What explains that these touchpoints came or went: cells together, else one thing they rest on."""
    causes = pair.causes
    for name in names:
        whole = causes.of("requests", name, frozenset()) if name else None
        if whole:
            return (whole,)
    found: dict[Key, None] = {}
    for place in sorted(places):
        for request in dict.fromkeys(name for name in names if name):
            key = causes.cell(request, place, CELL_FIELDS) or causes.of("touchpoints", place, FIELDS)
            if key:
                found[key] = None
    if not found and group:
        key = causes.of("segments", group, frozenset({"cannot_use"}))
        return (key,) if key else ()
    others = [key for key in found if key[0] != "coverage"]
    return (others[0],) if others else tuple(found)


def retirement_effects(pair: Pair) -> Iterator[Effect]:
    """Touchpoints, or cells of a build, that went while something still counts on them; and the same backwards."""
    for kind, before, after in (
        ("retired-as-target", pair.old, pair.new), ("target-there-again", pair.new, pair.old),
    ):  # fmt: skip
        for subject, request, touchpoint in _counted_on(after):
            if _live(before, touchpoint) and not _live(after, touchpoint):
                key = pair.causes.of("touchpoints", touchpoint, FIELDS)
            elif request and _aimed(before, request, touchpoint) and not _aimed(after, request, touchpoint):
                key = pair.causes.cell(request, touchpoint, CELL_FIELDS)
            else:
                continue
            yield Effect(kind, (key,) if key else (), request, touchpoint, "target", subject=subject)


def _counted_on(side: Side) -> Iterator[tuple[str, str, str]]:
    """Who counts on a touchpoint: (what, request if one is meant, touchpoint)."""
    strategy, plan = side.strategy, side.strategy.plan
    if plan:
        yield from ((f"build {name}", b.request, b.touchpoint) for name, b in sorted(plan.builds.items()))
        yield from ((f"enabler {n}", "", e.touchpoint) for n, e in sorted(plan.enablers.items()) if e.touchpoint)
        yield from ((f"tactic {name}", "", tactic.at) for name, tactic in sorted(plan.tactics.items()))
    for name, segment in sorted(strategy.segments.items()):
        yield from ((f"segment {name}", "", place) for place in sorted(segment.must_keep))
    for name, journey in sorted(strategy.journeys.items()):
        yield from ((f"journey {name}", "", place) for place in sorted(set(journey.steps)))


def _live(side: Side, touchpoint: str) -> bool:
    found = side.strategy.touchpoints.get(touchpoint)
    return found is not None and found.status != "withdrawn"


def _aimed(side: Side, request: str, touchpoint: str) -> bool:
    cell = side.strategy.coverage.get(request, {}).get(touchpoint)
    return cell is not None and bool(degree_in(cell, side.strategy.touchpoints[touchpoint], "target"))
