"""The file of signatures beside a strategy: where it lies and what it says.

It is written by `ecaremap sign`, so it is read strictly, and apart from the strategy: what is wrong with it
never keeps the strategy from being read.
"""

from pathlib import Path
from typing import Any

from ecaremap.load.problems import Problems
from ecaremap.load.reader import decode
from ecaremap.load.yaml_events import parse
from ecaremap.model.declared import read_date
from ecaremap.model.signing import FACTS, Facts, Signature, Signatures
from ecaremap.model.source import Span
from ecaremap.model.tree import Table

NAME = "_decisions.lock.yaml"
"""In a strategy's folder. Names that begin with `_` are not read as part of the strategy."""

VERSION = "1"
HEAD = "ecaremap-decisions"


class _Fault(ValueError):
    """An entry that cannot be used, with its place."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


def signatures_path(root: Path) -> Path:
    """Where the signatures of a strategy lie: inside its folder, or beside its only file."""
    return root / NAME if root.is_dir() else root.with_name(f"_{root.stem}.{NAME[1:]}")


def read_signatures(data: bytes, path: str, file: int) -> tuple[Signatures, str]:
    """The signatures in a file, and its text; `file` is its number for spans."""
    problems = Problems()
    text = decode(data, file, problems)
    tree = parse(text, file, problems) if text is not None else None
    faults = [(finding.message, finding.span) for finding in problems.findings if finding.span]
    entries: dict[str, Signature] = {}
    if not faults:
        try:
            entries = {entry.where: entry for entry in _entries(tree, Span(file, 1, 1, 1, 2))}
        except _Fault as fault:
            faults.append((fault.message, fault.span))
    shown = text if text is not None else data.decode("utf-8", "replace")
    return Signatures(path, entries, tuple(faults)), shown


def _entries(tree: Any, start: Span) -> list[Signature]:
    if not isinstance(tree, Table) or HEAD not in tree:
        raise _Fault(f"This is no file of signatures: '{HEAD}: {VERSION}' is missing.", start)
    if tree[HEAD] != VERSION:
        raise _Fault(f"Version {tree[HEAD]} of the signatures is not known to this release.", tree.marks[HEAD].value())
    signed = tree.get("signed")
    if signed is None or signed == []:
        return []
    if not isinstance(signed, Table):
        raise _Fault("The signed decisions are entries, one for each cell.", tree.marks["signed"].key())
    return [_entry(where, entry, signed.marks[where].key()) for where, entry in signed.items()]


def _entry(where: str, entry: Any, span: Span) -> Signature:
    if not isinstance(entry, Table):
        raise _Fault(f"The entry of '{where}' is empty.", span)
    by, day, fingerprint = (_text(entry, key, where, span) for key in ("by", "date", "fingerprint"))
    try:
        signed_on = read_date(day)
    except ValueError:
        raise _Fault(f"The entry of '{where}' has no date.", entry.marks["date"].value()) from None
    facts = _texts(entry.get("facts"), where, span)
    for name in facts:
        if name not in FACTS:
            raise _Fault(f"'{name}' is no fact that decisions are signed with.", entry["facts"].marks[name].key())
    rules = _texts(entry.get("rules"), where, span)
    return Signature(where, by, signed_on, Facts(facts, rules), fingerprint, span)


def _text(entry: Table, key: str, where: str, span: Span) -> str:
    value = entry.get(key)
    if not isinstance(value, str):
        raise _Fault(f"The entry of '{where}' says no '{key}'.", span)
    return value


def _texts(table: Any, where: str, span: Span) -> dict[str, str]:
    if table is None:
        return {}
    if not isinstance(table, Table) or not all(isinstance(value, str) for value in table.values()):
        raise _Fault(f"The facts of '{where}' cannot be read.", span)
    return dict(table)
