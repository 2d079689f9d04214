"""From a strategy to the figures of each request, with everything that is missing on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.costs import LEFT_OUT, Basis, digital, handling, holder, starts
from ecaremap.insight.case.given import Given, Input, Missing, usual
from ecaremap.insight.case.ways import NO_WAYS, Mode, Ways, all_ways, expected, takeup_by_builds
from ecaremap.model.facts import quadrant
from ecaremap.model.request import Request
from ecaremap.policy.decisions import Decisions

PER_MONTH = {"month": Decimal(1), "quarter": Decimal(1) / 3, "year": Decimal(1) / 12, "week": Decimal(52) / 12}
"""Months in the periods that volumes count."""

OF_REQUEST = (symbols.ELIGIBLE_SHARE, symbols.FALLBACK_SHARE, symbols.DOUBLE_HANDLING, symbols.INDUCED_NEEDS,
              symbols.INDUCED_TO_PERSON, symbols.CASHABLE_SHARE)  # fmt: skip
"""Rates that are looked up as assumptions, else have a usual range."""


@dataclass(frozen=True, slots=True)
class RequestInputs:
    """The figures of one request.

    Attributes:
        values: by symbol; what is not there is missing, or none (a request without sales has no margin).
        mode: how shifted needs are finished. basis: what the cost of a contact with a person rests on.
        left_out: why it is not in the case; empty where it is.
    """

    id: str
    name: str
    family: str
    quadrant: str
    volume: Decimal | None
    mode: Mode
    basis: Basis
    values: Mapping[str, Input] = field(hash=False)
    missing: tuple[Missing, ...] = ()
    left_out: str = ""


def request_inputs(decisions: Decisions, given: Given) -> tuple[RequestInputs, ...]:
    """The figures of every request, by id."""
    ways = all_ways(decisions)
    requests = sorted(decisions.project.strategy.requests.items())
    return tuple(_Collector(given, name, request, ways.get(name, NO_WAYS)).collected() for name, request in requests)


class _Collector:
    """Collects the figures of one request."""

    def __init__(self, given: Given, name: str, request: Request, ways: Ways) -> None:
        self.given = given
        self.name = name
        self.request = request
        self.ways = ways
        self.values: dict[str, Input] = {}
        self.missing: list[Missing] = []

    def collected(self) -> RequestInputs:
        """Everything that can be said about the request."""
        for symbol in OF_REQUEST:
            self.values[symbol] = self.given.rate(symbol, self.name)
        for symbol in (symbols.COMPLETION, symbols.LEAKAGE):
            found = expected(self.given, symbol, self.name, self.ways)
            self.values[symbol] = found or self.given.rate(symbol, self.name)
        basis, found_costs, gaps = handling(self.given, self.name, self.request)
        self.values |= found_costs
        self.missing += gaps
        self._add(symbols.DIGITAL_COST, digital(self.given, self.name, self.request, self.ways))
        self._sale()
        month = self._needs()
        self._takeup()
        request = self.request
        return RequestInputs(
            self.name, request.name or "", request.family or "", quadrant(request) or "", month,
            self.ways.mode, basis, self.values, tuple(self.missing) if self.ways.mode else (), self._left_out(),
        )  # fmt: skip

    def _add(self, symbol: str, found: Input | Missing) -> None:
        if isinstance(found, Input):
            self.values[symbol] = found
        else:
            self.missing.append(found)

    def _sale(self) -> None:
        sale, path = self.request.sale, ("requests", self.name, "sale")
        if sale is None:
            if self.request.cross_sell in ("medium", "high"):
                effect = "lost sales counted as nothing: the saving may be smaller"
                self.missing.append(Missing("sale", self.name, self.given.keeper, effect, blocks=False))
            return
        source = sale.source or self.request.source
        margin = self.given.money(symbols.SALE_MARGIN, sale.margin, self.name, (*path, "margin"), source)
        if margin is None:
            self.missing.append(Missing("margin", self.name, self.given.keeper, LEFT_OUT))
            return
        rate = self.given.input(symbols.SALE_RATE, sale.rate, self.name, (*path, "rate"), source)
        lost = sale.lost_when_digital
        key = symbols.LOST_WHEN_DIGITAL
        self.values |= {
            symbols.SALE_MARGIN: margin,
            symbols.SALE_RATE: rate,
            key: self.given.input(key, lost, self.name, (*path, key), source) if lost else usual(key),
        }

    def _needs(self) -> Decimal | None:
        """N: needs that start at traditional touchpoints, a month. Returns all needs of a month."""
        request = self.request
        people = holder(
            self.given, (n for n, t in self.given.strategy.touchpoints.items() if t.family == "traditional")
        )
        if not request.starts_at:
            self.missing.append(Missing("starts_at", self.name, people, LEFT_OUT))
        if request.volume is None:
            self.missing.append(Missing("volume", self.name, people, LEFT_OUT))
            return None
        volume = self.given.input(
            symbols.NEEDS, request.volume, self.name, ("requests", self.name, "volume"), request.source
        )
        period = PER_MONTH[self.given.strategy.volumes_per]
        if request.starts_at:
            share = sum(starts(self.given, request, "traditional").values(), Decimal(0))
            note = f"{share * 100:f}% of the volume starts at a traditional touchpoint"
            self.values[symbols.NEEDS] = volume.times(share * period, symbols.NEEDS, note)
        return volume.value * period

    def _takeup(self) -> None:
        now = self._takeup_now()
        if now is None:
            return
        self.values[symbols.TAKEUP_NOW] = now
        key = symbols.TAKEUP_CEILING
        eligible = self.values[symbols.ELIGIBLE_SHARE].value
        ceiling = self.given.assumption(key, self.name) or takeup_by_builds(self.given, self.name, eligible, now.value)
        if ceiling is None:
            if self.ways.mode:
                self.missing.append(Missing(key, self.name, self.given.keeper, LEFT_OUT))
            return
        excluded = self._excluded()
        note = f"limited: {excluded * 100:f}% of customers cannot use digital"
        self.values[key] = ceiling.at_most(1 - excluded, note)

    def _takeup_now(self) -> Input | None:
        """a0: as written, else the starts where the request can be finished digitally, among those eligible."""
        written = self.given.assumption(symbols.TAKEUP_NOW, self.name)
        if written or not self.request.starts_at:
            return written
        at = {place: share for place, share in self.request.starts_at.items() if place in self.ways.today}
        eligible = self.values[symbols.ELIGIBLE_SHARE].value
        share = sum((figure.likely for figure in at.values()), Decimal(0))
        first = next(iter(self.request.starts_at.values()))
        volume = self.request.volume
        source = first.source or (volume.source if volume else None) or self.request.source
        found = self.given.input(symbols.TAKEUP_NOW, first, self.name, ("requests", self.name, "starts_at"), source)
        value = min(Decimal(1), share / eligible) if share and eligible else Decimal(0)
        note = "starts where it can be finished digitally today, among those eligible"
        return replace(found, value=value, low=value, high=value, shape="point", note=note)

    def _excluded(self) -> Decimal:
        """The share of customers who cannot use digital."""
        segments = self.given.strategy.segments.values()
        shares = (s.share.likely for s in segments if s.share and "digital" in s.cannot_use)
        return min(Decimal(1), sum(shares, Decimal(0)))

    def _left_out(self) -> str:
        """Why the request is not in the case."""
        if not self.ways.mode:
            return "no digital touchpoint of the target lets it be finished without our people working it off later"
        if any(gap.blocks for gap in self.missing):
            return "figures are missing: " + ", ".join(dict.fromkeys(gap.figure for gap in self.missing if gap.blocks))
        if not self.values[symbols.NEEDS].value:
            return "nobody starts it with a person"
        now, ceiling = self.values[symbols.TAKEUP_NOW].value, self.values[symbols.TAKEUP_CEILING].value
        if ceiling <= now:
            return f"take-up today ({now * 100:.0f}%) is not below the highest expected ({ceiling * 100:.0f}%)"
        if not self.ways.added and not self.values[symbols.TAKEUP_CEILING].of:
            return "the target adds no way to finish it digitally, and no take-up of its own is assumed"
        return ""
