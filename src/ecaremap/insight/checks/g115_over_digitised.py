"""G115: customers are to finish alone what may need a person, and no rule has decided so."""

from collections.abc import Iterator

from ecaremap.insight.asking import each_or_one
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.model.finding import Check, Finding
from ecaremap.model.request import Request
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.judge import Judge
from ecaremap.policy.ruleset import CompiledRule
from ecaremap.policy.tests import Test

TALK = {"discuss": "discuss", "validate": "validate", "vent": "complain"}
ALONE = "self-serve"
"""The degree at which customers finish without anybody."""

HOW_FAR = ("degree", "completes", "human_route")
"""What a rule that speaks about a cell's reach tests."""


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell, at sketch level one in all."""
    judge = decisions.judges["target", None]
    row = {name: number for number, name in enumerate(decisions.grounds.requests.names)}
    column = {name: number for number, name in enumerate(decisions.grounds.touchpoints.names)}
    found = (
        _finding(decisions, context)
        for context in written_cells(decisions.project)
        if context.target == ALONE
        and context.digital
        and reasons(context.request)
        and not _ruled(judge, row[context.request_id], column[context.touchpoint_id])
    )
    one = "At 1 cell customers are to finish alone what may need a person."
    many = "At {} cells customers are to finish alone what may need a person."
    return each_or_one(decisions.project.strategy, "costed", found, one, many)


def reasons(request: Request) -> list[str]:
    """Why a person may be needed; empty if nothing speaks for it."""
    found = [f"the job is to {TALK[request.job]}"] if request.job in TALK else []
    if request.emotion == "high":
        found.append("customers feel strongly about it")
    if request.cross_sell == "high":
        found.append("talking about it sells")
    return found


def _ruled(judge: Judge, row: int, column: int) -> bool:
    """Whether a rule has decided how far the cell may or must go, or exempts it from one that would."""
    verdict = judge.verdict(row, column)
    if verdict.forbid or verdict.caps or verdict.lifted:
        return True
    rules = judge.grounds.rules.rules
    required = [test for number in verdict.require for test in rules[number].effect.require]
    return _speaks(required) or any(_speaks(_offered(rule)) for rule in judge.row_rules(row))


def _speaks(tests: list[Test]) -> bool:
    return any(test.field.side == "cell" and test.field.name in HOW_FAR for test in tests)


def _offered(rule: CompiledRule) -> list[Test]:
    """What a rule demands where customers may finish alone; a duty to have a person is no such word."""
    tests = list(rule.effect.offer.tests) if rule.effect.offer else []
    return tests if any(ALONE in test.text for test in tests) else []


def _finding(decisions: Decisions, context: CellContext) -> Finding:
    return Finding(
        "G115",
        "warning",
        f"Customers are to finish '{context.request_id}' alone at '{context.touchpoint_id}'.",
        context.where,
        field="target",
        span=decisions.project.key_span("coverage", context.request_id, context.touchpoint_id),
        help="aim at assisted, or write the rule that says why this is right",
        notes=(", ".join(reasons(context.request)), "no rule speaks about it"),
        states=("target",),
    )


CHECK = Check("G115", "over-digitised", "warning", "Customers are to finish alone what may need a person.", run)
