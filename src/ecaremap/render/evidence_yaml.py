"""Evidence as YAML: the same bytes for the same measurement, one line for each cell's figure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ecaremap.model.counted import Counted
from ecaremap.model.declared import Declared
from ecaremap.model.evidence import HEAD, VERSION, Evidence

HEADER = """\
# What the contact log says; it lies over the strategy's own figures. Written by `ecaremap measure`: do not edit,
# measure again instead. Numbers are whole, as 753 of 1234, so that every share can be followed.
"""

# What YAML takes as it stands; everything else is quoted.
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")


def render_evidence(evidence: Evidence) -> str:
    """Spell evidence as YAML; reading it gives the same evidence."""
    return f"{HEADER}{HEAD}: {VERSION}\n" + "".join(f"{line}\n" for line in _entries(_plain(evidence), 0))


def _plain(value: Any) -> Any:
    """A declaration as mappings, lists and texts, without what is empty."""
    if isinstance(value, Counted):
        return value.text
    if isinstance(value, Declared):
        entries = {name: _plain(getattr(value, name)) for name in type(value).model_fields}
        return {key: entry for key, entry in entries.items() if entry not in (None, {}, [])}
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in sorted(value.items(), key=_order)}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value if value is None else str(value)


def _order(item: tuple[str, Any]) -> tuple[int, str]:
    """By name; lengths of time by their days."""
    days = re.fullmatch(r"(\d+) days?", item[0])
    return (int(days[1]) if days else 0), item[0]


def _entries(table: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in table.items():
        head = f"{pad}{_text(key)}:"
        if isinstance(value, dict):
            yield head
            yield from _entries(value, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield head
            yield from (
                f"{pad}  - {{{', '.join(f'{_text(k)}: {_text(v)}' for k, v in item.items())}}}" for item in value
            )
        elif isinstance(value, list):
            yield f"{head} [{', '.join(_text(item) for item in value)}]"
        else:
            yield f"{head} {_text(value)}"


def _text(value: str) -> str:
    if _BARE.fullmatch(value) and value != "null":
        return value
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in plain) + '"'
