"""How many needs run into a gap: those of a request, or only those that start where the gap is."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ecaremap.insight.gaps.gap import Gap
from ecaremap.insight.gaps.profiles import Scope
from ecaremap.model.facts import degree_in
from ecaremap.model.strategy import Strategy


class Weights:
    """Counts needs of one strategy."""

    def __init__(self, strategy: Strategy) -> None:
        self.strategy = strategy
        self.volumes = {name: r.volume.likely for name, r in strategy.requests.items() if r.volume}
        complete = bool(strategy.requests) and len(self.volumes) == len(strategy.requests)
        self.total = sum(self.volumes.values(), Decimal(0)) if complete else None
        self._at: dict[str, Decimal | None] = {}

    def needs(self, scope: Scope, requests: Iterable[str], touchpoint: str) -> Decimal | None:
        """The needs that run into a gap; None where figures miss or no needs are meant."""
        if scope == "strategy":
            return None
        if scope == "touchpoint":
            return self._at_touchpoint(touchpoint) if touchpoint else None
        names = list(requests)
        parts = [self.starting(name, touchpoint) if scope == "cell" else self.volumes.get(name) for name in names]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if names and len(known) == len(names) else None

    def starting(self, request: str, touchpoint: str) -> Decimal | None:
        """The needs of a request that start at a touchpoint; None if volume or starts are unknown."""
        volume, starts = self.volumes.get(request), self.strategy.requests[request].starts_at
        if volume is None or not starts:
            return None
        return volume * starts[touchpoint].likely if touchpoint in starts else Decimal(0)

    def share(self, needs: Decimal | None) -> Decimal | None:
        """Needs as a share of all, where all volumes are known."""
        return needs / self.total if needs is not None and self.total else None

    def _at_touchpoint(self, touchpoint: str) -> Decimal | None:
        """All needs that start at a touchpoint with what is offered there, as far as starts are known."""
        if touchpoint not in self._at:
            self._at[touchpoint] = self._added_up(touchpoint)
        return self._at[touchpoint]

    def _added_up(self, touchpoint: str) -> Decimal | None:
        there = self.strategy.touchpoints[touchpoint]
        known = [
            self.starting(request, touchpoint)
            for request, row in self.strategy.coverage.items()
            if touchpoint in row and degree_in(row[touchpoint], there, "target")
        ]
        found = [needs for needs in known if needs is not None]
        return sum(found, Decimal(0)) if found else None

    def touched(self, gaps: Sequence[Gap]) -> Decimal | None:
        """The needs that run into at least one of some gaps, each counted once; None without volumes."""
        if self.total is None:
            return None
        whole: set[str] = set()
        places: dict[str, set[str]] = {}
        for gap in gaps:
            for request in self._concerned(gap):
                if gap.touchpoint:
                    places.setdefault(request, set()).add(gap.touchpoint)
                else:
                    whole.add(request)
        needs = sum((self.volumes[name] for name in whole), Decimal(0))
        for request, names in places.items():
            if request not in whole:
                needs += sum((self.starting(request, name) or Decimal(0) for name in names), Decimal(0))
        return needs

    def _concerned(self, gap: Gap) -> Iterable[str]:
        """The requests of a gap; of a gap of a whole touchpoint, all that are written there."""
        if gap.needs is None:
            return ()
        if gap.request:
            return (gap.request,)
        coverage = self.strategy.coverage.items()
        return [request for request, row in coverage if gap.touchpoint in row] if gap.touchpoint else ()
