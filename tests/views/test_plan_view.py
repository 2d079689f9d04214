"""The plan for readers: the worked example's numbers, reasons, gates, promises and pages."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

import views.plan_samples as samples
from ecaremap.plan.result import Solution
from ecaremap.views.plan import plan_view
from ecaremap.views.plan_model import PlanView


@pytest.fixture(scope="module")
def view() -> PlanView:
    return plan_view(samples.plan(), samples.inputs(), samples.decisions())


def changed(**parts: object) -> PlanView:
    return plan_view(replace(samples.plan(), **parts), samples.inputs(), samples.decisions())  # type: ignore[arg-type]


def test_the_sample_is_the_briefs_worked_example() -> None:
    """What the views are tested with has the brief's table behind it: value, payback, cash and calls."""
    forecast = samples.plan().forecast
    assert forecast.npv == pytest.approx(samples.NPV, abs=0.01)
    assert forecast.payback == samples.PAYBACK
    assert forecast.cumulative == pytest.approx(samples.CUMULATIVE, abs=0.06)
    assert forecast.person.sum(axis=0) == pytest.approx(samples.PHONE, abs=0.06)


def test_the_headline_says_what_it_costs_brings_and_risks(view: PlanView) -> None:
    assert "99,000 EUR to build" in view.headline
    assert "worth 1,900 EUR today over 12 months" in view.headline
    assert "paid back in Dec 2027" in view.headline
    assert "It may lose money: 5 in 10 outcomes are below zero." in view.headline
    assert view.sentences[0] == "8 in 10 outcomes are between −21,000 and 25,000 EUR."


def test_a_loss_is_said_from_two_in_ten_on() -> None:
    spread = samples.plan().spread
    assert spread is not None
    assert "may lose money" in changed(spread=replace(spread, loss=0.2)).headline
    assert "may lose money" not in changed(spread=replace(spread, loss=0.199)).headline


def test_value_and_payback_are_of_the_same_outcomes() -> None:
    spread = samples.plan().spread
    assert spread is not None
    early, _, late = spread.payback
    months = samples.plan().problem.months
    assert "paid back in Jun 2027" in changed(spread=replace(spread, payback=(early, 6, late))).headline
    assert "not paid back by then" in changed(spread=replace(spread, payback=(early, months + 1, months + 1))).headline


def test_key_figures_are_those_of_the_table(view: PlanView) -> None:
    tiles = {tile.label: tile.figure for tile in view.tiles}
    assert tiles["Most cash out"] == "96,000 EUR"
    assert tiles["Paid back"] == "Dec 2027"
    assert tiles["Without a person"] == "7.7% → 46%"
    assert [row.cumulative for row in view.rows] == pytest.approx(
        [Decimal(str(c)) for c in samples.CUMULATIVE], abs=Decimal("0.06")
    )


def test_every_item_stands_in_its_wave_with_month_team_and_reason(view: PlanView) -> None:
    assert [(wave.number, len(wave.items)) for wave in view.waves] == [(0, 1), (2, 3), (4, 1)]
    items = {item.id: item for item in view.items}
    assert set(items) == set(samples.SCHEDULE)
    app = items["address-app"]
    assert (app.starts.iso, app.live.iso, app.teams, app.size) == ("2027-03", "2027-06", "App team 3", "L")
    assert app.what == "Change my address · The app · self-serve"
    assert app.not_earlier == "Waits for Sign-on; App team is busy"
    assert app.needs == ("Sign-on",)
    assert items["ivr-announcement"].ends is not None and items["ivr-announcement"].ends.iso == "2027-06"
    assert items["bills-online-only"].gate == "from the forecast"


