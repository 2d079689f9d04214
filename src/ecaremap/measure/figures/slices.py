"""The same figures for all journeys, and by request, touchpoint, segment and month."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ecaremap.measure.definitions import WITHIN
from ecaremap.measure.figures.rows import NOTHING, Names, Sums, added, month, summed
from ecaremap.measure.figures.shares import Share, Slice, share, slice_of
from ecaremap.measure.model import Counts


@dataclass(frozen=True, slots=True)
class Slices:
    """Figures by group. A journey belongs to the touchpoint and the month it started in."""

    all: Slice
    requests: tuple[Slice, ...]
    touchpoints: tuple[Slice, ...]
    segments: tuple[Slice, ...]
    months: tuple[Slice, ...]


def slices(counts: Counts) -> Slices:
    """All groups, sorted by id; journeys of an unknown group count in the whole only."""
    names = Names(counts.settings)
    by: dict[str, Callable[[int], str]] = {
        "request": names.request, "first_channel": names.channel, "segment": names.segment, "ym": month,
    }  # fmt: skip
    requests, touchpoints, segments, months = (grouped(counts, (column,), (name,)) for column, name in by.items())
    whole = grouped(counts, (), ())
    empty = slice_of("", added(()), 0, counts.settings.smallest)
    again, of_requests = repeats(counts, ()), repeats(counts, ("request",))
    asked = {names.request(key[0]): shares for key, shares in of_requests.items()}
    return Slices(
        _with(whole[0] if whole else empty, again.get((), {})),
        tuple(_with(each, asked.get(each.of, {})) for each in requests), touchpoints, segments, months,
    )  # fmt: skip


def _with(each: Slice, shares: Mapping[str, Share]) -> Slice:
    return each if each.withheld else replace(each, shares={**each.shares, **shares})


def repeats(counts: Counts, by: tuple[str, ...]) -> dict[tuple[int, ...], dict[str, Share]]:
    """Contacts followed by another about the same need, of those that could be followed so long, whoever opened or
    closed a journey by then: known of all contacts together, by request and (beside the leaks) by touchpoint.
    """
    moves = summed(counts, "moves", by)
    return {
        key: {
            f"repeat_{w}": share(
                f"repeat_{w}", moves.get(key, NOTHING)[f"within_{w}"], sums[f"seen_{w}"], counts.settings.smallest
            )
            for w in WITHIN
        }
        for key, sums in summed(counts, "contacts", by).items()
    }


def grouped(counts: Counts, by: tuple[str, ...], names: Iterable[Callable[[int], str]]) -> tuple[Slice, ...]:
    """One slice for each group of journeys; its name joins the ids of the columns by `/`."""
    digital = Names(counts.settings).digital
    found: dict[tuple[int, ...], list[tuple[int, Sums]]] = {}
    for codes, sums in summed(counts, "journeys", ("first_channel", *by)).items():
        found.setdefault(codes[1:], []).append((codes[0], sums))
    made = []
    spell = tuple(names)
    for key, parts in found.items():
        ids = [name(code) for name, code in zip(spell, key, strict=True)]
        if not all(ids):
            continue
        known = sum(sums["known"] for first, sums in parts if digital(first))
        together = added(sums for _, sums in parts)
        made.append(slice_of("/".join(ids), together, known, counts.settings.smallest))
    return tuple(sorted(made, key=lambda each: each.of))
