"""The business case for readers: a headline, lines, requests, break-even, outcomes, open figures."""

from collections.abc import Iterator
from decimal import Decimal

from ecaremap.insight.case.adoption import MONTHS_PER_YEAR
from ecaremap.insight.case.case import CaseResult, RequestCase
from ecaremap.insight.case.tornado import Tornado
from ecaremap.insight.case.uncertainty import Uncertainty
from ecaremap.views.case_model import CaseView, FigureView, MissingView, OutcomeView
from ecaremap.views.case_rows import (
    MONTH,
    YEAR,
    Speller,
    bubbles,
    figure,
    missing,
    payback_words,
    request_name,
)  # fmt: skip
from ecaremap.views.case_words import money, shortlist
from ecaremap.views.words import counted


def case_view(result: CaseResult, outcomes: Uncertainty | None = None, swings: Tornado | None = None) -> CaseView:
    """The case with its spread and its tornado, as far as they were worked out."""
    speller = Speller(result)
    spread = tuple(speller.outcomes(outcomes))
    gaps = tuple(missing(result))
    watermark = tuple(figure(entry) for entry in result.watermark)
    months = result.sheet.programme.months
    return CaseView(
        currency=result.currency,
        headline=_headline(result, gaps) + _warning(spread),
        sentences=tuple(_sentences(result, spread)),
        lines=speller.lines(result.lines),
        rows=tuple(speller.rows()),
        left_out=tuple((r.inputs.id, request_name(r.inputs), r.left_out) for r in result.requests if r.left_out),
        break_even=tuple(speller.even_rows()),
        outcomes=spread,
        tornado=speller.tornado(swings),
        bubbles=tuple(bubbles(result, speller)),
        build=speller.amount(result.build) if result.build is not None else None,
        run=speller.yearly(result.run) if result.run is not None else None,
        npv=speller.amount(result.npv) if result.npv is not None else None,
        payback=payback_words(result.payback, months) if result.npv is not None else "",
        hours=speller.count(result.hours, "hours", MONTH) if result.hours is not None else None,
        horizon=months,
        watermark=watermark,
        stamp=_stamp(watermark),
        missing=gaps,
        notes=tuple(_notes(result, outcomes)),
    )


def _headline(result: CaseResult, gaps: tuple[MissingView, ...]) -> str:
    lines, currency = result.lines, result.currency
    if lines is None:
        return _nothing_yet(result, gaps)
    gross, economic, cash = (amount * MONTHS_PER_YEAR for amount in (lines.gross, lines.economic, lines.cash))
    moved = f"Of {money(gross, currency)} of handling a year that moves to digital"
    if economic < 0:
        return f"{moved}, nothing is saved: it costs {money(-economic, currency, YEAR)} more than it avoids."
    kept = f"{moved}, {money(economic, currency)} is really avoided"
    if cash < 0:
        return f"{kept}, yet {money(-cash, currency, YEAR)} more goes out than comes in."
    return f"{kept} and {money(cash, currency)} becomes cash{_payback(result)}."


def _warning(outcomes: tuple[OutcomeView, ...]) -> str:
    """What a headline must not keep quiet about: 2 in 10 outcomes below zero, or more."""
    main = outcomes[-1] if outcomes else None
    return f" It may lose money: {main.loss} outcomes are below zero." if main and main.may_lose else ""


def _payback(result: CaseResult) -> str:
    if result.npv is None or result.build is None:
        return ""
    months = result.sheet.programme.months
    spend = money(result.build, result.currency)
    if result.payback is None:
        return f"; the {spend} to build are not paid back within {counted(months, 'month', 'months')}"
    return f"; the {spend} to build are paid back {payback_words(result.payback, months)}"


def _nothing_yet(result: CaseResult, gaps: tuple[MissingView, ...]) -> str:
    """Without one figure there is no number: what is missing instead."""
    blocking = [gap.label for gap in gaps if gap.blocks]
    if not blocking:
        return "No request of the target can be counted: the reasons are listed."
    even = sum(request.break_even is not None for request in result.requests)
    more = (
        f" For {counted(even, 'request', 'requests')} it is known from which completion on moving it pays."
        if even
        else ""
    )
    return f"The business case cannot be given yet. Missing: {shortlist(list(dict.fromkeys(blocking)))}.{more}"


def _sentences(result: CaseResult, outcomes: tuple[OutcomeView, ...]) -> Iterator[str]:
    if result.lines is None:
        return
    main = outcomes[-1] if outcomes else None
    if main:
        yield f"{main.label}: {main.sentence}"
    if result.lines.cash < 0 and result.npv is not None:
        payback = _payback(result).removeprefix("; ")
        yield payback[:1].upper() + payback[1:] + "."
    if result.run is not None and result.run > result.lines.cash:
        running = money(result.run * MONTHS_PER_YEAR, result.currency, YEAR)
        yield f"Running what is built costs {running}, more than the cash it brings."
    losing = sorted((r for r in result.counted if _cash(r) < 0), key=lambda r: (_cash(r), r.inputs.id))
    if losing:
        others = sum((_cash(r) for r in result.counted if _cash(r) >= 0), Decimal(0)) * MONTHS_PER_YEAR
        cost, frees = ("request costs", "it frees") if len(losing) == 1 else ("requests cost", "they free")
        yield (
            f"{len(losing)} {cost} more cash than {frees}: {shortlist([request_name(r.inputs) for r in losing])}. "
            f"All others together bring {money(others, result.currency, YEAR)}."
        )
    if result.hours is not None:
        yield f"Hours freed where customers finish alone: {Speller(result).count(result.hours, 'hours').text}."


def _cash(request: RequestCase) -> Decimal:
    assert request.lines is not None
    return request.lines.cash


def _stamp(watermark: tuple[FigureView, ...]) -> str:
    if not watermark:
        return ""
    stand = "usual rate stands" if len(watermark) == 1 else "usual rates stand"
    return f"{len(watermark)} {stand} in for figures nobody gave: {shortlist([w.label for w in watermark], 6)}."


def _notes(result: CaseResult, outcomes: Uncertainty | None) -> Iterator[str]:
    """How it is counted; what is not counted is said as plainly."""
    if result.lines is None:
        return
    yield "Amounts are those of full take-up; points of take-up are applied to needs that start with a person only."
    yield "Who does not finish digitally is never booked as a saving."
    yield "Where a person finishes a request in a chat, that person's cost is part of digital handling, and no hours are freed."
    yield "No effect on customers leaving or staying is counted, and no sales gained digitally."
    plan = result.sheet.programme
    if result.npv is not None:
        yield (
            f"Value today and payback: all builds, enablers and tactics of the plan, {plan.months} months, everything built "
            "before the first; a request's own figures carry its own builds only. Fixes are not counted here."
        )
    if outcomes is not None:
        yield f"Outcomes: {outcomes.draws} draws of {outcomes.drivers} uncertain figures, seed {outcomes.seed}."
