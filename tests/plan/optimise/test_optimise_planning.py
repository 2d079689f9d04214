"""From a problem to a plan: exactly simulated, feasible, the same in every run and order."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_problems import broken, make

from ecaremap.plan.optimise import NoSolver, as_written, optimise
from ecaremap.plan.problem import Adoption, Demand, Item, Need, Problem, Pull, Push, Target, Team, Touchpoint
from ecaremap.plan.simulate import first_push_month, npv, simulate

WEB = Adoption(0.40, 0.60, 0.85, 0.08, 0.40, 3.0, with_push=0.65, sale_kept=0.25)
APP = Adoption(0.45, 0.55, 0.80, 0.05, 0.45, 4.0, sale_kept=0.5)
TEAM = (("dev", 1.0),)
PUSH = Item("push", "push", 0, run=1_000, effect=Push("web", coverage=0.8, ramp=2, completion=0.80))
PROBLEM = Problem(
    starts="2027-01", months=12, discount_rate=0.10, currency="EUR", teams=(Team("dev", (2.0,) * 12),),
    touchpoints=(Touchpoint("phone", "traditional"), Touchpoint("web", "digital", 0.40), Touchpoint("app", "digital", 0.30)),
    demands=(
        Demand("bill-copy", 10_000, (("phone", 0.9), ("web", 0.1)), 6.0, cap=0.85, sale_margin=0.2, induced_needs=0.05,
               double_handling=0.2, cashable_share=0.9),
        Demand("address", 4_000, (("phone", 0.95), ("web", 0.05)), 6.0, growth=0.06, cap=0.80, double_handling=0.3),
    ),
    items=(
        Item("auth", "enabler", 2, 30_000, 500, team=TEAM),
        Item("web", "build", 2, 24_000, 800, team=TEAM, effect=WEB, request="bill-copy", touchpoint="web"),
        Item("app", "build", 3, 45_000, 700, team=TEAM, needs=(Need(("auth",)),), effect=APP, request="address", touchpoint="app"),
        Item("pull", "pull", 0, run=1_500, effect=Pull(("web",), 0.6, 2.0, 3)),
        PUSH,
    ),
)  # fmt: skip


def best_by_hand() -> float:
    """All months of one build with its pull and its push, which the other two items do not touch."""
    found = 0.0
    for web, pull, push in product(range(1, 11), range(13), range(13)):
        if push and push < (first_push_month(PUSH, WEB, web + 2) or 99):
            continue
        schedule = {"web": web} | ({"pull": pull} if pull else {}) | ({"push": push} if push else {})
        found = max(found, npv(PROBLEM, schedule))
    return found


@pytest.mark.parametrize("solver", ["none", "cp-sat"])
def test_tactics_are_exact_for_one_build(solver: str) -> None:
    solution = optimise(PROBLEM, solver=solver)
    assert solution.npv == pytest.approx(best_by_hand())
    assert solution.table_npv == pytest.approx(solution.npv)


@given(st.integers(0, 2**40))
@settings(max_examples=15, deadline=None)
def test_plans_are_feasible_and_simulated_exactly(seed: int) -> None:
    problem = make(seed)
    solution = optimise(problem, iterations=200)
    assert broken(problem, solution.schedule) == []
    assert solution.npv == pytest.approx(simulate(problem, solution.schedule).npv, abs=1e-4)
    assert solution.npv >= -1e-6
    for name in solution.dropped:
        assert name not in solution.schedule


@given(st.integers(0, 2**40))
@settings(max_examples=10, deadline=None)
def test_solver_is_never_worse_by_the_tables_and_below_its_bound(seed: int) -> None:
    problem = make(seed, requests=2, months=12, alone=True)
    plain, solved = optimise(problem), optimise(problem, solver="cp-sat")
    assert broken(problem, solved.schedule) == []
    assert solved.table_npv == pytest.approx(solved.npv)
    assert solved.bound is not None
    assert plain.table_npv <= solved.table_npv + 0.01
    assert solved.table_npv <= solved.bound + 0.01
    assert solved.gap is not None
    assert solved.gap < 1e-5
    assert solved.status == "optimal"


@given(st.integers(0, 2**40))
@settings(max_examples=10, deadline=None)
def test_order_of_the_input_changes_nothing(seed: int) -> None:
    problem = make(seed)
    turned = replace(
        problem, items=problem.items[::-1], demands=problem.demands[::-1], teams=problem.teams[::-1],
        touchpoints=problem.touchpoints[::-1],
    )  # fmt: skip
    first, again, other = (optimise(p, iterations=150, seed=7) for p in (problem, problem, turned))
    assert first == again
    assert first.schedule == other.schedule
    assert list(first.schedule) == list(other.schedule)
    assert first.table_npv == pytest.approx(other.table_npv)


def test_two_runs_of_the_solver_give_the_same_plan() -> None:
    problem = make(3, requests=2, months=12)
    assert optimise(problem, solver="cp-sat", seed=4) == optimise(problem, solver="cp-sat", seed=4)


def test_a_limit_that_does_not_bind_is_proof_enough() -> None:
    """Without a solver a plan is called optimal only where every item stands at its own best."""
    alone = replace(PROBLEM, items=PROBLEM.items[1:2], teams=())
    assert optimise(alone).status == "optimal"
    assert optimise(alone).bound == optimise(alone).table_npv
    assert optimise(PROBLEM).bound is None


def target(bound: float, by: int = 12) -> Problem:
    return replace(PROBLEM, targets=(Target("alone", "self_service_share", bound, at_least=True, by=by),))


@pytest.mark.parametrize("solver", ["none", "cp-sat"])
def test_targets_by_their_month_at_least_cost(solver: str) -> None:
    problem = target(0.40)
    assert optimise(problem).npv > 0
    solution = optimise(problem, objective="targets-cheapest", solver=solver)
    assert solution.shortfalls == ()
    assert simulate(problem, solution.schedule).metrics["self_service_share"][11] >= 0.40
    assert solution.npv <= optimise(problem).npv


@pytest.mark.parametrize("solver", ["none", "cp-sat"])
def test_targets_as_early_as_can_be(solver: str) -> None:
    problem = target(0.25)
    soon = optimise(problem, objective="targets-earliest", solver=solver)
    months = simulate(problem, soon.schedule).metrics["self_service_share"]
    month = int((months >= 0.25).argmax())
    assert months[month] >= 0.25
    for schedule in (
        {"web": 1, "pull": 3},
        {"web": 1, "pull": 3, "push": 9},
        {"auth": 1, "web": 1, "app": 3, "pull": 3},
    ):
        other = simulate(problem, schedule).metrics["self_service_share"]
        assert not (other[:month] >= 0.25).any()


@pytest.mark.parametrize("solver", ["none", "cp-sat"])
def test_a_target_out_of_reach_is_said_with_what_can_be_had(solver: str) -> None:
    solution = optimise(target(0.43, by=9), objective="targets-cheapest", solver=solver)
    (missed,) = solution.shortfalls
    most = {"auth": 1, "web": 1, "app": 3, "pull": 3, "push": 9}
    best = simulate(PROBLEM, most).metrics["self_service_share"]
    assert missed.target == "alone"
    assert missed.most == pytest.approx(best[8], abs=2e-3)
    assert missed.reached <= missed.most < 0.43
    assert missed.month == int((best >= 0.43).argmax()) + 1
    assert missed.proven == (solver == "cp-sat")
    never = optimise(target(0.9), objective="targets-cheapest", solver=solver)
    assert never.shortfalls[0].month == 0


def test_less_can_be_better() -> None:
    cost = Target("cost", "operating_cost", 70_000, at_least=False, by=12)
    problem = replace(PROBLEM, operating_cost=90_000.0, targets=(cost,))
    solution = optimise(problem, objective="targets-cheapest")
    reached = simulate(problem, solution.schedule).metrics["operating_cost"][11]
    assert (reached <= 70_000) == (not solution.shortfalls)
    assert reached < 90_000


def test_as_written_keeps_months_and_finds_the_rest() -> None:
    plan = as_written(PROBLEM, {"auth": 2, "app": 0, "web": 0})
    assert plan.schedule == {"auth": 2, "app": 4, "web": 1}
    assert plan.method == "as-written"
    assert plan.status == "feasible"
    assert plan.npv == pytest.approx(npv(PROBLEM, plan.schedule))
    assert as_written(PROBLEM, ["auth", "app"]).schedule == {"auth": 1, "app": 3}


def test_as_written_says_what_is_broken() -> None:
    plan = as_written(PROBLEM, {"app": 1, "push": 2, "web": 1})
    assert plan.schedule == {"app": 1, "push": 2, "web": 1}
    assert plan.conflict == (
        "app needs auth first, which is not on the plan",
        "push waits until web has proved itself (not before month 9)",
    )
    with pytest.raises(KeyError, match="unheard-of"):
        as_written(PROBLEM, ["unheard-of"])


def test_a_missing_solver_is_said_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecaremap.plan.optimise.cp_sat.installed", lambda: False)
    with pytest.raises(NoSolver, match=r"pip install 'ecaremap\[solve\]'"):
        optimise(PROBLEM, solver="cp-sat")
    assert optimise(PROBLEM).schedule


def test_progress_is_told() -> None:
    told: list[tuple[str, float]] = []
    optimise(PROBLEM, solver="cp-sat", progress=lambda stage, share: told.append((stage, share)))
    assert {stage for stage, _ in told} == {"bound", "annealing", "solver"}
    assert all(0 <= share <= 1 for _, share in told)
