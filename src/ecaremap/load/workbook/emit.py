"""Writing a strategy as YAML that people like to read: short things on one line, long ones in blocks."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ecaremap.model.strategy import Strategy
from ecaremap.model.tree import Items, Table

WIDTH = 112

FILES: dict[str, tuple[str, ...]] = {
    "strategy.yaml": (),
    "touchpoints.yaml": ("touchpoints", "not_live_yet"),
    "requests.yaml": ("requests",),
    "coverage.yaml": ("coverage",),
    "rules.yaml": ("keep_personal", "rules", "waivers"),
    "feedback.yaml": ("feedback", "assessments"),
    "case.yaml": ("assumptions", "baseline", "targets", "scenarios"),
    "plan.yaml": ("fixes", "plan"),
}
"""The files of a folder and their sections; what is not named goes into the first."""

# Plain where YAML, editors and this tool's own reader agree that it is just this text.
_PLAIN = re.compile(r"[A-Za-z0-9À-ɏ][^:#\"{}\[\],\\]*")
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def scalar(text: str) -> str:
    """One text, in quotes where it would be read as anything else."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.isprintable()
    if plain and text != "null":
        return text
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Table):
        return "{" + ", ".join(f"{scalar(key)}: {flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, Items):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return "" if value is None else scalar(value)


def folder_texts(tree: Table, origin: str) -> dict[str, str]:
    """The files of a strategy folder by name; those without content are left out."""
    home = {section: file for file, sections in FILES.items() for section in sections}
    order = [field.alias or name for name, field in Strategy.model_fields.items()]
    sections: dict[str, list[str]] = {file: [] for file in FILES}
    for section in sorted(tree, key=order.index):
        sections[home.get(section, "strategy.yaml")].append(section)
    texts = {}
    for file, names in sections.items():
        if names:
            blocks = ["\n".join(_entry(name, tree[name], 0)) for name in names]
            texts[file] = f"# From {scalar(origin)}.\n" + _joined(blocks) + "\n"
    return texts


def _joined(blocks: list[str]) -> str:
    """Single lines close together, blocks apart."""
    text = ""
    for number, block in enumerate(blocks):
        apart = number and ("\n" in block or "\n" in blocks[number - 1])
        text += ("\n\n" if apart else "\n" if number else "") + block
    return text


def _entry(key: str, value: Any, depth: int) -> Iterator[str]:
    head = f"{'  ' * depth}{scalar(key)}:"
    if not isinstance(value, (Table, Items)) or not value:
        yield f"{head} {flow(value)}"
        return
    line = f"{head} {flow(value)}"
    if len(line) <= WIDTH and (depth or _short(value)):
        yield line
        return
    yield head
    if isinstance(value, Table):
        for name, entry in value.items():
            yield from _entry(name, entry, depth + 1)
    else:
        for item in value:
            yield from _item(item, depth + 1)


def _item(item: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    line = f"{pad}- {flow(item)}"
    if len(line) <= WIDTH or not isinstance(item, Table) or not item:
        yield line
        return
    lines = [line for key, value in item.items() for line in _entry(key, value, depth + 1)]
    yield f"{pad}- {lines[0].lstrip()}"
    yield from lines[1:]


def _short(value: Table | Items) -> bool:
    """A section of plain texts only, which reads well on one line."""
    entries = value.values() if isinstance(value, Table) else value
    return all(isinstance(entry, str) for entry in entries) and len(value) <= 8
