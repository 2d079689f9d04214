"""From pydantic's paths to places in the source and to names a reader knows."""

from dataclasses import dataclass, field
from typing import Any

from ecaremap.model.source import Span
from ecaremap.model.tree import Items, Mark, Table


@dataclass
class Place:
    """Where a problem is: the deepest existing part of its path.

    Attributes:
        path: the parts that exist. rest: those that do not.
        form: pydantic's name for the member of a union that was tried last.
        node: the value at the end of `path`. mark: its place, None for the whole strategy.
        tree: the whole strategy.
    """

    tree: Table
    path: list[Any] = field(default_factory=list)
    rest: list[Any] = field(default_factory=list)
    form: str = ""
    node: Any = None
    mark: Mark | None = None
    names: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The last key."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "")

    @property
    def where(self) -> str:
        """The object in the words of the map: `request`, `request/touchpoint`, `rule:id`."""
        if not self.path:
            return ""
        section = self.path[0]
        if section == "coverage":
            return "/".join(self.names[1:3])
        if section == "rules" and len(self.names) > 1:
            return f"rule:{self.names[1]}"
        return "/".join(self.names[1:2] if section == "requests" else self.names[:2])

    def holder(self) -> str:
        """The thing that the value at the end of the path is, for sentences."""
        if not self.path:
            return "the strategy"
        if isinstance(self.path[-1], int):
            item = f"item {self.path[-1] + 1} of {self.key}"
            return item if self.names[-1].isdigit() else f"'{self.names[-1]}' ({item})"
        return f"'{self.path[-1]}'"

    def key_span(self) -> Span:
        """The key's place; of a list item, its first line; of the strategy, its first key."""
        if self.mark is None:
            first = self.tree.marks.get("ecaremap")
            return first.key() if first else Span(0, 1, 1, 1, 2)
        if self.path and isinstance(self.path[-1], int):
            return _first_line(self.mark)
        return self.mark.key()

    def span(self) -> Span:
        """The value's place; its key's if the value is empty."""
        if self.mark is None or self.node is None:
            return self.key_span()
        return self.mark.value()


def find(tree: Table, loc: tuple[Any, ...]) -> Place:
    """The place a path leads to, as deep as it goes."""
    place = Place(tree, node=tree)
    for index, part in enumerate(loc):
        node = place.node
        if (isinstance(node, Table) and part in node) or (
            isinstance(node, Items) and isinstance(part, int) and part < len(node)
        ):
            place.mark = node.marks[part]
        elif isinstance(part, str) and (part.startswith("literal[") or part[:1].isupper()):
            place.form = part
            continue
        else:
            place.rest = list(loc[index:])
            break
        place.node = node[part]
        place.path.append(part)
        own = place.node.get("id") if isinstance(place.node, Table) and isinstance(part, int) else None
        place.names.append(own if isinstance(own, str) else str(part))
    return place


def _first_line(mark: Mark) -> Span:
    """A list item may go over many lines; the first says which it is."""
    if mark.line == mark.end_line:
        return mark.value()
    return Span(mark.file, mark.line, mark.column, mark.line, mark.column + 1)
