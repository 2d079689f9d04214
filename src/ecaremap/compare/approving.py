"""Which changes were accepted, and which approvals accept nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ecaremap.compare.changes import Change
from ecaremap.compare.kinds import CLASSES
from ecaremap.load.approvals import Approval

FAIL_ON = ("harm", "risk", "policy", "any")


@dataclass(frozen=True)
class Approved:
    """The outcome.

    Attributes:
        by_change: the approval in force of a change, by fingerprint.
        expired: approvals whose last day is over, though their change is there. unused: those without a change.
    """

    by_change: Mapping[str, Approval] = field(default_factory=dict)
    expired: tuple[Approval, ...] = ()
    unused: tuple[Approval, ...] = ()


def approve(changes: Iterable[Change], approvals: Iterable[Approval], today: date) -> Approved:
    """Hold approvals against changes."""
    there = {change.fingerprint for change in changes}
    used = [approval for approval in approvals if approval.fingerprint in there]
    over = tuple(approval for approval in used if approval.until is not None and approval.until < today)
    by_change = {approval.fingerprint: approval for approval in used if approval not in over}
    return Approved(by_change, over, tuple(a for a in approvals if a.fingerprint not in there))


def failing(changes: Iterable[Change], approved: Approved, fail_on: str) -> tuple[Change, ...]:
    """The changes that fail: harm, and from a class on, unless somebody accepted them."""
    last = len(CLASSES) if fail_on == "any" else CLASSES.index(fail_on) + 1
    classes = CLASSES[:last]
    return tuple(c for c in changes if c.klass in classes and c.fingerprint not in approved.by_change)
