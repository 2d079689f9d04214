"""The strategy: the root of the declaration."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ecaremap.model.case import Assumptions, Baseline
from ecaremap.model.cell import Cell
from ecaremap.model.declared import Declared, Id, Many, Text, problem
from ecaremap.model.journey import Journey
from ecaremap.model.organisation import (
    Assessment,
    Feedback,
    Governance,
    Report,
    Segment,
    Source,
    Thresholds,
    Waiver,
)  # fmt: skip
from ecaremap.model.plan import Fix, Measurement, Plan, Target
from ecaremap.model.request import Request
from ecaremap.model.rule import Rule
from ecaremap.model.scales import DEGREES, Degree, Status, StrategyLevel
from ecaremap.model.scenario import Scenario
from ecaremap.model.touchpoint import Touchpoint

FORMAT_VERSION = "1"

STEPS: dict[str, tuple[Degree, Degree]] = {
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
    volumes_per: Literal["month", "year", "week", "quarter"] = Field(
        "month", description="The period that volumes count."
    )
    packs: Many[Text] = Field((), description="Ready-made requests and rules that ship with the tool.")
    extends: Many[Text] = Field(
        (), description="Other strategies this one builds on: files or folders, inside the repository."
    )
    report: Report | None = Field(None, description="How outputs present themselves.")
    sources: dict[Id, Source] = Field({}, description="Where figures come from, by a short name that figures refer to.")
    governance: Governance | None = Field(
        None, description="Who decides on the strategy, and when it is looked at again."
    )
    segments: dict[Id, Segment] = Field({}, description="Groups of customers that cannot, or need not, use everything.")
    touchpoints: dict[Id, Touchpoint] = Field(description="Where requests are handled, by id.")
    not_live_yet: dict[Id, Status] = Field({}, description="Touchpoints that are not live, with their status.")
    requests: dict[Id, Request] = Field(description="What customers want, by id; most frequent first.")
    coverage: dict[Id, dict[Id, CellEntry]] = Field(
        {}, description="For each request and touchpoint: what is offered today, or today -> target."
    )
    everywhere_else: Literal["ask me later", "not handled"] = Field(
        "ask me later", description="What an unwritten cell means."
    )
    journeys: dict[Id, Journey] = Field(
        {},
        description="Ways through the touchpoints that shall be possible, by id; checked against cells and hand-overs.",
    )
    keep_personal: dict[Id, Text] = Field({}, description="Requests that stay with a person, and why.")
    owners: dict[Id, Text] = Field(
        {}, description="Who answers for a touchpoint, for a family of touchpoints, or for the cause of a request."
    )
    rules: Many[Rule] = Field((), description="What must not, may and must be digital, and why.")
    feedback: dict[Id, Feedback] = Field({}, description="Instruments that listen to customers, by id.")
    assessments: Many[Assessment] = Field((), description="Walk-throughs by people outside the team.")
    assumptions: Assumptions | None = Field(None, description="Rates of the business case, with ranges to discuss.")
    baseline: Baseline | None = Field(None, description="The starting point that savings are held against.")
    targets: Many[Target] = Field((), description="What is promised: a metric, a bound, a date.")
    fixes: dict[Id, Fix] = Field({}, description="Causes to remove, so that fewer customers need to ask.")
    plan: Plan | None = Field(None, description="What is built when, by whom, for how much.")
    scenarios: dict[Id, Scenario] = Field({}, description="Other figures for the same strategy, by name.")
    measurement: Measurement | None = Field(None, description="How contact logs are read.")
    thresholds: Thresholds | None = Field(None, description="Limits of the checks, where the usual ones do not fit.")
    waivers: Many[Waiver] = Field((), description="Findings accepted for a while, by somebody, for a reason.")
