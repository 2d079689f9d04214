"""Comparing two texts, for tests."""

from datetime import date

from ecaremap.compare.changes import Change
from ecaremap.compare.comparing import Comparison
from ecaremap.load.loading import load_text
from ecaremap.usecases.diff import Compared, compared

TODAY = date(2026, 11, 21)


def outcome(old: str, new: str) -> Compared:
    """Two texts compared."""
    sides = [(name, load_text(text.encode(), f"{name}.yaml")) for name, text in (("old", old), ("new", new))]
    return compared(sides[0], sides[1], TODAY)


def comparison(old: str, new: str) -> Comparison:
    """The comparison; both sides must be readable."""
    found = outcome(old, new)
    assert found.comparison is not None, [finding for broken in found.broken for finding in broken.findings]
    return found.comparison


def changes(old: str, new: str) -> tuple[Change, ...]:
    """The changes between two texts."""
    return comparison(old, new).changes


def kinds(old: str, new: str) -> set[tuple[str, str]]:
    """Kind and object of every change."""
    return {(change.kind, change.where) for change in changes(old, new)}


def harm(old: str, new: str) -> set[tuple[str, str]]:
    """Kind and object of every harmful change."""
    return {(change.kind, change.where) for change in changes(old, new) if change.klass == "harm"}
