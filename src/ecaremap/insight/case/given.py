"""Figures on their way into the case: each keeps its range, its source, and what kind of figure it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ecaremap.insight.case import symbols
from ecaremap.model.case import Assumptions
from ecaremap.model.figures import Figure, Shape
from ecaremap.model.request import Request
from ecaremap.model.strategy import Strategy

Kind = Literal["client", "benchmark", "default"]
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """One figure of the case.

    Attributes:
        of: the request, touchpoint or build it is about; empty where it holds for all.
        low, high: the range, equal to `value` for a point; of a lognormal the 10th and 90th percentile.
        source: for readers, empty if nobody named one. kind: client, benchmark, or default (a usual rate).
        driver: what its uncertainty comes from; inputs of one driver move together.
        path: where it is written in the strategy; empty for a default. note: how it was worked out.
    """

    symbol: str
    of: str
    value: Decimal
    low: Decimal
    high: Decimal
    shape: Shape
    unit: str
    source: str
    kind: Kind
    driver: str
    path: Path = ()
    note: str = ""

    @property
    def certain(self) -> bool:
        """No range was given."""
        return self.low == self.high

    def at_most(self, limit: Decimal, note: str) -> "Input":
        """The same figure, capped; the note says why, if the cap binds."""
        if self.high <= limit:
            return self
        value, low, high = (min(end, limit) for end in (self.value, self.low, self.high))
        shape: Shape = self.shape if low < high else "point"
        return replace(self, value=value, low=low, high=high, shape=shape, note=_joined((self.note, note)))

    def times(self, factor: Decimal, symbol: str, note: str = "") -> "Input":
        """Another figure in proportion to this one; it keeps the driver."""
        value, low, high = self.value * factor, self.low * factor, self.high * factor
        return replace(self, symbol=symbol, value=value, low=low, high=high, note=_joined((self.note, note)))


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure nobody gave: which, of what, who holds it, and what that does to the case.

    Attributes:
        figure: the key as it is written in a strategy. of: the object; empty where it holds for all.
        blocks: without it the request stays out of the case.
    """

    figure: str
    of: str
    holder: str
    effect: str
    blocks: bool = True


class Given:
    """Looks figures up in a strategy, nearest first, and says where each comes from."""

    def __init__(self, strategy: Strategy) -> None:
        self.strategy = strategy
        governance = strategy.governance
        self.keeper = (governance.owner if governance else None) or "nobody named yet"
        signed = strategy.assumptions.signed_by if strategy.assumptions else None
        self.signed = f"assumptions signed by {signed.name}, {signed.date.isoformat()}" if signed else ""
        self.signer = signed.name if signed else self.keeper

    def input(self, symbol: str, figure: Figure, of: str, path: Path, source: str | None = None) -> Input:
        """An author's figure; `source` is what its surroundings name."""
        name = figure.source or source or ""
        known = self.strategy.sources.get(name)
        return Input(
            symbol, of, figure.likely, figure.low, figure.high, figure.shape, figure.unit,
            known.title if known else name, "benchmark" if known and known.kind == "benchmark" else "client",
            figure.driver or (f"{symbol} of {of}" if of else symbol), path,
        )  # fmt: skip

    def money(self, symbol: str, figure: Figure | None, of: str, path: Path, source: str | None = None) -> Input | None:
        """An author's amount of money; a benchmark is never taken for a client's own cost."""
        if figure is None:
            return None
        found = self.input(symbol, figure, of, path, source)
        return found if found.kind == "client" else None

    def assumption(self, symbol: str, request_id: str = "", *, own: bool | None = None) -> Input | None:
        """An assumption of the request, else the one for all; `own` asks for only the one or the other."""
        request = self.strategy.requests.get(request_id)
        near = request.assumptions if request else None
        if near is not None and own is not False:
            found = self._assumed(symbol, near, request_id, ("requests", request_id, "assumptions"), request)
            if found:
                return found
        common = self.strategy.assumptions
        if common is None or own is True:
            return None
        return self._assumed(symbol, common, "", ("assumptions",), None)

    def _assumed(self, symbol: str, block: Assumptions, of: str, path: Path, request: Request | None) -> Input | None:
        figure: Figure | None = getattr(block, symbol)
        if figure is None:
            return None
        source = (request.source if request else None) or self.signed
        read = self.money if symbol in symbols.MONEY else self.input
        return read(symbol, figure, of, (*path, symbol), source)

    def rate(self, symbol: str, request_id: str = "") -> Input:
        """An assumption, else the usual rate."""
        return self.assumption(symbol, request_id) or usual(symbol)


def usual(symbol: str) -> Input:
    """The rate that stands in for a missing one; it holds for all requests alike."""
    rate = symbols.DEFAULTS[symbol]
    return Input(
        symbol, "", rate.likely, rate.low, rate.high, "triangular", rate.unit, rate.source, "default", symbol
    )  # fmt: skip


def average(found: Iterable[Input], note: str) -> Input | None:
    """The plain mean of figures about the same thing; None of none."""
    inputs = tuple(found)
    if len(inputs) < 2:
        return replace(inputs[0], note=note) if inputs else None
    value, low, high = (sum(ends, Decimal(0)) / len(inputs) for ends in zip(*map(_ends, inputs), strict=True))
    return replace(
        inputs[0],
        value=value,
        low=low,
        high=high,
        shape="triangular" if low < high else "point",
        source=_joined(dict.fromkeys(entry.source for entry in inputs)),
        kind="benchmark" if any(entry.kind == "benchmark" for entry in inputs) else "client",
        driver=f"{inputs[0].symbol} of {inputs[0].of}",
        note=note,
    )


def _ends(entry: Input) -> tuple[Decimal, Decimal, Decimal]:
    return entry.value, entry.low, entry.high


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)
