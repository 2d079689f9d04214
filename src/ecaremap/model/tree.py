"""YAML data with the place of every key and value.

The containers are ordinary `dict` and `list`, so that pydantic and rules read them as such; the
places stand beside the data in `marks` and travel with it through merging.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from ecaremap.model.source import Span


class Mark(NamedTuple):
    """Places of one entry: its key (or the dash of a list item) and its value; ends exclusive."""

    file: int
    key_line: int
    key_column: int
    key_end: int
    line: int
    column: int
    end_line: int
    end_column: int

    def key(self) -> Span:
        """The span of the key."""
        return Span(self.file, self.key_line, self.key_column, self.key_line, self.key_end)

    def value(self) -> Span:
        """The span of the value."""
        return Span(self.file, self.line, self.column, self.end_line, self.end_column)


class Table(dict[str, Any]):
    """A mapping whose keys are texts; `marks` has an entry for every key."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, Mark] = {}

    def put(self, key: str, value: Any, mark: Mark) -> None:
        """Set an entry with its place."""
        self[key] = value
        self.marks[key] = mark

    def drop(self, key: str) -> None:
        """Remove an entry with its place."""
        del self[key], self.marks[key]


class Items(list[Any]):
    """A list; `marks` has an entry for every item."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[Mark] = []

    def add(self, value: Any, mark: Mark) -> None:
        """Append an item with its place."""
        self.append(value)
        self.marks.append(mark)


def copied(value: Any) -> Any:
    """A deep copy of containers; texts are shared, marks are shared."""
    if isinstance(value, Table):
        table = Table()
        for key, entry in value.items():
            table.put(key, copied(entry), value.marks[key])
        return table
    if isinstance(value, Items):
        items = Items()
        for entry, mark in zip(value, value.marks, strict=True):
            items.add(copied(entry), mark)
        return items
    return value


def mark_at(tree: Any, path: Iterable[str | int]) -> Mark | None:
    """The place of the deepest part of `path` that exists; None for the root itself."""
    found: Mark | None = None
    node = tree
    for part in path:
        if not isinstance(node, (Table, Items)):
            break
        try:
            found, node = node.marks[part], node[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):  # no such key, no such item, a key asked of a list
            break
    return found
