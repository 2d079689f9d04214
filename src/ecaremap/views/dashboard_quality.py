"""What a log is worth: rows read and lost, what contacts say, how it was counted, what figures hide."""

from collections.abc import Iterator

from ecaremap.measure.figures.pitfalls import ALWAYS
from ecaremap.measure.kept import Kept
from ecaremap.views.dashboard_model import LostRows, QualityView
from ecaremap.views.dashboard_tables import BAND_NAMES
from ecaremap.views.dashboard_words import counted_view, duration

KNOWN = {
    "counted": "Contacts that could be counted",
    "identified": "The customer is known",
    "touchpoint_mapped": "Touchpoint is in the map",
    "request_known": "Request is in the map",
    "resolved_known": "It says whether it was resolved",
    "csat_known": "The customer was asked",
}
UNKNOWN_SHOWN = 20


def quality(kept: Kept) -> QualityView:
    """The box on the quality of the data."""
    intake = kept.intake
    unmapped = sorted(intake.unmapped, key=lambda value: (-value.rows, value.column, value.value))
    return QualityView(
        rows=intake.rows,
        counted=intake.counted,
        merged=intake.merged,
        known=tuple((KNOWN.get(each.name, each.name), counted_view(each.counted)) for each in kept.figures.coverage),
        refused=tuple(LostRows(lost.reason, lost.rows, lost.example) for lost in intake.refused),
        unknown=tuple(
            LostRows(f"{value.column} '{value.value}'", value.rows, f"perhaps '{value.meant}'" if value.meant else "")
            for value in unmapped[:UNKNOWN_SHOWN]
        ),
        settings=tuple(_settings(kept)),
        pitfalls=tuple((pitfall.name, pitfall.text) for pitfall in kept.figures.pitfalls),
        always=ALWAYS,
    )


def _settings(kept: Kept) -> Iterator[tuple[str, str]]:
    settings = kept.settings
    yield "Files", ", ".join(kept.intake.sources) or "not known"
    yield "The same need", BAND_NAMES[settings.same_need]
    windows = sorted({reason.window for reason in settings.reasons})
    usual = max(windows, key=lambda w: (sum(r.window == w for r in settings.reasons), w), default=0)
    if usual:
        others = sorted(f"{r.id} {duration(r.window)}" for r in settings.reasons if r.window != usual)
        yield "A new need after", duration(usual) + (f"; {', '.join(others)}" if others else "")
    yield "Times in the log", settings.timezone
    yield "Nothing is said of fewer than", f"{settings.smallest} needs"
    yield "Counted by", kept.engine
    yield "Fingerprint of the query", kept.query_hash[:12]
