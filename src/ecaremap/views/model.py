"""The frozen views that every spelling reads; nothing below this room computes anything.

Shares are decimals between 0 and 1. Empty texts stand for "not said".
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ecaremap.views.claimed_model import ClaimView

Standing = Literal["written", "undecided", "not here"]
Outcome = Literal["allowed", "capped", "forbidden", "conflict"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision is as it is: one rule, shared by all cells it speaks about.

    Attributes:
        rule: its id. title, because: in the author's words. kind: law, duty, policy, …
        effect: in words, e.g. "at most assisted", "not here at all", "needs an identified login".
        place: `file:line:column` of the rule.
        source: where the rule is written (a law's paragraph), with the date it was last checked.
    """

    rule: str
    title: str
    because: str
    kind: str
    effect: str
    place: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """A cell that breaks a rule: `state` is `today` or `target`; severity error or warning."""

    state: str
    reason: int
    severity: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CellView:
    """One request at one touchpoint.

    Attributes:
        standing: written, undecided (a question), or not here (with `not_here` as the reason).
        today, target: degrees; empty unless written.
        status: live, pilot, planned, potential, withdrawn.
        outcome: the decision for the target; limit: the highest degree allowed, empty if unlimited.
        reasons: indexes into `MapView.reasons`; breaches: what it breaks.
        human_route: none … named-person, or empty if unwritten.
        completes_today, completes_target: does the customer finish here?
        place: where it is written.
        decided: who decided on it, and when. suspect: the facts behind that which changed since it was signed.
        measured: what a contact log says of it, beside the claims.
    """

    standing: Standing
    today: str = ""
    target: str = ""
    not_here: str = ""
    status: str = ""
    outcome: Outcome = "allowed"
    limit: str = ""
    reasons: tuple[int, ...] = ()
    breaches: tuple[Breach, ...] = ()
    human_route: str = ""
    owner: str = ""
    completes_today: bool = False
    completes_target: bool = False
    note: str = ""
    place: str = ""
    decided: str = ""
    suspect: tuple[str, ...] = ()
    measured: tuple[ClaimView, ...] = ()

    @property
    def contradicted(self) -> bool:
        """Something was measured otherwise than the map claims."""
        return any(claim.contradicts for claim in self.measured)

    @property
    def changes(self) -> bool:
        """The target is another degree than today's."""
        return self.standing == "written" and self.today != self.target


@dataclass(frozen=True, slots=True)
class RowView:
    """One request with its cells, in the order of `MapView.columns`.

    Attributes:
        share: of all needs, None without volumes. volume: needs per period, None likewise.
        personal: why it stays with a person, empty if it does not.
        digital_today, digital_target: can the customer finish it digitally?
        alone_today, alone_target: and without a person?
        facts: label and word for the panel (job, emotion, cross-sell …), in reading order.
    """

    id: str
    name: str
    family: str
    frequency: str
    volume: Decimal | None
    share: Decimal | None
    personal: str
    digital_today: bool
    digital_target: bool
    alone_today: bool
    alone_target: bool
    cause_owner: str
    facts: tuple[tuple[str, str], ...]
    cells: tuple[CellView, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One touchpoint."""

    id: str
    name: str
    family: str
    kind: str
    status: str
    owner: str
    authentication: str
    hours: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A run of rows or columns that share a family: `first` index and how many."""

    name: str
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the overview: a label, what it is today and by the target, how it is counted."""

    label: str
    today: str
    target: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Move:
    """A step from today to the target: a sentence, and the cell it happens in."""

    request: str
    touchpoint: str
    sentence: str
    owner: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Question:
    """Open questions of one kind, counted once, with whom to ask and some examples."""

    kind: str
    count: int
    sentence: str
    ask: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What a board reads first."""

    sentence: str
    tiles: tuple[Tile, ...]
    moves: tuple[Move, ...]
    personal: tuple[tuple[str, str], ...]
    works: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding, spelled for readers."""

    code: str
    severity: str
    message: str
    where: str
    place: str
    help: str
    standing: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule with what it touches."""

    id: str
    title: str
    kind: str
    because: str
    effect: str
    requests: int
    cells: int
    breaches: int
    in_force: str
    place: str
    source: str


@dataclass(frozen=True, slots=True)
class MapView:
    """The whole map.

    Attributes:
        as_of: the date the map was judged at, ISO. subtitle: client, prepared by.
        volumes_per: the period of volumes. accent: `#rrggbb` or empty. logo: a data URI or empty.
        sources: id, title, kind, as-of of every source of figures.
    """

    name: str
    level: str
    as_of: str
    subtitle: str
    volumes_per: str
    accent: str
    logo: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    row_groups: tuple[GroupView, ...]
    column_groups: tuple[GroupView, ...]
    reasons: tuple[Reason, ...]
    overview: Overview
    rules: tuple[RuleView, ...]
    findings: tuple[FindingView, ...]
    sources: tuple[tuple[str, str, str, str], ...]
    notices: tuple[str, ...] = ()
