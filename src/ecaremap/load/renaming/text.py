"""One text and the changes to it: what else stands in it stays as it is, to the letter."""

import bisect
import re
from dataclasses import dataclass, field

from ecaremap.model.source import SourceFile, Span

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass
class Draft:
    """A source text with changes that do not touch each other.

    Attributes:
        changes: start, end and new text of each, in code points of the old text.
    """

    source: SourceFile
    changes: dict[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ends = [found.end() for found in _LINE_END.finditer(self.source.text)]
        self.starts = [0, *ends]

    def offset(self, line: int, column: int) -> int:
        """Where a place (1-based) is in the text."""
        return self.starts[line - 1] + column - 1

    def raw(self, span: Span) -> str:
        """The text of a span, as written."""
        start, end = self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)
        return self.source.text[start:end]

    def respell(self, span: Span, old: str, new: str) -> None:
        """Change a text that says `old` into one that says `new`, with its quotes if it has any."""
        start, end = self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)
        raw = self.source.text[start:end]
        quote = raw[:1]
        if quote in ("'", '"') and raw[1:-1] == old:
            new = f"{quote}{new}{quote}"
        elif raw != old:
            new = "'" + new.replace("'", "''") + "'"
        self.changes[start, end] = new

    def insert(self, offset: int, text: str) -> None:
        """Put a text between two characters."""
        self.changes[offset, offset] = self.changes.get((offset, offset), "") + text

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of another."""
        self.changes[start, end] = text

    def line_end(self, offset: int) -> int:
        """The end of the line that an offset is in, before its line break."""
        found = _LINE_END.search(self.source.text, offset)
        return found.start() if found else len(self.source.text)

    @property
    def line_break(self) -> str:
        """The line break of this text."""
        found = _LINE_END.search(self.source.text)
        return found[0] if found else "\n"

    def column(self, offset: int) -> int:
        """The column (1-based) of an offset."""
        line = bisect.bisect_right(self.starts, offset) - 1
        return offset - self.starts[line] + 1

    def done(self) -> str:
        """The text with its changes."""
        parts, at = [], 0
        for (start, end), new in sorted(self.changes.items()):
            parts += [self.source.text[at:start], new]
            at = end
        return "".join([*parts, self.source.text[at:]])
