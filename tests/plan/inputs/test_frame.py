"""Demand, calendar, targets, uncertainty and the fingerprint."""

from dataclasses import replace
from datetime import date

import pytest

from ecaremap.plan.inputs.calendar import month_by, month_of
from ecaremap.plan.inputs.hashing import input_hash
from ecaremap.plan.problem import Demand, Problem, Target
from ecaremap.plan.uncertain import Uncertain
from plan.inputs.planned import build, inputs


def problem(*changes: object) -> Problem:
    found = inputs(*changes).problem  # type: ignore[arg-type]
    assert found is not None
    return found


def demand(name: str, *changes: object) -> Demand:
    return next(entry for entry in problem(*changes).demands if entry.id == name)


def test_the_demand_by_hand() -> None:
    found = demand("pay")
    assert found.volume == 10000
    assert found.mix == (("account", 0.1), ("app", 0.3), ("phone", 0.6))
    # 6 min at 20 EUR/h over .8 * .75.
    assert found.handling_cost == pytest.approx(6 / 60 * 20 / 0.6)
    assert found.handling_hours == pytest.approx(6 / 60 / 0.6)
    assert (found.double_handling, found.induced_needs, found.cashable_share) == (pytest.approx(0.4), 0.05, 0.6)
    # The app: .3 of the starts, .9 finish, .95 of them for good; the account shows only and leads to the phone.
    assert found.done_today == found.alone_today == pytest.approx(0.3 * 0.9 * 0.95)
    assert found.voice_today == 0
    assert found.cap == pytest.approx(0.3 * 0.9 * 0.95 + (0.8 * 0.7 - 0.3) * 0.6)


def test_segments_and_rules_lower_the_cap() -> None:
    """9 in 10 may go digital, then 2 in 10: less than the eligible take-up of 56%."""
    low = demand("pay", (("segments", "offline", "share"), "60%"))
    assert low.cap == pytest.approx(0.3 * 0.9 * 0.95 + (0.4 - 0.3) * 0.6)
    kept = demand("pay", (("segments", "old"), {"share": "50%", "must_keep": ["phone"]}))
    assert kept.cap == pytest.approx(0.3 * 0.9 * 0.95 + (0.4 - 0.3) * 0.6)


def test_a_request_without_volume_is_asked_for() -> None:
    found = inputs((("requests", "move", "volume"), None))
    assert found.problem is not None
    assert [entry.id for entry in found.problem.demands] == ["pay"]
    assert ("volume", "move") in {(gap.figure, gap.of) for gap in found.missing}


def test_without_completion_today_a_usual_one_stands_in() -> None:
    found = inputs((("assumptions", "completion"), None), (("coverage", "pay", "app", "completion"), None))
    assert found.problem is not None
    pay = next(entry for entry in found.problem.demands if entry.id == "pay")
    assert pay.done_today == pytest.approx(0.3 * 0.75 * 0.95)
    assert any(e.what == "completion of what finishes a request today" and e.of == ("pay/app",) for e in found.assumed)


@pytest.mark.parametrize(
    ("month", "number"), [("2027-01", 1), ("2027-12", 12), ("2028-01", 13), ("2026-12", 0), ("2029-03", 27)]
)
def test_months_count_from_one(month: str, number: int) -> None:
    assert month_of("2027-01", month) == number


@pytest.mark.parametrize(
    ("day", "month"), [((2028, 12, 31), 24), ((2028, 12, 30), 23), ((2028, 2, 29), 14), ((2026, 12, 31), 0)]
)
def test_a_day_is_the_last_month_that_is_over(day: tuple[int, int, int], month: int) -> None:
    assert month_by("2027-01", date(*day)) == month


def test_calendar_of_the_plan() -> None:
    found = problem(
        (("plan", "budget"), "30000 EUR per month"), (("plan", "freezes"), ["2027-12", "2026-12", "2030-01"]),
        (("plan", "team_changes"), {"web": {"2027-07": "5 people", "2028-01": "4 people"}}),
        (("plan", "launches_per_month"), "2"), (("plan", "horizon"), "14 months"),
    )  # fmt: skip
    assert found.budget == (90000.0,) * 5
    assert found.freezes == (12,)
    assert found.teams[0].capacity == (3.0,) * 6 + (5.0,) * 6 + (4.0,) * 2
    assert (found.launches_per_month, found.discount_rate, found.months) == (2, 0.1, 14)
    assert problem((("plan", "budget"), "120000 EUR per year")).budget[0] == 30000


TARGETS = [
    {"id": "t1", "metric": "self_service_share", "at_least": "30%", "by": "2028-06-30"},
    {"id": "t2", "metric": "operating_cost", "at_most": "90% of baseline", "by": "2028-12-31"},
    {"id": "t3", "metric": "leakage", "at_most": "10%", "by": "2030-12-31"},
]


