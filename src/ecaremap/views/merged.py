"""The merged strategy, each value with its origin."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ecaremap.model.project import Project
from ecaremap.model.strategy import Strategy
from ecaremap.model.tree import Items, Mark, Table

_SECTIONS = list(Strategy.model_fields)
_PLAIN = re.compile(r"[A-Za-z0-9][^:#\n\"'{}\[\],&*!|>@`]*")


@dataclass(frozen=True, slots=True)
class MergedLine:
    """One line of YAML and where its value was decided: `file:line`, or the pack."""

    text: str
    origin: str


def merged_lines(project: Project) -> Iterator[MergedLine]:
    """The strategy as the checks see it, in the order of its sections."""
    tree, ordered = project.tree, Table()
    for key in sorted(tree, key=_SECTIONS.index):
        value = _written(tree[key]) if key == "rules" else tree[key]
        if value or not tree[key]:
            ordered.put(key, value, tree.marks[key])
    yield from _table(project, ordered, 0)


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


def _written(rules: Items) -> Items:
    """The rules without those that `keep_personal` stands for; it is shown itself."""
    written = Items()
    for rule, mark in zip(rules, rules.marks, strict=True):
        if not rule["id"].startswith("keep-personal/"):
            written.add(rule, mark)
    return written


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
    if _PLAIN.fullmatch(text) and text == text.strip() and text.isprintable():
        return text
    # What a terminal or a YAML reader would act on is written as an escape.
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _origin(project: Project, mark: Mark) -> str:
    file = project.sources[mark.file]
    return f"{file.path}:{mark.line}"
