"""How much is asked for at each level: below it, what is missing is one counted question."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ecaremap.model.finding import Finding
from ecaremap.model.scales import STRATEGY_LEVELS, StrategyLevel
from ecaremap.model.strategy import Strategy

SHOWN = 5
EVERYWHERE = "*"
"""The object of a question that counts many."""


def asks(strategy: Strategy, level: StrategyLevel) -> bool:
    """Whether the strategy's level asks for what `level` asks for."""
    return STRATEGY_LEVELS.index(strategy.level) >= STRATEGY_LEVELS.index(level)


def counted(number: int, one: str, many: str) -> str:
    """`1 request`, `3 requests`."""
    return f"{number} {one if number == 1 else many}"


def shortened(names: Iterable[str], shown: int = SHOWN) -> str:
    """`a, b, c and 4 more`."""
    listed = list(names)
    more = f" and {len(listed) - shown} more" if len(listed) > shown else ""
    return ", ".join(listed[:shown]) + more


def each_or_one(
    strategy: Strategy, level: StrategyLevel, findings: Iterable[Finding], one: str, many: str
) -> Iterator[Finding]:
    """Each finding from `level` on; before it, one question that counts them.

    `one` and `many` are the question's words for one finding and for several; `{}` is their number.
    """
    found = list(findings)
    if asks(strategy, level) or not found:
        yield from found
        return
    yield replace(
        found[0],
        severity="info",
        message=(one if len(found) == 1 else many).format(len(found)),
        where=EVERYWHERE,
        label="",
        notes=(f"for example {shortened(dict.fromkeys(finding.where for finding in found))}",),
        related=(),
        states=(),
        question=True,
    )


def counts_many(finding: Finding) -> bool:
    """Whether a finding is the one question that stands for findings about single objects."""
    return finding.question and finding.where == EVERYWHERE and finding.code[0] in "GJ"
