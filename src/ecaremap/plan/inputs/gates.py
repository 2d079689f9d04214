"""The gates of pull and push (domain brief 4.2): each condition met, failed, or to be seen from the forecast.

What nobody measured has failed, never "assumed to be fine". Completion and months live of something this plan
builds are seen from the forecast; satisfaction and calls afterwards of what is not live yet cannot be.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, log
from typing import Literal

from ecaremap.insight.cells import CellContext
from ecaremap.insight.limits import share
from ecaremap.insight.push_gate import ANSWERS, COMPLETION, CONDITIONS, LIVE_MONTHS, NOTICE_DAYS, with_facts
from ecaremap.load.catalogue import entry_of
from ecaremap.model.cell import Cell
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Build, GateFacts, Tactic
from ecaremap.plan.inputs.adoption import Finishing, exists
from ecaremap.plan.inputs.calendar import month_of, months_in
from ecaremap.plan.inputs.exempting import exempt_routes, last_route, rules_against
from ecaremap.plan.inputs.ground import Ground, called
from ecaremap.plan.inputs.model import Condition
from ecaremap.plan.inputs.refusals import refusal

PULL_COMPLETION = Decimal("0.70")
DAYS_PER_MONTH = Decimal(30)
Outcome = Literal["met", "failed", "forecast"]
NO_FACTS = GateFacts.model_construct()


@dataclass(frozen=True, slots=True)
class Subject:
    """One build that a tactic leads to, with its cell and row as the tactic's own facts complete them."""

    tactic: Tactic
    name: str
    build: Build
    ends: Finishing
    there: bool
    cell: CellContext | None
    row: list[CellContext]

    @property
    def facts(self) -> GateFacts:
        """What the tactic says was measured."""
        return self.tactic.gate or NO_FACTS


def subject(ground: Ground, tactic: Tactic, name: str, ends: Finishing) -> Subject:
    """A build as its gate sees it."""
    build = ground.plan.builds[name]
    row = ground.rows.get(build.request, [])
    there = exists(ground, build)
    if not there:
        row = [_unmeasured(c) if c.touchpoint_id == build.touchpoint else c for c in row]
    row = with_facts(row, build.touchpoint, tactic.gate)
    cell = next((c for c in row if c.touchpoint_id == build.touchpoint), None)
    return Subject(tactic, name, build, ends, there, cell, row)


def _unmeasured(context: CellContext) -> CellContext:
    """A cell without its figures: they describe what is there today, not what is to be built."""
    cell = context.cell.model_copy(update={"completion": None, "calls_after": None, "csat": None})
    return context._replace(cell=cell)


def push_conditions(ground: Ground, asked: Subject) -> tuple[Condition, ...]:
    """All conditions of a push, in the order of the domain brief."""
    return (
        _live(ground, asked),
        _completion(asked),
        *(_of_cell(asked, key) for key in ("leakage", "csat")),
        _answers(asked),
        _of_cell(asked, "accessible"),
        exempt_routes(ground, asked.tactic, asked.build.request),
        _of_cell(asked, "human_route"),
        _rules(ground, asked),
        _of_cell(asked, "owner"),
        _notice(asked.tactic.notice),
        rollback(asked.tactic.rollback),
        last_route(ground, asked.tactic, asked.build.request),
        *_of_entry(asked),
    )


def pull_conditions(ground: Ground, asked: tuple[Subject, ...], tactic: Tactic) -> tuple[Condition, ...]:
    """The softer gate: completion of at least 70%, or as the catalogue asks, and an owner."""
    owner = tactic.owner or ground.strategy.touchpoints[tactic.at].owner
    owned: Outcome = "met" if owner else "failed"
    found = [pull_completion(one, least_completion(tactic)) for one in asked]
    found.append(Condition("owner", owned, owner or "nobody answers for it"))
    found += [condition for one in asked for condition in _of_entry(one)]
    return tuple(dict.fromkeys(found))


def least_completion(tactic: Tactic) -> Decimal:
    """The completion that a pull asks for."""
    entry = entry_of(tactic.from_)
    return max(PULL_COMPLETION, dict(entry.gate).get("completion", PULL_COMPLETION)) if entry else PULL_COMPLETION


def pull_completion(asked: Subject, least: Decimal) -> Condition:
    """Whether it is good enough to lead customers there."""
    found = asked.ends.completion
    words = f"{called(asked.name)}: {share(found)} of the starts end in success, {share(least)} asked for"
    if found < least:
        return Condition("completion", "failed", words)
    early = asked.ends.at_launch < least
    return Condition("completion", "forecast" if early or not asked.there else "met", words)


