"""The plan's pages for the board, for IT and for operations, as frozen views."""

from dataclasses import dataclass
from decimal import Decimal

from ecaremap.views.case_model import Amount


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage of the plan up to its gate: what it costs, what goes live, what has to be true.

    Attributes:
        gate, iso: the month at whose end the gate is held. amount: spent in this stage. so_far: with the stages before.
        live: names of what goes live in it. checks: what is looked at.
    """

    number: int
    gate: str
    iso: str
    amount: Amount
    so_far: Amount
    live: tuple[str, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BenefitView:
    """Who answers for a benefit: needs a build finishes a month at the end of the plan, and what the plan would lose."""

    id: str
    name: str
    where: str
    owner: str
    needs: Amount
    worth: Amount | None = None


@dataclass(frozen=True, slots=True)
class RiskView:
    """What may go wrong, beside what is saved; `figure` is over the whole plan unless it says otherwise."""

    label: str
    figure: str
    meaning: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """One page to decide by.

    Attributes:
        decision: what is asked for, in a sentence. stops: when to stop or plan anew.
        more_benefits: benefits that are not shown, in words.
    """

    decision: str
    amount: Amount
    gate: str
    stages: tuple[StageView, ...]
    stops: tuple[str, ...]
    benefits: tuple[BenefitView, ...]
    more_benefits: str
    risks: tuple[RiskView, ...]


@dataclass(frozen=True, slots=True)
class BacklogItem:
    """One build, enabler or fix as IT needs it.

    Attributes:
        sentence: what it is, in one sentence. closes: journeys that end well because of it.
        accepts: when it is accepted, in words. login: what customers have to prove. events: names to log.
        peak: starts in the busiest month and hour. needs: ids of what comes first. team: ids and people.
        completion_at_launch, completion, calls_after: the same as numbers.
    """

    id: str
    name: str
    kind: str
    sentence: str
    closes: tuple[str, ...]
    accepts: tuple[str, ...]
    login: str
    events: tuple[str, ...]
    peak: str
    peak_hour: Decimal | None
    needs: tuple[str, ...]
    size: str
    team: tuple[tuple[str, Decimal], ...]
    owner: str
    starts: str
    live: str
    completion_at_launch: Decimal | None
    completion: Decimal | None
    calls_after: Decimal | None


@dataclass(frozen=True, slots=True)
class ItView:
    """The backlog in the order of the plan."""

    sentence: str
    items: tuple[BacklogItem, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuarterView:
    """Work of people in one quarter; a month on average."""

    label: str
    person: Amount
    hours: Amount | None
    freed: Amount | None
    live: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillView:
    """Hours a month about one request: in the first and in the last month, and without the plan."""

    request: str
    name: str
    first: Amount
    last: Amount
    nothing: Amount | None
    change: str


@dataclass(frozen=True, slots=True)
class TrainingView:
    """Who has to know what before a month begins."""

    before: str
    iso: str
    where: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoubleView:
    """While both ways are open: from the launch to the push that narrows the other one, or to the end of the plan."""

    name: str
    since: str
    until: str
    months: int


@dataclass(frozen=True, slots=True)
class OperationsView:
    """What the plan asks of those who talk with customers."""

    sentence: str
    quarters: tuple[QuarterView, ...]
    skills: tuple[SkillView, ...]
    training: tuple[TrainingView, ...]
    double: tuple[DoubleView, ...]
    notes: tuple[str, ...]
