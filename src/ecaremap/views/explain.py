"""Why a decision is as it is: the chain of reasons, with the place of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from ecaremap.model.cell import Cell
from ecaremap.model.facts import attribute, completes, degree_in, owner_of, status_of
from ecaremap.model.scales import STATES
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.effects import spoken
from ecaremap.policy.judge import Judge, Verdict
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.tests import Test
from ecaremap.views.claimed import DEGREE, claim_words, claims
from ecaremap.views.rules import in_force
from ecaremap.views.signing import decided_words

SECTION = {"request": "requests", "touchpoint": "touchpoints"}


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain: a sentence, the place it rests on, and how deep it is indented."""

    text: str
    place: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class CellExplanation:
    """Why one cell is decided as it is."""

    touchpoint: str
    name: str
    decision: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A request, what is known of it, what is demanded of its whole row, and its cells."""

    request: str
    name: str
    facts: tuple[Step, ...]
    row: tuple[Step, ...]
    cells: tuple[CellExplanation, ...]


def explain(decisions: Decisions, request: str, touchpoints: list[str]) -> Explanation:
    """The explanation of a request at some touchpoints; ids must exist."""
    item = decisions.project.strategy.requests[request]
    return Explanation(
        request,
        item.name or request,
        tuple(_facts(decisions, request)),
        tuple(_row(decisions, request)),
        tuple(_cell(decisions, request, name) for name in touchpoints),
    )


def _facts(decisions: Decisions, request: str) -> Iterator[Step]:
    project = decisions.project
    item = project.strategy.requests[request]
    for key in ("job", "emotion", "complexity", "cross_sell", "authentication", "family", "tags", "volume"):
        value = getattr(item, key)
        if value:
            spelled = ", ".join(value) if isinstance(value, tuple) else getattr(value, "text", value)
            proposed = " (proposed by a library)" if project.layer("requests", request, key) == "pack" else ""
            place = project.place(project.value_span("requests", request, key))
            yield Step(f"{key.replace('_', ' ')}: {spelled}{proposed}", place)


def _row(decisions: Decisions, request: str) -> Iterator[Step]:
    """What offers demand of the row, and whether it is kept."""
    judge = decisions.judges["target", None]
    row = judge.grounds.requests.names.index(request)
    short: dict[int, list[str]] = {}
    for shortfall in decisions.shortfalls:
        if shortfall.request == request:
            whom = f" for the segment {shortfall.segment}" if shortfall.segment else ""
            when = "today" if shortfall.state == "today" else "by the target"
            short.setdefault(shortfall.rule, []).append(f"{when}{whom}")
    for rule in judge.row_rules(row):
        if rule.effect.offer is not None:
            kept = f"not kept {' and '.join(short[rule.index])}" if rule.index in short else "kept"
            yield Step(f"{rule.effect.words()}: {kept}", depth=0)
            yield from _rule_steps(decisions, rule, request, None)


def _cell(decisions: Decisions, request: str, touchpoint: str) -> CellExplanation:
    strategy = decisions.project.strategy
    judge = decisions.judges["target", None]
    row = judge.grounds.requests.names.index(request)
    column = judge.grounds.touchpoints.names.index(touchpoint)
    verdict = judge.verdict(row, column)
    cell = strategy.coverage.get(request, {}).get(touchpoint)
    steps = [
        *_written(decisions, request, touchpoint, cell),
        *_decided(decisions, request, touchpoint, cell),
        *_measured(decisions, request, touchpoint),
        *_ruled(decisions, judge, request, touchpoint, verdict),
        *_broken(decisions, request, touchpoint),
    ]
    name = strategy.touchpoints[touchpoint].name or touchpoint
    return CellExplanation(touchpoint, name, _decision(verdict, cell), tuple(steps))


def _decision(verdict: Verdict, cell: Cell | None) -> str:
    if verdict.forbid:
        return "forbidden"
    if verdict.cap:
        return f"allowed up to {verdict.cap}"
    if cell is None:
        return "undecided; no rule limits it"
    return "allowed; no rule limits it"


def _written(decisions: Decisions, request: str, touchpoint: str, cell: Cell | None) -> Iterator[Step]:
    project = decisions.project
    place = project.place(project.key_span("coverage", request, touchpoint))
    if cell is None:
        if project.strategy.everywhere_else == "not handled":
            yield Step("not handled: the map says so of all cells it does not write", "")
        else:
            yield Step("nobody has decided about this cell: it is a question, not a no", "")
        return
    if cell.not_here is not None:
        yield Step(f"decided not to be here: {cell.not_here}", place)
        return
    where = project.strategy.touchpoints[touchpoint]
    change = cell.today if cell.aim == cell.today else f"{cell.today} today, {cell.aim} as the target"
    yield Step(f"written: {change}", place)
    status = status_of(cell, where)
    if status != "live":
        yield Step(f"the status is {status}, so it does not count as today", place)
    for state in STATES:
        degree = degree_in(cell, where, state)
        if degree:
            finished = completes(project.strategy.requests[request], cell, degree)
            when = "today" if state == "today" else "by the target"
            yield Step(f"{when} the customer {'finishes' if finished else 'does not finish'} here ({degree})")
    if where.family != "traditional":
        yield Step(f"the way to a person: {cell.human_route or 'not said'}")
    yield Step(f"owner: {owner_of(cell, where) or 'nobody'}")


def _decided(decisions: Decisions, request: str, touchpoint: str, cell: Cell | None) -> Iterator[Step]:
    """Who decided, why, and what has changed since that was signed."""
    if cell is None or cell.decided is None:
        return
    project = decisions.project
    place = project.place(project.value_span("coverage", request, touchpoint, "decided"))
    words, moved = decided_words(decisions, request, touchpoint)
    yield Step(f"decided by {words}", place)
    if cell.decided.reason:
        yield Step(f"why: {cell.decided.reason}", depth=1)
    for change in moved:
        yield Step(f"suspect: {change}", depth=1)


def _measured(decisions: Decisions, request: str, touchpoint: str) -> Iterator[Step]:
    """What a contact log says, beside what the map claims."""
    for claim in claims(decisions.project).get((request, touchpoint), ()):
        yield Step(claim_words(claim), claim.place)
        if claim.contradicts:
            told = "it is self-serve in name only" if claim.title == DEGREE else "it is what is counted with"
            yield Step(f"the measurement contradicts the claim: {told}", depth=1)


def _ruled(decisions: Decisions, judge: Judge, request: str, touchpoint: str, verdict: Verdict) -> Iterator[Step]:
    row = judge.grounds.requests.names.index(request)
    column = judge.grounds.touchpoints.names.index(touchpoint)
    lifted = dict(verdict.lifted)
    rules = decisions.rules.rules
    for rule in judge.applying(row, column):
        if rule.effect.offer is not None and not (rule.effect.cap or rule.effect.forbid or rule.effect.require):
            continue
        if rule.index in lifted:
            lifter = rules[lifted[rule.index]]
            yield Step(f"would be {rule.effect.words()}, but {lifter.id} lifts that here", _place(decisions, rule))
        else:
            yield Step(rule.effect.words(), _place(decisions, rule))
        yield from _rule_steps(decisions, rule, request, touchpoint)


def _rule_steps(decisions: Decisions, rule: CompiledRule, request: str, touchpoint: str | None) -> Iterator[Step]:
    kind = f" ({rule.rule.kind})" if rule.rule.kind in ("law", "duty") else ""
    yield Step(f"rule {rule.id}{kind}: {rule.title()}", _place(decisions, rule), 1)
    for test in rule.when.tests:
        yield _because(decisions, test, request, touchpoint)
    if rule.rule.because:
        yield Step(f"why: {rule.rule.because}", depth=2)
    source = "; ".join(part for part in (rule.rule.source or "", in_force(rule)) if part)
    if source:
        yield Step(source, depth=2)


def _because(decisions: Decisions, test: Test, request: str, touchpoint: str | None) -> Step:
    """One line of a condition with the value that meets it."""
    project = decisions.project
    side, name = test.field.side, test.field.name
    identity = {"request": request, "touchpoint": touchpoint}.get(side)
    if identity is None:
        return Step(f"{test.field.key}: {test.text}", depth=2)
    items = getattr(project.strategy, SECTION[side])
    value = attribute(side, identity, name, items[identity])
    spelled = ", ".join(value) if isinstance(value, (tuple, dict)) else getattr(value, "text", value)
    place = project.place(project.value_span(SECTION[side], identity, name)) if name != "id" else ""
    verb = "are" if isinstance(value, (tuple, dict)) else "is"
    said = f"{spoken(test.field.key)} of {identity} {verb} {spelled}" if name != "id" else f"{side} is {spelled}"
    wanted = "" if str(spelled) == test.text else f" (wanted: {test.text})"
    return Step(f"because the {said}{wanted}", place, 2)


def _broken(decisions: Decisions, request: str, touchpoint: str) -> Iterator[Step]:
    for breach in decisions.breaches:
        if (breach.request, breach.touchpoint) == (request, touchpoint):
            rule = decisions.rules.rules[breach.rule]
            when = "today" if breach.state == "today" else "by the target"
            verb = "is not proven to keep" if breach.unknown else "breaks"
            yield Step(f"{when} the cell ({breach.degree}) {verb} {rule.id}", _place(decisions, rule))


def _place(decisions: Decisions, rule: CompiledRule) -> str:
    return decisions.project.place(rule.span)
