"""The golden example of the business case as inputs, and small strategies for tests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ecaremap.insight.case import symbols
from ecaremap.insight.case.case import CaseResult, business_case, case_of
from ecaremap.insight.case.given import Input
from ecaremap.insight.case.inputs import RequestInputs
from ecaremap.insight.case.programme import Cost, Programme
from ecaremap.load.loading import load, load_text
from ecaremap.policy.decisions import Decisions, decide
from insight.claimed import claims_only

TODAY = date(2026, 11, 21)

GOLDEN = {
    symbols.NEEDS: "30000", symbols.ELIGIBLE_SHARE: "0.8", symbols.TAKEUP_NOW: "0.12", symbols.TAKEUP_CEILING: "0.55",
    symbols.COMPLETION: "0.78", symbols.FALLBACK_SHARE: "1", symbols.LEAKAGE: "0.15", symbols.DOUBLE_HANDLING: "1.4",
    symbols.HANDLING_COST: "5.58", symbols.DIGITAL_COST: "0.25", symbols.INDUCED_NEEDS: "0.05",
    symbols.INDUCED_TO_PERSON: "0.30", symbols.SALE_RATE: "0.02", symbols.SALE_MARGIN: "40",
    symbols.LOST_WHEN_DIGITAL: "0.5", symbols.CASHABLE_SHARE: "0.6",
}  # fmt: skip
RANGES = {
    symbols.COMPLETION: ("0.68", "0.88"), symbols.LEAKAGE: ("0.05", "0.25"), symbols.DOUBLE_HANDLING: ("1.3", "1.5"),
    symbols.CASHABLE_SHARE: ("0.4", "0.8"),
}  # fmt: skip


def point(symbol: str, value: str, of: str = "") -> Input:
    amount = Decimal(value)
    driver = f"{symbol} of {of}" if of else symbol
    return Input(symbol, of, amount, amount, amount, "point", "", "a source", "client", driver)


def ranged(entry: Input, low: str, high: str) -> Input:
    return replace(entry, low=Decimal(low), high=Decimal(high), shape="triangular")


def request(name: str = "pay-bill", **other: Any) -> RequestInputs:
    values = {symbol: point(symbol, str(other.get(symbol, value)), name) for symbol, value in GOLDEN.items()}
    return RequestInputs(name, "", "", "", Decimal(30000), "alone", "contacts", values)


def programme(build: str = "120000", run: str = "2000", months: int = 36, of: str = "pay-bill") -> Programme:
    costs = Cost(of, point(symbols.BUILD_COST, build, "b"), 0), Cost(of, point(symbols.RUN_COST, run, "b"), months)
    return Programme("2027-01", months, costs, ())


SHARED = point(symbols.DISCOUNT_RATE, "0.10"), point(symbols.STEEPEST_MONTH, "9"), point(symbols.STEEPNESS, "0.35")


def golden(*requests: RequestInputs) -> CaseResult:
    return case_of(requests or [request()], SHARED, programme(), "EUR")


def decided(text: str) -> Decisions:
    project = load_text(("ecaremap: 1\nname: Example\n" + text).encode(), "example.yaml").project
    assert project is not None
    return decide(project, TODAY)


def of_text(text: str) -> CaseResult:
    return business_case(decided(text))


def of_map(path: str) -> CaseResult:
    """The case of a map as its authors claim it, without what was measured later."""
    with claims_only(Path(path)) as claimed:
        return of_measured(str(claimed))


def of_measured(path: str) -> CaseResult:
    """The case of a map with its evidence, if it has any."""
    project = load(path).project
    assert project is not None
    return business_case(decide(project, TODAY))
