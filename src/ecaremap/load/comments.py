"""Line comments that accept a finding: `# ecaremap: ignore G140 reason (by CX board, until 2027-03-31)`.

A comment at the end of a line is for that line. One on a line of its own is for the next line that is no comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ecaremap.load.yaml_events import within_scalars
from ecaremap.model.source import SourceFile, Span
from ecaremap.model.suggest import closest

FORM = "# ecaremap: ignore G140 reason (by whom, until 2027-03-31)"
"""How such a comment is written."""

# Begins with the sign itself, so that a text without any is searched at the speed of memory.
_MARKED = re.compile(r"#[ \t]*ecaremap:[ \t]*(?P<said>[^\W\d][^\n]*)")
_BEFORE = ("", " ", "\t", "\n")
_CODE = re.compile(r"[A-Za-z]\d{3}")
# A bracket at the end is a signature only if it says so; a reason may end with one as well.
_SIGNED = re.compile(r"\(\s*(?P<words>(?:by\b|until\b|[^()]*,\s*until\b)[^()]*)\)\s*$")
_UNTIL = re.compile(r"(?:^|,|\s)\s*until\b\s*(?P<day>.*)$")
_MEANT = ("ignore", "ignored", "disable", "noqa", "nolint", "skip", "suppress", "waive", "allow", "except")
"""Words of other tools; a comment that uses one means to ignore something."""


@dataclass(frozen=True, slots=True)
class LineComment:
    """One comment.

    Attributes:
        span: the comment itself. file, line: the line it is for.
        code: the finding it accepts, in capitals; empty if it cannot be read.
        by, until: who accepted it, and the last day; empty and None if not said.
        problem, fix: why it cannot be read, and what to write; empty if it can.
    """

    span: Span
    file: int
    line: int
    code: str = ""
    reason: str = ""
    by: str = ""
    until: date | None = None
    problem: str = ""
    fix: str = ""


def line_comments(source: SourceFile) -> tuple[LineComment, ...]:
    """The comments of one text, in their order."""
    text = source.text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in source.text else source.text
    found = [match for match in _MARKED.finditer(text) if text[max(0, match.start() - 1) : match.start()] in _BEFORE]
    if not found:
        return ()
    starts = [(text.count("\n", 0, match.start()), _column(text, match.start())) for match in found]
    # What looks like a comment inside a quoted or a block text is part of that text.
    quoted = within_scalars(text, starts)
    pairs = [(match, place) for match, place in zip(found, starts, strict=True) if place not in quoted]
    return tuple(comment for match, place in pairs for comment in _read(source, match, place))


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def _read(source: SourceFile, match: re.Match[str], place: tuple[int, int]) -> Iterator[LineComment]:
    line, column = place
    said = match["said"].rstrip()
    word, _, rest = said.partition(" ")
    if closest(word, _MEANT) is None:
        return  # a remark about the tool, not one to it
    width = len(match[0].rstrip())
    span = Span(source.number, line + 1, column + 1, line + 1, column + 1 + width)
    at = (span, source.number, _meant_line(source.lines, line, column))
    if word != "ignore":
        yield LineComment(*at, problem=f"I do not know '{word}' here.", fix=f"write {FORM}")
        return
    code, _, rest = rest.strip().partition(" ")
    if not _CODE.fullmatch(code.rstrip(":,")):
        yield LineComment(*at, problem="This comment does not say which finding to ignore.", fix=f"write {FORM}")
        return
    yield _accepting(at, code.rstrip(":,").upper(), rest.strip())


def _accepting(at: tuple[Span, int, int], code: str, rest: str) -> LineComment:
    signed = _SIGNED.search(rest)
    reason = rest[: signed.start()].strip() if signed else rest
    words = signed["words"].strip() if signed else ""
    until = _UNTIL.search(words)
    by = (words[: until.start()] if until else words).strip(" ,")
    by = re.sub(r"^by\b\s*", "", by)
    day = _day(until["day"].strip()) if until else None
    if not reason:
        problem, fix = "This comment gives no reason.", f"say why {code} is accepted here, as in: {FORM}"
        return LineComment(*at, code, problem=problem, fix=fix)
    if until and day is None:
        problem, fix = f"'{until['day'].strip()}' is not a date.", "write the last day as 2027-03-31"
        return LineComment(*at, code, reason, by, problem=problem, fix=fix)
    return LineComment(*at, code, reason, by, day)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _meant_line(lines: list[str], line: int, column: int) -> int:
    """The line (from 1) a comment is for."""
    if lines[line][:column].strip():
        return line + 1
    following = line + 1
    while following < len(lines) and lines[following].lstrip().startswith("#"):
        following += 1
    return following + 1
