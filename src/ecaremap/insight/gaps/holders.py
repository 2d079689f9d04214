"""Who holds a figure that is missing: whoever gave its like, else who answers for the place."""

from collections.abc import Iterable

from ecaremap.insight.gaps.owners import keeper
from ecaremap.model.figures import Figure
from ecaremap.model.strategy import Strategy


class Holders:
    """Looks up who holds figures of one strategy."""

    def __init__(self, strategy: Strategy) -> None:
        self.strategy = strategy
        requests = strategy.requests.values()
        self._volumes = self._most(_source(r.volume, r.source) for r in requests if r.volume)
        self._cells: dict[tuple[str, str], str] = {}

    def of_cell(self, touchpoint: str, key: str) -> str:
        """A figure of a cell: who gave it for other requests at this touchpoint, else the touchpoint's owner."""
        place = (touchpoint, key)
        if place not in self._cells:
            rows = (row[touchpoint] for row in self.strategy.coverage.values() if touchpoint in row)
            sources = [_source(figure, cell.source) for cell in rows if (figure := getattr(cell, key)) is not None]
            owner = self.strategy.touchpoints[touchpoint].owner
            self._cells[place] = self._most(sources) or owner or self.keeper
        return self._cells[place]

    def of_volumes(self, usual: str) -> str:
        """Volumes: who gave the others, else who answers where people serve customers."""
        return self._volumes or usual or self.keeper

    def of_cause(self, request: str) -> str:
        """What causes a request."""
        return self.strategy.requests[request].cause_owner or self.keeper

    def of_assumptions(self) -> str:
        """Shares that finance defends."""
        assumptions = self.strategy.assumptions
        return assumptions.signed_by.name if assumptions and assumptions.signed_by else self.keeper

    @property
    def keeper(self) -> str:
        """Who keeps the strategy."""
        return keeper(self.strategy) or "nobody named yet"

    def _most(self, sources: Iterable[str]) -> str:
        """The owner of most of the sources; empty if none is named."""
        known = [self.strategy.sources[name].owner for name in sources if name in self.strategy.sources]
        owners = sorted(owner for owner in known if owner)
        return max(owners, key=owners.count, default="")


def _source(figure: Figure | None, beside: str | None) -> str:
    return (figure.source if figure else None) or beside or ""
