"""What cannot hold together is named: as little as possible, in words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_instances import every_plan, make

from ecaremap.plan.optimise import optimise
from ecaremap.plan.optimise.conflict import conflict, inputs, possible, relaxed
from ecaremap.plan.problem import Item, Need, Problem, Team, Touchpoint

EMPTY = Problem(
    starts="2027-01", months=12, discount_rate=0.1, currency="EUR", touchpoints=(Touchpoint("phone", "traditional"),),
    demands=(), items=(),
)  # fmt: skip
LOGIN = Item("login", "enabler", 3, 30_000, team=(("web", 2.0),), required=True)
APP = Item("app", "enabler", 3, 30_000, team=(("web", 2.0),), required=True, needs=(Need(("login",)),))

CASES = {
    "team": (
        replace(EMPTY, items=(LOGIN,), teams=(Team("web", (1.0,) * 12),)),
        ("team web has 1 people", "login is required"),
    ),
    "budget": (
        replace(EMPTY, items=(LOGIN,), budget=(5_000.0, 5_000.0, 5_000.0, 5_000.0), freezes=(9,)),
        ("the budget of quarter 1 is 5000", "the budget of quarter 2 is 5000", "the budget of quarter 3 is 5000", "login is required"),
    ),
    "freeze and fixed month": (
        replace(EMPTY, items=(replace(LOGIN, fixed=2),), freezes=(5, 6)),
        ("nothing goes live in month 5", "login has to start in month 2", "login is required"),
    ),
    "circle": (
        replace(EMPTY, items=(replace(LOGIN, needs=(Need(("app",)),)), APP)),
        ("app needs login first", "login needs app first", "login is required"),
    ),
    "a way that is not there": (
        replace(EMPTY, items=(replace(LOGIN, needs=(Need(("single-sign-on",)),)),)),
        ("login needs something that is not among the candidates first", "login is required"),
    ),
    "one after another in too few months": (
        replace(EMPTY, months=6, items=(LOGIN, APP)),
        ("app needs login first", "app is required"),
    ),
    "two of which one can be chosen": (
        replace(EMPTY, items=(replace(LOGIN, one_of="way"), replace(APP, needs=(), one_of="way"))),
        ("only one of app, login can be chosen", "app is required", "login is required"),
    ),
    "fixed months that collide": (
        replace(
            EMPTY, items=(replace(LOGIN, fixed=1), replace(APP, needs=(), fixed=2)), teams=(Team("web", (3.0,) * 12),)
        ),
        ("team web has 3 people", "app has to start in month 2", "login has to start in month 1", "app is required",
         "login is required"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("solver", ["none", "cp-sat"])
def test_a_conflict_is_named(name: str, solver: str) -> None:
    problem, words = CASES[name]
    solution = optimise(problem, solver=solver)
    assert solution.status == "infeasible"
    assert solution.conflict == words
    assert not solution.schedule


@given(st.integers(0, 2**40))
@settings(max_examples=20, deadline=None)
def test_a_conflict_is_true_and_as_small_as_possible(seed: int) -> None:
    instance = make(seed, items=4, months=6)
    instance = replace(instance, required=(True, True, False, True))
    found = conflict(instance)
    there = next(every_plan(instance), None)
    assert (found is None) == (there is not None)
    if found is None:
        return
    assert found.proven
    core = relaxed(instance, [entry for entry in inputs(instance) if entry in found.inputs])
    assert next(every_plan(core), None) is None
    for entry in found.inputs:
        looser = relaxed(instance, [other for other in found.inputs if other != entry])
        assert next(every_plan(looser), None) is not None


def test_what_is_not_proven_is_not_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    instance = next(
        wished
        for seed in range(400)
        if conflict(wished := replace(make(seed, items=4, months=6), required=(True, True, False, True)))
    )
    monkeypatch.setattr("ecaremap.plan.optimise.conflict._NODES", 1)
    verdicts = {
        possible(replace(make(seed, items=4, months=6), required=(True, True, False, True))) for seed in range(60)
    }
    assert None in verdicts
    assert conflict(instance) is not None
