"""Whether the plan keeps what is promised, how likely that is, and what it costs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ecaremap.plan.inputs.model import PlanInputs
from ecaremap.plan.inputs.targets import WORDS as NOT_HELD
from ecaremap.plan.problem import Target
from ecaremap.plan.result import MigrationPlan
from ecaremap.views.case_words import in_ten
from ecaremap.views.plan_model_money import TargetLine, TargetView
from ecaremap.views.plan_words import METRICS, Speller, cents, fine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

EARLY, MIDDLE, LATE = 0.1, 0.5, 0.9
SAME = 0.0005
"""Two plans whose values differ by a smaller share are worth about the same."""
_NEVER_FORECAST = {
    "one_contact_resolution": "whether a need is settled at once is in no build; measure it",
    "cost_per_completed_need": "how many needs people finish is in no build; measure it",
}
_FIGURE = {
    "leakage": "calls afterwards are not known of every digital way and build (calls_after, leakage)",
    "operating_cost": "what contacts cost today is not known (baseline: operating_cost)",
}


def targets(plan: MigrationPlan, spell: Speller) -> Iterator[TargetView]:
    """Each promise beside what the plan forecasts."""
    owners = {target.id: target.owner or "" for target in spell.strategy.targets}
    for target in plan.problem.targets:
        yield _target(target, plan, spell, owners.get(target.id, ""))


def _target(target: Target, plan: MigrationPlan, spell: Speller, owner: str) -> TargetView:
    values = plan.forecast.metrics.get(target.metric)
    at = min(max(target.by, 1), plan.problem.months) - 1
    bound = f"{'at least' if target.at_least else 'at most'} {spell.metric(target.metric, target.bound).text}"
    chances = plan.spread.targets.get(target.id) if plan.spread else None
    chance = float(chances[at]) if chances is not None else None
    standing = _standing(target, values, at, plan.problem.months)
    forecast = spell.metric(target.metric, float(values[at])).text if values is not None else ""
    early, middle, late = (_reached(chances, part, spell) for part in (EARLY, MIDDLE, LATE))
    due = spell.month(max(1, target.by))
    title = METRICS[target.metric]
    if standing == "missed" and values is not None and bound.endswith(f" {forecast}"):
        forecast = f"{forecast}, just {'below' if target.at_least else 'above'} it"
    said = f"{title}, {bound} by {due.text}: "
    said += f"{forecast} in the forecast" if forecast else _unknown(target.metric)
    said += f"; kept in {_of_outcomes(chance)}" if chance is not None else ""
    return TargetView(
        target.id, target.metric, title, bound, due.iso, due.text, forecast,
        in_ten(chance) if chance is not None else "", fine(chance) if chance is not None else None,
        early, middle, late, standing, f"{said}.", owner, _price(plan, target, standing, spell),
    )  # fmt: skip


def _unknown(metric: str) -> str:
    """Why a promise cannot be forecast."""
    words = _NEVER_FORECAST.get(metric) or _FIGURE.get(metric) or "a figure is missing"
    return f"not forecast, as {words}"


def _price(plan: MigrationPlan, target: Target, standing: str, spell: Speller) -> str:
    """What keeping a promise costs: two plans, both simulated exactly; empty where nobody asked."""
    found = next((price for price in plan.explained.prices if price.target == target.id), None)
    if found is None:
        return ""
    for_value = plan.solution.objective == "npv"
    if found.price is None:
        return "No plan was found that keeps it by then." if for_value or standing == "missed" else ""
    if found.price < max(1.0, SAME * abs(plan.solution.npv)):
        if for_value and standing == "kept":
            return "Keeping it costs nothing: the plan that is worth most does."
        return "Keeping it costs next to nothing: with it and without it the plan is worth about the same."
    most = "" if plan.solution.method == "cp-sat" else "at most "
    made = "to keep it" if for_value else "without it"
    return f"Keeping it costs {most}{spell.money(found.price).text} of today's value: the plan was made again {made}."


def unheld(inputs: PlanInputs, spell: Speller) -> Iterator[str]:
    """Promises that are not beside the plan at all, and what to write for it."""
    metrics = {target.id: target.metric for target in spell.strategy.targets}
    for gap in inputs.missing:
        if gap.effect != NOT_HELD:
            continue
        if gap.of in metrics:
            yield (
                f"The target {gap.of} ({METRICS[metrics[gap.of]]}) is due outside the months of the plan, so it is not "
                "held against it: change its date (by), or the months of the plan (starts, horizon)."
            )
        else:
            yield (
                "A target for the cost of contacts is not held against the plan: what contacts cost today is not "
                f"written (baseline: operating_cost); ask {gap.holder}."
            )


def _of_outcomes(chance: float) -> str:
    words = in_ten(chance)
    return (
        f"{words} outcomes"
        if words[0].isdigit()
        else {"none": "no outcome", "all": "every outcome"}.get(words, f"{words} outcomes")
    )


def _standing(target: Target, values: "Array | None", at: int, months: int) -> str:
    if values is None or target.by > months:
        return "open"
    value = float(values[at])
    kept = value >= target.bound - 1e-12 if target.at_least else value <= target.bound + 1e-12
    return "kept" if kept else "missed"


def _reached(chances: "Array | None", part: float, spell: Speller) -> str:
    """The first month in which so many outcomes have reached it; empty if they do not within the plan."""
    if chances is None:
        return ""
    found = next((at for at, chance in enumerate(chances, 1) if chance >= part - 1e-12), 0)
    return spell.month(found).text if found else ""


def target_lines(plan: MigrationPlan) -> Iterator[TargetLine]:
    """The metrics that are promised, by month."""
    for target in plan.problem.targets:
        values = plan.forecast.metrics.get(target.metric)
        if values is None:
            continue
        band = plan.spread.shares.get(target.metric) if plan.spread else None
        if band is None and plan.spread and target.metric == "operating_cost":
            band = plan.spread.cost
        shares = target.metric not in ("operating_cost", "cost_per_completed_need")
        turn = fine if shares else cents
        yield TargetLine(
            target.id, METRICS[target.metric], "share" if shares else plan.problem.currency, turn(target.bound), target.by,
            tuple(map(turn, values)),
            tuple(map(turn, band.p10)) if band else (), tuple(map(turn, band.p90)) if band else (),
        )  # fmt: skip
