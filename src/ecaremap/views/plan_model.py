"""The frozen view of the migration plan: what is done when, why so, and what it brings.

Texts have two significant figures; `exact` of an amount is rounded to cents or ten-thousandths only, so that it is
the same on every machine. None or an empty text stands for "not known" or "not for this audience".
"""

from dataclasses import dataclass
from decimal import Decimal

from ecaremap.views.case_model import Amount
from ecaremap.views.plan_model_money import (
    CashLine,
    EvenView,
    MonthRow,
    ScenarioView,
    SpreadView,
    TargetLine,
    TargetView,
    WorthView,
)
from ecaremap.views.plan_model_pages import BoardView, ItView, OperationsView


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month of the plan: its number from 1, `2027-03` for data, `Mar 2027` for readers."""

    number: int
    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item on the plan.

    Attributes:
        kind: in words: fix, foundation, new touchpoint, build, pull, push, closing. what: request, touchpoint, degree in words.
        starts, live: months; a tactic acts in the month it starts. ends: the last month of a pull; None runs on.
        team: people needed, by the name of the team. teams: the same in words. size: S, M or L.
        why: why it is there now. not_earlier: what held it, in words. gate: open, shut, from the forecast, or empty.
        delay: what one month later costs. worth: what the plan loses without it.
        needs: names of what has to be there first. follows: why it is a candidate although nobody wrote it.
    """

    id: str
    name: str
    kind: str
    wave: int
    what: str
    request: str
    request_name: str
    touchpoint: str
    touchpoint_name: str
    degree: str
    starts: MonthView
    live: MonthView
    ends: MonthView | None
    team: tuple[tuple[str, Decimal], ...]
    teams: str
    size: str
    needs: tuple[str, ...]
    gate: str
    why: str
    not_earlier: str
    owner: str
    follows: str
    must: str
    cost: Amount | None = None
    run: Amount | None = None
    delay: Amount | None = None
    worth: Amount | None = None


@dataclass(frozen=True, slots=True)
class WaveView:
    """A wave: a label of what usually comes together, never a constraint. Items by month and name."""

    number: int
    title: str
    span: str
    items: tuple[ItemView, ...]
    cost: Amount | None = None


@dataclass(frozen=True, slots=True)
class LeftView:
    """What is not on the plan: the reason in a word and a sentence, the price of forcing it in, what it would displace."""

    id: str
    name: str
    kind: str
    reason: str
    sentence: str
    displaces: tuple[str, ...]
    forced: Amount | None = None


@dataclass(frozen=True, slots=True)
class NeverView:
    """A request that stays with people, and the titles of the rules that say so."""

    request: str
    name: str
    rules: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition of a gate: a sign and a word that say the same, and what was found."""

    name: str
    glyph: str
    word: str
    words: str


@dataclass(frozen=True, slots=True)
class TacticView:
    """A tactic with its gate.

    Attributes:
        standing: on the plan from when, or why not. gate: open, shut, from the forecast.
        builds: names of what customers are led to. triggers: what takes it back.
    """

    id: str
    name: str
    kind: str
    touchpoint_name: str
    builds: tuple[str, ...]
    standing: str
    gate: str
    conditions: tuple[ConditionView, ...]
    triggers: tuple[str, ...]
    risk: str
    planned: bool
    cost: Amount | None = None


@dataclass(frozen=True, slots=True)
class TeamView:
    """People of a team by month: needed, and there are."""

    id: str
    name: str
    load: tuple[Decimal, ...]
    capacity: tuple[Decimal, ...]
    peak: str


@dataclass(frozen=True, slots=True)
class FlowView:
    """Contacts by month at one touchpoint, with the plan and without it (empty: not known)."""

    id: str
    name: str
    family: str
    contacts: tuple[Decimal, ...]
    nothing: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class AssumedView:
    """A rate nobody wrote, and what stands in for it."""

    what: str
    value: str
    of: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class MethodView:
    """How the plan was made, in sentences: good enough to be repeated.

    Attributes:
        bound: how far from the best possible plan, or that no bound was computed.
        difference: the planner's tables beside the exact forecast. origin: saved, or made here.
        errors: how exact the outcomes are. dropped: names of items taken out again.
    """

    objective: str
    method: str
    bound: str
    difference: str
    origin: str
    errors: str
    seed: int
    draws: int
    input_hash: str
    dropped: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure."""

    label: str
    figure: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The migration plan, spelled.

    Attributes:
        months: every month of the plan. freezes: numbers of those in which nothing goes live.
        left: what is not on the plan. derived: candidates nobody wrote, with the reason.
        stamp: the usual rates inside, in one sentence. plausibility: where the plan goes beyond what others reached.
        rows: month by month. lines: from gross saving to value today. scenarios: do nothing first.
    """

    headline: str
    sentences: tuple[str, ...]
    tiles: tuple[Tile, ...]
    currency: str
    as_of: str
    name: str
    months: tuple[MonthView, ...]
    freezes: tuple[int, ...]
    waves: tuple[WaveView, ...]
    left: tuple[LeftView, ...]
    never: tuple[NeverView, ...]
    tactics: tuple[TacticView, ...]
    teams: tuple[TeamView, ...]
    flows: tuple[FlowView, ...]
    targets: tuple[TargetView, ...]
    target_lines: tuple[TargetLine, ...]
    rows: tuple[MonthRow, ...]
    lines: tuple[CashLine, ...]
    scenarios: tuple[ScenarioView, ...]
    spread: SpreadView | None
    worth: tuple[WorthView, ...]
    even: tuple[EvenView, ...]
    board: BoardView | None
    it: ItView | None
    operations: OperationsView | None
    assumed: tuple[AssumedView, ...]
    stamp: str
    derived: tuple[tuple[str, str], ...]
    plausibility: tuple[str, ...]
    method: MethodView | None

    @property
    def items(self) -> tuple[ItemView, ...]:
        """Everything on the plan, by month of start, then by wave and name."""
        found = [item for wave in self.waves for item in wave.items]
        return tuple(sorted(found, key=lambda item: (item.starts.number, item.wave, item.name, item.id)))
