"""G225: what was measured is not what the map claims, or not what was measured before."""

from collections.abc import Iterator

from ecaremap.insight.limits import Limit, limit, share
from ecaremap.insight.measured.readings import WORDS, Reading, readings
from ecaremap.insight.measured.words import counted_words
from ecaremap.model.finding import Check, Finding, Related
from ecaremap.policy.decisions import Decisions


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each figure of a cell, at the claim, or where it moved between measurements."""
    least = limit(decisions.project.strategy, "claim_drift")
    for reading in readings(decisions.project):
        if reading.contradicts(least.value):
            yield _against_claim(reading, least)
        elif reading.moved(least.value):
            yield _against_before(reading, least)


def _against_claim(reading: Reading, least: Limit) -> Finding:
    assert reading.claimed is not None
    within = f" within {reading.within}" if reading.within else ""
    return Finding(
        "G225",
        "warning",
        f"The {WORDS[reading.key]}{within} of '{reading.request}' at '{reading.touchpoint}' is claimed as "
        f"{share(reading.claimed.likely)} and measured as {share(reading.measured.share or reading.claimed.likely)}.",
        reading.where,
        field=reading.key,
        span=reading.claimed_at,
        label="claimed",
        help="the measured figure is used; correct or delete the claim, and look again at what was decided by it",
        notes=(f"measured: {counted_words(reading.measured)}, {reading.file}", least.note),
        related=(Related(reading.span, "measured"),),
        states=("today",),
    )


def _against_before(reading: Reading, least: Limit) -> Finding:
    assert reading.before is not None
    within = f" within {reading.within}" if reading.within else ""
    now, then = reading.measured, reading.before
    rose = (now.share or 0) > (then.share or 0)
    return Finding(
        "G225",
        "info",
        f"The {WORDS[reading.key]}{within} of '{reading.request}' at '{reading.touchpoint}' {'rose' if rose else 'fell'} "
        f"from {share(then.share or least.value)} to {share(now.share or least.value)} since the measurement before.",
        reading.where,
        field=reading.key,
        span=reading.span,
        help="find out what changed there: a release, the mix of customers, or how it is recorded",
        notes=(
            f"now: {counted_words(now)}, {reading.file}",
            f"before: {counted_words(then)}, {reading.before_file}",
            least.note,
        ),
        states=("today",),
    )


CHECK = Check("G225", "drifted", "warning", "What was measured is not what is claimed, or was measured before.", run)
