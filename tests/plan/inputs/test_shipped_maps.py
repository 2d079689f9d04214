"""The maps that ship can be planned, and their plans start from the very figures their pages show."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from ecaremap.insight.journeys.metrics import BY_NAME, Outlooks
from ecaremap.insight.journeys.survey import survey
from ecaremap.plan.inputs.model import PlanInputs
from ecaremap.plan.inputs.reading import plan_inputs
from ecaremap.plan.problem import Adoption
from ecaremap.policy.decisions import Decisions
from ecaremap.usecases.validate import validate
from plan.inputs.test_inputs_properties import fits

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 21)
PLANNED = ("maps/telecom", "maps/utility", "tests/examples/example-full.yaml")


@cache
def read(path: str, scenario: str | None = None) -> tuple[Decisions, PlanInputs]:
    decisions = validate(str(ROOT / path), DAY, scenario).decisions
    assert decisions is not None
    return decisions, plan_inputs(decisions)


@pytest.mark.parametrize("path", PLANNED)
def test_it_can_be_planned(path: str) -> None:
    _, found = read(path)
    assert found.problem is not None, found.why_not
    fits(found.problem)
    assert any(isinstance(item.effect, Adoption) for item in found.problem.items)
    assert any(item.kind == "fix" for item in found.problem.items)


@pytest.mark.parametrize("path", ["maps/telecom", "maps/utility"])
def test_today_is_what_the_pages_say(path: str) -> None:
    """Where completion is known everywhere, the plan's first day is the journeys' today."""
    decisions, found = read(path)
    assert found.problem is not None
    outlooks = Outlooks(survey(decisions))
    needs = sum(demand.volume for demand in found.problem.demands)
    sides = {
        "digital_end_to_end_share": sum(
            d.volume * ((d.done_today or 0) - d.voice_today) for d in found.problem.demands
        ),
        "self_service_share": sum(d.volume * (d.alone_today or 0) for d in found.problem.demands),
    }
    for name, amount in sides.items():
        value = outlooks.values(BY_NAME[name])[0].value
        assert value is not None
        assert amount / needs == pytest.approx(float(value), abs=1e-9)


@pytest.mark.parametrize("path", ["maps/telecom", "maps/utility"])
def test_a_consultant_can_defend_it(path: str) -> None:
    """One push that has proved itself and one that has not; ranges that hold for all; nothing without its figures."""
    _, found = read(path)
    assert found.problem is not None
    pushes = {
        gate.tactic: gate.open for gate in found.gates if gate.kind == "push" and gate.catalogue != "retire-the-channel"
    }
    assert sorted(pushes.values()) == [False, True]
    assert {entry.reason for entry in found.blocked} == {"gate"}
    assert any(entry.shared for entry in found.uncertain)
    assert {"cost", "slip", "speed"} <= {entry.acts_on for entry in found.uncertain if entry.shared}
    assert all(target.by <= found.problem.months for target in found.problem.targets)
    assert not [gap for gap in found.missing if gap.blocks]
    assert found.derived == ()


@pytest.mark.parametrize("path", ["maps/telecom", "maps/utility"])
def test_scenarios_change_how_fast_customers_come(path: str) -> None:
    speeds = []
    for scenario in ("cautious", None, "bold"):
        _, found = read(path, scenario)
        assert found.problem is not None
        effect = next(item.effect for item in found.problem.items if isinstance(item.effect, Adoption))
        speeds.append(effect.imitation)
    assert speeds == sorted(speeds)
    assert len(set(speeds)) == 3


def test_kept_with_people() -> None:
    _, found = read("maps/telecom")
    never = {entry.request: entry.rules for entry in found.never}
    assert set(never) == {"bereavement", "complaint", "plan-change"}
    assert never["bereavement"] == ("keep-personal/bereavement",)
    _, found = read("maps/utility")
    assert "gas-smell" in {entry.request for entry in found.never}
