"""The strategy: the root of the declaration."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ecaremap.model.case import Assumptions, Baseline
from ecaremap.model.cell import Cell
from ecaremap.model.declared import Declared, Id, Text, many, problem
from ecaremap.model.organisation import (
    Assessment, Feedback, Governance, Report, Segment, Source, Thresholds, Waiver,
)  # fmt: skip
from ecaremap.model.plan import Fix, Measurement, Plan, Scenario, Target
from ecaremap.model.request import Request
from ecaremap.model.rule import Rule
from ecaremap.model.scales import DEGREES, Status, StrategyLevel
from ecaremap.model.touchpoint import Touchpoint

FORMAT_VERSION = "1"

STEPS: dict[str, tuple[str, str]] = {
    **{degree: (degree, degree) for degree in DEGREES},
    **{f"{a} -> {b}": (a, b) for a in DEGREES for b in DEGREES if a != b},
}
"""Every short form of a cell with the degrees it stands for; `A -> B` is today and target."""

# Cells are frozen, so equal short forms share one object: 60,000 cells cost 81.
_SHORT: dict[str, Cell] = {
    text: Cell.model_construct(today=today, target=target if target != today else None)
    for text, (today, target) in STEPS.items()
}


def read_cell(value: Any) -> Any:
    """A cell in its short form, or the mapping for pydantic to read."""
    if isinstance(value, str):
        cell = _SHORT.get(value)
        if cell is None:
            raise problem("M202", f"'{value}' is not a degree, nor a step from one to another", "")
        return cell
    return value


CellEntry = Annotated[Cell, BeforeValidator(read_cell)]


class Strategy(Declared):
    """A contact strategy: which request can be addressed at which touchpoint, and how far.

    This is what a loader hands on: layers merged, short forms of sections written out (see
    `load.expand`), every attribute in place. Shorthands live on only in cells.
    """

    ecaremap: Literal["1"] = Field(description="Version of the format.")
    name: Text = Field(description="Whose strategy, or of what.")
    level: StrategyLevel = Field("sketch", description="How much is asked for.")
    currency: Text | None = Field(None, pattern=r"^[A-Z]{3}$", description="As EUR.")
    volumes_per: Literal["month", "year", "week", "quarter"] = "month"
    packs: many(Text) = ()  # type: ignore[valid-type]
    extends: many(Text) = ()  # type: ignore[valid-type]
    report: Report | None = None
    sources: dict[Id, Source] = {}
    governance: Governance | None = None
    segments: dict[Id, Segment] = {}
    touchpoints: dict[Id, Touchpoint]
    not_live_yet: dict[Id, Status] = {}
    requests: dict[Id, Request]
    coverage: dict[Id, dict[Id, CellEntry]] = {}
    everywhere_else: Literal["ask me later", "not handled"] = Field(
        "ask me later", description="What an unwritten cell means."
    )
    keep_personal: dict[Id, Text] = {}
    owners: dict[Id, Text] = {}
    rules: many(Rule) = ()  # type: ignore[valid-type]
    feedback: dict[Id, Feedback] = {}
    assessments: many(Assessment) = ()  # type: ignore[valid-type]
    assumptions: Assumptions | None = None
    baseline: Baseline | None = None
    targets: many(Target) = ()  # type: ignore[valid-type]
    fixes: dict[Id, Fix] = {}
    plan: Plan | None = None
    scenarios: dict[Id, Scenario] = {}
    measurement: Measurement | None = None
    thresholds: Thresholds | None = None
    waivers: many(Waiver) = ()  # type: ignore[valid-type]
