"""Which figure next: missing figures, ranked by how much they could change a decision."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.insight.asking import counted
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.checks import g105_exists_but_unused, g110_leaking, g155_fix_the_cause_first
from ecaremap.insight.gaps.gap import Gap, Price
from ecaremap.insight.gaps.holders import Holders
from ecaremap.insight.gaps.keep import keep_list
from ecaremap.insight.gaps.pricing import Pricer, Term
from ecaremap.insight.gaps.ranges import RANGES, Range
from ecaremap.insight.gaps.supposing import crossing, with_cells, with_requests
from ecaremap.insight.gaps.weights import Weights
from ecaremap.insight.limits import share
from ecaremap.insight.reach import ALONE, reaches
from ecaremap.model.facts import completes
from ecaremap.model.fields import PER_YEAR
from ecaremap.policy.decisions import Decisions


@dataclass(frozen=True, slots=True)
class NextFigure:
    """One missing figure, or one that is missing for many objects.

    Attributes:
        figure: its key in the strategy. objects: what it is missing for. holder: who holds it.
        low, high: the plausible range as tried, empty where a figure has none. ground: what the range rests on.
        decision: what hangs on it.
        swing: money a year between both ends. needs: the needs it is about. None if unknown.
        changes: how many decisions could change.
    """

    figure: str
    objects: tuple[str, ...]
    holder: str
    low: str
    high: str
    ground: str
    decision: str
    swing: Decimal | None
    needs: Decimal | None
    changes: int


def next_figures(decisions: Decisions, gaps: Sequence[Gap]) -> tuple[NextFigure, ...]:
    """All missing figures on which a decision hangs, the one that could change most first."""
    finder = _Finder(decisions, gaps)
    found = [
        *finder.at_cells(),
        *finder.of_causes(),
        *finder.of_volumes(),
        *finder.of_eligibility(),
        *finder.of_prices(),
    ]
    return tuple(
        sorted(found, key=lambda f: (-(f.swing or 0), -(f.needs or 0), -f.changes, f.figure, f.objects, f.holder))
    )


class _Finder:
    """Tries both ends of the range of each missing figure of one strategy."""

    def __init__(self, decisions: Decisions, gaps: Sequence[Gap]) -> None:
        self.decisions = decisions
        self.strategy = decisions.project.strategy
        self.gaps = gaps
        self.holders = Holders(self.strategy)
        self.weights = Weights(self.strategy)
        self.pricer = Pricer(decisions)
        self.live = [c for c in written_cells(decisions.project) if c.digital and _finishes(c)]

    def at_cells(self) -> Iterator[NextFigure]:
        """Calls afterwards, use and completion of live cells: whether they are a gap, whether they work."""
        yield from self._cells("calls_after", "leak", "whether it leaks, and has to be repaired")
        yield from self._cells("used_share", "unused", "whether to promote it before more is built")
        yield from self._cells("completion", "", "whether to lead customers there, or to repair it first")

    def _cells(self, key: str, pricing: str, decision: str) -> Iterator[NextFigure]:
        places: dict[str, set[str]] = {}
        for context in self.live:
            if key == "used_share" and context.today not in ALONE:
                continue
            # Where nobody starts, nothing hangs on it.
            starting = self.weights.starting(context.request_id, context.touchpoint_id)
            if getattr(context.cell, key) is None and starting != 0:
                places.setdefault(context.request_id, set()).add(context.touchpoint_id)
        if not places:
            return
        span = RANGES[key]
        ends = [with_cells(self.decisions, key, value, places) for value in (span.low, span.high)]
        undecided = crossing(ends[0], ends[1], lambda supposed: self._decided(key, supposed))
        pricers = [Pricer(end) for end in ends]
        for request, names in places.items():
            for name in sorted(names):
                where = f"{request}/{name}"
                needs = self.weights.starting(request, name)
                if where in undecided:
                    swing = self._swing(pricers, pricing, request, name) if pricing else self._unfinished(request, name)
                    yield self._one(key, where, self.holders.of_cell(name, key), span, decision, swing, needs)

    def _decided(self, key: str, supposed: Decisions) -> set[str]:
        """The cells that a figure's check finds, or that work in spite of it."""
        if key == "completion":
            return {f"{kept.request}/{kept.touchpoint}" for kept in keep_list(supposed, self.gaps)}
        check = g110_leaking if key == "calls_after" else g105_exists_but_unused
        return {finding.where for finding in check.run(supposed)}

    def _swing(self, pricers: Sequence[Pricer], pricing: str, request: str, touchpoint: str) -> Decimal | None:
        """How far the price moves between the ends; None if it cannot be told."""
        found = [pricer.price(pricing, request, touchpoint) for pricer in pricers]
        if not any(isinstance(price, Price) for price in found):
            return None
        low, high = (price.amount if isinstance(price, Price) else Decimal(0) for price in found)
        return abs(high - low)

    def _unfinished(self, request: str, touchpoint: str) -> Decimal | None:
        """What those cost who do not finish and come to a person, between the ends."""
        pricer = self.pricer
        parts = (pricer.volume(request), pricer.starts(request, touchpoint), pricer.cost(request))
        amount = PER_YEAR[self.strategy.volumes_per] * (RANGES["completion"].high - RANGES["completion"].low)
        for part in parts:
            if not isinstance(part, Term):
                return None
            amount *= part.value
        return amount

    def of_causes(self) -> Iterator[NextFigure]:
        """How much of a request is failure demand: whether to remove the cause or to build."""
        lacking = {
            name for name, r in self.strategy.requests.items() if r.failure_share is None and r.demand != "value"
        }
        span = RANGES["failure_share"]
        ends = [with_requests(self.decisions, "failure_share", value, lacking) for value in (span.low, span.high)]
        undecided = crossing(ends[0], ends[1], _causes_first)
        pricers = [Pricer(end) for end in ends]
        decision = "whether to remove the cause before anything is built"
        for name in sorted(undecided & lacking):
            swing = self._swing(pricers, "cause", name, "")
            needs = self.weights.volumes.get(name)
            yield self._one("failure_share", name, self.holders.of_cause(name), span, decision, swing, needs)

    def of_volumes(self) -> Iterator[NextFigure]:
        """Where a request stands among the others: its rank at both ends of what the others have."""
        known = sorted(self.weights.volumes.values())
        lacking = sorted(name for name in self.strategy.requests if name not in self.weights.volumes)
        holder = self.holders.of_volumes(self.pricer.people)
        if lacking and not known:
            decision = "which gap comes first: without volumes every request counts the same"
            yield NextFigure("volume", tuple(lacking), holder, "", "", "", decision, None, None, len(lacking))
            return
        for name in lacking:
            low, high = known[0], known[-1]
            moves = bisect_left(known, high) - bisect_left(known, low)
            ranks = f"whether it is request {len(known) + 1} of {len(known) + 1} by volume, or among the first"
            ground = "the smallest and the largest volume of the others"
            yield NextFigure("volume", (name,), holder, f"{low:f}", f"{high:f}", ground, ranks, None, high, moves)

    def of_eligibility(self) -> Iterator[NextFigure]:
        """How much could be finished digitally at all."""
        common = self.strategy.assumptions
        if common and common.eligible_share:
            return
        requests = self.strategy.requests.items()
        lacking = sorted(n for n, r in requests if not (r.assumptions and r.assumptions.eligible_share))
        reach = reaches(self.decisions)
        lacking = [name for name in lacking if reach[name].digital]
        volumes = [self.weights.volumes.get(name) for name in lacking]
        if not lacking or any(volume is None for volume in volumes):
            return
        span = RANGES["eligible_share"]
        total = sum((volume for volume in volumes if volume), Decimal(0))
        needs = total * (span.high - span.low)
        decision = "how much could be finished digitally at all, and so which target can be reached"
        yield NextFigure(
            "eligible_share", tuple(lacking), self.holders.of_assumptions(), share(span.low), share(span.high),
            span.ground, decision, None, needs, len(lacking),
        )  # fmt: skip

    def of_prices(self) -> Iterator[NextFigure]:
        """Figures without a range that stand between gaps and their price."""
        waiting: dict[tuple[str, str], list[tuple[str, Gap]]] = {}
        for gap in self.gaps:
            for wanted in gap.tells:
                if wanted.figure not in RANGES and wanted.figure not in ("volume", "csat"):
                    waiting.setdefault((wanted.figure, wanted.holder), []).append((wanted.of, gap))
        for (figure, holder), entries in waiting.items():
            objects = tuple(sorted({of for of, _ in entries if of}))
            unpriced = list(dict.fromkeys(gap for _, gap in entries))
            what = counted(len(unpriced), "gap costs", "gaps cost")
            needs = self.weights.touched(unpriced)
            yield NextFigure(figure, objects, holder, "", "", "", f"what {what}", None, needs, len(unpriced))

    def _one(
        self,
        figure: str,
        where: str,
        holder: str,
        span: Range,
        decision: str,
        swing: Decimal | None,
        needs: Decimal | None,
    ) -> NextFigure:
        ends = (share(span.low), share(span.high))
        return NextFigure(figure, (where,), holder, *ends, span.ground, decision, swing, needs, 1)


def _finishes(context: CellContext) -> bool:
    return completes(context.request, context.cell, context.today)


def _causes_first(decisions: Decisions) -> set[str]:
    """The requests about to go further whose cause would have to be removed first."""
    return set(g155_fix_the_cause_first.concerned(decisions))
