"""The steady state of the business case and the simulator, fed with the same figures: where they agree and differ."""

from pathlib import Path

import pytest

from ecaremap.plan.problem import Adoption, Demand, Item, Problem, Touchpoint
from ecaremap.plan.simulate import simulate
from insight.case.example import golden, request
from plan.simulate import worked_example

N, E, A0, A, Q, LEAK, H, CV, CD, G, GAMMA = 30_000, 0.8, 0.12, 0.55, 0.78, 0.15, 1.4, 5.58, 0.25, 0.05, 0.30
RATE, MARGIN, BETA, KAPPA = 0.02, 40, 0.5, 0.6
"""The golden example of the business case."""


def steady(**other: float) -> dict[str, float]:
    """The last month of a build that everybody took up long ago."""
    shifted, contained = E * (A - A0), Q * (1 - LEAK)
    demand = Demand(
        "pay-bill", N, (("phone", 1.0),), CV, cashable_share=KAPPA, double_handling=H - 1,
        induced_needs=other.get("induced", G), sale_margin=RATE * MARGIN,
    )  # fmt: skip
    taken_up = Adoption(
        shifted, contained, contained, 50.0, 0.0, 0.0, gives_up=other.get("gives_up", 0.0), sale_kept=1 - BETA
    )
    build = Item("app", "build", 0, effect=taken_up, request="pay-bill", touchpoint="app")
    places = Touchpoint("phone", "traditional"), Touchpoint("app", "digital", CD)
    found = simulate(Problem("2027-01", 2, 0.1, "EUR", places, (demand,), (build,)), {"app": 1})
    flows = {"shifted": found.starts[0, -1], "leaked": found.leaked[0, -1], "unresolved": found.unresolved[0, -1]}
    return {**{name: values[-1] for name, values in found.lines.items()}, "cash": found.cash[-1], **flows}


def test_needs_gross_returns_digital_cost_and_sales_agree() -> None:
    case = golden().requests[0]
    assert case.flows and case.lines
    found = steady()
    assert found["shifted"] == pytest.approx(float(case.flows.shifted), abs=1e-6)
    assert found["leaked"] == pytest.approx(float(case.flows.fallback + case.flows.leaked) * (1 + G), abs=1e-6)
    assert found["handling_avoided"] == pytest.approx(float(case.lines.gross), abs=1e-6)
    assert -found["double_handling"] == pytest.approx(float(case.lines.returns), abs=1e-6)
    assert -found["digital_cost"] == pytest.approx(float(case.lines.digital), abs=1e-6)
    assert -found["sales_lost"] == pytest.approx(float(case.lines.cross_sell), abs=1e-6)


def test_induced_needs_are_the_one_difference() -> None:
    """The case: a share gamma reaches people, for one contact of ordinary length. The simulator: those that are
    not contained do, and a second contact is longer. The difference goes through to cash and nowhere else."""
    case = golden().requests[0]
    assert case.lines and case.flows
    found = steady()
    expected = float(case.flows.shifted) * G * (1 - Q * (1 - LEAK)) * H * CV
    assert -found["induced_handling"] == pytest.approx(expected, abs=1e-6)
    assert float(case.lines.induced) == pytest.approx(float(case.flows.shifted) * G * GAMMA * CV, abs=1e-6)
    difference = KAPPA * (expected - float(case.lines.induced))
    assert float(case.lines.cash) - found["cash"] == pytest.approx(difference, abs=1e-6)


def test_without_induced_needs_the_cash_of_a_month_is_the_same() -> None:
    lines = golden(request(induced_needs="0")).lines
    assert lines and steady(induced=0.0)["cash"] == pytest.approx(float(lines.cash), abs=1e-6)


def test_what_nobody_finishes_is_no_saving_in_either() -> None:
    """The case asks for those who do not complete, the simulator for those who are not contained: the same people
    as long as nobody who completed calls."""
    lines = golden(request(fallback_share="0.75", leakage="0", induced_needs="0")).lines
    assert lines
    contained = Q
    demand = Demand(
        "pay-bill", N, (("phone", 1.0),), CV, cashable_share=KAPPA, double_handling=H - 1, sale_margin=RATE * MARGIN
    )
    taken_up = Adoption(E * (A - A0), contained, contained, 50.0, 0.0, 0.0, gives_up=0.25, sale_kept=1 - BETA)
    build = Item("app", "build", 0, effect=taken_up, request="pay-bill", touchpoint="app")
    places = Touchpoint("phone", "traditional"), Touchpoint("app", "digital", CD)
    found = simulate(Problem("2027-01", 2, 0.1, "EUR", places, (demand,), (build,)), {"app": 1})
    returns = found.lines["double_handling"][-1] + found.lines["unresolved"][-1]
    assert -returns == pytest.approx(float(lines.returns), abs=1e-6)
    assert found.cash[-1] == pytest.approx(float(lines.cash), abs=1e-6)


def test_the_page_on_both_models_shows_these_figures() -> None:
    text = (Path(__file__).parents[3] / "docs" / "planning.md").read_text(encoding="utf-8")
    case = golden().requests[0]
    assert case.lines
    example = worked_example.result()
    shown = [-steady()["induced_handling"], float(case.lines.induced), example["npv"], example["cumulative"]]
    for value in shown:
        assert f"{value:,.2f}" in text
    assert f"paid back in month {example['payback']}" in text and f"allowed in month {example['first_push']}" in text
