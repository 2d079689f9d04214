"""Promised against measured as a page of its own, without any script, and the small pictures of its targets by month."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ecaremap.render.chapters import ROWS
from ecaremap.render.html import STYLES, render_scriptless
from ecaremap.views.promised_model import PromisedView, TargetPromise

WIDTH, HEIGHT, EDGE = Decimal(132), Decimal(40), Decimal(5)
TENTH = Decimal("0.1")


def trend_pictures(view: PromisedView | None) -> dict[str, str]:
    """A line through the months of each target, by name; none for a target of fewer than two months."""
    targets = enumerate(view.targets if view else ())
    return {f"promised-{at}": _picture(target) for at, target in targets if len(target.points) > 1}


def _picture(target: TargetPromise) -> str:
    """Months from left to right with their 95% interval, and the line to reach."""
    ends = [end for point in target.points for end in (point.low, point.high)]
    ends += [target.bound] if target.bound is not None else []
    low, high = min(ends), max(ends)
    size = (high - low) or Decimal(1)
    step = (WIDTH - 2 * EDGE) / (len(target.points) - 1)

    def up(value: Decimal) -> Decimal:
        return (HEIGHT - EDGE - (value - low) / size * (HEIGHT - 2 * EDGE)).quantize(TENTH)

    def along(at: int) -> Decimal:
        return (EDGE + at * step).quantize(TENTH)

    points = list(enumerate(target.points))
    band = [(along(at), up(p.high)) for at, p in points] + [(along(at), up(p.low)) for at, p in reversed(points)]
    line = [(along(at), up(p.value)) for at, p in points]
    bound = up(target.bound) if target.bound is not None else None
    return "".join(_drawn(_said(target), band, line, bound))


def _drawn(
    said: str, band: list[tuple[Decimal, Decimal]], line: list[tuple[Decimal, Decimal]], bound: Decimal | None
) -> Iterator[str]:
    yield f'<svg class="spark" role="img" aria-label={quoteattr(said)} viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    yield f"<title>{escape(said)}</title>"
    yield f'<polygon class="sp-band" points="{_pairs(band)}"/>'
    if bound is not None:
        yield f'<line class="sp-bound" x1="0" x2="{WIDTH}" y1="{bound}" y2="{bound}"/>'
    yield f'<polyline class="sp-line" points="{_pairs(line)}"/>'
    x, y = line[-1]
    yield f'<circle class="sp-last" cx="{x}" cy="{y}" r="3"/></svg>'


def _pairs(points: list[tuple[Decimal, Decimal]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _said(target: TargetPromise) -> str:
    return f"{target.title}: " + ", ".join(f"{point.month} {point.text}" for point in target.points)


def render_promised_page(view: PromisedView, *, templates: Path | None = None) -> str:
    """Render the page of a quarter as one self-contained page.

    Args:
        view: what was promised and measured.
        templates: a folder whose templates and styles go before the packaged ones.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    context: Mapping[str, object] = {"promised": view, "charts": trend_pictures(view), "rows": ROWS, "cells": ()}
    return render_scriptless("promised.html.j2", STYLES, context, templates=templates)
