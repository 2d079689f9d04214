"""What the simulator knows beyond the golden example, by hand; unused, each changes nothing there."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ecaremap.plan.problem import Adoption, Demand, Fewer, Item, Need, Problem, Pull, Push, Retire, Touchpoint
from ecaremap.plan.simulate import Valuer, context, earliest_starts, marginal, payback, simulate, value_table
from plan.simulate.golden import BILL_COPY, ITEMS, PROBLEM, SCHEDULE, WEB

PLACES = (
    Touchpoint("phone", "traditional"), Touchpoint("shop", "traditional"), Touchpoint("web", "digital", 0.5),
    Touchpoint("chat", "digital", 2.0), Touchpoint("ivr", "automated-voice", 0.1),
)  # fmt: skip
AT_ONCE = Adoption(0.4, 0.75, 0.75, 50.0, 0.0, 0.0)
"""Everybody who will takes it up in the first month, and it never gets better."""
DEMAND = Demand("r", 1000, (("phone", 0.6), ("shop", 0.1), ("web", 0.2), ("ivr", 0.1)), 5.0, handling_hours=0.1)
BUILD = Item("b", "build", 1, 600, 10, effect=AT_ONCE, request="r", touchpoint="web")


def problem(*items: Item, demand: Demand = DEMAND, months: int = 4, **other: object) -> Problem:
    return Problem("2027-11", months, 0.0, "EUR", PLACES, (demand,), items, **other)


def same(values: object, expected: object) -> None:
    np.testing.assert_allclose(values, expected, rtol=0, atol=1e-9)


def test_one_build_by_hand() -> None:
    """700 of 1000 with people. 400 start digitally, 100 of them call: 400 saved, 100 come back."""
    found = simulate(problem(BUILD, operating_cost=9_000.0), {"b": 1})
    same(found.person, [[700, 400, 400, 400]])
    same(found.contacts[:, 1], [400 * 6 / 7, 400 * 1 / 7, 600, 0, 100])
    same(found.hours, [70, 40, 40, 40])
    assert {name: values[1] for name, values in found.lines.items() if values[1]} == pytest.approx(
        {"handling_avoided": 2000, "double_handling": -500, "digital_cost": -200, "run": -10}
    )
    same(found.cash, [-600, 1290, 1290, 1290])
    shares = {name: values[1] for name, values in found.metrics.items()}
    assert shares == pytest.approx(
        {
            "digital_start_share": 0.6, "digital_end_to_end_share": 0.5, "self_service_share": 0.6,
            "digital_survival_share": 0.5 / 0.6, "operating_cost": 9_000 - 2_000 + 500 + 200,
        }
    )  # fmt: skip
    assert found.payback == 2


def test_todays_cost_is_told_only_where_it_is_known() -> None:
    assert "operating_cost" not in simulate(problem(BUILD), {"b": 1}).metrics
    assert {"cost_per_completed_need", "one_contact_resolution"}.isdisjoint(
        simulate(problem(BUILD, operating_cost=1.0), {}).metrics
    )
    same(simulate(problem(operating_cost=9_000.0), {}).metrics["operating_cost"], [9_000] * 4)


def test_starts_that_are_not_done_today_reach_people() -> None:
    """Of 300 starts at web and ivr 160 are done, 60 of these by voice, 90 alone."""
    demand = replace(DEMAND, done_today=0.16, voice_today=0.06, alone_today=0.09)
    found = simulate(problem(BUILD, demand=demand), {"b": 1})
    same(found.person[0, :2], [840, 840 - 400 + 100])
    same(found.contacts.sum(axis=0)[:2], [1140, 1140 + 100])
    shares = {name: values[0] for name, values in found.metrics.items()}
    assert shares == pytest.approx(
        {
            "digital_start_share": 0.2, "digital_end_to_end_share": 0.1, "self_service_share": 0.09,
            "digital_survival_share": 0.5,
        }
    )  # fmt: skip
    # Of those whom people handle, 100 of 840 had started digitally already: they are no new digital starts.
    assert found.metrics["digital_start_share"][1] == pytest.approx(0.2 + 0.4 * (1 - 100 / 840))
    assert found.metrics["digital_end_to_end_share"][1] == pytest.approx(0.1 + 0.3)


def test_who_comes_back_after_finishing_is_told_where_it_is_known() -> None:
    """Today 40 of 240 who finish at web come back. The build contains 300, which is 80% of the 375 who finish there."""
    demand = replace(DEMAND, done_today=0.3, voice_today=0.1, leaked_today=0.04)
    known = replace(BUILD, effect=replace(AT_ONCE, leakage=0.2))
    found = simulate(problem(known, demand=demand), {"b": 1})
    same(found.metrics["leakage"][:2], [40 / 240, (40 + 75) / (240 + 375)])
    assert "leakage" not in simulate(problem(BUILD, demand=demand), {"b": 1}).metrics
    assert "leakage" not in simulate(problem(known), {"b": 1}).metrics
    by_voice = replace(BUILD, touchpoint="ivr")
    same(simulate(problem(by_voice, demand=demand), {"b": 1}).metrics["leakage"], [40 / 240] * 4)
    close = Item("x", "retirement", 1, effect=Retire(0, "phone"), touchpoint="web")
    same(simulate(problem(close, demand=demand), {"x": 1}).metrics["leakage"], [40 / 240, 0, 0, 0])


def test_more_cannot_be_done_than_starts_there() -> None:
    found = simulate(problem(demand=replace(DEMAND, done_today=0.9, alone_today=0.8)), {})
    same(found.person, [[700] * 4])
    same(found.metrics["self_service_share"], [0.3] * 4)


def test_the_room_under_a_cap_is_what_is_not_done_yet() -> None:
    demand = replace(DEMAND, cap=0.5, done_today=0.25, voice_today=0.1)
    other = replace(BUILD, id="c", touchpoint="chat", effect=replace(AT_ONCE, ceiling=0.1, alone=False))
    found = simulate(problem(BUILD, other, demand=demand), {"b": 1, "c": 1})
    same(found.starts[:, 1], [200, 50])
    # Finished with a person inside the touchpoint: digital, not self-service.
    assert found.metrics["digital_end_to_end_share"][1] == pytest.approx(0.15 + 0.75 * 0.25)
    assert found.metrics["self_service_share"][1] == pytest.approx(0.25 + 0.75 * 0.20)


def test_those_who_give_up_are_no_saving() -> None:
    """Of 400 starts 100 are not contained, 25 of them turn to nobody."""
    item = replace(BUILD, effect=replace(AT_ONCE, gives_up=0.25))
    demand = replace(DEMAND, double_handling=0.4, induced_needs=0.1, cashable_share=0.5)
    found = simulate(problem(item, demand=demand, operating_cost=9_000.0), {"b": 1})
    same([found.leaked[0, 1], found.unresolved[0, 1], found.induced[0, 1]], [82.5, 27.5, 40])
    lines = {name: values[1] for name, values in found.lines.items()}
    assert lines["unresolved"] == pytest.approx(-25 * 5)
    assert lines["double_handling"] == pytest.approx(-75 * 1.4 * 5)
    assert lines["induced_handling"] == pytest.approx(-7.5 * 1.4 * 5)
    assert lines["not_cashable"] == pytest.approx(-0.5 * (2000 - 125 - 525 - 52.5))
    same(found.person[0, 1], 700 - 400 + 82.5)
    # 700 with people, less 400, and 75 + 7.5 come back for 1.4 times as long; 640 digital contacts, 100 by voice.
    cost = (700 - 400 + 82.5 * 1.4) * 5 + 640 * 0.5 + 100 * 0.1
    today = 700 * 5 + 200 * 0.5 + 100 * 0.1
    same(found.metrics["operating_cost"][1], 9_000 + cost - today)


def test_leaving_is_counted_for_all_who_are_not_contained_and_for_the_pushed() -> None:
    demand = replace(DEMAND, churn_leaked=0.01, churn_pushed=0.002, customer_value=100.0, cap=0.6)
    item = replace(BUILD, effect=replace(AT_ONCE, gives_up=0.5, with_push=0.6))
    push = Item("p", "push", 0, 40, 7, effect=Push("b", 0.5, 2))
    found = simulate(problem(item, push, demand=demand), {"b": 1, "p": 3})
    # Month 3: u = .4 + .2 * .25 = .45, of a room of .3.
    same(found.starts[0, 1:], [300, 300, 300])
    same(found.lines["churn"], [0, -75, -75 - 0.2 * 50 * 300 / 450, -75 - 0.2 * 100 * 300 / 500])
    same(found.lines["tactics"], [0, 0, -47, -7])


def test_a_fix_comes_before_everything_digital() -> None:
    demand = replace(DEMAND, cashable_share=0.5)
    fixes = [Item(f"f{n}", "fix", n, 30, 0, effect=Fewer(0.1), request="r") for n in (1, 2)]
    found = simulate(problem(BUILD, *fixes, demand=demand), {"b": 1, "f1": 1, "f2": 1})
    same(found.needs, [[1000, 900, 810, 810]])
    same(found.starts, [[0, 360, 324, 324]])
    per_need = 0.5 * 0.7 * 5 + 0.2 * 0.5 + 0.1 * 0.1
    same(found.lines["fewer_needs"], [0, 100 * per_need, 190 * per_need, 190 * per_need])
    same(found.lines["build"], [-600 - 30 - 15, -15, 0, 0])


def test_growth_and_the_season_of_the_calendar_month() -> None:
    demand = replace(DEMAND, growth=0.21, season=(2.0, *[1.0] * 10, 0.5))
    found = simulate(problem(demand=demand, months=14), {})
    same(found.needs[0, 0], 1000)
    same(found.needs[0, 1], 1000 * 1.21 ** (1 / 12) * 0.5)
    same(found.needs[0, 2], 1000 * 1.21 ** (2 / 12) * 2)
    same(found.needs[0, 12], 1210)


def test_closing_a_touchpoint_of_people_moves_their_contacts() -> None:
    close = Item("x", "retirement", 1, 100, effect=Retire(250, "phone"), touchpoint="shop")
    found = simulate(problem(close), {"x": 1})
    same(found.contacts[:2], [[600, 700, 700, 700], [100, 0, 0, 0]])
    same(found.lines["retired"], [0, 250, 250, 250])
    same(found.person, [[700] * 4])
    spread_out = simulate(problem(replace(close, effect=Retire(250))), {"x": 1})
    same(spread_out.contacts[:2], [[600, 700, 700, 700], [100, 0, 0, 0]])
    to_web = simulate(problem(replace(close, effect=Retire(250, "web"))), {"x": 1})
    same(to_web.contacts[:3, 1], [700, 0, 300])
    same(to_web.lines["retired"], [0, 200, 200, 200])
    same(to_web.metrics["digital_start_share"], [0.2, 0.3, 0.3, 0.3])
    same(to_web.metrics["digital_end_to_end_share"], [0.2] * 4)


def test_closing_a_touchpoint_without_people_hands_its_needs_over() -> None:
    close = Item("x", "retirement", 1, effect=Retire(0, "phone"), touchpoint="web")
    found = simulate(problem(close), {"x": 1})
    same(found.person, [[700, 900, 900, 900]])
    same(found.contacts[2], [200, 0, 0, 0])
    same(found.lines["retired"], [0, 100 - 1000, 100 - 1000, 100 - 1000])
    same(found.metrics["self_service_share"], [0.3, 0.1, 0.1, 0.1])
    same(found.metrics["digital_start_share"], [0.2, 0, 0, 0])
    other = simulate(problem(replace(close, effect=Retire(0, "ivr"))), {"x": 1})
    same(other.metrics["self_service_share"], [0.3] * 4)
    same(other.metrics["digital_end_to_end_share"], [0.2, 0, 0, 0])
    same(other.lines["retired"], [0, 80, 80, 80])
    assert other.notes == ()


def test_builds_end_where_their_touchpoint_closes() -> None:
    close = Item("x", "retirement", 1, effect=Retire(0, "phone"), touchpoint="web", request="r")
    found = simulate(problem(BUILD, close), {"b": 1, "x": 2})
    same(found.starts, [[0, 400, 0, 0]])
    same(found.lines["run"], [0, -10, 0, 0])
    chained = simulate(
        problem(close, Item("y", "retirement", 0, effect=Retire(0), touchpoint="phone")), {"x": 1, "y": 1}
    )
    assert chained.notes == ("x moves contacts to phone, which the plan closes as well.",)


def test_a_pull_ends_and_two_saturate() -> None:
    slow = replace(AT_ONCE, innovation=0.05, imitation=0.3)
    item = replace(BUILD, duration=0, effect=slow)
    pulls = [Item(f"p{n}", "pull", 0, run=5, effect=Pull(("b",), 0.5, 2.0, 2)) for n in (1, 2)]
    found = simulate(problem(item, *pulls), {"b": 1, "p1": 1, "p2": 2})
    x = [1 + 2 * (1 - np.exp(-beta / 2)) for beta in (0.5, 1.0, 0.5, 0.0)]
    age = np.cumsum(x)
    same(found.adoption[0], (1 - np.exp(-0.35 * age)) / (1 + 6 * np.exp(-0.35 * age)))
    same(found.lines["tactics"], [-5, -10, -5, 0])


def test_calls_can_rise_month_after_month() -> None:
    """A build that contains little and makes new contacts sends more to people than it takes off them."""
    poor = replace(WEB, completion_at_launch=0.1, completion=0.1, with_push=0.0)
    demand = replace(BILL_COPY, induced_needs=0.4)
    found = simulate(replace(PROBLEM, demands=(demand,), items=(replace(ITEMS[1], effect=poor),)), {"bill-copy-web": 1})
    assert (np.diff(found.contacts[0, 1:]) > 0).all()
    assert (
        found.lines["handling_avoided"][-1] + found.lines["double_handling"][-1] + found.lines["induced_handling"][-1]
        < 0
    )
    good = replace(poor, completion_at_launch=0.8, completion=0.8)
    other = replace(PROBLEM, demands=(demand,), items=(replace(ITEMS[1], effect=good),))
    assert (np.diff(simulate(other, {"bill-copy-web": 1}).contacts[0, 1:]) < 0).all()


def test_nobody_takes_up_what_nobody_begins() -> None:
    found = simulate(problem(replace(BUILD, effect=replace(AT_ONCE, innovation=0.0, imitation=0.4))), {"b": 1})
    assert not found.starts.any()


def test_learning_at_once_still_begins_at_the_launch() -> None:
    learning = replace(AT_ONCE, completion_at_launch=0.5, completion=0.9, learning=0.0)
    found = simulate(problem(replace(BUILD, effect=learning)), {"b": 1})
    same(found.completion, [[0, 0.5, 0.9, 0.9]])


def test_payback_counts_from_where_the_total_stays_above_zero() -> None:
    assert payback(np.array([-10.0, 12, -5, 1, 4, 1])) == 5
    assert payback(np.array([-10.0, 12, -5, 1])) == 0
    assert payback(np.array([0.0, 1.0])) == 1


def test_what_cannot_be_simulated_is_said() -> None:
    with pytest.raises(ValueError, match="'nowhere' is on the schedule"):
        simulate(PROBLEM, {"nowhere": 1})
    with pytest.raises(ValueError, match="auth' starts in month 0"):
        simulate(PROBLEM, {"auth": 0})
    with pytest.raises(ValueError, match="acts on the request 'lost'"):
        simulate(problem(replace(BUILD, request="lost")), {"b": 1})
    with pytest.raises(ValueError, match="at the touchpoint 'mars'"):
        simulate(problem(replace(BUILD, touchpoint="mars")), {"b": 1})
    late = simulate(replace(PROBLEM, items=(replace(ITEMS[0], name="Login"), *ITEMS[1:])), {"auth": 11})
    assert late.notes == ("Login goes live after the last month: it costs, and brings nothing within the plan.",)


def test_an_empty_plan_and_one_without_demand() -> None:
    assert simulate(PROBLEM, {}).npv == 0.0
    empty = simulate(replace(PROBLEM, demands=(), items=()), {})
    assert empty.npv == 0.0 and empty.needs.shape == (0, 12) and not empty.metrics["self_service_share"].any()
    assert value_table(replace(PROBLEM, demands=(), items=())).shape == (0, 12)


def test_the_first_month_in_which_an_item_could_start() -> None:
    assert earliest_starts(PROBLEM) == {"auth": 1, "bill-copy-web": 1, "address-app": 3, "pull": 1, "push": 3}
    either = replace(ITEMS[2], needs=(Need(("auth", "bill-copy-web"), 2), Need(("address-app",))))
    assert earliest_starts(replace(PROBLEM, items=(*ITEMS[:2], either)))["address-app"] == 13
    assert (
        earliest_starts(replace(PROBLEM, items=(ITEMS[0], replace(either, needs=either.needs[:1]))))["address-app"] == 5
    )
    later = replace(PROBLEM, items=(replace(ITEMS[0], earliest=4), ITEMS[2]))
    assert earliest_starts(later) == {"auth": 4, "address-app": 6}


def test_items_are_valued_among_what_stands_anyway() -> None:
    fix = Item("fix", "fix", 1, 900, effect=Fewer(0.2), request="r")
    poor_fix = replace(fix, id="poor", cost=1e6)
    needed = Item(
        "needed", "build", 0, 100, effect=replace(AT_ONCE, ceiling=0.2), request="r", touchpoint="web", required=True
    )
    push = Item("push", "push", 0, 5, effect=Push("b", 1.0, 1))
    pushable = replace(BUILD, effect=replace(AT_ONCE, with_push=0.6))
    plan = problem(pushable, fix, poor_fix, needed, push)
    assert context(plan) == {"needed": 1, "fix": 1}
    table = value_table(plan)
    around = {"needed": 1, "fix": 1}
    for row, (name, rest) in enumerate(
        [("b", around), ("fix", {"needed": 1}), ("poor", around), ("needed", {"fix": 1}), ("push", around | {"b": 1})]
    ):
        for month in (1, 2, 4):
            expected = simulate(plan, rest | {name: month}).npv - simulate(plan, rest).npv
            assert table[row, month - 1] == pytest.approx(expected, abs=1e-8), (name, month)


def test_what_an_item_adds_to_a_plan() -> None:
    rest = {name: month for name, month in SCHEDULE.items() if name != "push"}
    expected = simulate(PROBLEM, SCHEDULE).npv - simulate(PROBLEM, rest).npv
    assert marginal(PROBLEM, SCHEDULE, "push") == pytest.approx(expected, abs=1e-8)


def test_a_contact_of_a_build_may_cost_its_own() -> None:
    own = replace(BUILD, effect=replace(AT_ONCE, contact_cost=1.25))
    same(simulate(problem(own), {"b": 1}).lines["digital_cost"], [0, -500, -500, -500])


def test_forgetting_what_was_worked_out_changes_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecaremap.plan.simulate.valuing.KEPT", 1)
    of = Valuer(PROBLEM)
    for month in (1, 2, 3, 1):
        schedule = SCHEDULE | {"push": 8 + month}
        assert of.npv(schedule) == pytest.approx(simulate(PROBLEM, schedule).npv, abs=1e-8)


def test_numbers_are_loaded_only_for_planning() -> None:
    """Validating stays fast: neither numpy nor the planner's simulator is imported."""
    script = (
        "import sys; from ecaremap.__main__ import main; sys.argv = ['ecaremap', 'validate', sys.argv[1]]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'numpy', 'ecaremap.plan.simulate', 'ecaremap.plan.spread'} & set(sys.modules)))"
    )
    telecom = Path(__file__).parents[3] / "maps" / "telecom"
    done = subprocess.run([sys.executable, "-c", script, telecom], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
