"""What is found, for other programs: findings one by one, and those of one cause as one result."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecaremap.insight.waivers import Acceptance
from ecaremap.model.finding import SETTLED, Check, Severity, Standing
from ecaremap.model.identity import Key

PACK = "pack:"


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A stretch of a text; lines and columns from 1, the end exclusive. `text` is what stands there on one line."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""

    @property
    def line_of_file(self) -> str:
        """`maps/a.yaml:7`."""
        return f"{self.path}:{self.line}"

    @property
    def in_repository(self) -> bool:
        """Whether there is such a file; packs come with the tool."""
        return not self.path.startswith(PACK)


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A second place, and what it has to do with the finding."""

    label: str
    place: PlaceView


@dataclass(frozen=True, slots=True)
class ResultView:
    """One finding.

    Attributes:
        fingerprint: stays the same while the finding is about the same thing.
        group: the fingerprint of the group it belongs to.
        place: None where no text exists. accepted: who accepted it, if somebody did.
    """

    code: str
    name: str
    severity: Severity
    standing: Standing
    message: str
    help: str
    notes: tuple[str, ...]
    where: str
    field: str
    states: tuple[str, ...]
    question: bool
    law: bool
    fingerprint: str
    group: str
    place: PlaceView | None
    related: tuple[RelatedView, ...]
    accepted: Acceptance | None

    @property
    def settled(self) -> bool:
        """Whether somebody has accepted it."""
        return self.standing in SETTLED


@dataclass(frozen=True, slots=True)
class GroupView:
    """All findings of one code and one cause: what a reviewer reads as one result.

    A group of one says what its finding says.

    Attributes:
        severity: the worst of what nobody has accepted, of all if everything is. standing: of the first member.
        help: what all members say; if they differ, that of the first, and for what. notes: what all members say.
        where: what they have in common: `rule:id`, a request, …
        fingerprint: made of the code and this object, so that one finding more or less changes the words alone.
        place: of the first member. related: places all of them know, then those of the other members.
        members: what nobody has accepted first, then by place. names: what tells each of them apart.
    """

    code: str
    name: str
    severity: Severity
    standing: Standing
    message: str
    help: str
    notes: tuple[str, ...]
    where: str
    field: str
    states: tuple[str, ...]
    question: bool
    law: bool
    fingerprint: str
    place: PlaceView | None
    related: tuple[RelatedView, ...]
    members: tuple[ResultView, ...]
    names: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether somebody has accepted every member."""
        return self.standing in SETTLED


@dataclass(frozen=True, slots=True)
class RunView:
    """One strategy.

    Attributes:
        strategy: its path from the root of the repository. typed: the path as it was given.
        file: its first file, where findings without a place are shown.
        hidden: codes whose checks could not be run.
        results: all findings, in their order. groups: each of them in one group, by the place of the first member.
    """

    strategy: str
    typed: str
    file: str
    hidden: frozenset[str]
    results: tuple[ResultView, ...]
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True)
class BaselineView:
    """What a baseline said: how many findings it knows, and which of its entries are needed no more."""

    path: str
    known: int
    fixed: tuple[tuple[str, Key, str], ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """All strategies of one run.

    Attributes:
        failing: severities that make the run fail. checks: all there are, by code.
    """

    as_of: str
    failing: tuple[Severity, ...]
    runs: tuple[RunView, ...]
    checks: Mapping[str, Check]
    version: str
    baseline: BaselineView | None = None

    def fails(self, result: ResultView | GroupView) -> bool:
        """Whether a finding, or one of a group, makes the run fail."""
        return result.severity in self.failing and not result.settled
