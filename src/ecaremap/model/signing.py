"""Signed decisions: the facts a decision on a cell was based on, as they were when it was signed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ecaremap.model.source import Span

FACTS = (
    "today", "target", "volume", "frequency", "job", "emotion", "cross_sell", "complexity", "login_needed",
    "login_offered", "cost_per_contact", "human_route",
)  # fmt: skip
"""The facts behind a decision, in the order they are written; the rules that match the cell come on top."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision on a cell rests on.

    Attributes:
        plain: fact to value, each a key of `FACTS`; a fact nobody has said is missing.
        rules: id of each rule that matches the cell to its effect there.
    """

    plain: Mapping[str, str]
    rules: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change with any fact, and with nothing else."""
        text = json.dumps([dict(self.plain), dict(self.rules)], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signed decision.

    Attributes:
        where: `request/touchpoint`. by, date: who decided, and when, as the cell said it.
        fingerprint: as it was written; it differs from that of `facts` where somebody changed the entry by hand.
        span: the place of its key in the file of signatures.
    """

    where: str
    by: str
    date: date
    facts: Facts
    fingerprint: str
    span: Span | None = None

    @property
    def untouched(self) -> bool:
        """Whether the entry is as it was signed."""
        return self.fingerprint == self.facts.fingerprint


@dataclass(frozen=True, slots=True)
class Signatures:
    """The file of signatures of one strategy.

    Attributes:
        path: where it lies, or would lie. entries: by `request/touchpoint`.
        faults: what cannot be read in it, each with its place; then nothing is said of decisions.
    """

    path: str
    entries: Mapping[str, Signature]
    faults: tuple[tuple[str, Span], ...] = ()
