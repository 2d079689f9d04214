"""How far the strategy has come, in four shares of one whole: possible, offered, used, verified."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.asking import counted, shortened
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.reach import Reach, reaches
from ecaremap.model.facts import completes
from ecaremap.model.figures import Figure
from ecaremap.policy.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Measure:
    """One share, with both its parts in words.

    Attributes:
        value: numerator / denominator, None where figures miss; then `missing` says which.
        counted: the numerator. of: the denominator, in needs or in requests.
        note: what to know when reading it.
    """

    key: str
    title: str
    numerator: str
    denominator: str
    value: Decimal | None
    counted: Decimal | None
    of: Decimal
    missing: tuple[str, ...] = ()
    note: str = ""


def headline(decisions: Decisions) -> tuple[Measure, ...]:
    """The four measures, each a part of the one before as a rule; by volume if every request has one."""
    return tuple(_Counter(decisions).measures())


class _Counter:
    """Weighs the requests of one strategy: by their volume, or each as one."""

    def __init__(self, decisions: Decisions) -> None:
        self.strategy = decisions.project.strategy
        requests = self.strategy.requests
        self.by_volume = bool(requests) and all(r.volume for r in requests.values())
        self.weights = {n: r.volume.likely if self.by_volume and r.volume else Decimal(1) for n, r in requests.items()}
        self.total = sum(self.weights.values(), Decimal(0))
        self.reach = reaches(decisions)
        self.cells: dict[str, list[CellContext]] = {name: [] for name in requests}
        for context in written_cells(decisions.project):
            digital = context.touchpoint.family == "digital"
            if digital and completes(context.request, context.cell, context.today):
                self.cells[context.request_id].append(context)
        self.eligible = {name: self._eligible(name) for name in requests}

    def measures(self) -> Iterator[Measure]:
        """Each needs a little more than the one before."""
        weighed = self.by_volume
        unknown = [name for name, share in self.eligible.items() if share is None and self.reach[name].digital]
        limited = weighed and not unknown
        lack = (f"eligible_share of {counted(len(unknown), 'request', 'requests')} ({shortened(unknown, 3)})",)
        yield self._measure(
            "possible", "Could be finished digitally",
            "needs of eligible customers that the rules allow to be finished at a digital touchpoint"
            if weighed else "requests that the rules allow to be finished at a digital touchpoint",
            self._possible, lack if weighed and unknown else (), "" if weighed else "eligibility is not counted",
        )  # fmt: skip
        yield self._measure(
            "offered", "Is offered",
            ("needs of eligible customers" if limited else "needs" if weighed else "requests")
            + " that a live digital touchpoint finishes today",
            self._offered,
            (), "" if limited or not weighed else "whether or not each customer is eligible",
        )  # fmt: skip
        starts = [name for name, request in self.strategy.requests.items() if not request.starts_at]
        lack = (f"starts_at of {counted(len(starts), 'request', 'requests')} ({shortened(starts, 3)})",)
        yield self._measure(
            "used", "Is used",
            f"{'needs' if weighed else 'starts of the average request'} that start at a digital touchpoint which finishes them today",
            lambda name: sum((self._start(cell) for cell in self.cells[name]), Decimal(0)), lack if starts else (),
        )  # fmt: skip
        yield self._verified(lack if starts else ())

    def _verified(self, lack: tuple[str, ...]) -> Measure:
        cells = [cell for row in self.cells.values() for cell in row]
        known = [cell for cell in cells if _evidence(cell)]
        if not known:
            lack = (*lack, "completion and calls_after of any live digital cell")
        kinds = sorted({self._kind(cell) for cell in known})
        note = f"{len(known)} of {counted(len(cells), 'cell', 'cells')} with evidence"
        return self._measure(
            "verified", "Is verified by evidence",
            "of these, finished by measured completion and not followed by a call; cells without evidence count as nothing",
            lambda name: sum((self._start(cell) * _evidence(cell) for cell in self.cells[name]), Decimal(0)),
            lack, note + (f" ({', '.join(kinds)})" if kinds else ""),
        )  # fmt: skip

    def _measure(
        self,
        key: str,
        title: str,
        numerator: str,
        part: Callable[[str], Decimal],
        missing: tuple[str, ...],
        note: str = "",
    ) -> Measure:
        denominator = (
            f"all needs of a {self.strategy.volumes_per}" if self.by_volume else "all requests, each counted once"
        )
        found = None
        if not missing and self.total:
            found = sum((weight * part(name) for name, weight in self.weights.items()), Decimal(0))
        value = found / self.total if found is not None else None
        return Measure(key, title, numerator, denominator, value, found, self.total, missing, note)

    def _possible(self, name: str) -> Decimal:
        reach: Reach = self.reach[name]
        if not self.by_volume:
            return Decimal(1) if reach.digital else Decimal(0)
        return min(reach.digital, self._all(name))

    def _all(self, name: str) -> Decimal:
        share = self.eligible[name]
        return Decimal(1) if share is None else share

    def _offered(self, name: str) -> Decimal:
        if not self.cells[name]:
            return Decimal(0)
        return self._all(name) if self.by_volume else Decimal(1)

    def _eligible(self, name: str) -> Decimal | None:
        """The share of customers who may and can go digital with a request; None if nobody has said."""
        blocks = (self.strategy.requests[name].assumptions, self.strategy.assumptions)
        figures: list[Figure] = [block.eligible_share for block in blocks if block and block.eligible_share]
        return figures[0].likely if figures else None

    def _start(self, cell: CellContext) -> Decimal:
        start = cell.request.starts_at.get(cell.touchpoint_id)
        return start.likely if start else Decimal(0)

    def _kind(self, cell: CellContext) -> str:
        """What kind of evidence a cell's completion rests on."""
        name = (cell.cell.completion.source if cell.cell.completion else None) or cell.cell.source or ""
        return self.strategy.sources[name].kind if name in self.strategy.sources else "without a source"


def _evidence(cell: CellContext) -> Decimal:
    """The share of starts that is known to end well: completed, and no call afterwards; 0 where unknown."""
    completion, calls = cell.cell.completion, cell.cell.calls_after
    if completion is None or calls is None:
        return Decimal(0)
    return completion.likely * (1 - calls.likely)
