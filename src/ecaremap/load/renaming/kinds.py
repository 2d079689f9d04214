"""What has an id that can be changed: where it is declared, and as what it is referred to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from ecaremap.model.journey import Journey
from ecaremap.model.organisation import Feedback, Segment, Source, Waiver
from ecaremap.model.plan import Build, Enabler, Fix, Tactic, Target
from ecaremap.model.request import Request
from ecaremap.model.rule import Rule
from ecaremap.model.scenario import Scenario
from ecaremap.model.source import Span
from ecaremap.model.touchpoint import Touchpoint
from ecaremap.model.tree import Items, Mark, Table


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing.

    Attributes:
        section: where things of this kind are declared. model: their declaration, None where it is a bare figure.
        named: by which kinds of references (`load.checks.references`) they are named. shared: as which other kinds
            the same name could be meant there; those before this one come first.
    """

    name: str
    section: tuple[str, ...]
    model: type[BaseModel] | None
    named: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def former(self) -> bool:
        """Whether a thing of this kind can say what it was called before."""
        return self.model is not None and "was" in self.model.model_fields


_WORK_NAMED = "build, enabler or fix"
_OWNED = "touchpoint, request or family"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("request", ("requests",), Request, ("request", _OWNED), ("touchpoint",)),
        Kind("touchpoint", ("touchpoints",), Touchpoint, ("touchpoint", _OWNED)),
        Kind("segment", ("segments",), Segment, ("segment",)),
        Kind("rule", ("rules",), Rule),
        Kind("source", ("sources",), Source, ("source",)),
        Kind("feedback", ("feedback",), Feedback, ("feedback instrument",)),
        Kind("build", ("plan", "builds"), Build, ("build", _WORK_NAMED)),
        Kind("enabler", ("plan", "enablers"), Enabler, ("enabler", _WORK_NAMED), ("build",)),
        Kind("fix", ("fixes",), Fix, ("fix", _WORK_NAMED), ("build", "enabler")),
        Kind("tactic", ("plan", "tactics"), Tactic, ("tactic",)),
        Kind("team", ("plan", "teams"), None, ("team",)),
        Kind("target", ("targets",), Target),
        Kind("journey", ("journeys",), Journey),
        Kind("scenario", ("scenarios",), Scenario),
        Kind("waiver", ("waivers",), Waiver),
    )
}
"""Every kind, the most frequent first."""

SHARED_REFERENCES = (_OWNED, _WORK_NAMED)
"""References that may mean one of several kinds."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One place where an id is declared.

    Attributes:
        mark: of the entry in its section; in a list, of the `id`, or of the id alone. entry: what is declared.
        form: an entry under its id; an item of a list, with `id`; or an item that is the id and nothing more.
    """

    mark: Mark
    entry: Any
    form: Literal["entry", "item", "bare"]

    @property
    def span(self) -> Span:
        """Where the id stands."""
        return self.mark.key() if self.form == "entry" else self.mark.value()


def section_of(tree: Table, kind: Kind) -> tuple[Any, Mark | None]:
    """The section of a kind in a tree with its place; None if it is not there."""
    node: Any = tree
    mark: Mark | None = None
    for part in kind.section:
        mark = node.marks.get(part) if isinstance(node, Table) else None
        node = node.get(part) if isinstance(node, Table) else None
    return node, mark


def declared(tree: Table, kind: Kind) -> Iterator[tuple[str, Declared]]:
    """The ids of a kind in a tree, each with its place."""
    section, _ = section_of(tree, kind)
    if isinstance(section, Table):
        for name, entry in section.items():
            yield name, Declared(section.marks[name], entry, "entry")
    elif isinstance(section, Items):
        for entry, mark in zip(section, section.marks, strict=True):
            if isinstance(entry, str):
                yield entry, Declared(mark, None, "bare")
            elif isinstance(entry, Table) and isinstance(entry.get("id"), str):
                yield entry["id"], Declared(entry.marks["id"], entry, "item")
