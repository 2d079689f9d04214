"""What the YAML reader refuses, in words."""

import re
from functools import cached_property
from typing import Any

from ecaremap.load.problems import Problems
from ecaremap.model.source import Span

MAX_DEPTH = 40
MAX_NODES = 4_000_000


class Stop(Exception):
    """The rest of this text is not worth reading."""


class Refusals:
    """Findings about one text; events come with their marks."""

    def __init__(self, text: str, file: int, problems: Problems) -> None:
        self.text = text
        self.file = file
        self.problems = problems

    @cached_property
    def _lines(self) -> list[str]:
        return [*self.text.splitlines(), ""]

    def refuse_second_document(self, event: Any) -> None:
        """`---` begins another document."""
        mark = event.start_mark
        self.problems.add(
            "Y107", "A second YAML document begins here.", self.span(mark, mark, 3),
            help="put it into a file of its own, or delete the line ---",
        )  # fmt: skip
        raise Stop

    def span(self, start: Any, end: Any, width: int = 1) -> Span:
        """From one mark to another on the same line, else `width` signs."""
        one_line = end.line == start.line and end.column > start.column
        end_column = end.column + 1 if one_line else start.column + 1 + width
        return Span(self.file, start.line + 1, start.column + 1, start.line + 1, end_column)

    def no_colon(self, key: Any, key_mark: tuple[int, int, int], start: Any, end: Any) -> bool:
        """True for an empty value that was made up for a key without a colon inside braces."""
        at_key = (start.line + 1, start.column + 1) == (key_mark[0], key_mark[2])
        return (
            type(key) is str
            and at_key
            and start.index == end.index
            and (self.text[start.index : start.index + 1] != ":")
        )

    def report_empty(self, event: Any, key: Any, mark: tuple[int, int, int], above: list[str], is_map: bool) -> None:
        """A value that is not there. Touchpoints and requests may be named only; rules are read elsewhere."""
        start, end = event.start_mark, event.end_mark
        if is_map and self.no_colon(key, mark, start, end):
            self.report_lost_comma(key, mark)
        elif above[:1] == ["rules"] and (len(above) > 1 or key in ("when", "unless", "then")):
            return
        elif is_map and type(key) is str and above not in (["touchpoints"], ["requests"]):
            fix = "write a value behind the colon, or delete the key"
            if above[:1] == ["coverage"] and len(above) == 2:
                fix = "write a degree, as show or show -> self-serve, or delete the key: an unwritten cell is undecided"
            span = Span(self.file, mark[0], mark[1], mark[0], mark[2])
            self.problems.add("M203", f"'{key}' has no value.", span, help=fix)
        elif not is_map and above:
            fix = "write it behind the dash, or delete the dash"
            self.problems.add("M203", "This list item is empty.", self.span(start, end), help=fix)

    def report_lost_comma(self, key: str, mark: tuple[int, int, int]) -> None:
        """A comma ended a value too early, and the rest became a key."""
        fix = "put the whole value in quotes"
        if re.match(r"[0-9]{3}\b", key):
            fix = "write numbers without thousands separators"
        self.problems.add(
            "Y113", f"The comma ends the value before '{key}'.",
            Span(self.file, mark[0], mark[1], mark[0], mark[2]),
            help=f"{fix}; or give '{key}' a value, if it is a key", label="no value follows",
        )  # fmt: skip

    def report_lost_tail(self, end: Any) -> None:
        """` #` ended a value too early."""
        line = self._lines[end.line]
        tail = line[end.column :].strip()
        self.problems.add(
            "Y112", f"'{tail}' is read as a comment and drops out of the value.",
            Span(self.file, end.line + 1, end.column + 2, end.line + 1, len(line) + 1),
            help="put the whole value in quotes; if a comment is meant, put a space behind #",
        )  # fmt: skip

    def refuse_marks(self, event: Any) -> None:
        """A tag, anchor or alias."""
        start, end = event.start_mark, event.end_mark
        text = not hasattr(event, "flow_style")
        name = re.split(r"\s#|[,\]}]", self._lines[start.line][start.column :], maxsplit=1)[0].strip()
        mark = name.split(" ", 1)[0]
        span = self.span(start, end) if text else self.span(start, start, len(mark))
        if getattr(event, "tag", None) is not None:
            fix = f'put the text in quotes: "{name}"' if text else f"delete {mark}"
            self.problems.add(
                "Y104", "A value that starts with ! is not read: for YAML it is a command.", span, help=fix
            )
            return
        fix = f'write the value out; if a text is meant, put it in quotes: "{name}"'
        if not text:
            fix = f"delete {mark}, and write the value out wherever it is wanted"
        self.problems.add("Y103", "References inside YAML (& and *) are not read.", span, help=fix)

    def refuse_key(self, start: Any, end: Any) -> None:
        """A key that is no text."""
        self.problems.add(
            "Y105", "A key must be a plain text.", self.span(start, end),
            help="write a word before the colon",
        )  # fmt: skip

    def refuse_depth(self, start: Any) -> None:
        """Too many levels."""
        self.problems.add(
            "Y106", f"The nesting goes deeper than {MAX_DEPTH} levels.", self.span(start, start),
            help="a strategy needs six; is a bracket left open?",
        )  # fmt: skip
        raise Stop

    def refuse_count(self, start: Any, count: int) -> None:
        """Too many values, or too many mistakes."""
        if count <= MAX_NODES:
            raise Stop
        self.problems.add(
            "Y110", f"The file holds more than {MAX_NODES:,} values.", self.span(start, start),
            help="split the strategy",
        )  # fmt: skip
        raise Stop
