"""The example of the guide is a plan: it validates without errors, and everything in it is a candidate."""

import re
from datetime import date
from pathlib import Path

from ecaremap.model.plan import AnyOf, Build, Enabler, Fix, GateFacts, Overrun, Plan, Retirement, Tactic, Takeup
from ecaremap.plan.inputs.reading import plan_inputs
from ecaremap.usecases.validate import validate_text

GUIDE = (Path(__file__).parents[3] / "docs" / "planning-inputs.md").read_text("utf-8")


def test_the_example_can_be_planned() -> None:
    example = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)[0]
    result = validate_text(example.encode(), "example.yaml", date(2026, 11, 21))
    assert not [f.message for f in result.findings if f.severity == "error"]
    assert not [f.message for f in result.findings if f.code.startswith("T2")]
    assert result.decisions is not None
    found = plan_inputs(result.decisions)
    assert found.problem is not None
    assert {item.id for item in found.problem.items} == {
        "clearer-first-bill", "sign-on", "pay-in-account", "cancel-in-account", "payment-in-app", "menu-names-account",
        "agents-guide-payments", "close-the-phone-menu",
    }  # fmt: skip
    assert all(gate.open for gate in found.gates)


def test_every_key_is_in_the_guide() -> None:
    internal = {"was", "note"}
    for declared in (AnyOf, Build, Enabler, Fix, GateFacts, Overrun, Plan, Retirement, Tactic, Takeup):
        for name, field in declared.model_fields.items():
            key = field.alias or name
            # Of a gate, what cells say as well is written there like at a cell.
            if key not in internal:
                assert re.search(rf"\b{key}\b", GUIDE), f"{declared.__name__}: {key}"
