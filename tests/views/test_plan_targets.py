"""Targets for readers: what each costs, and why some are not forecast or not held against the plan."""

from dataclasses import replace

import pytest

import views.plan_samples as samples
from ecaremap.insight.case.given import Missing
from ecaremap.plan.inputs.targets import WORDS
from ecaremap.plan.problem import Target
from ecaremap.plan.result import TargetPrice
from ecaremap.render.plan_text import render_plan_text
from ecaremap.views.plan import plan_view
from ecaremap.views.plan_audience import plan_for
from ecaremap.views.plan_model import PlanView


def view(*prices: TargetPrice, method: str = "cp-sat", objective: str = "npv", **parts: object) -> PlanView:
    plan = samples.plan()
    solution = replace(plan.solution, method=method, objective=objective)  # type: ignore[arg-type]
    explained = replace(plan.explained, prices=prices)
    changed = replace(plan, solution=solution, explained=explained, **parts)  # type: ignore[arg-type]
    return plan_view(changed, samples.inputs(), samples.decisions())


@pytest.mark.parametrize(
    ("price", "method", "objective", "words"),
    [
        (0.0, "cp-sat", "npv", "Keeping it costs nothing: the plan that is worth most does."),
        (0.0, "cp-sat", "targets-cheapest", "Keeping it costs next to nothing: with it and without it the plan is worth about the same."),
        (12_345.0, "cp-sat", "npv", "Keeping it costs 12,000 EUR of today's value: the plan was made again to keep it."),
        (12_345.0, "annealing", "npv", "Keeping it costs at most 12,000 EUR of today's value: the plan was made again to keep it."),
        (12_345.0, "cp-sat", "targets-cheapest", "Keeping it costs 12,000 EUR of today's value: the plan was made again without it."),
        (None, "cp-sat", "npv", "No plan was found that keeps it by then."),
    ],
)  # fmt: skip
def test_the_price_of_a_target_is_a_sentence(price: float | None, method: str, objective: str, words: str) -> None:
    found = view(TargetPrice("alone", price), method=method, objective=objective)
    assert [target.price for target in found.targets] == [words, ""]
    assert words.partition(":")[0] in " ".join(render_plan_text(found, 10_000).split())


def test_who_is_not_to_see_money_sees_no_price() -> None:
    found = view(TargetPrice("alone", 12_345.0))
    for audience in ("it", "frontline"):
        assert all(target.price == "" for target in plan_for(found, audience).targets)


def test_what_no_build_says_anything_about_is_not_forecast() -> None:
    once = Target("once", "one_contact_resolution", 0.7, at_least=True, by=10)
    each = Target("each", "cost_per_completed_need", 3.0, at_least=False, by=10)
    found = view(problem=replace(samples.PROBLEM, targets=(once, each)))
    assert [target.standing for target in found.targets] == ["open", "open"]
    assert "not forecast, as whether a need is settled at once is in no build; measure it" in found.targets[0].sentence
    assert "not forecast, as how many needs people finish is in no build; measure it" in found.targets[1].sentence


def test_a_target_beyond_the_plan_is_named_with_what_to_change() -> None:
    gap = Missing("by within the plan", "alone", "CX", WORDS, blocks=False)
    cost = Missing("operating_cost", "baseline", "Finance", WORDS, blocks=False)
    inputs = replace(samples.inputs(), missing=(gap, cost))
    found = plan_view(samples.plan(), inputs, samples.decisions())
    assert found.method is not None
    told = "\n".join(found.method.notes)
    assert "change its date (by), or the months of the plan (starts, horizon)" in told
    assert "(baseline: operating_cost); ask Finance" in told


def test_a_target_missed_by_a_little_does_not_look_kept() -> None:
    value = float(samples.plan().forecast.metrics["self_service_share"][9])
    near = Target("alone", "self_service_share", value + 1e-5, at_least=True, by=10)
    (found,) = view(problem=replace(samples.PROBLEM, targets=(near,))).targets
    assert found.standing == "missed"
    assert found.forecast.endswith(", just below it")
