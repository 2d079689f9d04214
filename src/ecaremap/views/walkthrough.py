"""The walk-through script: what people outside the team try, and why just that."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.obstacles.experience import delicate
from ecaremap.insight.obstacles.fact import frequent
from ecaremap.model.organisation import Assessment
from ecaremap.model.scales import DEGREE_RANK, FREQUENCIES
from ecaremap.policy.decisions import Decisions
from ecaremap.views.words import counted, spelled

USUAL = 12
TRIED = ("inform", "show", "initiate", "assisted", "self-serve")
"""Degrees at which a customer can begin; what we send unasked, and other customers' help, cannot be tried on demand."""

RULE = (
    (
        "A request is tried for each of five reasons: it is frequent (of the fewest that make up 80% of the needs), the "
        "target changes it, it is said to be finished alone and nothing proves it, it is delicate, or somebody tried it "
        "and did not finish."
    ),
    "Requests with more reasons come first, then delicate ones, then those with more needs.",
    (
        "Each is tried once, at a digital touchpoint or in the phone menu: where somebody did not finish, else where it "
        "is said to be finished alone and nothing proves it, else where most customers start. A second place follows "
        "only when every request has had its turn."
    ),
)
"""How tasks are picked, in words for whoever organises the day."""

_STARTS = {
    "website": "Open", "account": "Log in at", "app": "Open", "chat": "Start", "chatbot": "Start",
    "email": "Write to us by", "sms": "Write to us by", "messaging": "Write to us by", "social": "Write to us on",
    "community": "Ask in", "ivr": "Call us and stay in", "voice-assistant": "Ask",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task.

    Attributes:
        request, touchpoint: ids; request_name, touchpoint_name: for readers. start: what to do first.
        task: in a customer's words. tried_before: the words come from an earlier walk-through.
        reasons: why it was picked, for the organiser only. claim: the degree the map claims today.
    """

    number: int
    request: str
    request_name: str
    touchpoint: str
    touchpoint_name: str
    start: str
    task: str
    tried_before: bool
    reasons: tuple[str, ...]
    claim: str


@dataclass(frozen=True, slots=True)
class WalkthroughView:
    """The script. `team`: who must not try it; `left_out`: places that could be tried as well."""

    name: str
    subtitle: str
    as_of: str
    accent: str
    team: str
    rule: tuple[str, ...]
    tasks: tuple[TaskView, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A live cell somebody can try, with what speaks for it."""

    context: CellContext
    starts: Decimal
    failed: bool
    unproven: bool
    reasons: tuple[str, ...]

    @property
    def pull(self) -> tuple[object, ...]:
        """Where a request is tried first."""
        degree = DEGREE_RANK.get(self.context.today, 0)
        return (not self.failed, not self.unproven, -self.starts, -degree, self.context.touchpoint_id)


def walkthrough_view(decisions: Decisions, tasks: int = USUAL) -> WalkthroughView:
    """The script of a strategy with at most so many tasks."""
    strategy = decisions.project.strategy
    picked = _picked(decisions)
    report, governance = strategy.report, strategy.governance
    people = (report.client, report.prepared_by) if report else (None, None)
    return WalkthroughView(
        name=strategy.name,
        subtitle=" · ".join(part for part in people if part and part != strategy.name),
        as_of=decisions.period.today.isoformat(),
        accent=(report.accent if report else None) or "",
        team=(governance.owner if governance else None) or "",
        rule=RULE,
        tasks=tuple(_task(decisions, number, each) for number, each in enumerate(picked[:tasks], 1)),
        left_out=max(0, len(picked) - tasks),
    )


def _picked(decisions: Decisions) -> list[_Candidate]:
    """All candidates in the order of the rule: every request's first place before anybody's second."""
    rows: dict[str, list[_Candidate]] = {}
    for candidate in _candidates(decisions):
        rows.setdefault(candidate.context.request_id, []).append(candidate)
    weight = {name: _weight(rows[name]) for name in rows}
    turns: list[tuple[tuple[object, ...], _Candidate]] = []
    for name, row in rows.items():
        for turn, candidate in enumerate(sorted(row, key=lambda each: each.pull)):
            turns.append(((turn, *weight[name]), candidate))
    return [candidate for _, candidate in sorted(turns, key=lambda each: each[0])]


def _weight(row: list[_Candidate]) -> tuple[object, ...]:
    """The place of a request in the queue."""
    first = min(row, key=lambda each: each.pull)
    request = first.context.request
    often = FREQUENCIES.index(request.frequency) if request.frequency else len(FREQUENCIES)
    volume = request.volume.likely if request.volume else Decimal(0)
    return (-len(first.reasons), not delicate(request), -volume, often, first.context.request_id)


def _candidates(decisions: Decisions) -> Iterable[_Candidate]:
    strategy = decisions.project.strategy
    often = set(frequent(strategy))
    cells = list(written_cells(decisions.project))
    changes: dict[str, int] = {}
    for context in cells:
        if context.digital and context.today != context.target:
            changes[context.request_id] = changes.get(context.request_id, 0) + 1
    tried: dict[str, list[Assessment]] = {}
    for walk in strategy.assessments:
        tried.setdefault(f"{walk.request}/{walk.touchpoint}", []).append(walk)
    for context in cells:
        if context.digital and context.today in TRIED:
            walks, name = tried.get(context.where, []), context.request_id
            failed = _failed(walks)
            starts = context.request.starts_at.get(context.touchpoint_id)
            unproven = context.today == "self-serve" and context.cell.completion is None and not walks
            reasons = (
                "frequent" if name in often else "",
                f"changes at {counted(changes[name], 'touchpoint', 'touchpoints')}" if name in changes else "",
                "said to be finished alone, nothing proves it" if unproven else "",
                "delicate" if delicate(context.request) else "",
                "tried before, not finished" if failed else "",
            )
            share = starts.likely if starts else Decimal(0)
            yield _Candidate(context, share, failed, unproven, tuple(reason for reason in reasons if reason))


def _failed(walks: list[Assessment]) -> bool:
    """Whether the last attempt failed; of two on one day, the failure counts."""
    last = max(walks, key=lambda walk: (walk.date, walk.outcome != "completed"), default=None)
    return last is not None and last.outcome != "completed"


def _task(decisions: Decisions, number: int, candidate: _Candidate) -> TaskView:
    context = candidate.context
    earlier = _earlier(decisions, context)
    request_name = context.request.name or spelled(context.request_id)
    touchpoint_name = context.touchpoint.name or spelled(context.touchpoint_id)
    return TaskView(
        number=number,
        request=context.request_id,
        request_name=request_name,
        touchpoint=context.touchpoint_id,
        touchpoint_name=touchpoint_name,
        start=f"{_STARTS.get(context.touchpoint.kind or '', 'Go to')}: {touchpoint_name}",
        task=earlier or request_name,
        tried_before=bool(earlier),
        reasons=candidate.reasons,
        claim=context.today,
    )


def _earlier(decisions: Decisions, context: CellContext) -> str:
    """The task of an earlier walk-through of the request: at the same place if there was one, the latest first."""
    walks = [w for w in decisions.project.strategy.assessments if w.request == context.request_id and w.task]
    best = max(walks, key=lambda w: (w.touchpoint == context.touchpoint_id, w.date, w.task or ""), default=None)
    return (best.task if best else None) or ""
