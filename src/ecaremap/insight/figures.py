"""All figures of a strategy, with the source each rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ecaremap.model.declared import Declared
from ecaremap.model.figures import Figure
from ecaremap.model.strategy import Strategy

SECTIONS = ("requests", "touchpoints", "segments", "coverage", "baseline", "fixes")
"""Sections whose figures need a source; assumptions are signed as a whole, plans are intentions."""

NOT_EVIDENCE = ("window", "acts_within", "answers_within", "duration", "horizon", "team", "assumptions")
"""Settings and promises rather than claims about the world."""


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """One figure: its path in the strategy, and the source it or its surroundings name."""

    path: tuple[str, ...]
    figure: Figure
    source: str | None

    def as_of(self, strategy: Strategy) -> date | None:
        """The date it describes: its own, or its source's."""
        if self.figure.as_of:
            return self.figure.as_of
        source = strategy.sources.get(self.source or "")
        return source.as_of if source else None


def figures(strategy: Strategy) -> Iterator[SourcedFigure]:
    """Every figure that claims something about the world, in the order of the strategy."""
    for section in SECTIONS:
        value = getattr(strategy, section)
        if value is not None:
            yield from _walk(value, (section,), None)


def _walk(node: object, path: tuple[str, ...], source: str | None) -> Iterator[SourcedFigure]:
    if isinstance(node, Figure):
        yield SourcedFigure(path, node, node.source or source)
    elif isinstance(node, Declared):
        own = getattr(node, "source", None) or source
        for name in type(node).model_fields:
            value = getattr(node, name)
            if value is None or name in NOT_EVIDENCE:
                continue
            # Where customers start comes with the volume it splits.
            volume = getattr(node, "volume", None)
            beside = volume.source if name == "starts_at" and isinstance(volume, Figure) else None
            yield from _walk(value, (*path, name), beside or own)
    elif isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, (Figure, Declared, dict)):
                yield from _walk(value, (*path, str(key)), source)
