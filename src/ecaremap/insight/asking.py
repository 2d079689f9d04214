"""How much is asked for at each level: below it, what is missing is one counted question."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ecaremap.model.finding import Finding
from ecaremap.model.scales import STRATEGY_LEVELS, StrategyLevel
from ecaremap.model.strategy import Strategy

SHOWN = 5


def asks(strategy: Strategy, level: StrategyLevel) -> bool:
    """Does the strategy's level ask for what `level` asks for?"""
    return STRATEGY_LEVELS.index(strategy.level) >= STRATEGY_LEVELS.index(level)


def counted(number: int, one: str, many: str) -> str:
    """`1 request`, `3 requests`."""
    return f"{number} {one if number == 1 else many}"


def each_or_one(
    strategy: Strategy, level: StrategyLevel, findings: Iterable[Finding], question: str
) -> Iterator[Finding]:
    """Each finding from `level` on; before it, one question that counts them.

    `question` has a place for the count, as in "{} cells do not say …".
    """
    found = list(findings)
    if asks(strategy, level) or not found:
        yield from found
        return
    examples = ", ".join(dict.fromkeys(finding.where for finding in found[:SHOWN]))
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    yield replace(
        found[0],
        severity="info",
        message=question.format(len(found)),
        where="*",
        label="",
        notes=(f"for example {examples}{more}",),
        related=(),
        question=True,
    )
