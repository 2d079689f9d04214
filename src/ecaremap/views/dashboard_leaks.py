"""The work list: where needs begin digitally and are with a person within a day, ranked by what that costs."""

from collections.abc import Iterable
from decimal import Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.gaps.pricing import Pricer, Term
from ecaremap.measure.kept import DigitalStart, Kept
from ecaremap.model.counted import FEW, Counted
from ecaremap.model.fields import PER_YEAR
from ecaremap.policy.decisions import Decisions
from ecaremap.views.case_model import Amount
from ecaremap.views.case_words import money, shortlist
from ecaremap.views.dashboard_model import LeakView
from ecaremap.views.dashboard_words import Named, counted_view, near

NOTE = (
    "Needs that began digitally and were with a person within 24 hours, of all that began there; those still to come "
    "after the log's last day are missing. A year: needs a year that begin there, by the map's volume, times the share, "
    "times a contact with a person and the longer second handling, as in the business case."
)


def leaks(kept: Kept, decisions: Decisions, named: Named) -> tuple[tuple[LeakView, ...], int]:
    """Leaks with enough starts, the dearest first; and how many pairs have too few."""
    enough = [start for start in kept.starts if start.starts >= FEW]
    whole = kept.figures.slices.all.shares["leakage"].counted or Counted(0, 0)
    pricer = Pricer(decisions)
    rows = [_leak(start, whole, pricer, named) for start in enough if start.leaked_24h]
    rows.sort(key=lambda row: (-(row.lost.exact if row.lost else 0), -(row.share.n or 0), row.request, row.touchpoint))
    return tuple(rows), kept.starts_few + len(kept.starts) - len(enough)


def _leak(start: DigitalStart, whole: Counted, pricer: Pricer, named: Named) -> LeakView:
    counted = Counted(start.leaked_24h, start.starts)
    lost, formula, wanted = _price(pricer, start.request, Decimal(start.starts) / start.of, counted)
    return LeakView(
        start.request, named.request(start.request), start.touchpoint, named.touchpoint(start.touchpoint), start.starts,
        counted_view(counted), counted_view(Counted(start.leaked_7d, start.starts)), lost, formula, wanted,
        _stands_out(counted, whole),
    )  # fmt: skip


def _stands_out(counted: Counted, whole: Counted) -> bool:
    """More than all others, beyond chance."""
    if whole.n < counted.n or whole.of - counted.of < whole.n - counted.n:
        return False
    others = Counted(whole.n - counted.n, whole.of - counted.of)
    above = counted.share is not None and others.share is not None and counted.share > others.share
    return above and counted.differs(others)


def _price(pricer: Pricer, request: str, began: Decimal, leaked: Counted) -> tuple[Amount | None, str, str]:
    """A year's amount, how it is counted, and which figure is missing."""
    strategy = pricer.strategy
    if request not in strategy.requests or leaked.share is None:
        return None, "", "the request is no longer in the map"
    volume, cost = pricer.volume(request), pricer.cost(request)
    if not isinstance(volume, Term) or not isinstance(cost, Term):
        return None, "", shortlist([_words(figure) for figure in _wanted(volume, cost)])
    again = pricer.given.rate(symbols.DOUBLE_HANDLING, request).value
    exact = PER_YEAR[strategy.volumes_per] * volume.value * began * leaked.share * again * cost.value
    parts = (volume.words, f"{near(began)} begin there", f"{near(leaked.share)} are with a person within a day",
             f"{again.normalize():f} times as long, the second time", cost.words)  # fmt: skip
    amount = Amount(money(exact, strategy.currency or "", "a year"), exact, strategy.currency or "", "a year")
    return amount, " × ".join(parts) + ", a year", ""


def _wanted(*parts: object) -> Iterable[object]:
    for part in parts:
        if not isinstance(part, Term):
            yield from part if isinstance(part, tuple) else (part,)


def _words(wanted: object) -> str:
    return str(getattr(wanted, "figure", "a figure")).replace("_", " ")
