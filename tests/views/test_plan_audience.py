"""What of the plan an audience is not to see is not in its view, whatever the names of the fields."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

import views.plan_samples as samples
from ecaremap.views.audience import plan_of
from ecaremap.views.case_model import Amount
from ecaremap.views.plan import plan_view
from ecaremap.views.report import plan_charts, report_view

MONEY = re.compile(r"EUR|\d+ ?€|worth|cash", re.IGNORECASE)
HOURS = re.compile(r"\bhours\b", re.IGNORECASE)


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), f"{name}.{field.name}")
    elif isinstance(value, tuple):
        for each in value:
            yield from leaves(each, name)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield name, key
            yield from leaves(each, f"{name}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, name)
    else:
        yield name, value


def test_everybody_and_the_board_see_everything() -> None:
    whole = plan_view(samples.plan(), samples.inputs(), samples.decisions())
    assert plan_view(samples.plan(), samples.inputs(), samples.decisions(), "board") == whole
    assert any(MONEY.search(text) for _, text in leaves(whole) if isinstance(text, str))


@pytest.mark.parametrize("audience", ["it", "frontline"])
def test_money_and_hours_are_absent(audience: str) -> None:
    view = plan_view(samples.plan(), samples.inputs(), samples.decisions(), audience)
    for name, value in leaves(view):
        if isinstance(value, str):
            assert not MONEY.search(value), (name, value)
            assert not HOURS.search(value), (name, value)
    for chart in plan_charts(view):
        for _, value in leaves(dict(chart.spec)):
            assert not (isinstance(value, str) and MONEY.search(value)), (chart.name, value)
    assert view.items, "what is done when stays"
    units = {
        value.unit
        for wave in view.waves
        for item in wave.items
        for value in (item.cost, item.run)
        if isinstance(value, Amount)
    }
    assert units == set()


def test_it_gets_the_backlog_and_the_front_line_gets_the_launches() -> None:
    it = plan_view(samples.plan(), samples.inputs(), samples.decisions(), "it")
    frontline = plan_view(samples.plan(), samples.inputs(), samples.decisions(), "frontline")
    assert it.it is not None and it.operations is None and it.teams
    assert frontline.it is None and frontline.operations is not None and frontline.teams == ()
    assert frontline.operations.skills == () and frontline.operations.training


def test_customers_see_no_plan() -> None:
    whole = plan_view(samples.plan(), samples.inputs(), samples.decisions())
    assert plan_of(whole, "public") is None
    report = report_view(samples.decisions(), (), audience="public", planned=(samples.plan(), samples.inputs()))
    assert report.plan is None and report.charts == ()


def test_a_report_without_money_keeps_the_charts_that_have_none() -> None:
    report = report_view(samples.decisions(), (), audience="it", planned=(samples.plan(), samples.inputs()))
    assert [chart.name for chart in report.charts] == ["plan-gantt-1", "plan-load", "plan-volumes", "plan-targets"]


def test_why_there_is_no_plan_is_said() -> None:
    from dataclasses import replace

    none = replace(samples.inputs(), problem=None, why_not="Nothing says what a contact costs.")
    report = report_view(samples.decisions(), (), planned=(None, none))
    assert report.plan is None and report.no_plan == "Nothing says what a contact costs."
