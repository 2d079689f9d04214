"""Findings for people, in the layout of rustc: what, where, the line, why, what to write."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ecaremap.model.finding import SETTLED, Finding
from ecaremap.model.source import Sources
from ecaremap.report.excerpt import Segment, excerpt

SHOWN = 10
"""How many findings of one code are printed; the rest is counted."""

SHOWN_GAPS = 2
"""Gaps are not mistakes in the text: a few stand for all, and `ecaremap gaps` ranks them."""

SHOWN_INFOS = 3

GAPS = "GJ"
"""First letters of the codes of gaps."""

Line = list[Segment]


def lines(findings: Sequence[Finding], sources: Sources) -> Iterator[Line]:
    """All open findings, the graver ones in full, questions and notes in a line each."""
    open_ones = [finding for finding in findings if finding.standing not in SETTLED]
    loud = [finding for finding in open_ones if finding.severity != "info"]
    for finding in _capped(loud, lambda code: SHOWN_GAPS if code[0] in GAPS else SHOWN):
        if isinstance(finding, str):
            yield [("dim", finding)]
        else:
            yield from _full(finding, sources)
        yield []
    quiet = [finding for finding in open_ones if finding.severity == "info"]
    for finding in _capped(quiet, lambda _: SHOWN_INFOS):
        yield [("dim", f"  {finding}")] if isinstance(finding, str) else _short(finding, sources)
    if quiet:
        yield []


def _capped(findings: list[Finding], most_of: Callable[[str], int]) -> Iterator[Finding | str]:
    """Findings in their order; behind the last one shown of a code, how many more there are."""
    totals = Counter(finding.code for finding in findings)
    seen: Counter[str] = Counter()
    for finding in findings:
        code = finding.code
        most = most_of(code)
        seen[code] += 1
        # A line that says "and 1 more" takes as much room as the one.
        limit = most if totals[code] > most + 1 else totals[code]
        if seen[code] <= limit:
            yield finding
        if seen[code] == limit and totals[code] > limit:
            where = "ecaremap gaps" if code[0] in GAPS else "--format json"
            yield f"… and {totals[code] - limit} more {code}; {where} lists all"


def _full(finding: Finding, sources: Sources) -> Iterator[Line]:
    yield [(finding.severity, f"{finding.severity}[{finding.code}]"), ("bold", f": {finding.message}")]
    spans = [finding.span, *(related.span for related in finding.related)]
    gutter = max((len(str(span.line)) for span in spans if span), default=1)
    pad = " " * gutter
    if finding.span:
        yield [("gutter", f"{pad}--> "), ("", sources.place(finding.span))]
        yield [("gutter", f"{pad} |")]
        yield from excerpt(sources, finding.span, finding.label, finding.severity, gutter)
    for related in finding.related:
        yield [("gutter", f"{pad}::: "), ("", sources.place(related.span))]
        yield [("gutter", f"{pad} |")]
        yield from excerpt(sources, related.span, related.label, "related", gutter)
    for note in finding.notes:
        yield [("gutter", f"{pad} = "), ("", note)]
    if finding.standing == "expired":
        yield [("gutter", f"{pad} = "), ("", "the waiver for this has run out")]
    if finding.help:
        yield [("gutter", f"{pad} = "), ("help", "help"), ("", f": {finding.help}")]


def _short(finding: Finding, sources: Sources) -> Line:
    word = "question" if finding.question else finding.severity
    place = sources.place(finding.span)
    return [
        ("info", f"{word}[{finding.code}]"),
        ("", f": {finding.message}"),
        ("dim", f"  {place}" if place else ""),
    ]


def summary(findings: Sequence[Finding], name: str, as_of: str, more: str = "") -> Line:
    """One line that counts, for each standing apart, and where to read on: the page of a code, or `more`."""
    counts: Counter[str] = Counter()
    for finding in findings:
        if finding.standing in SETTLED:
            counts[finding.standing] += 1
        else:
            counts["question" if finding.question else finding.severity] += 1
    named = {"error": "error", "warning": "warning", "question": "question", "info": "note"}
    parts = [
        f"{counts[kind]} {word if counts[kind] == 1 else f'{word}s'}" for kind, word in named.items() if counts[kind]
    ]
    if counts["justified"]:
        parts.append(f"{counts['justified']} justified by a waiver")
    if counts["known"]:
        parts.append(f"{counts['known']} known finding{'s' * (counts['known'] > 1)} in the baseline")
    found = ", ".join(parts) or "nothing to report"
    style = "error" if counts["error"] else "warning" if counts["warning"] else "good"
    codes = sorted({f.code for f in findings if f.severity == "error" and f.standing not in SETTLED})
    if codes and not more:
        more = f"More on one: ecaremap explain {codes[0]}"
    return [("bold", f"{name}: "), (style, found), ("dim", f" (as of {as_of})."), ("", f" {more}" if more else "")]