def _of_entry(asked: Subject) -> Iterator[Condition]:
    """What the catalogue asks for beyond the common gate: measured, or failed."""
    entry = entry_of(asked.tactic.from_)
    if entry is None:
        return
    known = {"csat": _cell(asked).csat, "containment": asked.facts.containment}
    for key, least in entry.gate:
        if key in known:
            figure, word = known[key], _WORDS[key]
            of = called(asked.name)
            words = f"{of}: {share(figure.likely)} {word}" if figure else f"{of}: not measured"
            good = figure is not None and figure.likely >= least
            yield Condition(f"{key}_of_entry", "met" if good else "failed", f"{words}, {share(least)} asked for")
    if entry.legal_check:
        said = asked.facts.legal_check
        yield Condition(
            "legal_check", "met" if said else "failed", said or "nobody has checked the law (gate: legal_check)"
        )


_WORDS = {"csat": "satisfied", "containment": "settled without a person"}


def _live(ground: Ground, asked: Subject) -> Condition:
    degree = CONDITIONS["degree"]
    if asked.build.degree not in ("self-serve", "proactive"):
        return Condition("live", "failed", f"customers do not finish alone there ({asked.build.degree})")
    since = asked.facts.live_since
    if since and month_of(ground.plan.starts, since) <= 1 - LIVE_MONTHS:
        return Condition("live", "met", f"live since {since}")
    if asked.there and asked.cell and not degree(asked.cell, asked.row):
        return Condition("live", "forecast", f"live today; the push waits {LIVE_MONTHS} months of the plan")
    return Condition("live", "forecast", f"the push waits until it has been live for {LIVE_MONTHS} months")


def live_already(ground: Ground, asked: Subject) -> bool:
    """Whether it has been live long enough when the plan begins."""
    return asked.there and _live(ground, asked).outcome == "met"


def _completion(asked: Subject) -> Condition:
    if asked.there and asked.cell:
        reason = CONDITIONS["completion"](asked.cell, asked.row)
        known = asked.cell.cell.completion
        words = f"{share(known.likely)} measured, {share(COMPLETION)} asked for" if known else ""
        return Condition("completion", "failed" if reason else "met", reason or words)
    found = asked.ends.completion
    words = f"{share(found)} expected once learnt, {share(COMPLETION)} asked for"
    return Condition("completion", "failed" if found < COMPLETION else "forecast", words)


def _of_cell(asked: Subject, key: str) -> Condition:
    """What the cell shows, with the facts of the tactic; what is not live has only been measured in a pilot."""
    if asked.cell is None:
        return Condition(key, "failed", "nothing is written at this cell")
    reason = CONDITIONS[key](asked.cell, asked.row)
    return Condition(key, "failed" if reason else "met", reason or _MET[key](asked))


def _percent(figure: Figure | None) -> str:
    return share(figure.likely) if figure else ""


def _cell(asked: Subject) -> Cell:
    return asked.cell.cell if asked.cell else Cell.model_construct()


_MET: dict[str, Callable[[Subject], str]] = {
    "leakage": lambda asked: f"{_percent(_cell(asked).calls_after)} call afterwards",
    "csat": lambda asked: f"{_percent(_cell(asked).csat)} satisfied, no more than 2 points below a person",
    "accessible": lambda _: "people with disabilities can use it",
    "human_route": lambda asked: f"a way to a person: {_cell(asked).human_route}",
    "owner": lambda asked: asked.cell.owner if asked.cell else "",
}


def _answers(asked: Subject) -> Condition:
    numbers = (asked.facts.answers, asked.facts.answers_with_person)
    if None in numbers:
        return Condition("answers", "failed", "how many customers said so is not written (gate: answers)")
    least = min(number.likely for number in numbers if number)
    words = f"{least:f} answers, {ANSWERS} asked for on each side"
    return Condition("answers", "failed" if least < ANSWERS else "met", words)


def _rules(ground: Ground, asked: Subject) -> Condition:
    refused = refusal(ground, asked.build.request, asked.build.touchpoint, asked.build.degree)
    against = refused.sentence if refused else rules_against(ground, asked.tactic, asked.build.request)
    return Condition("rules", "failed" if against else "met", against or "no rule is against it")


def _notice(notice: Figure | None) -> Condition:
    if notice is None:
        return Condition("notice", "failed", f"no notice is written; {NOTICE_DAYS} days are asked for")
    days = months_in(notice) * DAYS_PER_MONTH if notice.unit == "months" else notice.likely / 86400
    words = f"{notice.text} of notice, {NOTICE_DAYS} days asked for"
    return Condition("notice", "failed" if days < NOTICE_DAYS else "met", words)


def rollback(triggers: tuple[str, ...]) -> Condition:
    """Whether it is said what takes it back."""
    return Condition("rollback", "met" if triggers else "failed", "; ".join(triggers) or "nothing takes it back")


def notice_of(notice: Figure | None) -> Condition:
    """Whether it is announced early enough."""
    return _notice(notice)


def waits(ends: Finishing, least: Decimal, live: int) -> int:
    """Months after the launch until containment lets a tactic start: max(live, learning) (planner brief 1, 11)."""
    at_launch, learnt = ends.kept
    asked = float(least * (1 - ends.leakage.value))
    if at_launch >= asked or learnt <= asked:
        return live
    return max(live, ceil(-ends.learning * log((learnt - asked) / (learnt - at_launch)) - 1e-9) + 1)
