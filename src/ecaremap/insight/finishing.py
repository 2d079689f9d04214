"""What finishes requests without a visit or a call, and where the rules would allow it."""

from collections.abc import Iterator

from ecaremap.insight.cells import undecided
from ecaremap.model.cell import Cell
from ecaremap.model.facts import completes, degree_in
from ecaremap.model.request import Request
from ecaremap.model.scales import DEGREES, State
from ecaremap.policy.breaches import NO_OWN_DATA, Subject
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.judge import Verdict

_BY_MACHINE = tuple(degree for degree in DEGREES if degree not in ("none", "human"))
_UNWRITTEN = Cell.model_construct()


class Finishing:
    """Answers for one strategy; what requests and touchpoints share is looked up once."""

    def __init__(self, decisions: Decisions) -> None:
        self.strategy = decisions.project.strategy
        self.judge = decisions.judges["target", None]
        grounds = decisions.grounds
        self._row = {name: number for number, name in enumerate(grounds.requests.names)}
        self._column = {name: number for number, name in enumerate(grounds.touchpoints.names)}
        self._can: dict[tuple[object, ...], bool] = {}
        touchpoints = self.strategy.touchpoints.items()
        self.machines = tuple(sorted(name for name, t in touchpoints if t.family != "traditional"))
        self.digital = tuple(name for name in self.machines if self.strategy.touchpoints[name].family == "digital")

    def verdict(self, request: str, touchpoint: str) -> Verdict:
        """What the rules in force up to the horizon say about a cell."""
        return self.judge.verdict(self._row[request], self._column[touchpoint])

    def personal(self, request: str) -> bool:
        """Whether the rules let customers finish alone at no digital touchpoint at all."""
        verdicts = [self.verdict(request, name) for name in self.digital]
        return bool(verdicts) and not any(verdict.allows("self-serve") for verdict in verdicts)

    def places(self, request: str, state: State) -> Iterator[str]:
        """The digital and automated-voice touchpoints that finish a request in a state, by id."""
        row, item = self.strategy.coverage.get(request, {}), self.strategy.requests[request]
        for name in self.machines:
            cell = row.get(name)
            if cell and completes(item, cell, degree_in(cell, self.strategy.touchpoints[name], state)):
                yield name

    def allowed(self, request: str) -> Iterator[str]:
        """Where the rules would let a request be finished so, and nobody has decided against it."""
        row, item = self.strategy.coverage.get(request, {}), self.strategy.requests[request]
        for name in self.machines:
            cell = row.get(name)
            if self.strategy.touchpoints[name].status == "withdrawn" or (cell and cell.status == "withdrawn"):
                continue
            refused = cell.not_here is not None if cell else not undecided(self.strategy, name)
            if not refused and self._may_finish((request, item), name, cell or _UNWRITTEN):
                yield name

    def _may_finish(self, subject: tuple[str, Request], name: str, cell: Cell) -> bool:
        """Whether a degree that the rules allow would finish the request; few combinations, asked once each."""
        request, verdict = subject[1], self.verdict(subject[0], name)
        fits = not verdict.require or self._fits(subject, name, cell, verdict)
        says = (request.job, request.completes, cell.completes, cell.finished_by)
        key = (*says, bool(verdict.forbid), verdict.cap, fits)
        if key not in self._can:
            degrees = (degree for degree in _BY_MACHINE if fits or degree in NO_OWN_DATA)
            self._can[key] = any(verdict.allows(degree) and completes(request, cell, degree) for degree in degrees)
        return self._can[key]

    def _fits(self, subject: tuple[str, Request], name: str, cell: Cell, verdict: Verdict) -> bool:
        """Whether the touchpoint is as rules ask for it; what the cell lacks can still be written."""
        rules = self.judge.grounds.rules.rules
        tests = [test for number in verdict.require for test in rules[number].effect.require]
        there = Subject(*subject, name, self.strategy.touchpoints[name], cell, "self-serve", "target")
        return all(there.meets(test) for test in tests if test.field.side == "touchpoint")
