"""The ways customers take, contact by contact: the most frequent ones, and how many needs went all others."""

from itertools import groupby

from ecaremap.measure.figures.variants import Variant, Variants
from ecaremap.measure.sequences import STEPS
from ecaremap.model.counted import Counted
from ecaremap.views.dashboard_model import VariantsView, VariantView
from ecaremap.views.dashboard_words import Named, counted_view, share_view

SHOWN = 20
NOTE = (
    "Every contact about a need in order; ×2 is twice in a row at the same touchpoint. Ways of more than "
    f"{STEPS} contacts are told by the first {STEPS} and end with “…”."
)


def variants_view(found: Variants, named: Named) -> VariantsView | None:
    """The first twenty; None where no way has enough needs to be shown."""
    if not found.frequent:
        return None
    rows = tuple(_row(way, named) for way in found.frequent[:SHOWN])
    shown = sum(way.needs for way in rows)
    left = found.journeys - shown
    return VariantsView(
        rows, found.ways - len(rows), left, counted_view(Counted(left, found.journeys)),
        counted_view(Counted(shown, found.journeys)), NOTE,
    )  # fmt: skip


def _row(way: Variant, named: Named) -> VariantView:
    steps = tuple(named.place(step) for step in way.steps)
    return VariantView(
        words(way, named), steps, way.longer, way.journeys, share_view(way.of_all), share_view(way.finished)
    )


def words(way: Variant, named: Named) -> str:
    """`App ×2 → Call centre`."""
    parts = []
    for step, same in groupby(way.steps):
        times = sum(1 for _ in same)
        parts.append(named.touchpoint(step) + (f" ×{times}" if times > 1 else ""))
    return " → ".join([*parts, "…"] if way.longer else parts)
