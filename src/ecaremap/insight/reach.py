"""How far rules and decisions let a request go, and for how many customers: the ground of every ceiling.

What is planned or built plays no part here. A cell counts unless it is decided never to be there; its degree may be
any that the rules in force up to the horizon allow.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

from ecaremap.insight.cells import undecided
from ecaremap.model.cell import Cell
from ecaremap.model.facts import completes, status_of
from ecaremap.model.project import Project
from ecaremap.model.request import Request
from ecaremap.model.scales import DEGREE_RANK, Job
from ecaremap.model.touchpoint import Touchpoint
from ecaremap.policy.breaches import NO_OWN_DATA, Subject
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.judge import Judge, Verdict

ALONE = ("inform", "show", "self-serve", "peer", "proactive")
"""Degrees at which none of our people takes part."""
OFFERED = (*ALONE, "initiate", "assisted")
CONVERSATION = {"discuss": "discuss", "validate": "validate", "vent": "complain"}
"""Jobs that take a conversation, in words."""
_UNWRITTEN = Cell.model_construct()

YesNo = Literal["yes", "no"]
FinishedBy = Literal["us", "customer"]


@dataclass(frozen=True, slots=True)
class Reach:
    """The share of customers whom rules, decisions and their own means allow so much of one request.

    Attributes:
        starts: beginning digitally. digital: finishing by digital touches, chat with our people included.
        alone: finishing digitally without a person. automated: likewise, automated voice included.
        voice: automated-voice touchpoints where somebody may finish.
        why_not, why_not_alone: why nobody may, where that is so.
    """

    starts: Decimal
    digital: Decimal
    alone: Decimal
    automated: Decimal
    voice: tuple[str, ...] = ()
    why_not: str = ""
    why_not_alone: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One touchpoint where a request could be handled, with the cell that is written there or an empty one."""

    name: str
    column: int
    touchpoint: Touchpoint
    cell: Cell


@dataclass
class _Found:
    """What one group of customers may do with a request."""

    starts: bool = False
    digital: bool = False
    alone: bool = False
    automated: bool = False
    voice: list[str] = field(default_factory=list)


def reaches(decisions: Decisions) -> dict[str, Reach]:
    """The reach of every request, in the order of the strategy."""
    weights = _weights(decisions.project)
    rows = {name: number for number, name in enumerate(decisions.grounds.requests.names)}
    found: dict[str, Reach] = {}
    for name, request in decisions.project.strategy.requests.items():
        places = list(_places(decisions, name))
        groups = {
            segment: _may(decisions.judges["target", segment], (name, rows[name], request), places)
            for segment in weights
        }
        digital, alone = (_sum(weights, groups, key) for key in ("digital", "alone"))
        found[name] = Reach(
            _sum(weights, groups, "starts"),
            digital,
            alone,
            _sum(weights, groups, "automated"),
            tuple(sorted({place for group in groups.values() for place in group.voice})),
            "" if digital else _reason(decisions, (name, rows[name], request), places, alone=False),
            "" if alone else _reason(decisions, (name, rows[name], request), places, alone=True),
        )
    return found


def segments_without_share(project: Project) -> list[str]:
    """Groups that cannot use something, of a size nobody has said."""
    return sorted(name for name, s in project.strategy.segments.items() if s.cannot_use and s.share is None)


def _weights(project: Project) -> dict[str | None, Decimal]:
    """The share of customers of each segment, and of everyone else. Unknown ones count as everyone else."""
    shares: dict[str | None, Decimal] = {
        name: segment.share.likely for name, segment in project.strategy.segments.items() if segment.share
    }
    return {None: max(Decimal(0), 1 - sum(shares.values(), Decimal(0))), **shares}


def _sum(weights: dict[str | None, Decimal], groups: dict[str | None, _Found], key: str) -> Decimal:
    return min(Decimal(1), sum((w for name, w in weights.items() if getattr(groups[name], key)), Decimal(0)))


