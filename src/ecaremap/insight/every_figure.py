"""Every figure of a strategy, with its source: what is claimed, assumed, planned and budgeted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ecaremap.insight.figures import figures
from ecaremap.model.declared import Declared
from ecaremap.model.figures import Figure
from ecaremap.model.strategy import Strategy

SECTIONS = (
    "requests", "touchpoints", "segments", "coverage", "feedback", "assumptions", "baseline", "fixes", "plan",
)  # fmt: skip
SETTINGS = ("window", "acts_within", "answers_within", "horizon")
"""What somebody decides or promises, rather than a figure somebody knows."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """One figure.

    Attributes:
        path: in the strategy. source: an id of `sources`, or a text; empty if nobody has said.
        signed: who stands for it, where the assumptions are signed as a whole and it names no source.
    """

    path: Path
    figure: Figure
    source: str
    signed: str


def every_figure(strategy: Strategy) -> Iterator[FoundFigure]:
    """All figures in reading order, whatever the order of the strategy."""
    known = {claim.path: claim.source for claim in figures(strategy)}
    signed = strategy.assumptions.signed_by if strategy.assumptions else None
    for section in SECTIONS:
        found = sorted(_walk(getattr(strategy, section), (section,), None), key=lambda item: item[0])
        for path, figure, inherited in found:
            # Where customers start is taken to come with the volume only where nothing nearer says otherwise.
            source = figure.source or inherited or known.get(path) or ""
            by = signed.name if signed and not source and "assumptions" in path else ""
            yield FoundFigure(path, figure, source, by)


def _walk(node: object, path: Path, source: str | None) -> Iterator[tuple[Path, Figure, str | None]]:
    if isinstance(node, Figure):
        yield path, node, source
    elif isinstance(node, Declared):
        own = getattr(node, "source", None) or source
        for name in type(node).model_fields:
            if name not in SETTINGS:
                # Assumptions are a block of their own; where a request's volume comes from says nothing about them.
                yield from _walk(getattr(node, name), (*path, name), None if name == "assumptions" else own)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _walk(value, (*path, str(key)), source)
