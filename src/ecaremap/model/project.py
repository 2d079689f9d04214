"""A loaded strategy with the place of everything in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ecaremap.model.finding import Finding
from ecaremap.model.measured import Measured
from ecaremap.model.signing import Signatures
from ecaremap.model.source import Layer, Sources, Span
from ecaremap.model.strategy import Strategy
from ecaremap.model.tree import Mark, Table, mark_at


@dataclass(frozen=True, eq=False)
class Project:
    """What a loader hands on.

    Attributes:
        strategy: the merged strategy.
        tree: the same as data with places.
        sources: all texts that were read.
        root: the path the user gave.
        signatures: of decisions; None where nobody looked for them.
        evidence: what was measured; None without any.
    """

    strategy: Strategy
    tree: Table
    sources: Sources
    root: str
    signatures: Signatures | None = None
    evidence: Measured | None = None

    def mark(self, path: Iterable[str | int]) -> Mark | None:
        """The places of the deepest part of a path that exists."""
        return mark_at(self.tree, path)

    def value_span(self, *path: str | int) -> Span | None:
        """Where the value at a path stands."""
        mark = self.mark(path)
        return mark.value() if mark else None

    def key_span(self, *path: str | int) -> Span | None:
        """Where the key at the end of a path stands."""
        mark = self.mark(path)
        return mark.key() if mark else None

    def layer(self, *path: str | int) -> Layer:
        """The layer that decided the value at a path; default if nobody wrote it."""
        node: Any = self.tree
        for part in path:
            known = isinstance(node, dict) and part in node
            if not known and not (isinstance(node, list) and isinstance(part, int) and part < len(node)):
                return "default"
            node = node[part]
        return self.sources.layer(self.value_span(*path))

    def place(self, span: Span | None) -> str:
        """`path:line:column` of a span."""
        return self.sources.place(span)


@dataclass(frozen=True)
class Loaded:
    """The outcome of loading: a project if one could be made, and all findings on the way."""

    project: Project | None
    findings: tuple[Finding, ...]
    sources: Sources
