"""Measured figures in words: shares with what they are made of, times, months, names."""

from decimal import ROUND_HALF_UP, Decimal

from ecaremap.measure.figures.shares import Share
from ecaremap.measure.model import Settings
from ecaremap.model.counted import Counted
from ecaremap.model.strategy import Strategy
from ecaremap.views.dashboard_model import PlaceView, ShareView
from ecaremap.views.words import column_order, percent, spelled

UNKNOWN, TOO_FEW = "not known", "too few"
_UNITS = ((86400, "day", "days"), (3600, "hour", "hours"), (60, "minute", "minutes"), (1, "second", "seconds"))


def share_view(share: Share | None) -> ShareView:
    """A share as readers see it."""
    if share is None or share.counted is None:
        return ShareView(TOO_FEW if share is not None and share.withheld else UNKNOWN)
    return counted_view(share.counted)


def counted_view(counted: Counted) -> ShareView:
    """So many of so many, with the 95% interval."""
    value = counted.share
    if value is None:
        return ShareView(UNKNOWN)
    low, high = counted.interval
    sure = f"{counted.n:,} of {counted.of:,}; 95% sure: {whole(low)} to {whole(high)}"
    return ShareView(near(value), value, counted.n, counted.of, low, high, counted.few, sure)


def near(value: Decimal) -> str:
    """A share with two significant figures; what is nearly all or nothing does not look whole."""
    if value and value < Decimal("0.001"):
        return "under 0.1%"
    return "over 99%" if Decimal("0.995") <= value < 1 else percent(value)


def whole(value: Decimal) -> str:
    """A share in whole percent, for the ends of intervals."""
    return f"{(value * 100).quantize(Decimal(1), ROUND_HALF_UP)}%"


def span_words(above: int, up_to: int | None) -> str:
    """The bin of a time: `1 to 2 hours`, `under a minute`, `over 30 days`."""
    if up_to is None:
        return f"over {_time(above)}"
    if not above:
        return "at once" if not up_to else f"up to {_time(up_to)}"
    size, _, many = next(unit for unit in _UNITS if up_to >= unit[0] and not up_to % unit[0])
    if above % size:
        return f"{_time(above)} to {_time(up_to)}"
    return f"{above // size} to {up_to // size} {many}"


def _time(seconds: int) -> str:
    size, one, many = next(unit for unit in _UNITS if seconds >= unit[0] and not seconds % unit[0])
    number = seconds // size
    return f"{number} {one if number == 1 else many}"


def duration(seconds: int) -> str:
    """`7 days`, `24 hours` as the usual `1 day`."""
    return _time(seconds)


class Named:
    """Names of the strategy's things as readers know them; what the strategy no longer has keeps its id."""

    def __init__(self, settings: Settings, strategy: Strategy) -> None:
        self.strategy = strategy
        self._families = {channel.id: channel.family for channel in settings.channels}
        order = column_order(strategy.touchpoints)
        self.order = {name: at for at, name in enumerate(order)}

    def touchpoint(self, name: str) -> str:
        """The name of a touchpoint."""
        found = self.strategy.touchpoints.get(name)
        return (found.name if found else None) or spelled(name)

    def request(self, name: str) -> str:
        """The name of a request."""
        found = self.strategy.requests.get(name)
        return (found.name if found else None) or spelled(name)

    def segment(self, name: str) -> str:
        """The name of a segment."""
        found = self.strategy.segments.get(name)
        return (found.name if found else None) or spelled(name)

    def place(self, name: str) -> PlaceView:
        """A touchpoint with its family."""
        return PlaceView(name, self.touchpoint(name), str(self._families.get(name, "digital")))

    def rank(self, name: str) -> tuple[int, str]:
        """The order of the map's columns: from a person to no contact."""
        return self.order.get(name, len(self.order)), name
