"""The dashboard in the terminal: plain text that reads at 80 columns."""

import textwrap
from collections.abc import Iterable, Iterator

from ecaremap.views.dashboard_model import DashboardView, GroupTable
from ecaremap.views.words import counted

MOST = 12
"""Rows of a list; the page and the JSON hold all."""


def render_dashboard_text(view: DashboardView, width: int = 80) -> str:
    """What was measured: figures beside targets, leaks, ways, months, and what the log is worth."""
    lines = [*_wrapped(view.headline, width), view.scope]
    if view.stamp:
        lines += _wrapped(f"! {view.stamp}", width)
    lines.append("")
    lines += [line for sentence in view.sentences for line in _wrapped(f"- {sentence}", width)]
    for part in (_figures, _leaks, _ways, _variants, _touches, _months, _requests, _satisfaction, _band, _quality):
        found = list(part(view, width))
        if found:
            lines += ["", *found]
    return "\n".join(lines).rstrip() + "\n"


def _figures(view: DashboardView, width: int) -> Iterator[str]:
    yield "Of all needs"
    for figure in view.figures:
        target = f"; target {figure.bound} by {figure.due}, {figure.standing}" if figure.bound else ""
        moved = f"; {figure.trend}" if figure.trend else ""
        sure = f" ({figure.share.detail})" if figure.share.detail else ""
        yield from _wrapped(f"{figure.title}: {figure.share.text}{sure}{target}{moved}", width, 2)


def _leaks(view: DashboardView, width: int) -> Iterator[str]:
    if view.leaks:
        yield "Where digital starts leak: with a person within 24 hours"
    for leak in view.leaks[:MOST]:
        lost = f"; {leak.lost.text}" if leak.lost else ""
        words = f"{leak.request_name}, {leak.touchpoint_name}: {leak.share.text} ({leak.share.n:,} of {leak.starts:,}){lost}"
        yield from _wrapped(words, width, 2)
    yield from _more(len(view.leaks))


def _ways(view: DashboardView, width: int) -> Iterator[str]:
    if view.ways:
        yield "Where needs start and end"
    for way in view.ways[:MOST]:
        finished = f"{way.finished.text} finished"
        yield from _wrapped(
            f"{way.start.name} to {way.end.name}: {way.needs:,} needs, {way.share.text}; {finished}", width, 2
        )
    yield from _more(len(view.ways))
    if view.ways_left_needs:
        yield from _wrapped(f"All other ways: {view.ways_left_needs:,} needs", width, 2)


def _variants(view: DashboardView, width: int) -> Iterator[str]:
    found = view.variants
    if found is None:
        return
    yield "The ways customers take, contact by contact"
    for way in found.rows:
        finished = f"; {way.finished.text} finished" if way.finished.n is not None else ""
        yield from _wrapped(f"{way.words}: {way.needs:,} needs, {way.share.text}{finished}", width, 2)
    if found.left_needs:
        yield from _wrapped(
            f"{counted(found.left, 'further way', 'further ways')}: {found.left_needs:,} needs, {found.left_share.text}",
            width,
            2,
        )
    yield from _wrapped(found.note, width, 2)


def _touches(view: DashboardView, width: int) -> Iterator[str]:
    if view.touches is None:
        return
    heading = "At each touchpoint: solved with one contact, by its own records; another contact; with a person"
    yield from _wrapped(f"{heading} (each in 24 h, 7 and 30 days)", width)
    for row in view.touches.rows:
        one, own, _, *later = (share.text for share in row.shares)
        again, person = later[:3], later[3:]
        yield from _wrapped(f"{row.name}: {one}, {own}; {', '.join(again)}; {', '.join(person)}", width, 2)


def _months(view: DashboardView, width: int) -> Iterator[str]:
    if view.trend is None:
        return
    yield "By month of the start"
    for line in view.trend.lines:
        points = ", ".join(
            f"{name[:3]} {point.text}" for (_, name), point in zip(view.trend.months, line.points, strict=True)
        )
        yield from _wrapped(f"{line.title}: {points}", width, 2)


def _requests(view: DashboardView, width: int) -> Iterator[str]:
    for table in view.groups[:1]:
        yield from _group(table, width)


def _group(table: GroupTable, width: int) -> Iterator[str]:
    yield f"{table.title}: {', '.join(head.lower() for head in table.heads)}"[:width]
    for row in table.rows[:MOST]:
        shares = " · ".join(share.text for share in row.shares)
        yield from _wrapped(f"{row.name} ({row.needs:,}): {shares}" if row.needs else f"{row.name}: too few", width, 2)
    yield from _more(len(table.rows))


def _satisfaction(view: DashboardView, width: int) -> Iterator[str]:
    if view.satisfaction:
        yield "Satisfaction by kind of journey"
    for row in view.satisfaction:
        yield from _wrapped(f"{row.name}: {row.raw}, adjusted {row.adjusted} ({row.answers or 0:,} answers)", width, 2)
    if view.satisfaction:
        yield from _wrapped(view.satisfaction_note, width, 2)


def _band(view: DashboardView, width: int) -> Iterator[str]:
    if len(view.band) > 1:
        yield "If the same need meant something else"
        for row in view.band:
            shares = " · ".join(share.text for share in row.shares)
            yield from _wrapped(f"{row.name}{' (used here)' if row.chosen else ''}: {shares}", width, 2)


def _quality(view: DashboardView, width: int) -> Iterator[str]:
    quality = view.quality
    yield f"The log: {quality.counted:,} contacts counted of {quality.rows:,} rows"
    for lost in (*quality.refused, *quality.unknown):
        yield from _wrapped(f"{lost.what}: {lost.rows:,}{f' ({lost.note})' if lost.note else ''}", width, 2)
    for _, text in quality.pitfalls:
        yield from _wrapped(f"! {text}", width, 2)


def _more(count: int) -> Iterable[str]:
    return [f"  … and {count - MOST} more; --format json lists all"] if count > MOST else []


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    pad = " " * indent
    return textwrap.wrap(text, width, initial_indent=pad, subsequent_indent=pad + "  ", break_on_hyphens=False)
