"""Answers by solving again: the plan is the start, so an answer is never worse than the plan itself.

The optimiser searches by its tables; what is told to readers is the difference of two exact simulations.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from ecaremap.plan.explain.asking import Told
from ecaremap.plan.optimise import binding, earliest_alone, force_in, instance, most_of, one_more, prices
from ecaremap.plan.optimise.instance import Word
from ecaremap.plan.problem import Problem, Schedule
from ecaremap.plan.result import Objective, TargetPrice, Worth
from ecaremap.plan.simulate import valuer

MONEY = 10_000.0
"""How much more budget a quarter is asked about: one unit of money would be worth nothing."""


class Answers:
    """Answers about one plan.

    Attributes:
        thorough: every question is worth its time. told: answers found before; they are not looked for again.
        steps: of the annealing for one question. solver: whether the relaxed problem is solved as well, for the
            most a bound can be worth, and targets are priced with the solver. objective: of the plan; None has no target priced, as nobody looked for the plan.
        progress: told the question and how far it is.
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
        objective: Objective | None = "npv",
        progress: Callable[[str, float], None] | None = None,
    ) -> None:
        self.problem = problem
        self.schedule = schedule
        self.seed = seed
        self.steps = steps
        self.solver = solver
        self.told = told
        self.objective = objective
        self.progress = progress
        self.asked = 0
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
        self._tell("forcing in", len(self.problem.items) - len(self.schedule))
        found = force_in(self.instance, self.schedule, item, seed=self.seed, steps=self.steps)
        return None if found is None else (self.of.npv(found.schedule) - self.npv, found.displaces)

    def one_more(self) -> Sequence[Worth]:
        """What one more unit of each bound is worth, the most valuable first."""
        if self.told:
            return self.told.one_more
        self.asked, bounds = 0, list(self._bounds())
        found = [self._more(*bound, len(bounds)) for bound in bounds]
        return sorted(found, key=lambda worth: (-worth.worth, worth.bound))

    def prices(self) -> Sequence[TargetPrice]:
        """What each target costs that can be forecast, by id."""
        if self.told and self.told.prices is not None:
            return self.told.prices
        if self.objective is None:
            return ()
        self.asked = 0
        self._tell("targets", 1)
        return sorted(
            prices(
                self.problem,
                self.of,
                self.schedule,
                self.objective,
                seed=self.seed,
                steps=self.steps,
                solver="cp-sat" if self.solver else "none",
            ),
            key=lambda price: price.target,
        )

    def _tell(self, step: str, of: int) -> None:
        """How far the questions of one kind are."""
        if self.progress:
            self.progress(step, min(1.0, self.asked / max(1, of)))
        self.asked += 1

    def _bounds(self) -> Iterator[tuple[Word, str, str, float]]:
        for team in self.problem.teams:
            yield "team", team.id, "1 person", 1.0
        if self.problem.launches_per_month is not None:
            yield "launches", "", "1 launch a month", 1.0
        if self.problem.budget:
            yield "budget", "", f"{MONEY:,.0f} {self.problem.currency} a quarter".strip(), MONEY

    @cached_property
    def _most(self) -> float | None:
        return most_of(self.instance) if self.solver else None

    def _more(self, word: Word, name: str, unit: str, amount: float, of: int) -> Worth:
        self._tell("one more", of)
        more = one_more(
            self.instance, self.schedule, word, name, amount=amount, seed=self.seed, steps=self.steps,
            solver=self.solver, bound=self._most,
        )  # fmt: skip
        exact = max(0.0, self.of.npv(more.schedule) - self.npv)
        most = None if more.at_most is None else max(more.at_most, exact)
        return Worth(f"{word}:{name}" if name else word, unit, exact, most)
