"""Source lines with carets under the place that is meant."""

import unicodedata

from ecaremap.model.source import Sources, Span

Segment = tuple[str, str]
"""A style (see `cli.console.STYLES`) and a text."""

WIDEST = 110
"""Longer source lines are cut around the place, so that a finding fits a screen."""


def excerpt(sources: Sources, span: Span, label: str, style: str, gutter: int) -> list[list[Segment]]:
    """The line of a span with carets and a label, as lines of segments."""
    raw = sources[span.file].line(span.line).rstrip("\r\n")
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(raw)
    text, start, end = _cut(raw, start, max(end, start + 1))
    text, before, width = _plain(text, start, end)
    mark = "^" if style != "related" else "-"
    carets = mark * max(1, width)
    number = str(span.line).rjust(gutter)
    return [
        [("gutter", f"{number} | "), ("", text)],
        [("gutter", f"{' ' * gutter} | "), ("", " " * before), (style, f"{carets} {label}".rstrip())],
    ]


def _cut(text: str, start: int, end: int) -> tuple[str, int, int]:
    """A long line, cut so that the place stays visible."""
    if len(text) <= WIDEST:
        return text, start, min(end, len(text)) if text else end
    end = min(end, start + WIDEST // 2)
    first = max(0, min(start - 20, len(text) - WIDEST))
    cut = text[first : first + WIDEST]
    head, tail = ("…" if first else ""), ("…" if first + WIDEST < len(text) else "")
    return head + cut + tail, start - first + len(head), end - first + len(head)


def _plain(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Printable text, with the columns before the place and its width on a terminal."""
    shown = [_printable(character) for character in text]
    before = sum(_width(part) for part in shown[:start])
    return "".join(shown), before, sum(_width(part) for part in shown[start:end]) or 1


def _printable(character: str) -> str:
    if character == "\t":
        return "    "
    # Control and direction characters could rewrite the terminal's line.
    return "�" if unicodedata.category(character) in ("Cc", "Cf") else character


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) != 0 for c in text)