def _places(decisions: Decisions, request: str) -> Iterator[Place]:
    """Where a request could be handled digitally or by automated voice."""
    strategy = decisions.project.strategy
    row = strategy.coverage.get(request, {})
    for column, name in enumerate(decisions.grounds.touchpoints.names):
        touchpoint = strategy.touchpoints[name]
        if touchpoint.family == "traditional":
            continue
        cell = row.get(name)
        if cell is None:
            if undecided(strategy, name):
                yield Place(name, column, touchpoint, _UNWRITTEN)
        elif cell.not_here is None and status_of(cell, touchpoint) != "withdrawn":
            yield Place(name, column, touchpoint, cell)


def _may(judge: Judge, subject: tuple[str, int, Request], places: list[Place]) -> _Found:
    name, row, request = subject
    found = _Found()
    for place in places:
        if place.touchpoint.family in judge.population.blocked:
            continue
        verdict = judge.verdict(row, place.column)
        allowed = _allowed(judge, verdict, name, request, place)
        finishing = _finishing(allowed, request.job, request.completes, place.cell.completes, place.cell.finished_by)
        alone = any(degree in ALONE for degree in finishing)
        found.automated |= alone
        if place.touchpoint.family == "digital":
            found.starts |= bool(allowed)
            found.digital |= bool(finishing)
            found.alone |= alone
        elif alone:
            found.voice.append(place.name)
    return found


@cache
def _finishing(
    allowed: tuple[str, ...], job: Job | None, whole: YesNo | None, here: YesNo | None, by: FinishedBy | None
) -> tuple[str, ...]:
    """The degrees that finish a request; asked once for all cells that are alike."""
    request, cell = Request(job=job, completes=whole), Cell(completes=here, finished_by=by)
    return tuple(degree for degree in allowed if completes(request, cell, degree))


@cache
def _unforbidden(cap: str | None) -> tuple[str, ...]:
    return tuple(degree for degree in OFFERED if Verdict(cap=cap).allows(degree))


def _allowed(judge: Judge, verdict: Verdict, name: str, request: Request, place: Place) -> tuple[str, ...]:
    """The degrees the rules allow, with the touchpoint as it is; what a cell lacks can still be written."""
    allowed = () if verdict.forbid else _unforbidden(verdict.cap)
    for number in verdict.require if allowed else ():
        for test in judge.grounds.rules.rules[number].effect.require:
            if test.field.side != "touchpoint":
                continue
            subject = Subject(name, request, place.name, place.touchpoint, place.cell, "self-serve", "target")
            known = subject.value("touchpoint", test.field.name) is not None
            if known and not subject.meets(test):
                login = test.field.name == "authentication"
                allowed = tuple(degree for degree in allowed if login and degree in NO_OWN_DATA)
    return allowed


def _reason(decisions: Decisions, subject: tuple[str, int, Request], places: list[Place], *, alone: bool) -> str:
    """Why nobody may finish a request digitally, or not without a person."""
    _, row, request = subject
    if request.completes == "no":
        return "only a person finishes it"
    digital = [place for place in places if place.touchpoint.family == "digital"]
    if not digital:
        return "decided not to be at any digital touchpoint"
    degrees = ALONE if alone else OFFERED
    free = [place for place in digital if any(completes(request, place.cell, degree) for degree in degrees)]
    if not free:
        talk = CONVERSATION.get(request.job or "")
        return f"it takes a conversation (customers want to {talk})" if talk else "no degree finishes it"
    judge = decisions.judges["target", None]
    rules = judge.grounds.rules.rules
    titles = {
        rules[number].title() for place in free for number in _stopping(judge.verdict(row, place.column), alone=alone)
    }
    if titles:
        return "a rule keeps it with a person: " + min(titles)
    return "no digital touchpoint has what the rules ask for, such as a login that is strong enough"


def _stopping(verdict: Verdict, *, alone: bool) -> tuple[int, ...]:
    top = "self-serve" if alone else "assisted"
    if verdict.forbid:
        return verdict.forbid
    capped = verdict.cap is not None and DEGREE_RANK[verdict.cap] < DEGREE_RANK[top]
    return verdict.caps if capped else ()
