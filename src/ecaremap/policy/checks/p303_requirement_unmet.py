"""P303: a cell does not have what a rule requires of it."""

from collections.abc import Iterator

from ecaremap.model.finding import Check, Finding
from ecaremap.policy.breaches import Breach
from ecaremap.policy.checks.breach import Words, findings
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.effects import described
from ecaremap.policy.ruleset import CompiledRule


def run(decisions: Decisions) -> Iterator[Finding]:
    """One finding for each cell, rule and requirement."""
    return findings(decisions, "P303", "require", _say)


def _say(breach: Breach, _: CompiledRule, when: str) -> Words:
    assert breach.test is not None
    wanted = described((breach.test,))
    name = breach.test.field.name
    where = f"the touchpoint '{breach.touchpoint}'" if breach.test.field.side == "touchpoint" else "the cell"
    if breach.unknown:
        return Words(
            f"'{breach.request}' at '{breach.touchpoint}' is allowed only where {wanted}; that is not said.",
            f"write {name}: … at {where}",
            f"{name} unknown",
        )
    return Words(
        f"'{breach.request}' at '{breach.touchpoint}' is allowed only where {wanted}; it is not {when}.",
        f"change {name} at {where}, lower the degree, or lift the rule for this case",
        f"needs {name} {breach.test.text}",
    )


CHECK = Check("P303", "requirement-unmet", "error", "A cell lacks what a rule requires of it.", run)
