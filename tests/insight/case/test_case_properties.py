"""What holds for any figures: needs are conserved, more completion never hurts, order means nothing."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ecaremap.insight.case import symbols
from ecaremap.insight.case.arithmetic import Lines, Rates, flows, lines
from ecaremap.insight.case.case import CaseResult
from ecaremap.insight.case.sampling import Draws
from ecaremap.insight.case.tornado import tornado
from ecaremap.insight.case.uncertainty import uncertainty
from ecaremap.views.case import case_view
from insight.case.example import RANGES, golden, of_text, point, ranged, request

NEGLIGIBLE = Decimal("1e-15")
share = st.decimals("0", "1", places=3)
cost = st.decimals("0.01", "50", places=2)


@st.composite
def some_rates(draw: st.DrawFn, sales: bool = True) -> Rates[Decimal]:
    now = draw(share)
    return Rates(
        needs=draw(st.decimals("0", "1000000", places=0)),
        eligible=draw(share),
        takeup_now=now,
        takeup=max(now, draw(share)),
        completion=draw(share),
        fallback=draw(share),
        leakage=draw(share),
        double_handling=draw(st.decimals("1", "3", places=2)),
        induced=draw(share),
        to_person=draw(share),
        handling_cost=draw(cost),
        digital_cost=draw(cost),
        sale_rate=draw(share) if sales else Decimal(0),
        margin=draw(cost) if sales else Decimal(0),
        lost=draw(share) if sales else Decimal(0),
        cashable=draw(share),
    )


def money(rates: Rates[Decimal]) -> Lines[Decimal]:
    return lines(rates, flows(rates))


@given(some_rates())
def test_needs_are_conserved(rates: Rates[Decimal]) -> None:
    found = flows(rates)
    assert abs(found.completed + found.fallback + found.unresolved - found.shifted) < NEGLIGIBLE
    assert 0 <= found.leaked <= found.completed


@given(some_rates())
def test_economic_never_exceeds_gross(rates: Rates[Decimal]) -> None:
    found = money(rates)
    assert found.economic <= found.gross
    parts = found.returns, found.induced, found.digital, found.cross_sell
    assert all(part >= 0 for part in parts)
    kept = rates.cashable * (found.gross - found.returns - found.induced) - found.digital - found.cross_sell
    assert abs(found.cash - kept) < NEGLIGIBLE


@given(some_rates(sales=False), share)
def test_more_completion_never_hurts_where_nothing_is_sold(rates: Rates[Decimal], other: Decimal) -> None:
    # Where many give up without a word, a leaked need may cost more than an unresolved one; here all come back.
    better = replace(rates, completion=max(rates.completion, other), fallback=Decimal(1))
    worse = replace(rates, completion=min(rates.completion, other), fallback=Decimal(1))
    assert money(better).economic >= money(worse).economic - NEGLIGIBLE


@given(some_rates(sales=False), share)
def test_more_leakage_never_helps(rates: Rates[Decimal], other: Decimal) -> None:
    better = replace(rates, leakage=min(rates.leakage, other))
    worse = replace(rates, leakage=max(rates.leakage, other))
    assert money(better).economic >= money(worse).economic - NEGLIGIBLE


@given(some_rates())
def test_unresolved_needs_are_never_a_saving(rates: Rates[Decimal]) -> None:
    """Whoever gives up is worth nothing: a need that stays open is still a contact to come."""
    lost = replace(rates, completion=Decimal(0), fallback=Decimal(0))
    assert money(lost).economic <= 0


@st.composite
def cases(draw: st.DrawFn) -> CaseResult:
    names = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True))
    entries = []
    for name in names:
        entry = request(name, needs=draw(st.integers(1, 90000)), completion=draw(share), leakage=draw(share))
        ends = {k: (low, high) for k, (low, high) in RANGES.items() if k not in ("completion", "leakage")}
        values = {k: ranged(v, *ends[k]) if k in ends else v for k, v in entry.values.items()}
        entries.append(replace(entry, values=values))
    return golden(*entries)


def reversed_(result: CaseResult) -> CaseResult:
    return golden(*(entry.inputs for entry in reversed(result.requests)))


@settings(max_examples=40, deadline=None)
@given(cases())
def test_order_of_requests_means_nothing(result: CaseResult) -> None:
    other = reversed_(result)
    assert other == result
    assert uncertainty(other, draws=200) == uncertainty(result, draws=200)
    assert tornado(other) == tornado(result)


@settings(max_examples=40, deadline=None)
@given(cases(), st.integers(0, 2**40))
def test_same_seed_same_result_and_quantiles_rise(result: CaseResult, seed: int) -> None:
    found, again = (uncertainty(result, seed, 300) for _ in range(2))
    assert found == again and found is not None and found.npv is not None
    for outcome in (found.economic, found.cash, found.npv):
        assert outcome.p10 <= outcome.p50 <= outcome.p90
        assert 0 <= outcome.loss <= 1 and outcome.standard_error >= 0


@settings(max_examples=40, deadline=None)
@given(cases())
def test_totals_are_the_sum_of_the_requests(result: CaseResult) -> None:
    assert result.lines is not None
    total = sum((entry.lines.cash for entry in result.counted if entry.lines), Decimal(0))
    assert abs(result.lines.cash - total) < NEGLIGIBLE


names = st.sampled_from(["pay-bill", "cancel", "net-fault"])
degrees = st.sampled_from(["self-serve", "inform -> self-serve", "none -> assisted", "show", "initiate"])
jobs = st.sampled_from(["transact", "confirm", "discuss", "vent"])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(names, st.tuples(jobs, degrees), min_size=1))
def test_without_figures_there_is_a_list_and_no_number(rows: dict[str, tuple[str, str]]) -> None:
    strategy: dict[str, Any] = {
        "touchpoints": {"call-centre": {}, "app": {}},
        "requests": {name: {"job": job} for name, (job, _) in rows.items()},
        "coverage": {name: {"call-centre": "human", "app": degree} for name, (_, degree) in rows.items()},
    }
    result = of_text("\n".join(f"{key}: {json.dumps(value)}" for key, value in strategy.items()))
    assert result.lines is result.npv is result.payback is result.hours is result.build is None
    assert not result.counted and uncertainty(result) is None and tornado(result) is None
    assert all(entry.left_out for entry in result.requests)
    finishes = [entry for entry in result.requests if entry.inputs.mode]
    assert {gap.of for gap in result.missing if gap.figure == "volume"} == {entry.inputs.id for entry in finishes}
    view = case_view(result)
    assert not (view.lines or view.rows or view.outcomes or view.break_even)
    assert not any(letter.isdigit() for letter in view.headline)


def test_a_further_request_changes_no_other_stream() -> None:
    """One stream per driver: what is drawn for a request does not depend on who else is there."""
    entry = ranged(point(symbols.COMPLETION, "0.75", "pay-bill"), "0.6", "0.9")
    alone, beside = Draws(count=50), Draws(count=50)
    beside.of(ranged(point(symbols.COMPLETION, "0.75", "cancel"), "0.6", "0.9"))
    assert (alone.of(entry) == beside.of(entry)).all()
