"""How a build is taken to: the figures of the brief's formulas, worked out here by hand."""

from dataclasses import dataclass
from decimal import Decimal
from math import log

import pytest

from ecaremap.plan.inputs import rates
from ecaremap.plan.inputs.adoption import gives_up
from ecaremap.plan.inputs.gates import waits
from ecaremap.plan.problem import Adoption
from plan.inputs.planned import build, inputs, items


def adoption(name: str, *changes: object) -> Adoption:
    effect = items(inputs(*changes))[name].effect  # type: ignore[arg-type]
    assert isinstance(effect, Adoption)
    return effect


def test_a_bare_range_is_the_launch_and_what_is_learnt() -> None:
    found = adoption("pay-in-account")
    assert found.completion_at_launch == pytest.approx(0.60 * 0.90)
    assert found.completion == pytest.approx(0.85 * 0.90)
    assert found.learning == 3


def test_one_figure_is_what_is_learnt_and_the_launch_is_assumed() -> None:
    read = inputs()
    found = items(read)["move-in-account"].effect
    assert isinstance(found, Adoption)
    assert found.completion == pytest.approx(0.80 * 0.90)
    assert found.completion_at_launch == pytest.approx(0.80 * 0.75 * 0.90)
    assumed = next(entry for entry in read.assumed if entry.what == rates.WORDS["launch"])
    assert assumed.of == ("move-in-account",)
    assert assumed.value == "75% (60% to 85%)"


def test_who_gives_up() -> None:
    """(1-q)(1-phi) / (1 - q(1-lambda)) with q .85, phi .8, lambda .1: .03 / .235."""
    assert gives_up(Decimal("0.85"), Decimal("0.1"), Decimal("0.8")) == Decimal("0.03") / Decimal("0.235")
    assert adoption("pay-in-account").gives_up == pytest.approx(0.03 / 0.235)
    assert gives_up(Decimal(1), Decimal(0), Decimal("0.5")) == 0


def test_ceilings_are_of_needs_that_start_with_people() -> None:
    """6 in 10 needs of pay start with a person: 40% of them are 24% of all."""
    assert adoption("pay-in-account").ceiling == pytest.approx(0.24)
    assert adoption("pay-in-app").ceiling == 0
    assert adoption("pay-in-app").with_push == pytest.approx(0.15)


def test_without_a_ceiling_the_request_says_what_is_left() -> None:
    """E * a_inf - E * a0 = .8 * .7 - .3 (the app finishes it today) of the 6 in 10."""
    found = inputs((build("pay-in-account", "ceiling"), None))
    effect = items(found)["pay-in-account"].effect
    assert isinstance(effect, Adoption)
    assert effect.ceiling == pytest.approx(0.26 * 0.6)
    assert any(entry.what == "highest share of the needs a build takes" for entry in found.assumed)


def test_without_any_ceiling_it_is_out() -> None:
    found = inputs((build("pay-in-account", "ceiling"), None), (("assumptions", "takeup_ceiling"), None))
    assert "pay-in-account" not in items(found)
    assert {(gap.figure, gap.of) for gap in found.missing if gap.blocks} == {("ceiling", "pay-in-account")}


def test_what_exists_is_as_measured() -> None:
    found = adoption("pay-in-app")
    assert found.completion == found.completion_at_launch == pytest.approx(0.90 * 0.95)


def test_the_usual_curve_is_that_of_the_case() -> None:
    """p + q = .35 and ln(q / p) / (p + q) = 9."""
    found = adoption("pay-in-account", (("plan", "takeup"), None))
    p, q = found.innovation, found.imitation
    assert p + q == pytest.approx(0.35)
    assert log(q / p) / (p + q) == pytest.approx(9)
    assert rates.curve(9, 0.35).steepest == pytest.approx(9)


def test_the_nearest_curve_counts() -> None:
    own = {"innovation": "0.08", "imitation": "0.4"}
    found = adoption("pay-in-account", (build("pay-in-account", "takeup"), own))
    assert (found.innovation, found.imitation) == (0.08, 0.4)
    plan = adoption("pay-in-account", (("plan", "takeup"), {"steepest_month": "6", "steepness": "0.5"}))
    assert log(plan.imitation / plan.innovation) / 0.5 == pytest.approx(6)


def test_a_person_inside_costs_what_such_people_cost() -> None:
    changes = (
        (build("pay-in-account", "degree"), "assisted"),
        (("coverage", "pay", "account"), "show -> assisted"),
        (("touchpoints", "chat"), {"cost_per_contact": "2.20 EUR", "owner": "Service"}),
        (("coverage", "pay", "chat"), "assisted"),
        (("coverage", "pay", "app"), "show"),
        (("plan", "tactics", "push"), None),
        (("plan", "builds", "pay-in-app"), None),
    )
    found = adoption("pay-in-account", *changes)
    assert (found.contact_cost, found.alone) == (2.20, False)


@dataclass(frozen=True)
class Ends:
    """Only what `waits` looks at."""

    kept: tuple[float, float]
    learning: float
    leakage: object


@dataclass(frozen=True)
class Nothing:
    value: Decimal = Decimal(0)


@pytest.mark.parametrize(
    ("kept", "least", "live", "months"),
    [
        ((0.60, 0.85), "0.80", 3, 6),  # the worked example: live in 3, refused in 8, first allowed in 9
        ((0.85, 0.90), "0.80", 3, 3),  # good enough from the first day on
        ((0.60, 0.75), "0.80", 3, 3),  # never good enough: the gate says so, not the wait
    ],
)
def test_how_long_a_push_waits(kept: tuple[float, float], least: str, live: int, months: int) -> None:
    assert waits(Ends(kept, 3.0, Nothing()), Decimal(least), live) == months  # type: ignore[arg-type]