def test_what_is_left_out_has_a_reason_and_a_price(view: PlanView) -> None:
    reasons = {left.id: left for left in view.left}
    assert set(reasons) == {"bill-app", "address-online-only"}
    assert reasons["bill-app"].reason == "does not pay"
    assert reasons["bill-app"].forced is not None and reasons["bill-app"].forced.exact == Decimal("-31000.00")
    assert reasons["bill-app"].displaces == ("Address in the app",)
    assert reasons["address-online-only"].forced is None
    assert [kept.name for kept in view.never] == ["Cancel my contract"]


def test_gates_say_the_same_by_sign_and_by_word(view: PlanView) -> None:
    pairs = {(c.glyph, c.word) for tactic in view.tactics for c in tactic.conditions}
    assert pairs == {("✓", "met"), ("✗", "not met"), ("◷", "from the forecast")}
    gates = {tactic.id: tactic.gate for tactic in view.tactics}
    assert gates == {
        "ivr-announcement": "open",
        "bills-online-only": "from the forecast",
        "address-online-only": "shut",
    }
    shut = next(tactic for tactic in view.tactics if tactic.gate == "shut")
    assert not shut.planned and shut.standing.startswith("Not on the plan.")


def test_lines_add_up_to_cash_and_value(view: PlanView) -> None:
    amounts = {line.key: line.amount.exact for line in view.lines}
    parts = sum(amount for key, amount in amounts.items() if key not in ("cash", "discount", "npv"))
    assert parts == pytest.approx(amounts["cash"], abs=Decimal("0.1"))
    assert amounts["cash"] == pytest.approx(Decimal("9398.92"), abs=Decimal("0.01"))
    assert amounts["cash"] + amounts["discount"] == pytest.approx(amounts["npv"], abs=Decimal("0.02"))
    assert amounts["npv"] == pytest.approx(Decimal(str(samples.NPV)), abs=Decimal("0.01"))


def test_promises_are_judged_in_the_month_they_are_due(view: PlanView) -> None:
    alone, cost = view.targets
    assert (alone.standing, alone.due, alone.forecast, alone.bound) == ("kept", "2027-10", "43%", "at least 40%")
    assert (alone.early, alone.middle, alone.late) == ("Jul 2027", "Oct 2027", "Dec 2027")
    assert alone.chance == "6 in 10"
    assert (cost.standing, cost.bound, cost.late) == ("kept", "at most 60,000 EUR a month", "")
    metrics = samples.plan().forecast.metrics
    later = replace(samples.PROBLEM, targets=tuple(replace(t, by=5) for t in samples.PROBLEM.targets))
    assert {t.standing for t in changed(problem=later).targets} == {"missed"}
    unknown = replace(samples.plan().forecast, metrics={"self_service_share": metrics["self_service_share"]})
    assert [t.standing for t in changed(forecast=unknown).targets] == ["kept", "open"]


def test_futures_stand_side_by_side(view: PlanView) -> None:
    nothing, cautious, base, bold = view.scenarios
    assert [s.label for s in view.scenarios] == ["Do nothing", "Cautious", "Base", "Bold"]
    assert nothing.npv is None and nothing.alone is not None and nothing.alone.text == "7.7%"
    assert base.npv is not None and base.npv.exact == Decimal("3412.54")
    assert cautious.npv is not None and bold.npv is not None and cautious.npv.exact < base.npv.exact < bold.npv.exact
    assert base.outcomes and not cautious.outcomes


def test_the_board_page_asks_for_money_until_the_next_gate(view: PlanView) -> None:
    board = view.board
    assert board is not None
    first, second = board.stages
    # 27,000 + 27,000 + 15,000 * 3 to build, 1,300 * 3 + 2,000 to run, 1,500 * 3 for the pull.
    assert first.amount.exact == Decimal("109400.00")
    assert second.so_far.exact == first.amount.exact + second.amount.exact
    assert "Release 110,000 EUR until the gate at the end of Jun 2027" in board.decision
    assert any("below 27%" in stop for stop in board.stops)
    assert [benefit.owner for benefit in board.benefits] == ["Web team", "App team"]
    assert [risk.label for risk in board.risks][:2] == ["Handling avoided", "Customers who come back"]
    assert not any("nan" in risk.figure for risk in board.risks)


