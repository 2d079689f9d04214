"""From a problem to the optimiser's own form: calendars, limits in whole units, gates as gaps."""

from collections.abc import Callable

from ecaremap.plan.optimise import tables
from ecaremap.plan.optimise.instance import (
    MONEY,
    MONTHS_OF_QUARTER,
    PERSON,
    Instance,
    Limit,
    Span,
    Want,
    spent,
)  # fmt: skip
from ecaremap.plan.problem import Adoption, Item, Problem, Push, Team
from ecaremap.plan.simulate import Valuer, first_push_month

_TACTICS = frozenset({"pull", "push"})
"""Tactics start; nothing goes live with them, so neither a freeze nor the limit of launches holds them."""


def instance(problem: Problem, of: Valuer, *, targets: bool = False) -> Instance:
    """Prepare a problem; with `targets` what each item adds to every target's metric is worked out as well.

    A team of which no capacity is known has no limit; a capacity or budget list that is too short goes on with
    its last entry, a budget without limit.
    """
    items = sorted(problem.items, key=lambda item: item.id)
    place = {item.id: number for number, item in enumerate(items)}
    limits, spans = _limits(problem, items)
    words = sorted({item.one_of for item in items if item.one_of})
    spend = tuple(tuple(spent(item.cost, item.duration, s) for s in range(problem.months)) for item in items)
    bare = Instance(
        months=problem.months,
        ids=tuple(place),
        duration=tuple(item.duration for item in items),
        value=((0.0,) * problem.months,) * len(items),
        launches=tuple(item.kind not in _TACTICS for item in items),
        earliest=tuple(max(0, item.earliest - 1) for item in items),
        fixed=tuple(item.fixed - 1 for item in items),
        required=tuple(item.required for item in items),
        needs=tuple(_needs(item, items, place) for item in items),
        group=tuple(words.index(item.one_of) if item.one_of else -1 for item in items),
        groups=tuple(words),
        spans=spans,
        spend=spend,
        limits=limits,
        budget=_budget(problem, sum(money for lines in spend for line in lines for _, money in line)),
        frozen=frozenset(month - 1 for month in problem.freezes),
    )
    return tables.filled(bare, problem, of, targets=targets)


def _needs(item: Item, items: list[Item], place: dict[str, int]) -> tuple[Want, ...]:
    wants = []
    for need in item.needs:
        ways = sorted(place[name] for name in set(need.any_of) if name in place and name != item.id)
        wants.append(Want(tuple(ways), tuple(items[way].duration + need.lag for way in ways)))
    if isinstance(item.effect, Push):
        wants.append(_gate(item, item.effect.build, items, place))
    return tuple(wants)


def _gate(push: Item, name: str, items: list[Item], place: dict[str, int]) -> Want:
    """A push waits until its build has proved itself: formula 11, months after the start of the build."""
    build = items[place[name]] if name in place else None
    if build is None or not isinstance(build.effect, Adoption):
        return Want((), (), "gate")
    first = first_push_month(push, build.effect, 1 + build.duration)
    return Want((), (), "gate") if first is None else Want((place[name],), (first - 1,), "gate")


def _limits(problem: Problem, items: list[Item]) -> tuple[tuple[Limit, ...], tuple[tuple[Span, ...], ...]]:
    teams = sorted(problem.teams, key=lambda team: team.id)
    number = {team.id: at for at, team in enumerate(teams)}
    limits = [Limit("team", team.id, _by_month(team, problem.months)) for team in teams]
    spans: list[list[Span]] = [
        [
            Span(number[team], 0, item.duration, round(PERSON * people))
            for team, people in sorted(item.team)
            if team in number and item.duration and people > 0
        ]
        for item in items
    ]

    def add(limit: Limit, span: Callable[[Item], Span | None]) -> None:
        limits.append(limit)
        for item, own in zip(items, spans, strict=True):
            found = span(item)
            if found:
                own.append(found)

    many = problem.launches_per_month
    if many is not None:
        at = len(limits)
        add(
            Limit("launches", "", (many,) * problem.months),
            lambda item: None if item.kind in _TACTICS else Span(at, item.duration, 1, 1),
        )
    gap = problem.opening_gap
    if gap > 0 and any(item.kind == "opening" for item in items):
        of = len(limits)
        add(
            Limit("opening", "", (1,) * problem.months),
            lambda item: Span(of, item.duration, gap, 1) if item.kind == "opening" else None,
        )
    return tuple(limits), tuple(map(tuple, spans))


def _by_month(team: Team, months: int) -> tuple[int, ...]:
    people = team.capacity[:months] or (0.0,)
    return tuple(round(PERSON * there) for there in people + people[-1:] * (months - len(people)))


def _budget(problem: Problem, everything: int) -> tuple[int, ...]:
    if not problem.budget:
        return ()
    quarters = -(-problem.months // MONTHS_OF_QUARTER)
    # Work that runs past the last month is paid in quarters nobody has planned.
    stated = tuple(round(MONEY * money) for money in problem.budget)
    longest = max((item.duration for item in problem.items), default=0)
    return stated + (everything,) * (quarters + longest - len(stated))
