"""Where customers go next: from each touchpoint to each other within a day, a week, thirty days.

L[i][j] = contacts at i that were followed by one at j within the time, of all contacts at i that could be followed
that long (domain brief 5.3): contacts near the end of the log do not count, as nobody knows yet what follows them.
Beside the row stands where the contacts at i ended within their own need.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ecaremap.measure.figures.rows import NOTHING, Keep, Names, Sums, summed
from ecaremap.measure.figures.shares import Share, share
from ecaremap.measure.model import Counts

WITHIN = ("24h", "7d", "30d")


@dataclass(frozen=True, slots=True)
class Leak:
    """From one touchpoint to another.

    Attributes:
        within: the share by time, "24h", "7d" and "30d". moved: contacts that went on so about the same need;
            None where too few to show. human: from a digital touchpoint to a person outside of digital.
    """

    to: str
    within: Mapping[str, Share]
    moved: int | None
    human: bool


@dataclass(frozen=True, slots=True)
class LeakRow:
    """One row of the matrix.

    Attributes:
        contacts: at the touchpoint; None where too few. could_be_followed: the denominators, by time.
        stayed, went_on, ended_resolved, ended_unresolved, ended_unknown: what became of each contact within its need;
            together they are all contacts. Those that stayed have the next one at the same touchpoint.
        again: followed by any other contact about the same need, here or elsewhere; by time.
        to_person: followed by a call, a visit or a letter: a person outside of digital, elsewhere; by time.
    """

    of: str
    contacts: int | None
    could_be_followed: Mapping[str, int]
    leaks: tuple[Leak, ...]
    stayed: Share
    went_on: Share
    ended_resolved: Share
    ended_unresolved: Share
    ended_unknown: Share
    to_person: Mapping[str, Share]
    again: Mapping[str, Share]


def leak_rows(counts: Counts, request: int | None = None) -> tuple[LeakRow, ...]:
    """The matrix of all requests together, or of one by its code; sorted by touchpoint."""

    def about(codes: dict[str, int]) -> bool:
        return codes["request"] == request

    keep: Keep | None = None if request is None else about
    contacts = summed(counts, "contacts", ("channel",), keep)
    moves = summed(counts, "moves", ("from_channel", "to_channel"), keep)
    ends = summed(counts, "journeys", ("last_channel",), keep)
    names = Names(counts.settings)
    rows = [
        _row(counts, code, sums, {to: s for (at, to), s in moves.items() if at == code}, ends.get((code,), NOTHING))
        for (code,), sums in contacts.items()
        if names.channel(code)
    ]
    return tuple(sorted(rows, key=lambda row: row.of))


def _row(counts: Counts, code: int, contacts: Sums, moves: dict[int, Sums], ended: Sums) -> LeakRow:
    names, smallest = Names(counts.settings), counts.settings.smallest
    n = contacts["n"]
    at_home, digital = moves.get(code, NOTHING)["same_journey"], names.digital(code)

    def part(name: str, number: int) -> Share:
        return share(name, number, n, smallest)

    leaks = [
        Leak(
            names.channel(to),
            {w: share(f"within_{w}", sums[f"within_{w}"], contacts[f"seen_{w}"], smallest) for w in WITHIN},
            sums["same_journey"] if n >= smallest else None,
            digital and names.away(to) and to != code,
        )
        for to, sums in moves.items()
        if names.channel(to)
    ]
    return LeakRow(
        names.channel(code), n if n >= smallest else None,
        {w: contacts[f"seen_{w}"] for w in WITHIN if contacts[f"seen_{w}"] >= smallest},
        tuple(sorted(leaks, key=lambda leak: leak.to)),
        part("stayed", at_home),
        part("went_on", sum(sums["same_journey"] for sums in moves.values()) - at_home),
        part("ended_resolved", ended["done"]),
        part("ended_unresolved", ended["known"] - ended["done"]),
        part("ended_unknown", ended["journeys"] - ended["known"]),
        {w: share(f"then_person_{w}", to_person(names, code, moves, w), contacts[f"seen_{w}"], smallest) for w in WITHIN},
        {
            w: share(f"repeat_{w}", sum(sums[f"within_{w}"] for sums in moves.values()), contacts[f"seen_{w}"], smallest)
            for w in WITHIN
        },
    )  # fmt: skip


def to_person(names: Names, code: int, moves: Mapping[int, Sums], within: str) -> int:
    """Contacts at a touchpoint that were followed by one with a person elsewhere, outside of digital."""
    return sum(sums[f"within_{within}"] for to, sums in moves.items() if to != code and names.away(to))
