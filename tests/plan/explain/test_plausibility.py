"""A plan beside published programmes."""

import numpy as np

from ecaremap.plan.explain.plausibility import WITHIN, plausibility
from ecaremap.plan.forecast import Forecast

EMPTY = np.zeros((0, 24))


def forecast(person: list[float], cost: list[float] | None = None, digital: float = 0.3) -> Forecast:
    metrics = {"digital_end_to_end_share": np.full(24, digital)}
    if cost is not None:
        metrics["operating_cost"] = np.array(cost)
    one = np.array([person])
    return Forecast((), one, one, one, np.zeros(24), *[EMPTY] * 7, metrics, {}, np.zeros(24), 0.0, 0)


STILL = [100.0] * 24


def test_a_modest_plan_is_within_the_bands() -> None:
    assert plausibility(forecast(STILL), forecast([100.0] * 6 + [85.0] * 18)) == (WITHIN,)


def test_calls_that_fall_faster_than_anywhere_are_noted() -> None:
    fallen = [100.0] * 3 + [95.0] * 7 + [70.0] * 14
    (note,) = plausibility(forecast(STILL), forecast(fallen))
    assert "fall by 30% within 8 months" in note


def test_the_eight_months_count_from_the_first_change() -> None:
    fallen = [100.0] * 3 + [95.0] * 8 + [70.0] * 13
    assert plausibility(forecast(STILL), forecast(fallen)) == (WITHIN,)


def test_cost_and_digital_share_are_held_against_their_bands() -> None:
    cheap = [100.0] * 12 + [60.0] * 12
    notes = plausibility(forecast(STILL, STILL), forecast(STILL, cheap, 0.8))
    assert [note[:12] for note in notes] == ["The cost of ", "80% of the n"]
