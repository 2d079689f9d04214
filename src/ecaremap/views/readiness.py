"""The readiness card: facts met of facts asked, with where to write what is missing."""

from dataclasses import dataclass

from ecaremap.insight.obstacles.fact import Answer, Fact
from ecaremap.insight.readiness import Obstacle, readiness
from ecaremap.policy.decisions import Decisions
from ecaremap.views.words import counted


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact: what is asked, met / not met / unknown, what the map says, where, and what to write.

    `write` is empty where the fact is met.
    """

    id: str
    question: str
    answer: Answer
    found: str
    place: str
    write: str


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """One obstacle. `sentence` is its count in words."""

    id: str
    title: str
    why: str
    sentence: str
    asked: int
    met: int
    unknown: int
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """The card: a sentence and four obstacles. No grade, no score."""

    sentence: str
    asked: int
    met: int
    unknown: int
    obstacles: tuple[ObstacleView, ...]
    source: str = "Obstacles after McKinsey, Overcoming obstacles to digital customer care (2016)."


def readiness_view(decisions: Decisions) -> ReadinessView:
    """The readiness card of a strategy."""
    obstacles = tuple(_obstacle(decisions, obstacle) for obstacle in readiness(decisions))
    asked, met, unknown = (sum(getattr(o, key) for o in obstacles) for key in ("asked", "met", "unknown"))
    return ReadinessView(_sentence(asked, met, unknown), asked, met, unknown, obstacles)


def _sentence(asked: int, met: int, unknown: int) -> str:
    """`12 of 28 facts met, 6 unknown`."""
    tail = f", {unknown} unknown" if unknown else ""
    return f"{met} of {counted(asked, 'fact', 'facts')} met{tail}"


def _obstacle(decisions: Decisions, obstacle: Obstacle) -> ObstacleView:
    asked, met, unknown = len(obstacle.facts), obstacle.count("met"), obstacle.count("unknown")
    facts = tuple(_fact(decisions, fact) for fact in obstacle.facts)
    sentence = _sentence(asked, met, unknown)
    return ObstacleView(obstacle.id, obstacle.title, obstacle.why, sentence, asked, met, unknown, facts)


def _fact(decisions: Decisions, fact: Fact) -> FactView:
    place = decisions.project.place(fact.span)
    return FactView(fact.id, fact.question, fact.answer, fact.found, place, "" if fact.answer == "met" else fact.write)
