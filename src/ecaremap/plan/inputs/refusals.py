"""What the rules say about a candidate: the ids of those that refuse it, and the sentence that tells so."""

from dataclasses import dataclass

from ecaremap.model.cell import Cell
from ecaremap.model.scales import DEGREE_RANK
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.result import Never
from ecaremap.policy.breaches import NO_OWN_DATA, Subject
from ecaremap.policy.judge import Verdict

_NOTHING = Cell.model_construct()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Rules against a candidate, by id, and why in one sentence."""

    rules: tuple[str, ...]
    sentence: str


def refusal(ground: Ground, request: str, touchpoint: str, degree: str) -> Refusal | None:
    """Why the rules in force up to the horizon do not let a request go so far at a touchpoint; None if they do."""
    cell = ground.strategy.coverage.get(request, {}).get(touchpoint, _NOTHING)
    if cell.not_here is not None:
        return Refusal((), f"Decided not to be here: {cell.not_here}")
    verdict = ground.finishing.verdict(request, touchpoint)
    if verdict.forbid:
        return _told(ground, verdict.forbid, "A rule forbids it")
    if not verdict.allows(degree):
        return _told(ground, verdict.caps, f"The rules allow at most {verdict.cap} here, not {degree}")
    unmet = _unmet(ground, verdict, (request, touchpoint, degree), cell)
    return _told(ground, unmet, "It would not have what a rule asks for") if unmet else None


def _unmet(ground: Ground, verdict: Verdict, where: tuple[str, str, str], cell: Cell) -> tuple[int, ...]:
    """Rules whose demands the cell would break; what is merely not written yet can still be written."""
    request, touchpoint, degree = where
    strategy = ground.strategy
    there = Subject(
        request, strategy.requests[request], touchpoint, strategy.touchpoints[touchpoint], cell, degree, "target"
    )
    rules = ground.decisions.rules.rules
    found = []
    for number in verdict.require:
        for test in rules[number].effect.require:
            open_to_all = test.field.key == "touchpoint.authentication" and degree in NO_OWN_DATA
            unwritten = test.field.side == "cell" and there.value(test.field.side, test.field.name) is None
            if not open_to_all and not unwritten and not there.meets(test):
                found.append(number)
    return tuple(dict.fromkeys(found))


def _told(ground: Ground, numbers: tuple[int, ...], what: str) -> Refusal:
    rules = sorted((ground.decisions.rules.rules[number] for number in numbers), key=lambda rule: rule.id)
    titles = "; ".join(dict.fromkeys(rule.title() for rule in rules))
    return Refusal(tuple(rule.id for rule in rules), f"{what}: {titles}.")


def never(ground: Ground) -> tuple[Never, ...]:
    """Requests that rules keep with people: at no digital touchpoint may customers finish them alone."""
    found = []
    for request in sorted(ground.strategy.requests):
        if not ground.finishing.personal(request):
            continue
        verdicts = [ground.finishing.verdict(request, place) for place in ground.finishing.digital]
        refusing = [{*verdict.forbid, *_binding(ground, verdict)} for verdict in verdicts]
        # What holds at every touchpoint is the reason; without such a rule each has its own.
        numbers = set.intersection(*refusing) or set.union(*refusing)
        told = _told(ground, tuple(sorted(numbers)), f"'{ground.name_of(request)}' stays with people")
        found.append(Never(request, told.rules, told.sentence))
    return tuple(found)


def _binding(ground: Ground, verdict: Verdict) -> list[int]:
    """Caps that keep customers from finishing alone."""
    rules = ground.decisions.rules.rules
    return [n for n in verdict.caps if DEGREE_RANK[str(rules[n].effect.cap)] < DEGREE_RANK["self-serve"]]
