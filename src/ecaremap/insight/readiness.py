"""The readiness card: the four obstacles to digital care, as facts asked of the map.

McKinsey's article "Overcoming obstacles to digital customer care" (2016) names them. What the map does not say is
unknown, not bad; there is no grade and no score.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ecaremap.insight.obstacles import experience, migration, organisation, revenue
from ecaremap.insight.obstacles.fact import Answer, Fact, Ground, ground
from ecaremap.policy.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One of the four obstacles, with its facts in reading order."""

    id: str
    title: str
    why: str
    facts: tuple[Fact, ...]

    def count(self, answer: Answer) -> int:
        """How many facts have an answer."""
        return sum(fact.answer == answer for fact in self.facts)


OBSTACLES: tuple[tuple[str, str, str, Callable[[Ground], tuple[Fact, ...]]], ...] = (
    (
        "experience",
        "Experience",
        "Customers return to the phone when the digital way is harder.",
        experience.facts,
    ),
    (
        "migration",
        "Migration strategy",
        "Customers do not move by themselves, and not all at once.",
        migration.facts,
    ),
    (
        "revenue",
        "Fear of revenue loss",
        "Sales made in conversations are at stake until somebody counts them.",
        revenue.facts,
    ),
    (
        "organisation",
        "Organisation",
        "Care, IT, sales and billing each hold a piece; somebody has to hold the whole.",
        organisation.facts,
    ),
)


def readiness(decisions: Decisions) -> tuple[Obstacle, ...]:
    """The four obstacles with all their facts."""
    shared = ground(decisions)
    return tuple(Obstacle(name, title, why, facts(shared)) for name, title, why, facts in OBSTACLES)
