"""YAML to trees with places: a strict reader on libyaml's events, the only door to PyYAML.

Every scalar stays text, so that `no`, `12:30` and `1_000` mean what they say. Anchors, tags, merge
keys, duplicate keys and keys that are not text are refused; depth and count are capped.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import yaml

from ecaremap.load.problems import Problems
from ecaremap.load.yaml_advice import advice
from ecaremap.model.finding import Related
from ecaremap.model.source import Span
from ecaremap.model.tree import Items, Mark, Table

MAX_DEPTH = 40
MAX_NODES = 4_000_000
MAX_PROBLEMS = 500
"""A text with more mistakes than this is not a strategy."""

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FAST = hasattr(yaml, "CSafeLoader")
"""False where PyYAML was built without libyaml: same results, fifteen times slower."""

# ` #` with text glued to it: an unquoted value lost its end to a comment nobody meant.
_LOST_TAIL = re.compile(r"(?<=\S)[ \t]+#(?=[^\s#=*!-])")
_ODD_KEY = object()


def yaml_version() -> str:
    """PyYAML's version, and libyaml's if it is there."""
    libyaml = ".".join(str(part) for part in yaml._yaml.get_version()) if FAST else "missing: reading is slow"
    return f"PyYAML {yaml.__version__} (libyaml {libyaml})"


class _Stop(Exception):
    """The rest of this text is not worth reading."""


@contextmanager
def paused_collector() -> Iterator[None]:
    """Only acyclic containers are made while reading; the cyclic collector would cost a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def parse(text: str, file: int, problems: Problems) -> Any:
    """The tree of one YAML text; None when it is empty or broken (see `problems`)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        reader = _Reader(text, file, problems)
        with paused_collector():
            return reader.read()
    except _Stop:
        problems.broken = True
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, text, file, problems)
    except yaml.YAMLError as error:
        fix = "write plain text; if the file was exported by a program, save it as UTF-8"
        problems.add("Y102", f"This is not YAML: {error}.", Span(file, 1, 1, 1, 2), help=fix, broken=True)
    return None


def _report_syntax(error: Any, text: str, file: int, problems: Problems) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines() or [""]
    # libyaml often notices a mistake at the start of the next line, or behind the last one.
    line = min(line, len(lines))
    column = min(column, len(lines[line - 1]) + 1)
    found = advice(str(error.problem or ""), str(error.context or ""), lines, line, column)
    place = found.place or (line, column)
    related: tuple[Related, ...] = ()
    opened = error.context_mark
    start = (opened.line + 1, opened.column + 1) if opened and found.show_context else place
    if start != place:
        # On one line the opening explains the place; over several, what was left open is the mistake.
        other, label = (place, "noticed here") if found.at_opening and start[0] != place[0] else (start, "begins here")
        place = start if other == place else place
        related = (Related(Span(file, *other, other[0], other[1] + 1), label),)
    span = Span(file, place[0], place[1], place[0], place[1] + found.width)
    problems.add(
        found.code, found.message, span, help=found.fix, related=related, label=found.label,
        broken=True,
    )  # fmt: skip


class _Reader:
    """One pass over the events of one text, with an explicit stack."""

    def __init__(self, text: str, file: int, problems: Problems) -> None:
        self.text = text
        self.file = file
        self.problems = problems
        self.parser = _Parser(text)
        self.lost_tails = self._find_lost_tails()

    def _find_lost_tails(self) -> set[tuple[int, int]]:
        """Places (0-based line, column) where a value may have lost its end to a comment."""
        tails: set[tuple[int, int]] = set()
        line = counted = 0
        for found in _LOST_TAIL.finditer(self.text):
            line += self.text.count("\n", counted, found.start())
            counted = found.start()
            tails.add((line, counted - self.text.rfind("\n", 0, counted) - 1))
        return tails

    @cached_property
    def _lines(self) -> list[str]:
        return [*self.text.splitlines(), ""]

    def read(self) -> Any:
        """The tree of the only document."""
        root: Any = None
        seen = False
        next_event = self.parser.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                if seen:
                    self._refuse_second_document(event)
                seen = True
                root = self._document(next_event)
            elif kind is yaml.StreamEndEvent:
                return root

    def _refuse_second_document(self, event: Any) -> None:
        mark = event.start_mark
        self.problems.add(
            "Y107", "A second YAML document begins here.", self._span(mark, mark, 3),
            help="put it into a file of its own, or delete the line ---",
        )  # fmt: skip
        raise _Stop

    def _document(self, next_event: Any) -> Any:
        """Read the events of one document. One long function on purpose: it is the hot loop."""
        holder: Any = Items()
        container: Any = holder
        is_map = False
        key: Any = None
        key_mark = (1, 1, 1)
        stack: list[Any] = []
        count = 0
        file = self.file
        tails = self.lost_tails
        while True:
            event = next_event()
            kind = type(event)
            start, end = event.start_mark, event.end_mark
            if kind is yaml.ScalarEvent:
                value: Any = event.value
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                if not event.style:  # plain: libyaml says '', the other parser None
                    if tails and (end.line, end.column) in tails:
                        self._report_lost_tail(start, end)
                    if value in ("", "~", "null"):
                        value = None
                if is_map and key is None:
                    key = self._key(event, container)
                    key_mark = (start.line + 1, start.column + 1, end.column + 1)
                    continue
                if value is None and event.tag is None and event.anchor is None:
                    self._report_empty(key, key_mark, start, end, stack, is_map)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event)
                stack.append((container, is_map, key, key_mark, start))
                if len(stack) > MAX_DEPTH:
                    self._refuse_depth(start)
                is_map = kind is yaml.MappingStartEvent
                container = Table() if is_map else Items()
                key = None
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = container
                container, is_map, key, key_mark, start = stack.pop()
                if is_map and key is None:
                    self._refuse_key(start, end)
                    key = _ODD_KEY
                    continue
            elif kind is yaml.AliasEvent:
                self._refuse_marks(event)
                value = None
                if is_map and key is None:
                    key = _ODD_KEY
                    continue
            else:
                return holder[0] if holder else None
            count += 1
            if count > MAX_NODES or len(self.problems.findings) > MAX_PROBLEMS:
                self._refuse_count(start, count)
            if is_map:
                if type(key) is str:
                    container[key] = value
                    container.marks[key] = Mark(
                        file, *key_mark, start.line + 1, start.column + 1,
                        end.line + 1, end.column + 1,
                    )  # fmt: skip
                key = None
            else:
                line, column = start.line + 1, start.column + 1
                container.append(value)
                container.marks.append(
                    Mark(file, line, column, column, line, column, end.line + 1, end.column + 1)
                )

    def _key(self, event: Any, container: Table) -> Any:
        """The key of a scalar event, or a stand-in that drops the value when it is refused."""
        key = event.value
        start, end = event.start_mark, event.end_mark
        if key == "<<" and not event.style:
            self.problems.add(
                "Y103", "Merging entries with << is not read.", self._span(start, end),
                help="write the entries out, or put what is shared into a layer (extends)",
            )  # fmt: skip
            return _ODD_KEY
        if key in container:
            first = container.marks[key].key()
            self.problems.add(
                "Y101", f"'{key}' is written twice.", self._span(start, end),
                label="second time", related=(Related(first, "first time"),),
                help="keep one of the two",
            )  # fmt: skip
            return _ODD_KEY
        if event.anchor is not None or not key.strip():
            if not key.strip():
                self._refuse_key(start, end)
            return _ODD_KEY
        return key

    def _span(self, start: Any, end: Any, width: int = 1) -> Span:
        one_line = end.line == start.line and end.column > start.column
        end_column = end.column + 1 if one_line else start.column + 1 + width
        return Span(self.file, start.line + 1, start.column + 1, start.line + 1, end_column)

    def _no_colon(self, key: Any, key_mark: tuple[int, int, int], start: Any, end: Any) -> bool:
        """Is this empty value one that a flow mapping made up for a key without a colon?"""
        at_key = (start.line + 1, start.column + 1) == (key_mark[0], key_mark[2])
        return type(key) is str and at_key and start.index == end.index and (
            self.text[start.index : start.index + 1] != ":"
        )

    def _report_empty(
        self, key: Any, mark: tuple[int, int, int], start: Any, end: Any, stack: list[Any], is_map: bool
    ) -> None:
        """A value that is not there. Touchpoints and requests may be named only; rules are read elsewhere."""
        above = [frame[2] for frame in stack if type(frame[2]) is str]
        if is_map and self._no_colon(key, mark, start, end):
            self._report_lost_comma(key, mark)
        elif is_map and type(key) is str and above not in (["touchpoints"], ["requests"]) and above[:1] != ["rules"]:
            fix = "write a value behind the colon, or delete the key"
            if above[:1] == ["coverage"] and len(above) == 2:
                fix = "write a degree, as show or show -> self-serve, or delete the key: an unwritten cell is undecided"
            span = Span(self.file, mark[0], mark[1], mark[0], mark[2])
            self.problems.add("M203", f"'{key}' has no value.", span, help=fix)
        elif not is_map and above and above[0] != "rules":
            fix = "write it behind the dash, or delete the dash"
            self.problems.add("M203", "This list item is empty.", self._span(start, end), help=fix)

    def _report_lost_comma(self, key: str, mark: tuple[int, int, int]) -> None:
        fix = "put the whole value in quotes"
        if re.match(r"[0-9]{3}\b", key):
            fix = "write numbers without thousands separators"
        self.problems.add(
            "Y113", f"The comma ends the value before '{key}'.",
            Span(self.file, mark[0], mark[1], mark[0], mark[2]),
            help=f"{fix}; or give '{key}' a value, if it is a key", label="no value follows",
        )  # fmt: skip

    def _report_lost_tail(self, start: Any, end: Any) -> None:
        line = self._lines[end.line]
        tail = line[end.column :].strip()
        self.problems.add(
            "Y112", f"'{tail}' is read as a comment and drops out of the value.",
            Span(self.file, end.line + 1, end.column + 2, end.line + 1, len(line) + 1),
            help="put the whole value in quotes; if a comment is meant, put a space behind #",
        )  # fmt: skip

    def _refuse_marks(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        text = type(event) is yaml.ScalarEvent or type(event) is yaml.AliasEvent
        name = re.split(r"\s#|[,\]}]", self._lines[start.line][start.column :], maxsplit=1)[0].strip()
        mark = name.split(" ", 1)[0]
        span = self._span(start, end) if text else self._span(start, start, len(mark))
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

    def _refuse_key(self, start: Any, end: Any) -> None:
        self.problems.add(
            "Y105", "A key must be a plain text.", self._span(start, end),
            help="write a word before the colon",
        )  # fmt: skip

    def _refuse_depth(self, start: Any) -> None:
        self.problems.add(
            "Y106", f"The nesting goes deeper than {MAX_DEPTH} levels.", self._span(start, start),
            help="a strategy needs six; is a bracket left open?",
        )  # fmt: skip
        raise _Stop

    def _refuse_count(self, start: Any, count: int) -> None:
        if count <= MAX_NODES:
            raise _Stop
        self.problems.add(
            "Y110", f"The file holds more than {MAX_NODES:,} values.", self._span(start, start),
            help="split the strategy",
        )  # fmt: skip
        raise _Stop
