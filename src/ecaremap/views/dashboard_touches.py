"""Each touchpoint judged by itself: solved as customers count it and as it counts itself, and what comes after."""

from collections.abc import Iterator, Mapping

from ecaremap.measure.figures.figures import Figures
from ecaremap.measure.figures.leaks import WITHIN
from ecaremap.measure.figures.shares import Share
from ecaremap.views.dashboard_model import ShareView, TouchRow, TouchTable
from ecaremap.views.dashboard_words import Named, share_view

HEADS = (
    "Solved with one contact", "Solved by its own records", "Not the first attempt", "Another contact in 24 h", "In 7 days",
    "In 30 days", "With a person in 24 h", "In 7 days", "In 30 days",
)  # fmt: skip
NOTE = (
    "Solved with one contact: of the needs that begin there. By its own records: of the contacts there, whatever the customer "
    "had tried before. Another contact, or a person elsewhere: about the same need, of the contacts that the log could follow "
    "so long."
)
WHOLE = "All touchpoints"


def touch_table(found: Figures, named: Named) -> TouchTable | None:
    """One row for each touchpoint with enough contacts, in the order of the map, and one for all."""
    rows = tuple(_rows(found, named))
    if not rows:
        return None
    whole = found.slices.all
    every = (
        share_view(whole.shares.get("one_contact_resolution")), ShareView("–"), ShareView("–"),
        *(share_view(whole.shares.get(f"repeat_{w}")) for w in WITHIN), *(ShareView("–") for _ in WITHIN),
    )  # fmt: skip
    return TouchTable(HEADS, (*rows, TouchRow("", WHOLE, whole.contacts, every)), NOTE)


def _rows(found: Figures, named: Named) -> Iterator[TouchRow]:
    solved = {each.touchpoint: each for each in found.first_contacts}
    for row in sorted(found.leaks, key=lambda row: named.rank(row.of)):
        own = solved.get(row.of)
        if row.contacts is None or own is None:
            continue
        first = (share_view(each) for each in (own.one_contact, own.one_channel, own.not_the_first))
        yield TouchRow(
            row.of, named.touchpoint(row.of), row.contacts, (*first, *_times(row.again), *_times(row.to_person))
        )


def _times(shares: Mapping[str, Share]) -> Iterator[ShareView]:
    return (share_view(shares[w]) for w in WITHIN)
