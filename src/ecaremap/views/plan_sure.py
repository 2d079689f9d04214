"""How sure the plan is, and how it was made."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ecaremap.plan.result import MigrationPlan, Solution, Spread
from ecaremap.views.case_words import in_ten, number
from ecaremap.views.plan_model import MethodView
from ecaremap.views.plan_model_money import SpreadView, SwingView
from ecaremap.views.plan_money import between
from ecaremap.views.plan_words import Speller, capital, cents, fine, tenths_better

LOSS = 0.2
"""From this share of outcomes below zero on, the headline says that the plan may lose money."""

BARS = 10
_OBJECTIVES = {
    "npv": "Chosen so that the plan is worth as much as possible today.",
    "targets-earliest": "Chosen so that the targets are reached as early as possible.",
    "targets-cheapest": "Chosen so that the targets are reached at the least cost.",
}


def spread_view(plan: MigrationPlan, spell: Speller) -> SpreadView | None:
    """The range of outcomes; None without draws."""
    spread = plan.spread
    if spread is None:
        return None
    low, middle, high = (spell.money(value) for value in spread.npv)
    likely = spell.money(plan.forecast.npv)
    return SpreadView(
        sentence=f"8 in 10 outcomes are {between(spread, spell)}.",
        base=f"With every figure at its likely value the plan is worth {likely.text}; {tenths_better(spread.base_percentile)}.",
        low=low,
        middle=middle,
        high=high,
        likely=likely,
        loss=in_ten(spread.loss),
        loss_exact=fine(spread.loss),
        may_lose=spread.loss >= LOSS,
        payback=_payback(spread, spell),
        swings=tuple(_swings(spread, spell)),
        warnings=spread.warnings,
    )


def _payback(spread: Spread, spell: Speller) -> str:
    early, _, late = spread.payback
    months = spell.problem.months
    if early > months:
        return f"Hardly any outcome is paid back within {months} months."
    if late > months:
        return f"In the best outcomes paid back by {spell.month(early).text}; in 1 of 10 or more not within {months} months."
    return f"In 8 of 10 outcomes paid back between {spell.month(early).text} and {spell.month(late).text}."


def _swings(spread: Spread, spell: Speller) -> Iterator[SwingView]:
    """What moves the value most, first."""
    ranked = sorted(spread.drivers, key=lambda d: (-abs(d.npv_at_high - d.npv_at_low), d.name))
    labels = Counter(driver.label for driver in ranked)
    for driver in ranked:
        # Two figures may be called the same; what sets them apart is the name of their driver.
        more = f" ({driver.name.replace('_', ' ')})" if labels[driver.label] > 1 else ""
        low, high = spell.money(driver.npv_at_low), spell.money(driver.npv_at_high)
        yield SwingView(capital(driver.label) + more, low, high, driver.shared, fine(driver.rank_correlation))


def method(plan: MigrationPlan, spell: Speller, more: Iterable[str] = ()) -> MethodView:
    """How the plan was made, so that it can be made again; `more` is to be known as well."""
    solution, spread = plan.solution, plan.spread
    notes = [*plan.remarks, *plan.forecast.notes, *(spread.warnings if spread else ()), *more]
    return MethodView(
        objective=_OBJECTIVES[solution.objective],
        method=_method(solution),
        bound=_bound(solution),
        difference=_difference(solution, spell),
        origin=(
            "From the plan file; its inputs have not changed since."
            if plan.saved
            else "Made here, from the strategy as it stands."
        ),
        errors=_errors(spread, spell) if spread else "",
        seed=solution.seed,
        draws=spread.draws if spread else 0,
        input_hash=plan.input_hash,
        dropped=tuple(spell.item(name) for name in solution.dropped),
        notes=tuple(dict.fromkeys(notes)),
    )


def _method(solution: Solution) -> str:
    if solution.method == "as-written":
        return "The months are those of the strategy; nothing was searched for."
    if solution.method == "cp-sat":
        return f"Found by a solver ({solution.solver or 'CP-SAT'}), seed {solution.seed}."
    return f"Found by trying {solution.iterations:,} changes to a good plan, without a solver, seed {solution.seed}."


def _bound(solution: Solution) -> str:
    if solution.gap is None:
        return "No bound was computed: a better plan may exist."
    if solution.status == "optimal" or solution.gap < 5e-4:
        return "Proven: by the planner's tables no plan is worth more."
    return f"Proven within {solution.gap:.1%}: by the planner's tables no plan is worth more than that above this one."


def _difference(solution: Solution, spell: Speller) -> str:
    """The tables the planner counts with, beside the exact forecast."""
    table, exact = spell.money(solution.table_npv), spell.money(solution.npv)
    off = solution.table_npv - solution.npv
    if abs(off) < max(1.0, 0.0005 * abs(solution.npv)):
        return f"The planner's tables and the exact forecast agree: {exact.text}."
    more = "more" if off > 0 else "less"
    return f"The planner's tables said {table.text}, {number(abs(cents(off)))} {more} than the exact forecast, {exact.text}. The forecast counts."


def _errors(spread: Spread, spell: Speller) -> str:
    return (
        f"{spread.draws:,} draws of the uncertain figures, seed {spread.seed}; "
        f"the middle outcome is exact to about {spell.money(spread.npv_error).text} either way."
    )
