"""The tables of the business case: lines, requests, break-even, outcomes, swings, what is missing."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.adoption import MONTHS_PER_YEAR
from ecaremap.insight.case.arithmetic import Lines
from ecaremap.insight.case.case import CaseResult, RequestCase
from ecaremap.insight.case.given import Input, Missing
from ecaremap.insight.case.inputs import RequestInputs
from ecaremap.insight.case.tornado import Swing, Tornado
from ecaremap.insight.case.uncertainty import Outcome, Uncertainty
from ecaremap.views.case_model import (
    Amount,
    BubbleView,
    CaseRow,
    EvenRow,
    FigureView,
    LineView,
    MissingView,
    OutcomeView,
    SwingView,
    TornadoView,
)  # fmt: skip
from ecaremap.views.case_words import CENT, amount_of, between, in_ten, money, number, range_of, share
from ecaremap.views.words import counted, spelled

YEAR = "a year"
MONTH = "a month"
BARS = 10
"""Bars that a board can read; the rest is counted."""

_LINES = (
    ("gross", "Handling that moves", "start", "needs that move, times the cost of a contact with a person"),
    ("returns", "Comes back to a person", "minus",
     "not finished, or finished and yet a person is contacted again; such contacts take longer"),
    ("induced", "New needs", "minus", "what is easy is used more often, and part of it reaches a person"),
    ("digital", "Digital handling", "minus", "licences, messages and hosting; people, where a chat finishes it"),
    ("cross_sell", "Sales not made", "minus", "margin of sales that a conversation would have made"),
    ("economic", "Cost avoided", "total", "what remains: work that is no longer there"),
    ("not_cashable", "Does not become cash", "minus", "freed time that stays on the payroll"),
    ("cash", "Cash", "total", "what leaves the budget, before the costs of building and running"),
)  # fmt: skip

_BASIS = {
    "labour": "handling time, wage, occupancy and shrinkage, with the variable cost of a contact",
    "contacts": "cost per contact of the touchpoints, by where customers start",
}
_FINISHED = {"alone": "by the customer", "assisted": "with a person inside the touchpoint"}
_MEASURES = {
    "economic": ("Cost avoided a year", YEAR),
    "cash": ("Cash a year", YEAR),
    "npv": ("Value today over the plan", ""),
}
_KEYS = {"sale": "what is sold", "plan": "the plan with its costs", "labour": "wage of those who handle contacts",
         "volume": "volume", "starts_at": "where customers start", "cost_per_contact": "cost per contact",
         "margin": "margin per sale", "cost": "cost of telling customers"}  # fmt: skip


def request_name(inputs: RequestInputs) -> str:
    """The name readers see."""
    return inputs.name or spelled(inputs.id)


class Speller:
    """Spells the amounts of one case in its currency."""

    def __init__(self, result: CaseResult) -> None:
        self.result = result
        self.currency = result.currency

    def amount(self, value: Decimal, per: str = "") -> Amount:
        """An amount of money."""
        return Amount(money(value, self.currency, per), value.quantize(CENT, ROUND_HALF_UP), self.currency, per)

    def yearly(self, value: Decimal) -> Amount:
        """A month's amount as a year's."""
        return self.amount(value * MONTHS_PER_YEAR, YEAR)

    def count(self, value: Decimal, unit: str, per: str = MONTH) -> Amount:
        """A number of needs or hours."""
        return Amount(f"{number(value)} {unit} {per}".strip(), value.quantize(CENT, ROUND_HALF_UP), unit, per)

    def lines(self, found: Lines[Decimal] | None) -> tuple[LineView, ...]:
        """Gross to cash."""
        if found is None:
            return ()
        return tuple(
            LineView(key, label, role, self.amount(value, MONTH), self.yearly(value), meaning)
            for key, label, role, meaning in _LINES
            for value in (getattr(found, key) * (-1 if role == "minus" else 1),)
        )

    def rows(self) -> Iterator[CaseRow]:
        """The requests in the case, what avoids most cost first."""
        for request in sorted(self.result.counted, key=lambda r: (-(r.lines.economic if r.lines else 0), r.inputs.id)):
            yield self._row(request)

    def _row(self, request: RequestCase) -> CaseRow:
        inputs, flows, lines = request.inputs, request.flows, request.lines
        assert flows is not None
        assert lines is not None
        values = inputs.values
        return CaseRow(
            id=inputs.id,
            name=request_name(inputs),
            quadrant=inputs.quadrant,
            needs=self.count(values[symbols.NEEDS].value, "needs"),
            shifted=self.count(flows.shifted, "needs"),
            takeup=f"{share(values[symbols.TAKEUP_NOW].value)} to {share(values[symbols.TAKEUP_CEILING].value)}",
            finished=_FINISHED[inputs.mode],
            handling_cost=self.amount(request.handling_cost or Decimal(0), "a contact"),
            cost_basis=_BASIS[inputs.basis],
            gross=self.yearly(lines.gross),
            economic=self.yearly(lines.economic),
            cash=self.yearly(lines.cash),
            build=self.amount(request.build) if request.build is not None else None,
            npv=self.amount(request.npv) if request.npv is not None else None,
            payback=self._payback(request),
            hours=self.count(request.hours, "hours") if request.hours is not None else None,
            completion=share(values[symbols.COMPLETION].value),
            figures=tuple(figure(entry) for entry in ordered(values.values())),
        )

    def _payback(self, request: RequestCase) -> str:
        if request.build is None:
            return "no cost of building is written"
        return payback_words(request.payback, self.result.sheet.programme.months)

    def even_rows(self) -> Iterator[EvenRow]:
        """Break-even of every request whose costs are known, the hardest first."""
        rows = [_even(request) for request in self.result.requests if request.break_even]
        return iter(sorted(rows, key=lambda row: (-(row.needed_exact if row.needed_exact is not None else 2), row.id)))

    def outcomes(self, found: Uncertainty | None) -> Iterator[OutcomeView]:
        """The spread of cost avoided, cash and value today; none where nothing is uncertain."""
        lines = self.result.lines
        if found is None or lines is None or not found.drivers:
            return
        yield self._outcome(found.economic, lines.economic * MONTHS_PER_YEAR)
        yield self._outcome(found.cash, lines.cash * MONTHS_PER_YEAR)
        if found.npv and self.result.npv is not None:
            yield self._outcome(found.npv, self.result.npv)

    def _outcome(self, found: Outcome, likely: Decimal) -> OutcomeView:
        label, per = _MEASURES[found.measure]
        low, middle, high = (Decimal(repr(end)) for end in (found.p10, found.p50, found.p90))
        return OutcomeView(
            found.measure,
            label,
            f"8 in 10 outcomes are {between(low, high, self.currency, per)}.",
            self.amount(low, per),
            self.amount(middle, per),
            self.amount(high, per),
            self.amount(likely, per),
            in_ten(found.loss),
            found.may_lose,
        )

    def tornado(self, found: Tornado | None) -> TornadoView | None:
        """The largest swings."""
        if found is None or not found.swings:
            return None
        label, per = _MEASURES[found.measure]
        names = {request.inputs.id: request_name(request.inputs) for request in self.result.requests}
        bars = tuple(self._swing(swing, names, per) for swing in found.swings[:BARS])
        return TornadoView(label, self.amount(found.likely, per), bars, len(found.swings) - len(bars))

    def _swing(self, swing: Swing, names: dict[str, str], per: str) -> SwingView:
        first = swing.inputs[0]
        objects = dict.fromkeys(names.get(entry.of, entry.of) for entry in swing.inputs)
        of = f", {next(iter(objects))}" if len(objects) == 1 and first.of else ""
        name = symbols.NAMES.get(first.symbol, first.symbol)
        label = name[:1].upper() + name[1:] + of
        ends = (amount_of(first, first.low), amount_of(first, first.high))
        return SwingView(label, *ends, self.amount(swing.at_low, per), self.amount(swing.at_high, per))


def payback_words(month: int | None, horizon: int) -> str:
    """When it has paid back for good."""
    if month is None:
        return f"not within {horizon} months"
    return "at once" if month == 0 else f"after {counted(month, 'month', 'months')}"


def _even(request: RequestCase) -> EvenRow:
    found, inputs = request.break_even, request.inputs
    assert found is not None
    expected = inputs.values[symbols.COMPLETION].value
    needed = share(found.completion) if found.completion is not None else ""
    if found.completion is None:
        verdict = "never pays"
        over = found.sale_ratio >= inputs.values[symbols.DOUBLE_HANDLING].value
        reason = "the margin of lost sales exceeds" if over else "digital cost and lost sales together exceed"
        sentence = f"No completion rate pays: {reason} what digital handling saves."
    elif expected >= found.completion:
        verdict, sentence = "pays", f"Pays from {needed} completion on; expected are {share(expected)}."
    else:
        verdict, sentence = "falls short", f"Pays only from {needed} completion on; expected are {share(expected)}."
    return EvenRow(
        inputs.id, request_name(inputs), needed, share(expected), found.completion, expected, verdict, sentence,
        not request.left_out,
    )  # fmt: skip


def ordered(inputs: Iterable[Input]) -> list[Input]:
    """Figures in the order of the vocabulary."""
    order = list(symbols.NAMES)
    return sorted(inputs, key=lambda entry: order.index(entry.symbol))


def figure(entry: Input) -> FigureView:
    """A figure with its range and source."""
    source = entry.source or "no source named"
    return FigureView(
        symbols.NAMES[entry.symbol], amount_of(entry, entry.value), range_of(entry), source, entry.kind,
        "/".join(entry.path), entry.note,
    )  # fmt: skip


def bubbles(result: CaseResult, speller: Speller) -> Iterator[BubbleView]:
    """Requests with a quadrant and a volume, the most frequent first."""
    for request in sorted(result.requests, key=lambda r: (-(r.inputs.volume or 0), r.inputs.id)):
        inputs = request.inputs
        if inputs.quadrant and inputs.volume:
            economic = speller.yearly(request.lines.economic) if request.lines else None
            yield BubbleView(inputs.id, request_name(inputs), inputs.quadrant, inputs.volume, economic)


def missing(result: CaseResult) -> Iterator[MissingView]:
    """Missing figures by kind and holder: what keeps requests out first, then the most frequent."""
    names = {request.inputs.id: request_name(request.inputs) for request in result.requests}
    groups: dict[tuple[str, str, str, bool], list[Missing]] = {}
    for gap in result.missing:
        groups.setdefault((gap.figure, gap.holder, gap.effect, gap.blocks), []).append(gap)
    for (key, holder, effect, blocks), gaps in sorted(groups.items(), key=lambda g: (not g[0][3], -len(g[1]), g[0])):
        of = tuple(names.get(gap.of) or spelled(gap.of) for gap in gaps if gap.of)
        yield MissingView(key, _KEYS.get(key) or symbols.NAMES.get(key, key), of, holder, effect, blocks)
