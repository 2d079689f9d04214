"""The merged strategy, each value with its origin."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ecaremap.model.project import Project
from ecaremap.model.tree import Items, Mark, Table

_PLAIN = re.compile(r"[A-Za-z0-9][^:#\n\"'{}\[\],&*!|>@`]*")


@dataclass(frozen=True, slots=True)
class MergedLine:
    """One line of YAML and where its value was decided: `file:line`, or the pack."""

    text: str
    origin: str


def merged_lines(project: Project) -> Iterator[MergedLine]:
    """The strategy as the checks see it, in the order of its sections."""
    yield from _table(project, project.tree, 0)


def _table(project: Project, table: Table, depth: int) -> Iterator[MergedLine]:
    for key, value in table.items():
        yield from _entry(project, f"{'  ' * depth}{_scalar(key)}:", value, table.marks[key], depth)


def _entry(project: Project, head: str, value: Any, mark: Mark, depth: int) -> Iterator[MergedLine]:
    if isinstance(value, Table) and value:
        yield MergedLine(head, "")
        yield from _table(project, value, depth + 1)
    elif isinstance(value, Items) and any(isinstance(item, (Table, Items)) for item in value):
        yield MergedLine(head, "")
        for item, item_mark in zip(value, value.marks, strict=True):
            yield from _item(project, item, item_mark, depth + 1)
    else:
        yield MergedLine(f"{head} {_flow(value)}", _origin(project, mark))


def _item(project: Project, item: Any, mark: Mark, depth: int) -> Iterator[MergedLine]:
    pad = "  " * depth
    if not isinstance(item, Table) or not item:
        yield MergedLine(f"{pad}- {_flow(item)}", _origin(project, mark))
        return
    lines = list(_table(project, item, depth + 1))
    first = lines[0]
    yield MergedLine(f"{pad}- {first.text.lstrip()}", first.origin)
    yield from lines[1:]


def _flow(value: Any) -> str:
    if isinstance(value, Table):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, Items):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return "" if value is None else _scalar(value)


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def _origin(project: Project, mark: Mark) -> str:
    file = project.sources[mark.file]
    return f"{file.path}:{mark.line}"
