"""Journeys and business case in the terminal: plain text that reads at 80 columns."""

import textwrap
from collections.abc import Iterable, Iterator

from ecaremap.views.case_model import CaseView
from ecaremap.views.journey_model import JourneysView

MOST = 12
"""Rows of a list; the page and the JSON hold all."""


def journeys_text(view: JourneysView, width: int = 80) -> str:
    """How journeys end, the figures, and the ways that do not end well."""
    lines = [*_wrapped(view.headline, width), "", f"{'How starts end':<50}{'today':>8}{'target':>9}"]
    lines += [
        f"  {kind.meaning:<48}{kind.today:>8}{kind.target:>9}" for kind in view.kinds if kind.today or kind.target
    ]
    known = [metric for metric in view.metrics if metric.today is not None or metric.target is not None]
    if known:
        lines += ["", "Figures"]
    for metric in known:
        lines += _wrapped(f"{metric.title}: {metric.today_text} today, {metric.target_text} by the target", width, 2)
        counted = f"{metric.numerator} ÷ {metric.denominator}" if metric.denominator else metric.numerator
        lines += _wrapped(counted, width, 4)
    lines += _ways(view, width)
    for journey in view.named:
        said = "; ".join(part for part in (journey.today, journey.target) if part) or "possible"
        lines += _wrapped(f"{journey.name}: {journey.words} ({said})", width, 2)
    return "\n".join([*lines, "", *_notes(view.notices, width)]).rstrip() + "\n"


def _ways(view: JourneysView, width: int) -> Iterator[str]:
    """The shortest way that shows it, for every start that does not end well by the target or today."""
    found = [
        (request.name, state, prospect.route.words)
        for request in view.requests
        for entry in request.entries
        for state, prospect in (("today", entry.today), ("by the target", entry.target))
        if prospect and prospect.route and prospect.kind in ("dead end", "loop", "unknown")
    ]
    if found:
        yield from ("", "Where customers come to no end")
    for name, state, words in found[:MOST]:
        yield from _wrapped(f"{name}, {state}: {words}", width, 2)
    if len(found) > MOST:
        yield f"  … and {len(found) - MOST} more; --format json lists all"


def case_text(view: CaseView, width: int = 80) -> str:
    """The case from gross to cash, what it rests on, and what is missing."""
    lines = [*_wrapped(view.headline, width), ""]
    for sentence in view.sentences:
        lines += _wrapped(f"- {sentence}", width)
    if view.stamp:
        lines += ["", *_wrapped(f"! {view.stamp}", width)]
    if view.lines:
        lines += ["", f"{'From gross to cash':<34}{'a month':>20}{'a year':>24}"]
        lines += [f"  {line.label:<32}{line.month.text:>20}{line.year.text:>24}" for line in view.lines]
    for outcome in view.outcomes:
        lines += _wrapped(f"{outcome.label}: {outcome.sentence}", width, 2)
    lines += _requests(view, width)
    if view.missing:
        lines += ["", "Figures that are missing"]
    for missing in view.missing:
        whom = f" ({', '.join(missing.of[:4])}{' …' if len(missing.of) > 4 else ''})" if missing.of else ""
        lines += _wrapped(f"{missing.label}{whom}; ask {missing.holder}: {missing.effect}", width, 2)
    return "\n".join([*lines, "", *_notes(view.notes, width)]).rstrip() + "\n"


def _requests(view: CaseView, width: int) -> Iterator[str]:
    if view.rows:
        yield from ("", "Request by request")
    for row in view.rows[:MOST]:
        yield from _wrapped(f"{row.name}: avoids {row.economic.text}, cash {row.cash.text}; {row.payback}", width, 2)
    if len(view.rows) > MOST:
        yield f"  … and {len(view.rows) - MOST} more; --format json lists all"
    for even in view.break_even[:MOST]:
        if even.verdict != "pays":
            yield from _wrapped(f"{even.name}: {even.sentence}", width, 2)


def _notes(notes: Iterable[str], width: int) -> list[str]:
    return [line for note in notes for line in _wrapped(note, width)]


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    pad = " " * indent
    return textwrap.wrap(text, width, initial_indent=pad, subsequent_indent=pad + "  ", break_on_hyphens=False)
