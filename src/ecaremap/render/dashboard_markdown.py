"""The dashboard in Markdown: the same words and tables as the page."""

from collections.abc import Iterator

from ecaremap.render.markdown import bullets, clean, table
from ecaremap.views.dashboard_model import DashboardView, ShareView
from ecaremap.views.words import counted

MOST = 30


def render_dashboard_markdown(view: DashboardView) -> str:
    """The dashboard as a document of its own."""
    head = [f"# {clean(view.name)}: measured, not claimed", f"As of {view.as_of}"]
    return "\n\n".join([*head, *(part for part in dashboard_parts(view, own=True) if part)]) + "\n"


def dashboard_parts(view: DashboardView, *, own: bool = False) -> Iterator[str]:
    """The chapter, part by part."""
    if not own:
        yield "## Measured, not claimed"
    yield f"**{clean(view.headline)}**"
    yield clean(view.scope)
    if view.stamp:
        yield f"> {clean(view.stamp)}"
    yield bullets(view.sentences)
    rows = (
        (f.title, _sure(f.share), f.trend, f"{f.bound} by {f.due}" if f.bound else "", f.standing) for f in view.figures
    )
    yield table(("Of all needs", "Measured", "Trend", "Target", "Standing"), rows)
    yield from _leaks(view)
    yield from _ways(view)
    yield from _variants(view)
    yield from _touches(view)
    yield from _moves(view)
    yield from _months(view)
    yield from _parts(view)
    yield from _log(view)


def _sure(share: ShareView) -> str:
    return f"{share.text} ({share.detail})" if share.detail else share.text


def _leaks(view: DashboardView) -> Iterator[str]:
    if not view.leaks:
        return
    yield "### Where digital starts leak"
    money = bool(view.currency)
    heads = ("Request", "Began at", "Starts", "With a person in 24 h", *(("Lost a year",) if money else ()))
    yield table(heads, (
        (leak.request_name, leak.touchpoint_name, f"{leak.starts:,}", _sure(leak.share),
         *((leak.lost.text if leak.lost else f"needs {leak.wanted}",) if money else ()))
        for leak in view.leaks[:MOST]
    ))  # fmt: skip
    yield clean(view.leaks_note)


def _ways(view: DashboardView) -> Iterator[str]:
    if not view.ways:
        return
    yield "### Where needs start, and where they end"
    heads = ("Starts at", "Ends at", "Journey", "Needs", "Of all", "Contacts a need", "Finished")
    yield table(heads, (
        (way.start.name, way.end.name, way.kind, f"{way.needs:,}", way.share.text, way.contacts, way.finished.text)
        for way in view.ways
    ))  # fmt: skip
    yield f"{clean(view.ways_note)} All other ways: {view.ways_left_needs:,} needs."


def _variants(view: DashboardView) -> Iterator[str]:
    found = view.variants
    if found is None:
        return
    yield "### The ways customers take, contact by contact"
    yield table(("Way", "Needs", "Of all", "Finished"), (
        (way.words, f"{way.needs:,}", way.share.text, way.finished.text) for way in found.rows
    ))  # fmt: skip
    left = (
        f" {counted(found.left, 'further way', 'further ways')}: {found.left_needs:,} needs, {found.left_share.text}."
        if found.left_needs
        else ""
    )
    yield f"{clean(found.note)}{left}"


def _touches(view: DashboardView) -> Iterator[str]:
    found = view.touches
    if found is None:
        return
    yield "### What becomes of the contacts of each touchpoint"
    yield table(("Touchpoint", "Contacts", *found.heads), (
        (row.name, f"{row.contacts:,}" if row.contacts else "too few", *(share.text for share in row.shares))
        for row in found.rows
    ))  # fmt: skip
    yield clean(found.note)


def _moves(view: DashboardView) -> Iterator[str]:
    if not view.moves:
        return
    yield "### What follows a contact about the same need"
    heads = ("From, to", "Contacts", *(clean(place.name) for place in view.places), "Resolved", "Not", "Not known")
    yield table(heads, (
        (row.at.name, f"{row.contacts:,}" if row.contacts else "", *((move.share.text if move else "") for move in row.moves),
         row.resolved.text, row.unresolved.text, row.unknown.text)
        for row in view.moves
    ))  # fmt: skip


def _months(view: DashboardView) -> Iterator[str]:
    if view.trend is None:
        return
    yield "### Month by month"
    heads = ("Needs that began in", *(name for _, name in view.trend.months), "Target")
    needs = ("Needs", *(f"{n:,}" if n is not None else "too few" for n in view.trend.needs), "")
    lines = ((line.title, *(point.text for point in line.points), line.bound_text) for line in view.trend.lines)
    yield table(heads, (needs, *lines))


def _parts(view: DashboardView) -> Iterator[str]:
    for group in view.groups:
        yield f"### {group.title}"
        rows = (
            (row.name, f"{row.needs:,}" if row.needs is not None else "too few", *(s.text for s in row.shares))
            for row in group.rows[:MOST]
        )
        yield table(("", "Needs", *group.heads), rows)
    if view.satisfaction:
        yield "### Satisfaction by kind of journey"
        graded = ((row.name, row.raw, row.adjusted, f"{row.answers or 0:,}") for row in view.satisfaction)
        yield table(("Journey", "Raw", "Adjusted", "Answers"), graded)
        yield clean(view.satisfaction_note)
    if len(view.band) > 1:
        yield "### If the same need meant something else"
        band = (
            (f"{row.name}{' (used here)' if row.chosen else ''}", *(s.text for s in row.shares)) for row in view.band
        )
        yield table(("A later contact counts if it is about", *view.band_heads), band)


def _log(view: DashboardView) -> Iterator[str]:
    quality = view.quality
    yield "### What the log is worth"
    yield f"{quality.counted:,} contacts counted of {quality.rows:,} rows."
    yield table(("What contacts say", "Share"), ((name, _sure(known)) for name, known in quality.known))
    yield table(
        ("Not counted", "Rows"), ((lost.what, f"{lost.rows:,}") for lost in (*quality.refused, *quality.unknown))
    )
    yield table(("How it was counted", ""), quality.settings)
    yield bullets((*(text for _, text in quality.pitfalls), *quality.always))
