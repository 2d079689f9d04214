"""All figures of a strategy, with the source each rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from ecaremap.model.cell import Cell
from ecaremap.model.declared import Declared
from ecaremap.model.facts import status_of
from ecaremap.model.figures import Figure
from ecaremap.model.project import Project
from ecaremap.model.strategy import Strategy

SECTIONS = ("requests", "touchpoints", "segments", "coverage", "baseline", "fixes")
"""Sections whose figures need a source; assumptions are signed as a whole, plans are intentions."""

NOT_EVIDENCE = ("window", "acts_within", "answers_within", "duration", "horizon", "team", "assumptions")
"""Settings and promises rather than claims about the world."""

_DEPTH = {"coverage": 3, "baseline": 1}
"""How long the path of an object is, where it is not section and id."""


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """One figure: its path in the strategy, and the source it or its surroundings name."""

    path: tuple[str, ...]
    figure: Figure
    source: str | None

    @property
    def owner(self) -> tuple[str, ...]:
        """The path of the object it belongs to."""
        return self.path[: _DEPTH.get(self.path[0], 2)]

    @property
    def where(self) -> str:
        """That object in the words of the map."""
        return "/".join(self.owner[1:]) or self.path[0]

    @property
    def name(self) -> str:
        """What it is of that object: `volume`, `expected completion`."""
        return " ".join(self.path[len(self.owner) :])


@lru_cache(maxsize=4)
def sourced_figures(project: Project) -> tuple[SourcedFigure, ...]:
    """Every figure that claims something about what is there; found once for all checks."""
    return tuple(figures(project.strategy))


def figures(strategy: Strategy) -> Iterator[SourcedFigure]:
    """Every figure that claims something about what is there, in the order of the strategy."""
    sections: dict[str, Any] = {section: getattr(strategy, section) for section in SECTIONS}
    sections["coverage"] = _kept(strategy)
    sections["touchpoints"] = {n: t for n, t in strategy.touchpoints.items() if t.status != "withdrawn"}
    for section, value in sections.items():
        if value is not None:
            yield from _walk(value, (section,), None)


def _kept(strategy: Strategy) -> dict[str, dict[str, Any]]:
    """The cells that may hold figures, without what is not here, or no longer."""
    evidence = frozenset(_holders(Cell))
    return {
        request: {
            name: cell
            for name, cell in row.items()
            # By far the most cells are short forms: degrees without any figure.
            if not evidence.isdisjoint(cell.model_fields_set)
            and cell.not_here is None
            and status_of(cell, strategy.touchpoints[name]) != "withdrawn"
        }
        for request, row in strategy.coverage.items()
    }


def _walk(node: object, path: tuple[str, ...], source: str | None) -> Iterator[SourcedFigure]:
    if isinstance(node, Figure):
        yield SourcedFigure(path, node, node.source or source)
    elif isinstance(node, Declared):
        own = getattr(node, "source", None) or source
        written = node.model_fields_set
        for name in _holders(type(node)):
            if name in written and (value := getattr(node, name)) is not None:
                # Where customers start comes with the volume it splits, unless the object says otherwise.
                volume = getattr(node, "volume", None)
                beside = volume.source if name == "starts_at" and isinstance(volume, Figure) else None
                yield from _walk(value, (*path, name), own or beside)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            if isinstance(value, (Figure, Declared, dict)):
                yield from _walk(value, (*path, str(key)), source)


@cache
def _holders(declared: type[Declared]) -> tuple[str, ...]:
    """The attributes of a declaration that may hold evidence: no words, no settings."""
    fields = declared.model_fields.items()
    return tuple(name for name, field in fields if name not in NOT_EVIDENCE and _may_hold(field.annotation))


def _may_hold(annotation: Any) -> bool:
    """A value of this type may be a figure, or something with figures inside."""
    if get_origin(annotation) in (Literal, tuple):
        return False
    if get_origin(annotation) in (Union, UnionType):
        return any(_may_hold(member) for member in get_args(annotation))
    return annotation not in (str, bool, int, date, NoneType)
