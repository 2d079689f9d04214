"""The rows of the gap view: gaps, what works, and missing figures, in words."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.insight.asking import EVERYWHERE
from ecaremap.insight.gaps.data_request import DataRequest
from ecaremap.insight.gaps.gap import Gap, Wanted
from ecaremap.insight.gaps.headline import Measure
from ecaremap.insight.gaps.keep import Kept
from ecaremap.insight.gaps.next_figure import NextFigure
from ecaremap.insight.gaps.profiles import profile
from ecaremap.insight.gaps.ranges import ASKS
from ecaremap.insight.waivers import Acceptances
from ecaremap.model.finding import Finding
from ecaremap.policy.decisions import Decisions
from ecaremap.views.case_words import CENT, money, number
from ecaremap.views.gaps_model import (
    DataItemView,
    DataRequestView,
    GapRow,
    KeepView,
    MeasureView,
    NextView,
)  # fmt: skip
from ecaremap.views.words import percent, spelled

LABELS = {
    "calls_after": "calls afterwards", "csat": "satisfaction", "used_share": "share of customers who use it",
    "failure_share": "share of failure demand", "starts_at": "where customers start", "handling": "handling time",
    "labour": "cost of labour", "wage": "cost of labour", "cost_per_contact": "cost per contact",
    "digital_cost": "cost of a digital need", "eligible_share": "share of eligible customers",
    "takeup_ceiling": "highest take-up", "sale": "what is sold",
}  # fmt: skip
"""What figures are called in texts for readers, where the key does not say it."""


MILLIONTH = Decimal("0.000001")


class Speller:
    """Spells the gaps of one strategy."""

    def __init__(self, decisions: Decisions, currency: str) -> None:
        self.decisions = decisions
        self.strategy = decisions.project.strategy
        self.currency = currency
        self.acceptances = Acceptances(decisions)

    def request(self, name: str) -> str:
        """A request's name; empty for none."""
        return (self.strategy.requests[name].name or spelled(name)) if name in self.strategy.requests else ""

    def touchpoint(self, name: str) -> str:
        """A touchpoint's name; empty for none."""
        return (self.strategy.touchpoints[name].name or spelled(name)) if name in self.strategy.touchpoints else ""

    def object(self, where: str) -> str:
        """`Pay my bill, App` for a cell, the name for anything else."""
        first, _, second = where.partition("/")
        parts = (self.request(first) or self.touchpoint(first) or first, self.touchpoint(second) or second)
        return ", ".join(part for part in parts if part)

    def needs(self, amount: Decimal | None) -> str:
        """`34,000 a month`; empty if unknown."""
        return "" if amount is None else f"{number(amount)} a {self.strategy.volumes_per}"

    def money(self, amount: Decimal | None) -> str:
        """`120,000 EUR a year`; empty if unknown."""
        return "" if amount is None else money(amount, self.currency, "a year")

    def row(self, rank: int, gap: Gap) -> GapRow:
        """One gap."""
        finding, price = gap.finding, gap.price
        share = None if gap.share is None else gap.share.quantize(MILLIONTH)
        return GapRow(
            number=rank, code=gap.code, kind=gap.kind, title=profile(gap.code).title,
            subject=self.subject(gap), family=gap.family,
            request=gap.request, request_name=self.request(gap.request),
            touchpoint=gap.touchpoint, touchpoint_name=self.touchpoint(gap.touchpoint),
            says=gap.says, found=finding.message, cause=gap.cause,
            owner=gap.owner, action=gap.action, effort=gap.effort,
            needs=gap.needs, needs_text=self.needs(gap.needs),
            share=share, share_text="" if gap.share is None else percent(gap.share),
            money=exact(gap.money), money_text=self.money(gap.money),
            meaning=price.meaning if price else "",
            formula=price.formula if price else "",
            assumed=price.assumed if price else (),
            tells=tuple(dict.fromkeys(self.wanted(figure) for figure in gap.tells)),
            standing=gap.standing, waiver=self.waiver(finding),
            severity=finding.severity, question=finding.question, count=gap.count,
            where=finding.where, place=self.decisions.project.place(finding.span),
            help=finding.help, notes=finding.notes,
        )  # fmt: skip

    def subject(self, gap: Gap) -> str:
        """What a gap is about: a cell, a request, a touchpoint, or what the map calls it."""
        names = (self.request(gap.request), self.touchpoint(gap.touchpoint))
        if any(names):
            return ", ".join(name for name in names if name)
        where = gap.finding.where
        return "Several places" if where == EVERYWHERE else spelled(where.replace(":", " "))

    def wanted(self, figure: Wanted) -> str:
        """`calls afterwards of Pay my bill, App (ask Digital channels)`."""
        of = f" of {self.object(figure.of)}" if figure.of else ""
        return f"{label(figure.figure)}{of} (ask {figure.holder or 'nobody named yet'})"

    def waiver(self, finding: Finding) -> str:
        """Who accepted a finding, why, and until when; empty if nobody did."""
        accepted = self.acceptances.of(finding) if finding.standing in ("justified", "expired") else None
        return accepted.words if accepted else ""

    def kept(self, entry: Kept) -> KeepView:
        """Something that works."""
        names = (entry.request, self.request(entry.request), entry.touchpoint, self.touchpoint(entry.touchpoint))
        return KeepView(*names, entry.evidence, entry.source, self.needs(entry.needs))

    def next(self, rank: int, figure: NextFigure) -> NextView:
        """A missing figure."""
        return NextView(
            number=rank,
            figure=figure.figure,
            label=label(figure.figure),
            what=ASKS[figure.figure].question if figure.figure in ASKS else label(figure.figure),
            objects=tuple(self.object(name) for name in figure.objects),
            holder=figure.holder or "nobody named yet",
            range_text=f"{figure.low} to {figure.high}" if figure.low else "",
            ground=figure.ground,
            decision=figure.decision,
            swing=exact(figure.swing),
            swing_text=self.money(figure.swing),
            needs_text=self.needs(figure.needs),
        )

    def data_request(self, request: DataRequest) -> DataRequestView:
        """What is asked of one holder."""
        items = (
            DataItemView(i.figure, i.ask.question, i.ask.write, tuple(self.object(n) for n in i.objects), i.decision)
            for i in request.items
        )
        return DataRequestView(request.holder or "nobody named yet", tuple(items))

    def measure(self, measure: Measure, *, by_volume: bool) -> MeasureView:
        """One share of the headline."""
        counted = "" if measure.counted is None else number(measure.counted)
        return MeasureView(
            measure.key,
            measure.title,
            "unknown" if measure.value is None else percent(measure.value),
            measure.value,
            self.needs(measure.counted) if by_volume and counted else counted,
            self.needs(measure.of) if by_volume else number(measure.of),
            measure.numerator,
            measure.denominator,
            measure.missing,
            measure.note,
        )


def label(figure: str) -> str:
    """A figure's key as readers call it."""
    return LABELS.get(figure, figure.replace("_", " "))


def exact(amount: Decimal | None) -> Decimal | None:
    """Money to the cent."""
    return None if amount is None else amount.quantize(CENT, ROUND_HALF_UP)


def currency_of(decisions: Decisions, gaps: Sequence[Gap]) -> str:
    """The currency of the strategy, or of what is priced."""
    return decisions.project.strategy.currency or next((gap.price.currency for gap in gaps if gap.price), "")
