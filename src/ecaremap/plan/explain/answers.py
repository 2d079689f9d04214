"""Answers by solving again: the plan is the start, so an answer is never worse than the plan itself.

The optimiser searches by its tables; what is told to readers is the difference of two exact simulations.
"""

from collections.abc import Iterator, Sequence

from ecaremap.plan.explain.asking import Told
from ecaremap.plan.optimise import binding, earliest_alone, force_in, instance, one_more
from ecaremap.plan.optimise.instance import Word
from ecaremap.plan.problem import Problem, Schedule
from ecaremap.plan.result import Worth
from ecaremap.plan.simulate import valuer

MONEY = 10_000.0
"""How much more budget a quarter is asked about: one unit of money would be worth nothing."""


class Answers:
    """Answers about one plan.

    Attributes:
        thorough: every question is worth its time. told: answers found before; they are not looked for again.
        steps: of the annealing for one question. solver: whether the relaxed problem is solved as well, for the
            most a bound can be worth.
    """

    def __init__(
        self,
        problem: Problem,
        schedule: Schedule,
        *,
        seed: int,
        steps: int,
        solver: bool,
        thorough: bool = True,
        told: Told | None = None,
    ) -> None:
        self.problem = problem
        self.schedule = schedule
        self.seed = seed
        self.steps = steps
        self.solver = solver
        self.told = told
        self.thorough = thorough or told is not None
        self.of = valuer(problem)
        self.instance = instance(problem, self.of)
        self.npv = self.of.npv(schedule)

    def earliest(self, item: str) -> int:
        """The first month an item could start with nobody else in its way."""
        return earliest_alone(self.instance, item)

    def binding(self, item: str) -> tuple[tuple[str, str], ...]:
        """What kept an item on the plan from starting a month earlier."""
        return tuple((held.word, held.id) for held in binding(self.instance, self.schedule, item))

    def forced(self, item: str) -> tuple[float, tuple[str, ...]] | None:
        """What the best plan found with this item is worth beyond today's, and what leaves for it."""
        if self.told and item in self.told.forced:
            return self.told.forced[item]
        found = force_in(self.instance, self.schedule, item, seed=self.seed, steps=self.steps)
        return None if found is None else (self.of.npv(found.schedule) - self.npv, found.displaces)

    def one_more(self) -> Sequence[Worth]:
        """What one more unit of each bound is worth, the most valuable first."""
        if self.told:
            return self.told.one_more
        found = [self._more(word, name, unit, amount) for word, name, unit, amount in self._bounds()]
        return sorted(found, key=lambda worth: (-worth.worth, worth.bound))

    def _bounds(self) -> Iterator[tuple[Word, str, str, float]]:
        for team in self.problem.teams:
            yield "team", team.id, "1 person", 1.0
        if self.problem.launches_per_month is not None:
            yield "launches", "", "1 launch a month", 1.0
        if self.problem.budget:
            yield "budget", "", f"{MONEY:,.0f} {self.problem.currency} a quarter".strip(), MONEY

    def _more(self, word: Word, name: str, unit: str, amount: float) -> Worth:
        more = one_more(
            self.instance, self.schedule, word, name, amount=amount, seed=self.seed, steps=self.steps,
            solver=self.solver,
        )  # fmt: skip
        exact = max(0.0, self.of.npv(more.schedule) - self.npv)
        most = None if more.at_most is None else max(more.at_most, exact)
        return Worth(f"{word}:{name}" if name else word, unit, exact, most)