def test_targets_as_rows() -> None:
    found = inputs((("targets",), TARGETS))
    assert found.problem is not None
    assert found.problem.operating_cost == 100000
    assert found.problem.targets == (
        Target("t1", "self_service_share", 0.3, True, 18), Target("t2", "operating_cost", 90000, False, 24),
    )  # fmt: skip
    assert ("by within the plan", "t3") in {(gap.figure, gap.of) for gap in found.missing}


def uncertain(*changes: object) -> dict[tuple[str, str], Uncertain]:
    return {(e.driver, e.acts_on): e for e in inputs(*changes).uncertain}  # type: ignore[arg-type]


def test_points_are_certain() -> None:
    assert uncertain() == {}


def test_what_holds_for_all_is_shared() -> None:
    found = uncertain((("assumptions", "double_handling"), "1.4 (1.3 to 1.6)"))
    assert set(found) == {("double_handling", "double_handling")}
    entry = found["double_handling", "double_handling"]
    assert (entry.low, entry.likely, entry.high) == (pytest.approx(0.3), pytest.approx(0.4), pytest.approx(0.6))
    assert (entry.shared, entry.of, entry.shape) == (True, (), "triangular")


def test_what_holds_for_one_request_is_local() -> None:
    found = uncertain((("requests", "move", "assumptions"), {"cashable_share": "50% (30% to 60%)"}))
    (entry,) = found.values()
    assert (entry.driver, entry.shared, entry.of) == ("cashable_share of move", False, ("move",))


def test_completion_acts_on_what_is_left_over() -> None:
    """1 - q(1 - .1) at 90%, 75% and 60%; for the builds whose own completion says how sure it is not."""
    found = uncertain((("assumptions", "completion"), "75% (60% to 90%)"))
    entry = found["completion", "not_contained"]
    assert (entry.low, entry.likely, entry.high) == (pytest.approx(0.19), pytest.approx(0.325), pytest.approx(0.46))
    assert entry.of == ("pay-in-account",)
    own = uncertain((build("move-in-account", "completion"), "80% (70% to 85%)"))
    (entry,) = own.values()
    assert (entry.driver, entry.shared, entry.of) == ("completion of move-in-account", False, ("move-in-account",))


def test_costs_and_lengths_of_one_build() -> None:
    found = uncertain(
        (build("move-in-account", "build_cost"), "15000 EUR (12000 EUR to 25000 EUR)"),
        (build("move-in-account", "duration"), "2 months (2 months to 4 months)"),
        (("fixes", "clearer-bill", "fewer"), "5% (2% to 8%)"),
    )
    assert {acts_on for _, acts_on in found} == {"cost", "slip", "fewer"}
    assert {entry.of for entry in found.values()} == {("move-in-account",), ("clearer-bill",)}


def test_overruns_and_speed_hold_for_the_whole_plan() -> None:
    found = uncertain(
        (("plan", "overrun"), {"build_cost": "1 (0.9 to 1.4)", "duration": "1 (1 to 1.5)"}),
        (("plan", "takeup"), {"steepest_month": "9 (6 to 15)", "steepness": "0.35"}),
    )
    assert {(entry.acts_on, entry.shared, entry.of) for entry in found.values()} == {
        ("cost", True, ()), ("slip", True, ()), ("speed", True, ()),
    }  # fmt: skip
    speed = next(entry for entry in found.values() if entry.acts_on == "speed")
    assert (speed.low / speed.likely, speed.high / speed.likely) == (pytest.approx(0.6), pytest.approx(1.5))


def test_an_authors_driver_is_kept() -> None:
    found = uncertain(
        (("requests", "pay", "volume"), {"value": "10000 (8000 to 12000)", "driver": "customers"}),
        (("requests", "move", "volume"), {"value": "2000 (1500 to 2500)", "driver": "customers"}),
    )
    assert {entry.driver for entry in found.values()} == {"customers"}


def test_usual_rates_carry_their_range() -> None:
    found = uncertain((("assumptions", "cashable_share"), None))
    entry = found["cashable_share", "cashable_share"]
    assert (entry.low, entry.likely, entry.high, entry.shared) == (0.3, 0.6, 0.9, True)


def test_the_fingerprint_knows_values_not_their_order() -> None:
    found = inputs((("assumptions", "leakage"), "10% (5% to 15%)"))
    assert found.problem is not None
    known = input_hash(found.problem, found.uncertain)
    turned = replace(found.problem, items=found.problem.items[::-1], demands=found.problem.demands[::-1])
    assert input_hash(turned, found.uncertain[::-1]) == known
    assert len(known) == 64
    other = replace(found.problem, discount_rate=0.11)
    assert input_hash(other, found.uncertain) != known
    assert input_hash(found.problem, ()) != known
    renamed = replace(found.problem, items=tuple(replace(item, name="x", follows="y") for item in found.problem.items))
    assert input_hash(renamed, found.uncertain) == known


def test_the_order_of_months_counts() -> None:
    found = problem((("plan", "team_changes"), {"web": {"2027-07": "5 people"}}))
    team = found.teams[0]
    turned = replace(found, teams=(replace(team, capacity=team.capacity[::-1]),))
    assert input_hash(turned, ()) != input_hash(found, ())
