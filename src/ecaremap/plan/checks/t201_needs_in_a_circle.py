"""T201: things of the plan wait for each other for ever."""

from collections.abc import Iterator, Mapping

from ecaremap.model.finding import Check, Finding
from ecaremap.plan.checks.works import Work, key, works
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each circle, at its first member by id."""
    known = {work.id: work for work in works(decisions)}
    stuck = _stuck(known)
    told: set[str] = set()
    for name in sorted(stuck):
        if name in told:
            continue
        circle = _circle(known, stuck, name)
        if circle is None or told & set(circle):
            continue
        told |= set(circle)
        first = known[circle[0]]
        way = " needs ".join(f"'{member}'" for member in (*circle, circle[0]))
        yield Finding(
            "T201",
            "error",
            f"None of these can ever start: {way}.",
            first.where,
            field="needs",
            span=key(decisions, first, "needs"),
            label="waits for itself in the end",
            help="take one of the needs out, or name another way: needs: [{any_of: [a, b]}]",
        )


def _stuck(known: Mapping[str, Work]) -> set[str]:
    """What can never start, however the rest is put in order."""
    left = set(known)
    while True:
        free = {n for n in left if all(any(o not in left for o in need.any_of) for need in known[n].of.needs)}
        if not free:
            return left
        left -= free


def _circle(known: Mapping[str, Work], stuck: set[str], start: str) -> tuple[str, ...] | None:
    """The circle that waiting from here leads into, from its first member by id on."""
    way: list[str] = []
    name = start
    while name not in way:
        way.append(name)
        blocking = (need for need in known[name].of.needs if all(other in stuck for other in need.any_of))
        name = min(next(blocking).any_of)
    circle = way[way.index(name) :]
    first = circle.index(min(circle))
    return (*circle[first:], *circle[:first])


CHECK = Check("T201", "needs-in-a-circle", "error", "Things of the plan wait for each other for ever.", run)
