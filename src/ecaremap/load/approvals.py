"""Approvals: changes that somebody accepted, by their fingerprint, with reason, name and day."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from ecaremap.load.loading import Session
from ecaremap.load.problems import Problems
from ecaremap.load.reader import read_bytes
from ecaremap.model.declared import read_date
from ecaremap.model.finding import Finding, order
from ecaremap.model.source import Sources, Span
from ecaremap.model.suggest import did_you_mean
from ecaremap.model.tree import Items, Mark, Table

SECTION = "approvals"
KEYS = ("fingerprint", "reason", "by", "date", "until")
NEEDED = KEYS[:4]
_FINGERPRINT = re.compile("[0-9a-f]{12}")
EXAMPLE = "{fingerprint: 3f2a9c0d11e4, reason: …, by: …, date: 2026-11-20}"


@dataclass(frozen=True, slots=True)
class Approval:
    """One accepted change.

    Attributes:
        until: the last day it holds; None for ever. place: `path:line:column`.
    """

    fingerprint: str
    reason: str
    by: str
    date: dt.date
    until: dt.date | None
    place: str


@dataclass(frozen=True)
class Approvals:
    """What a file of approvals says, and what is wrong with it."""

    entries: tuple[Approval, ...]
    findings: tuple[Finding, ...]
    sources: Sources


def read_approvals(path: Path) -> Approvals:
    """The approvals of a file.

    Raises:
        Unreadable: there is no such file.
    """
    session = Session()
    tree = session.read_text(read_bytes(path), path.as_posix(), "own")
    entries = tuple(_entries(tree, session)) if tree else ()
    sources = Sources(tuple(session.files))
    return Approvals(entries, tuple(sorted(session.problems.findings, key=order)), sources)


def _entries(tree: Table, session: Session) -> Iterator[Approval]:
    problems = session.problems
    for key in tree:
        if key != SECTION:
            problems.add("M201", f"'{key}' is not a key of a file of approvals.", tree.marks[key].key(),
                         help=did_you_mean(key, (SECTION,)) or f"write {SECTION}: and a list")  # fmt: skip
    items = tree.get(SECTION)
    if SECTION in tree and not isinstance(items, Items) and items is not None:
        problems.add("M203", "Approvals are a list.", tree.marks[SECTION].value(), help=f"write - {EXAMPLE}")
    if not isinstance(items, Items):
        return
    seen: dict[str, Span] = {}
    for item, mark in zip(items, items.marks, strict=True):
        approval = _entry(item, mark, session)
        if approval is None:
            continue
        if approval.fingerprint in seen:
            problems.add(
                "M210", f"'{approval.fingerprint}' is approved twice.", mark.value(), help="keep one of the two"
            )
        seen[approval.fingerprint] = mark.value()
        yield approval


def _entry(item: Any, mark: Mark, session: Session) -> Approval | None:
    problems = session.problems
    before = len(problems.findings)
    if not isinstance(item, Table):
        problems.add("M203", "An approval is a mapping.", mark.value(), help=f"write {EXAMPLE}")
        return None
    for key in item:
        if key not in KEYS:
            problems.add("M201", f"'{key}' is not a key of an approval.", item.marks[key].key(),
                         help=did_you_mean(key, KEYS) or f"an approval knows {', '.join(KEYS)}")  # fmt: skip
    for key in NEEDED:
        if not isinstance(item.get(key), str):
            problems.add("M204", f"The approval has no {key}.", mark.value(), help=f"write {EXAMPLE}")
    fingerprint = item.get("fingerprint")
    if isinstance(fingerprint, str) and not _FINGERPRINT.fullmatch(fingerprint):
        problems.add("M205", f"'{fingerprint}' is not a fingerprint.", item.marks["fingerprint"].value(),
                     help="copy the twelve digits that ecaremap diff prints beside the change")  # fmt: skip
    days = {key: _day(item, key, problems) for key in ("date", "until")}
    if len(problems.findings) > before or days["date"] is None:
        return None
    place = Sources(tuple(session.files)).place(mark.value())
    return Approval(item["fingerprint"], item["reason"], item["by"], days["date"], days["until"], place)


def _day(item: Table, key: str, problems: Problems) -> dt.date | None:
    if not isinstance(item.get(key), str):
        return None
    try:
        return read_date(item[key])
    except PydanticCustomError as error:
        context = error.context or {}
        problems.add("M206", f"{context.get('message', 'This is not a date')}.", item.marks[key].value(),
                     help=str(context.get("fix", "")))  # fmt: skip
        return None
