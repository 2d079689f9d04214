"""What comes out of reading a strategy for planning."""

from dataclasses import dataclass
from typing import Literal

from ecaremap.insight.case.given import Missing
from ecaremap.plan.problem import Problem, Schedule
from ecaremap.plan.result import Never
from ecaremap.plan.uncertain import Uncertain


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a push gate: met, failed (also: unmeasured), or to be seen from the forecast."""

    name: str
    outcome: Literal["met", "failed", "forecast"]
    words: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of one tactic. `open` is False as soon as one condition failed: unmeasured is failed.

    Attributes:
        triggers: what takes the tactic back (rollback).
    """

    tactic: str
    kind: Literal["pull", "push"]
    builds: tuple[str, ...]
    conditions: tuple[Condition, ...]
    triggers: tuple[str, ...]
    risk: str
    catalogue: str = ""

    @property
    def open(self) -> bool:
        """No condition failed."""
        return all(condition.outcome != "failed" for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Blocked:
    """A candidate that never reaches the optimiser: a rule forbids it, a gate is shut, a figure is missing."""

    id: str
    kind: str
    reason: Literal["rule", "gate", "figure", "need"]
    sentence: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assumed:
    """A rate nobody wrote, and what stands in for it; printed with the plan. Money never has one."""

    what: str
    value: str
    of: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """A strategy read for planning.

    Attributes:
        problem: None where too little is known to plan anything; `why_not` says why then.
        written: the schedule that authors fixed themselves, for a forecast of the plan as written.
        uncertain: every figure with a range. derived: ids of candidates nobody wrote, with the reason.
        begin: where there is no plan at all, the lines with which one begins.
    """

    problem: Problem | None
    why_not: str
    written: Schedule
    uncertain: tuple[Uncertain, ...]
    gates: tuple[Gate, ...]
    blocked: tuple[Blocked, ...]
    never: tuple[Never, ...]
    assumed: tuple[Assumed, ...]
    missing: tuple[Missing, ...]
    derived: tuple[tuple[str, str], ...]
    begin: tuple[str, ...] = ()
