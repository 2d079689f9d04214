"""Counted contacts as readers see them: shares, cost, trend."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.measure.figures.shares import Mean, Share
from ecaremap.measure.figures.volumes import Volume, VolumeFigures, volume_figures
from ecaremap.measure.volumes import Volumes
from ecaremap.policy.decisions import Decisions
from ecaremap.views.case_model import Amount
from ecaremap.views.case_words import money
from ecaremap.views.dashboard_figures import FigureRow
from ecaremap.views.dashboard_model import LostRows, ShareView
from ecaremap.views.dashboard_words import TOO_FEW, UNKNOWN, Named, near
from ecaremap.views.volumes_model import VolumeLine, VolumesView, VolumeTable
from ecaremap.views.words import ILLUSTRATIVE, month_words

KEPT = (
    "Nothing of it is kept as evidence: the strategy counts needs, a table of volumes counts contacts, "
    "and one need may be several contacts. --format csv or json writes the figures to a file."
)
STAMP = "The table is made up: its figures show how this works, not how customers behave."


def volumes_view(volumes: Volumes, decisions: Decisions, *, costs: bool = True) -> VolumesView:
    """Everything that is shown; `costs` False leaves out what is money."""
    found, strategy = volume_figures(volumes), decisions.project.strategy
    spell = _Spelled(Named(volumes.settings, strategy), strategy.currency or "", costs=costs)
    whole = spell.line(found.all, "All contacts")
    months = [month_words(part.of) for part in found.months]
    made_up = any(source.lower().startswith(ILLUSTRATIVE) for source in volumes.sources)
    return VolumesView(
        name=strategy.name,
        as_of=decisions.period.today.isoformat(),
        currency=(strategy.currency or "") if costs else "",
        headline=_headline(whole),
        scope=f"{whole.contacts or 0:,} contacts, {' to '.join(dict.fromkeys((months[0], months[-1])))}",
        stamp=STAMP if made_up else "",
        says=volumes.says,
        sentences=tuple(_sentences(found, spell, volumes.settings.smallest)),
        whole=whole,
        tables=tuple(table for table in spell.tables(found) if table.lines),
        costs=costs and bool(found.all.costed),
        grades=found.all.csat.value is not None,
        rows=volumes.read,
        counted=volumes.counted,
        lost=tuple(_lost(volumes)),
        smallest=volumes.settings.smallest,
        kept=KEPT,
    )


def volume_rows(volumes: Volumes, *, costs: bool = True) -> tuple[FigureRow, ...]:
    """Every figure as a row; what is money is in cents."""
    found = volume_figures(volumes)
    groups: tuple[tuple[str, Iterable[Volume]], ...] = (
        ("touchpoint", found.touchpoints), ("request", found.requests), ("cell", found.cells),
    )  # fmt: skip
    rows = [*_rows(found.all, "all", "", costs=costs)]
    for kind, parts in groups:
        rows += (row for part in parts for row in _rows(part, f"{kind}:{part.of}", "", costs=costs))
    rows += (row for part in found.months for row in _rows(part, "all", part.of, costs=costs))
    return tuple(rows)


def _rows(part: Volume, scope: str, month: str, *, costs: bool) -> Iterator[FigureRow]:
    # Of one touchpoint all or nothing is digital, which says nothing.
    for share in (part.of_all,) if scope.startswith(("touchpoint", "cell")) else (part.of_all, part.digital):
        if share.counted is not None and share.counted.share is not None:
            counted = share.counted
            yield FigureRow(share.name, scope, month, counted.n, counted.of, Decimal(counted.n) / counted.of)
    for mean in (part.cost, part.csat) if costs else (part.csat,):
        value, scale = mean.value, 100 if mean is part.csat else 1
        if value is not None and mean.total is not None and mean.of:
            yield FigureRow(mean.name, scope, month, mean.total, mean.of, value / scale)


class _Spelled:
    """Figures in words, with the names that the strategy gives things."""

    def __init__(self, named: Named, currency: str, *, costs: bool) -> None:
        self.named, self.currency, self.costs = named, currency, costs

    def line(self, part: Volume, name: str) -> VolumeLine:
        """One group."""
        return VolumeLine(
            part.of, name, part.contacts, _share(part.of_all), _share(part.digital), self.cost(part.cost),
            _grade(part.csat),
        )  # fmt: skip

    def cost(self, mean: Mean) -> Amount | None:
        """Of one contact."""
        if mean.value is None or not self.costs:
            return None
        amount = mean.value / 100
        return Amount(money(amount, self.currency, "a contact"), amount, self.currency, "a contact")

    def tables(self, found: VolumeFigures) -> Iterator[VolumeTable]:
        """By touchpoint in the order of the map, by request and cell the largest first, by month as they come."""
        named = self.named
        places = sorted(found.touchpoints, key=lambda part: named.rank(part.of))
        yield VolumeTable(
            "By touchpoint", "Touchpoint", tuple(self.line(p, named.touchpoint(p.of)) for p in places), digital=False
        )
        requests = sorted(found.requests, key=_largest)
        yield VolumeTable("By request", "Request", tuple(self.line(p, named.request(p.of)) for p in requests))
        months = tuple(self.line(p, month_words(p.of)) for p in found.months)
        yield VolumeTable("By month", "Month", months)
        cells = sorted((part for part in found.cells if part.contacts is not None), key=_largest)
        yield VolumeTable(
            "By request and touchpoint", "Request, touchpoint", tuple(self.line(p, self.cell(p.of)) for p in cells), digital=False
        )  # fmt: skip

    def cell(self, of: str) -> str:
        """`pay-bill/app`."""
        request, _, touchpoint = of.partition("/")
        return f"{self.named.request(request)}, {self.named.touchpoint(touchpoint)}"


def _largest(part: Volume) -> tuple[int, str]:
    return (-(part.contacts or 0), part.of)


def _share(share: Share) -> ShareView:
    """A share of counts: what was counted is all there is, so there is no interval."""
    counted = share.counted
    if counted is None or counted.share is None:
        return ShareView(TOO_FEW if share.withheld else UNKNOWN)
    detail = f"{counted.n:,} of {counted.of:,}"
    return ShareView(near(counted.share), counted.share, counted.n, counted.of, few=counted.few, detail=detail)


def _grade(mean: Mean) -> str:
    if mean.value is None:
        return TOO_FEW if mean.withheld else ""
    return f"{(mean.value / 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def _headline(whole: VolumeLine) -> str:
    if whole.digital.value is None:
        return "The table holds too few contacts to say anything."
    return f"{whole.digital.text} of all contacts are at digital touchpoints."


def _sentences(found: VolumeFigures, spell: _Spelled, smallest: int) -> Iterator[str]:
    shown = [part for part in found.months if part.digital.counted is not None]
    if len(shown) > 1:
        first, last = shown[0], shown[-1]
        yield (
            f"At digital touchpoints: {_share(first.digital).text} of contacts in {month_words(first.of)}, "
            f"{_share(last.digital).text} in {month_words(last.of)}."
        )
        yield (
            f"Contacts: {first.contacts:,} in {month_words(first.of)}, {last.contacts:,} in {month_words(last.of)}; "
            "whether these months are complete the table does not say."
        )
    if spell.costs and found.all.costed:
        yield from _cost_sentences(found, spell)
    if any(part.contacts is None for part in (*found.touchpoints, *found.requests, *found.months, *found.cells)):
        yield f"Nothing is said of fewer than {smallest} contacts."


def _cost_sentences(found: VolumeFigures, spell: _Spelled) -> Iterator[str]:
    cost = spell.cost(found.all.cost)
    if cost is None:
        yield (
            f"Cost is known of {found.all.costed:,} of {found.all.contacts or 0:,} contacts: an average is only given "
            "where it is known of 9 in 10."
        )
    else:
        yield f"Cost: {cost.text} on average."
    means = [(part, part.cost.value) for part in found.touchpoints if part.cost.value is not None]
    if len(means) > 1:
        low, high = (end(means, key=lambda each: (each[1], each[0].of))[0] for end in (min, max))
        yield (
            f"From {_amount(spell, low)} at {spell.named.touchpoint(low.of)} "
            f"to {_amount(spell, high)} at {spell.named.touchpoint(high.of)}."
        )


def _amount(spell: _Spelled, part: Volume) -> str:
    cost = spell.cost(part.cost)
    return cost.text if cost else UNKNOWN


def _lost(volumes: Volumes) -> Iterator[LostRows]:
    for lost in (*volumes.refused, *volumes.blank):
        yield LostRows(lost.reason, lost.rows, lost.example)
    for value in volumes.unmapped:
        yield LostRows(f"{value.column} '{value.value}'", value.rows, f"perhaps '{value.meant}'" if value.meant else "")
