"""One request at one touchpoint: what the log says of each cell of the map."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecaremap.measure.figures.leaks import WITHIN, to_person
from ecaremap.measure.figures.rows import NOTHING, Names, Sums, added, summed
from ecaremap.measure.figures.shares import Mean, Share, mean, share
from ecaremap.measure.model import Counts


@dataclass(frozen=True, slots=True)
class CellFigures:
    """What happened at a cell.

    Attributes:
        contacts: None where too few. starts: needs that began here. of_starts: their share of the request's needs.
        completion: contacts here that were resolved, of those of which it is known.
        calls_after: contacts that were finished here and all the same followed by a person elsewhere about the same
            need, of those finished here, by time, "24h", "7d", "30d": what the business case multiplies completion with.
        then_person: contacts here, finished or not, followed by a person elsewhere, of all that could be followed.
        gave_up: needs that began here, are over as far as the log sees, and that nobody finished.
        csat: the mean grade. satisfied: the share, where the log knows only yes and no.
    """

    request: str
    touchpoint: str
    contacts: int | None
    starts: int | None
    of_starts: Share
    completion: Share
    calls_after: Mapping[str, Share]
    then_person: Mapping[str, Share]
    gave_up: Share
    csat: Mean
    satisfied: Share


def yes_or_no(counts: Counts) -> bool:
    """Whether satisfaction is a yes or no: no group of answers has a sum above their number, nor all answers yes.

    A scale of grades from 1 up has a sum of at least the number of answers everywhere.
    """
    rows = [(s["csat_sum"], s["csat_n"]) for s in summed(counts, "contacts", ("request", "channel")).values()]
    answers = [(total, of) for total, of in rows if of]
    return bool(answers) and all(total <= of for total, of in answers) and any(total < of for total, of in answers)


def cells(counts: Counts) -> tuple[CellFigures, ...]:
    """Every cell with a contact, sorted by request and touchpoint."""
    names = Names(counts.settings)
    contacts = summed(counts, "contacts", ("request", "channel"))
    starts = summed(counts, "journeys", ("request", "first_channel"))
    needs: dict[int, int] = {}
    for (request, _), sums in starts.items():
        needs[request] = needs.get(request, 0) + sums["journeys"]
    moves: dict[tuple[int, ...], dict[int, Sums]] = {}
    for (request, at, to), sums in summed(counts, "moves", ("request", "from_channel", "to_channel")).items():
        moves.setdefault((request, at), {})[to] = sums
    finished: dict[tuple[int, ...], dict[int, Sums]] = {}
    for (request, at, to), sums in summed(counts, "finished", ("request", "from_channel", "to_channel")).items():
        finished.setdefault((request, at), {})[to] = sums
    graded = not yes_or_no(counts)
    found = [
        _cell(
            counts,
            key,
            sums,
            starts.get(key, NOTHING),
            needs.get(key[0], 0),
            moves.get(key, {}),
            finished.get(key, {}),
            graded=graded,
        )
        for key, sums in contacts.items()
        if names.request(key[0]) and names.channel(key[1])
    ]
    return tuple(sorted(found, key=lambda cell: (cell.request, cell.touchpoint)))


def _cell(
    counts: Counts, key: tuple[int, ...], contacts: Sums, starts: Sums, needs: int, moves: dict[int, Sums],
    finished: dict[int, Sums], *, graded: bool,
) -> CellFigures:  # fmt: skip
    names, smallest = Names(counts.settings), counts.settings.smallest
    request, at = key
    n, began = contacts["n"], starts["journeys"]
    answers, grades = contacts["csat_n"], contacts["csat_sum"]
    seen = added(finished.values())
    return CellFigures(
        names.request(request), names.channel(at),
        n if n >= smallest else None,
        began if began >= smallest else None,
        share("starts_at", began, needs, smallest) if began >= smallest else Share("starts_at", None, withheld=began > 0),
        share("completion", contacts["resolved"], contacts["known"], smallest),
        {w: share(f"calls_after_{w}", to_person(names, at, finished, w), seen[f"seen_{w}"], smallest) for w in WITHIN},
        {
            w: share(f"then_person_{w}", to_person(names, at, moves, w), contacts[f"seen_{w}"], smallest)
            for w in WITHIN
        },
        share("gave_up", starts["known"] - starts["done"], starts["known"], smallest),
        mean("csat", grades, answers, smallest) if graded else Mean("csat", None, None),
        Share("satisfied", None) if graded else share("satisfied", grades, answers, smallest),
    )  # fmt: skip
