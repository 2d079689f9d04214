"""Why an item stands where it does, and what a change would bring."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_instances import broken, make, value
from test_optimise_planning import PROBLEM

from ecaremap.plan.optimise import Held, binding, delay, earliest_alone, force_in, instance, one_more, optimise
from ecaremap.plan.optimise.instance import Instance
from ecaremap.plan.optimise.search import Search, find
from ecaremap.plan.simulate import valuer

PLAN = {"auth": 1, "web": 1, "app": 3, "pull": 3, "push": 9}
INSTANCE = instance(PROBLEM, valuer(PROBLEM))


def test_the_first_month_alone() -> None:
    assert {name: earliest_alone(INSTANCE, name) for name in INSTANCE.ids} == {
        "app": 3, "auth": 1, "pull": 1, "push": 9, "web": 1,
    }  # fmt: skip
    frozen = instance(replace(PROBLEM, freezes=(3,)), valuer(PROBLEM))
    assert earliest_alone(frozen, "auth") == 2


def test_what_held_an_item() -> None:
    assert binding(INSTANCE, PLAN, "app") == (Held("predecessor", "auth", 3), Held("team", "dev", 2, 2))
    assert binding(INSTANCE, PLAN, "push") == (Held("gate", "web", 9),)
    assert binding(INSTANCE, PLAN, "web") == ()
    assert binding(INSTANCE, PLAN, "pull") == ()


def test_every_kind_of_bound_can_hold_an_item() -> None:
    tight = replace(PROBLEM, freezes=(3,), launches_per_month=1, budget=(40_000.0,) * 4)
    of = instance(tight, valuer(PROBLEM))
    words = {held.word for held in binding(of, {"auth": 2, "web": 2}, "web")}
    assert words == {"freeze", "budget"}
    later = instance(replace(PROBLEM, launches_per_month=1), valuer(PROBLEM))
    assert binding(later, {"auth": 1, "web": 2}, "web") == (Held("launches", "", 3, 3),)


def test_one_month_later_costs_what_the_table_says() -> None:
    of = valuer(PROBLEM)
    assert delay(INSTANCE, "web", 1) == pytest.approx(of.npv({"web": 1}) - of.npv({"web": 2}))


@given(st.integers(0, 2**40))
@settings(max_examples=25, deadline=None)
def test_whatever_is_not_held_could_start_earlier(seed: int) -> None:
    of = make(seed, items=8, months=10)
    found = find(of, Search(steps=50))
    if found is None:
        return
    schedule = of.schedule(found.starts)
    for name, start in schedule.items():
        if start > 1:
            number = of.ids.index(name)
            earlier = [start - 2 if at == number else s for at, s in enumerate(found.starts)]
            wrong = [entry for entry in broken(of, earlier) if not entry.endswith("needs") or entry.startswith(name)]
            assert bool(binding(of, schedule, name)) == bool(wrong)


def best(of: Instance) -> float:
    found = find(of, Search(solver="cp-sat"))
    assert found is not None
    return found.value


@given(st.integers(0, 2**40))
@settings(max_examples=3, deadline=None)
def test_forcing_in_and_more_of_a_limit_agree_with_solving_anew(seed: int) -> None:
    of = make(seed, items=5, required=False)
    found = find(of, Search(solver="cp-sat"))
    assert found is not None
    schedule = of.schedule(found.starts)
    for number, name in enumerate(of.ids):
        forced = force_in(of, schedule, name, steps=300)
        if forced is None:
            continue
        assert name in forced.schedule
        assert broken(of, of.starts(forced.schedule)) == []
        assert forced.loss == pytest.approx(found.value - value(of, of.starts(forced.schedule)), abs=1e-6)
        must = tuple(at == number for at in range(of.size))
        assert forced.loss >= found.value - best(replace(of, required=must)) - 1e-3
        assert set(forced.displaces) == set(schedule) - set(forced.schedule)
    more = one_more(of, schedule, "team", "web", steps=300, solver=True)
    assert more.worth >= 0
    assert more.at_most is not None
    assert more.at_most >= more.worth


def test_one_more_person_lets_an_item_start_sooner() -> None:
    alone = optimise(PROBLEM).schedule
    narrow = instance(replace(PROBLEM, teams=(replace(PROBLEM.teams[0], capacity=(0.5,) * 12),)), valuer(PROBLEM))
    more = one_more(narrow, {}, "team", "dev", amount=0.5)
    assert more.worth > 0
    assert set(more.schedule) >= {"web"}
    assert one_more(INSTANCE, alone, "team", "dev").worth == pytest.approx(0.0)
    with pytest.raises(ValueError, match="no limit 'launches'"):
        one_more(INSTANCE, alone, "launches")
