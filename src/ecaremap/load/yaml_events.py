"""YAML to trees with places: a strict reader on libyaml's events, the only door to PyYAML.

Every scalar stays text, so that `no`, `12:30` and `1_000` mean what they say. Anchors, tags, merge
keys, duplicate keys and keys that are not text are refused; depth and count are capped.
"""

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from ecaremap.load.problems import Problems
from ecaremap.load.yaml_refusals import MAX_DEPTH, MAX_NODES, Refusals, Stop
from ecaremap.model.finding import Related
from ecaremap.model.source import Span
from ecaremap.model.tree import Items, Mark, Table

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
    libyaml = ".".join(str(part) for part in yaml._yaml.get_version()) if FAST else "missing: reading is slow"  # noqa: SLF001
    return f"PyYAML {yaml.__version__} (libyaml {libyaml})"


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
    except Stop:
        problems.broken = True
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, text, file, problems)
    except yaml.YAMLError as error:
        fix = "write plain text; if the file was exported by a program, save it as UTF-8"
        problems.add("Y102", f"This is not YAML: {error}.", Span(file, 1, 1, 1, 2), help=fix, broken=True)
    return None


def within_scalars(text: str, places: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Which of some places (line and column from 0) lie inside a quoted or a block text."""
    left, within = sorted(places), set()
    parser = _Parser(text)
    try:
        while left:
            event: Any = parser.get_event()
            kind = type(event)
            if kind is yaml.StreamEndEvent:
                break
            end = (event.end_mark.line, event.end_mark.column)
            if kind is yaml.ScalarEvent and event.style:
                # Behind the sign of a block text, a comment is a comment.
                block = event.style in "|>"
                start = (event.start_mark.line + block, 0 if block else event.start_mark.column)
                within |= {place for place in left if start <= place < end}
                left = [place for place in left if place >= end]
    except yaml.YAMLError:
        pass  # said while reading
    return within


def _report_syntax(error: Any, text: str, file: int, problems: Problems) -> None:
    # What to advise is only loaded where a text is broken.
    from ecaremap.load.yaml_advice import advice

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


class _Reader(Refusals):
    """One pass over the events of one text, with an explicit stack."""

    def __init__(self, text: str, file: int, problems: Problems) -> None:
        super().__init__(text, file, problems)
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
                    self.refuse_second_document(event)
                seen = True
                root = self._document(next_event)
            elif kind is yaml.StreamEndEvent:
                return root

    def _document(self, next_event: Any) -> Any:  # noqa: PLR0915
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
                    self.refuse_marks(event)
                if not event.style:  # plain: libyaml says '', the other parser None
                    if tails and (end.line, end.column) in tails:
                        self.report_lost_tail(end)
                    if value in ("", "~", "null"):
                        value = None
                if is_map and key is None:
                    key = self._key(event, container)
                    # A key over several lines is known by its first character.
                    last = end.column if end.line == start.line else start.column + 1
                    key_mark = (start.line + 1, start.column + 1, last + 1)
                    continue
                if value is None and event.tag is None and event.anchor is None:
                    above = [frame[2] for frame in stack if type(frame[2]) is str]
                    self.report_empty(event, key, key_mark, above, is_map)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self.refuse_marks(event)
                stack.append((container, is_map, key, key_mark, start))
                if len(stack) > MAX_DEPTH:
                    self.refuse_depth(start)
                is_map = kind is yaml.MappingStartEvent
                container = Table() if is_map else Items()
                key = None
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = container
                container, is_map, key, key_mark, start = stack.pop()
                if is_map and key is None:
                    self.refuse_key(start, end)
                    key = _ODD_KEY
                    continue
            elif kind is yaml.AliasEvent:
                self.refuse_marks(event)
                value = None
                if is_map and key is None:
                    key = _ODD_KEY
                    continue
            else:
                return holder[0] if holder else None
            count += 1
            if count > MAX_NODES or len(self.problems.findings) > MAX_PROBLEMS:
                self.refuse_count(start, count)
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
                container.marks.append(Mark(file, line, column, column, line, column, end.line + 1, end.column + 1))

    def _key(self, event: Any, container: Table) -> Any:
        """The key of a scalar event, or a stand-in that drops the value when it is refused."""
        key = event.value
        start, end = event.start_mark, event.end_mark
        if key == "<<" and not event.style:
            self.problems.add(
                "Y103", "Merging entries with << is not read.", self.span(start, end),
                help="write the entries out, or put what is shared into a layer (extends)",
            )  # fmt: skip
            return _ODD_KEY
        if key in container:
            first = container.marks[key].key()
            self.problems.add(
                "Y101", f"'{key}' is written twice.", self.span(start, end),
                label="second time", related=(Related(first, "first time"),),
                help="keep one of the two",
            )  # fmt: skip
            return _ODD_KEY
        if event.anchor is not None or not key.strip():
            if not key.strip():
                self.refuse_key(start, end)
            return _ODD_KEY
        return key
