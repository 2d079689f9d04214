"""The facts a decision on a cell rests on, in a form that neither order nor layout of the strategy changes."""

from collections.abc import Iterator
from functools import lru_cache

from ecaremap.model.cell import Cell
from ecaremap.model.figures import Figure
from ecaremap.model.request import Request
from ecaremap.model.signing import FACTS, Facts
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.effects import Effect
from ecaremap.policy.judge import Grounds
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.tests import Test

NOT_HERE = "not here"


def facts_of(decisions: Decisions, request_id: str, touchpoint_id: str) -> Facts:
    """The facts behind the decision on a written cell."""
    strategy = decisions.project.strategy
    request, touchpoint = strategy.requests[request_id], strategy.touchpoints[touchpoint_id]
    cell = strategy.coverage[request_id][touchpoint_id]
    said = {
        **_degrees(cell),
        **_weight(request, strategy.volumes_per),
        "job": request.job,
        "emotion": request.emotion,
        "cross_sell": request.cross_sell,
        "complexity": request.complexity,
        "login_needed": request.authentication,
        "login_offered": touchpoint.authentication,
        "cost_per_contact": _amount(touchpoint.cost_per_contact),
        "human_route": cell.human_route,
    }
    plain = {name: str(said[name]) for name in FACTS if said.get(name)}
    return Facts(plain, dict(sorted(_rules(decisions, request_id, touchpoint_id))))


def _degrees(cell: Cell) -> dict[str, str | None]:
    if cell.not_here is not None:
        return {"target": NOT_HERE}
    return {"today": cell.today, "target": cell.aim}


def _weight(request: Request, period: str) -> dict[str, str | None]:
    """How often customers ask: the volume, or the frequency where no volume is known."""
    if request.volume is None:
        return {"frequency": request.frequency}
    return {"volume": f"{_plain(request.volume)} per {period}"}


def _amount(figure: Figure | None) -> str:
    return f"{_plain(figure)} {figure.unit}" if figure else ""


def _plain(figure: Figure) -> str:
    return f"{figure.likely.normalize():f}"


def _rules(decisions: Decisions, request: str, touchpoint: str) -> Iterator[tuple[str, str]]:
    """Every rule that matches the cell up to the target, with its effect there.

    The target's rules hold today's too. That a rule known when the decision was signed has begun since is no new fact.
    """
    rows, columns = _numbers(decisions.grounds)
    row, column = rows[request], columns[touchpoint]
    holding: dict[int, list[str]] = {}
    lifted: dict[int, dict[int, list[str]]] = {}
    groups = decisions.populations
    for group in groups:
        judge = decisions.judges["target", group.segment]
        lifters = dict(judge.verdict(row, column).lifted)
        for rule in judge.applying(row, column):
            if rule.index in lifters:
                lifted.setdefault(rule.index, {}).setdefault(lifters[rule.index], []).append(group.label)
            else:
                holding.setdefault(rule.index, []).append(group.label)
    rules = decisions.rules.rules
    for number in sorted({*holding, *lifted}):
        parts = [effect_text(rules[number]) + _whom(holding[number], len(groups))] if number in holding else []
        by_id = sorted(lifted.get(number, {}).items(), key=lambda item: rules[item[0]].id)
        parts += [f"lifted by {rules[lifter].id}" + _whom(whom, len(groups)) for lifter, whom in by_id]
        yield rules[number].id, "; ".join(parts)


@lru_cache(maxsize=2)
def _numbers(grounds: Grounds) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers of requests and touchpoints; found once for all decisions of a map."""
    rows, columns = grounds.requests.names, grounds.touchpoints.names
    return {name: number for number, name in enumerate(rows)}, {name: number for number, name in enumerate(columns)}


def _whom(labels: list[str], every: int) -> str:
    return "" if len(labels) == every else " (for " + ", ".join(labels) + ")"


def effect_text(rule: CompiledRule) -> str:
    """What a rule does, in the words rules are written in; law and duty are named, as they weigh more."""
    kind = f" ({rule.rule.kind})" if rule.rule.kind in ("law", "duty") else ""
    return "; ".join(_effects(rule.effect)) + kind


def _effects(effect: Effect) -> Iterator[str]:
    if effect.forbid:
        yield "forbid"
    if effect.cap:
        yield f"cap {effect.cap}"
    if effect.require:
        yield f"require {_tests(effect.require)}"
    if effect.offer:
        yield f"offer at least {effect.offer.at_least} where {_tests(effect.offer.tests)}".removesuffix(" where ")
    if effect.lift:
        yield "lift " + ", ".join(sorted(effect.lifts))


def _tests(tests: tuple[Test, ...]) -> str:
    return " and ".join(sorted(f"{test.field.key} {_words(test)}" for test in tests))


def _words(test: Test) -> str:
    """A test's text; the order of a list says nothing."""
    text = " ".join(test.text.split())
    return "[" + ", ".join(sorted(text[1:-1].split(", "))) + "]" if text.startswith("[") else text
