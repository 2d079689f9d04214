"""One fact asked of the map, and what several obstacles need to answer theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ecaremap.insight.asking import shortened
from ecaremap.insight.finishing import Finishing
from ecaremap.model.project import Project
from ecaremap.model.source import Span
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions

Answer = Literal["met", "not met", "unknown"]
"""Unknown: the map does not say. Not met: it does, and that is not enough."""

MOST = Decimal("0.80")
"""The frequent requests are the fewest that make up this share of the needs."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    Attributes:
        question: what is asked. answer: met, not met or unknown.
        found: what the map says about it. span: where, or where it would stand.
        write: what to write so that the map answers.
    """

    id: str
    question: str
    answer: Answer
    found: str
    span: Span | None
    write: str


@dataclass(frozen=True)
class Ground:
    """What the facts are read from."""

    decisions: Decisions
    finishing: Finishing
    frequent: tuple[str, ...]

    @property
    def project(self) -> Project:
        """The strategy with its places."""
        return self.decisions.project

    @property
    def strategy(self) -> Strategy:
        """The strategy."""
        return self.decisions.project.strategy

    def place(self, *paths: Sequence[str | int]) -> Span | None:
        """The first of the places that exists; else the top of the strategy."""
        spans = (self.project.key_span(*path) for path in paths if self._exists(path))
        return next((span for span in spans if span), self.project.key_span("name"))

    def _exists(self, path: Sequence[str | int]) -> bool:
        node: Any = self.project.tree
        try:
            for part in path:
                node = node[part]
        except (KeyError, IndexError, TypeError):
            return False
        return True


def ground(decisions: Decisions) -> Ground:
    """What all facts of a strategy are read from."""
    return Ground(decisions, Finishing(decisions), frequent(decisions.project.strategy))


def frequent(strategy: Strategy) -> tuple[str, ...]:
    """The fewest requests that make up 80% of the needs; without volumes those that come often. By weight."""
    volumes = {name: r.volume.likely for name, r in strategy.requests.items() if r.volume}
    if len(volumes) < len(strategy.requests):
        order = ("very often", "often")
        often = [(order.index(r.frequency), n) for n, r in strategy.requests.items() if r.frequency in order]
        return tuple(name for _, name in sorted(often))
    found, total, wanted = [], Decimal(0), sum(volumes.values()) * MOST
    for name in sorted(volumes, key=lambda name: (-volumes[name], name)):
        if total >= wanted:
            break
        total += volumes[name]
        found.append(name)
    return tuple(found)


def answer(met: int, said: int, asked: int) -> Answer:
    """The answer to a fact asked of several objects: unknown where the map says nothing about any."""
    if met == asked:
        return "met"
    return "not met" if said else "unknown"


def of(met: int, asked: int, what: str, lacking: Iterable[str] = ()) -> str:
    """`3 of 5 touchpoints; not at a, b`."""
    if not asked:
        return f"no {what}"
    names = shortened(sorted(lacking))
    return f"{met} of {asked} {what}" + (f"; not: {names}" if names else "")
