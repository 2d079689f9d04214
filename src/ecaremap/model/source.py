"""Where something stands: files, layers and spans.

Lines and columns are 1-based and count code points, as editors show them.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Layer = Literal["default", "pack", "extends", "own", "evidence", "scenario", "signatures"]
"""Where a value comes from, weakest first."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one source text; the end is exclusive."""

    file: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class SourceFile:
    """One text that was read.

    Attributes:
        number: the `file` of spans that point into this text.
        path: the path to show, with `/`, as the user would type it; packs show as `pack:NAME`.
        text: the decoded text.
        layer: what kind of layer the text belongs to.
    """

    number: int
    path: str
    text: str = field(repr=False)
    layer: Layer = "own"

    @cached_property
    def lines(self) -> list[str]:
        """The text by lines, without line ends."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(self, number: int) -> str:
        """Line `number` (1-based), or an empty text behind the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


@dataclass(frozen=True)
class Sources:
    """All texts of one run, addressed by `Span.file`."""

    files: tuple[SourceFile, ...] = ()

    def __getitem__(self, number: int) -> SourceFile:
        return self.files[number]

    def place(self, span: Span | None) -> str:
        """`path:line:column` of a span, or an empty text for none."""
        if span is None:
            return ""
        return f"{self.files[span.file].path}:{span.line}:{span.column}"

    def layer(self, span: Span | None) -> Layer:
        """The layer a span belongs to; what has no span comes from a default."""
        return "default" if span is None else self.files[span.file].layer
