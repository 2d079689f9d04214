"""Texts in cells: what a cell cannot hold is written as a quoted text, and lists and entries in one line."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ecaremap.load.problems import Problems
from ecaremap.load.workbook.emit import flow, scalar
from ecaremap.load.yaml_events import parse
from ecaremap.model.tree import Items, Mark, Table

LONGEST = 32_767
"""So many UTF-16 units fit into a cell; a longer text goes on in further columns, `note +2` and so on."""

_PIECE = 5_000
"""Characters of one piece: even if each had to be written as an escape, a cell would hold them."""

_BLANKS = " \t\u00a0"
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Spreadsheets write a character as _x0041_; a text that looks so would be changed on the way.
_ESCAPE_LIKE = re.compile("_x[0-9A-Fa-f]{4}_|x005F_", re.IGNORECASE)
_PLAIN_ITEM = re.compile(r"[^\s,;\[\]{}\"'](?:[^,;\[\]{}\"'\n]*[^\s,;\[\]{}\"'])?")


def encoded(text: str) -> str:
    """A text as a cell holds it: itself, or in quotes where a cell would change or lose it."""
    if not _needs_quotes(text):
        return text
    quoted = _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
    return quoted.replace("_", "\\u005f") if _ESCAPE_LIKE.search(text) else quoted


def decoded(text: str) -> str:
    """The text that a cell stands for; quotes that a writer just likes stay."""
    inner = _quoted(text)
    return inner if inner is not None and _needs_quotes(inner) else text


def _needs_quotes(text: str) -> bool:
    if not text.strip() or text != text.strip(_BLANKS) or _ODD.search(text) or _ESCAPE_LIKE.search(text):
        return True
    inner = _quoted(text)
    return inner is not None and _needs_quotes(inner)


def _quoted(text: str) -> str | None:
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    try:
        inner = json.loads(text)
    except ValueError:
        return None
    return inner if isinstance(inner, str) else None


def pieces(text: str) -> Iterator[str]:
    """A text in as many cells as it needs, nearly always one."""
    whole = encoded(text)
    if len(whole) + sum(1 for sign in whole if ord(sign) > 0xFFFF) <= LONGEST:
        yield whole
        return
    for start in range(0, len(text), _PIECE):
        yield encoded(text[start : start + _PIECE])


def stripped(text: str) -> str:
    """Without the blanks that creep in at the ends of cells."""
    return text.strip(_BLANKS)


def list_text(items: Items) -> str:
    """A list of texts in one cell: `app, website`, or with brackets and quotes where a text needs them."""
    if items and all(isinstance(item, str) and _PLAIN_ITEM.fullmatch(item) for item in items):
        return ", ".join(items)
    return flow(items)


def entries_text(value: Any) -> str:
    """Entries in one cell: `app: 20%, store: 80%`, braces only where nothing else says that they are entries."""
    if isinstance(value, str):
        return scalar(value)
    text = flow(value)
    return text[1:-1] if isinstance(value, Table) and value else text


def read_list(text: str, mark: Mark) -> tuple[Any, str]:
    """The list that a cell stands for, and what is wrong with it."""
    if text.lstrip().startswith("["):
        return read_flow(text, mark)
    items = Items()
    for part in re.split(r"[,;\n]", text):
        if part.strip():
            items.add(part.strip(), mark)
    return items, ""


def read_entries(text: str, mark: Mark) -> tuple[Any, str]:
    """The entries, or the one word, that a cell stands for, and what is wrong with it."""
    written = text.strip()
    if written[:1] in ("{", "[") or _quoted(written) is not None:
        return read_flow(written, mark)
    if ":" not in written:
        return written, ""
    lines = (line.strip().rstrip(",;") for line in written.splitlines())
    return read_flow("{" + ", ".join(line for line in lines if line) + "}", mark)


def read_flow(text: str, mark: Mark) -> tuple[Any, str]:
    """YAML in one cell; every part of it stands at that cell."""
    problems = Problems()
    value = parse(text.replace("\n", " "), 0, problems)
    if problems.findings:
        first = problems.findings[0]
        return None, f"{first.message} {first.help}".strip()
    return _standing_at(value, mark), ""


def _standing_at(value: Any, mark: Mark) -> Any:
    if isinstance(value, Table):
        table = Table()
        for key, entry in value.items():
            table.put(key, _standing_at(entry, mark), mark)
        return table
    if isinstance(value, Items):
        items = Items()
        for entry in value:
            items.add(_standing_at(entry, mark), mark)
        return items
    return value
