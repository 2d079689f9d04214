"""Evidence as it was read: the files, what is wrong with them, and the claims they lie over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ecaremap.model.figures import Figure
from ecaremap.model.source import Span
from ecaremap.model.tree import Mark, Table, mark_at

if TYPE_CHECKING:
    from ecaremap.model.evidence import Evidence

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an evidence file that cannot be used."""

    message: str
    span: Span | None
    fix: str = ""


@dataclass(frozen=True)
class EvidenceFile:
    """One file: its name (`evidence/measured-2026-06`), number in the sources, and content; None if it has faults."""

    name: str
    number: int
    evidence: "Evidence | None"
    tree: Table
    faults: tuple[Fault, ...] = ()

    def span(self, *path: str) -> Span:
        """Where a part of it stands, as deep as it is there."""
        mark = mark_at(self.tree, path)
        return mark.key() if mark else Span(self.number, 1, 1, 1, 2)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the author wrote where a measured value lies on top: the figure, its words, and their place."""

    figure: Figure
    written: Any
    mark: Mark

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.mark.value()


@dataclass(frozen=True)
class Measured:
    """All evidence of a strategy.

    Attributes:
        files: oldest first. claims: by path, as ("coverage", "pay-bill", "app", "completion").
    """

    files: tuple[EvidenceFile, ...]
    claims: Mapping[Path, Claim]

    @property
    def readable(self) -> tuple[EvidenceFile, ...]:
        """Files without faults, oldest first."""
        return tuple(file for file in self.files if file.evidence is not None)

    @property
    def last(self) -> EvidenceFile | None:
        """The newest one."""
        return self.readable[-1] if self.readable else None
