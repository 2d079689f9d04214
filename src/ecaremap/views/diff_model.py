"""The frozen view of a comparison that every spelling reads."""

from dataclasses import dataclass
from typing import Literal

from ecaremap.compare.kinds import Class


@dataclass(frozen=True, slots=True)
class WrittenView:
    """What was written: the attribute, both values and both places; empty where there is none."""

    field: str
    old: str
    new: str
    old_place: str
    new_place: str


@dataclass(frozen=True, slots=True)
class EffectView:
    """What a change does, all places alike together.

    Attributes:
        sentence: for readers. count: how many places. places: `request/touchpoint`, all of them.
        states, groups: where it holds; empty groups for everyone. old, new: if the same at all places.
    """

    kind: str
    klass: Class
    title: str
    sentence: str
    count: int
    places: tuple[str, ...]
    states: tuple[str, ...]
    groups: tuple[str, ...]
    subject: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One cause with what it does.

    Attributes:
        title: what was done, in a sentence. headline: what is worst about it; reason: why that has its class.
        says: (audience, sentence) for each audience it concerns.
        approved: who accepted it, when and why; empty if nobody did.
    """

    fingerprint: str
    klass: Class
    kind: str
    object: str
    title: str
    headline: str
    reason: str
    says: tuple[tuple[str, str], ...]
    written: tuple[WrittenView, ...]
    effects: tuple[EffectView, ...]
    approved: str = ""

    @property
    def places(self) -> int:
        """How many places it has an effect at."""
        return len({place for effect in self.effects for place in effect.places})


@dataclass(frozen=True, slots=True)
class KindView:
    """Changes of one kind."""

    kind: str
    title: str
    reason: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ClassView:
    """Changes of one class, by kind; `open` counts those that nobody accepted."""

    klass: Class
    title: str
    meaning: str
    kinds: tuple[KindView, ...]
    count: int
    open: int


@dataclass(frozen=True, slots=True)
class AudienceView:
    """The same comparison for one audience: sentences with their class, gravest first."""

    name: str
    lines: tuple[tuple[Class, str, str], ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the matrix: degrees before and after, the class of what changed there; empty class if nothing."""

    old: str
    new: str
    klass: Class | Literal[""]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A request with its cells, in the order of the columns; `mark` is new, gone or empty."""

    id: str
    name: str
    mark: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The rows and columns in which something changed; `left` rows were too many to draw."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[RowChange, ...]
    left: int


@dataclass(frozen=True, slots=True)
class DiffView:
    """A comparison for readers.

    Attributes:
        old, new: what the sides are called. sentence: the verdict with counts.
        figures: (label, before, after) of what is counted on both sides.
        remarks: on approvals. fails: whether something counts from `fail_on` on.
    """

    name: str
    as_of: str
    old: str
    new: str
    sentence: str
    classes: tuple[ClassView, ...]
    audiences: tuple[AudienceView, ...]
    matrix: MatrixView | None
    figures: tuple[tuple[str, str, str], ...]
    remarks: tuple[str, ...]
    fail_on: str
    fails: bool

    @property
    def changes(self) -> tuple[ChangeView, ...]:
        """All changes, gravest first."""
        return tuple(change for each in self.classes for kind in each.kinds for change in kind.changes)