def test_the_backlog_says_when_a_build_is_accepted(view: PlanView) -> None:
    assert view.it is not None
    items = {item.id: item for item in view.it.items}
    assert set(items) == {"auth", "bill-web", "address-app"}
    bill, address = items["bill-web"], items["address-app"]
    assert (bill.completion, bill.calls_after, bill.login) == (
        Decimal("0.8500"),
        Decimal("0.1500"),
        "the customer is identified",
    )
    assert address.calls_after == Decimal("0.1200"), "the cell expects less than the usual limit"
    assert address.login == "strong login; the touchpoint offers only: no login"
    assert bill.events[0] == "bill-web.started"
    # 5,908.2 starts and 295.4 induced in month 12, over 30 days, a tenth of them in the busiest hour.
    assert bill.peak_hour == pytest.approx(Decimal("20.68"), abs=Decimal("0.01"))
    assert address.needs == ("auth",) and "Get a copy of a bill, begun at Website" in bill.closes


def test_the_operations_page_counts_hours_and_training(view: PlanView) -> None:
    page = view.operations
    assert page is not None
    assert next(quarter.label for quarter in page.quarters) == "Jan 2027 to Mar 2027"
    hours = [float(row.hours or 0) for row in view.rows]
    assert page.quarters[-1].hours is not None
    assert float(page.quarters[-1].hours.exact) == pytest.approx(np.mean(hours[-3:]), abs=0.01)
    assert [training.before for training in page.training] == ["Mar 2027", "Apr 2027", "Jun 2027", "Sep 2027"]
    assert page.training[0].where == ("Phone",)
    assert [(double.since, double.until) for double in page.double] == [("Mar 2027", "Sep 2027")]


@pytest.mark.parametrize(
    ("solution", "said"),
    [
        ({"bound": None}, "No bound was computed"),
        ({"bound": 4_141.0}, "Proven within 1.0%"),
        ({"bound": 4_100.0, "status": "optimal"}, "no plan is worth more"),
    ],
)
def test_how_good_the_plan_is_stands_with_it(solution: dict[str, object], said: str) -> None:
    method = changed(solution=replace(samples.plan().solution, **solution)).method  # type: ignore[arg-type]
    assert method is not None and said in method.bound
    assert "690 more than the exact forecast" in method.difference
    assert method.input_hash == samples.plan().input_hash


def test_a_saved_plan_says_so() -> None:
    method = changed(saved=True).method
    assert method is not None and method.origin.startswith("From the plan file")


def test_a_plan_without_anything_is_still_told() -> None:
    plan = samples.plan()
    empty = replace(
        plan, forecast=samples.forecast({}), spread=None, solution=Solution({}, "npv", "annealing", 1, 0, 0, 0, None, "feasible"),
        explained=replace(plan.explained, placed=(), break_even=()),
    )  # fmt: skip
    view = plan_view(empty, samples.inputs(), samples.decisions())
    assert view.headline.startswith("Nothing is worth doing")
    clash = replace(
        empty.solution, status="infeasible", conflict=("auth is required", "auth exceeds the budget of quarter 1")
    )
    told = plan_view(replace(empty, solution=clash), samples.inputs(), samples.decisions()).headline
    assert told == "No plan can keep everything asked for: auth is required; auth exceeds the budget of quarter 1."
    assert (
        "No plan was found"
        in plan_view(
            replace(empty, solution=replace(empty.solution, status="not-found")), samples.inputs(), samples.decisions()
        ).headline
    )
    assert view.board is None and view.it is None and view.waves == ()


def test_months_of_a_plan_that_starts_late_in_the_year() -> None:
    late = replace(samples.PROBLEM, starts="2027-11")
    assert [month.text for month in changed(problem=late).months][:3] == ["Nov 2027", "Dec 2027", "Jan 2028"]
