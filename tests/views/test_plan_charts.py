"""Charts of the plan: drawn from its view alone, named, described, and honest about what they leave out."""

import itertools
from dataclasses import replace

import pytest

import views.plan_samples as samples
from ecaremap.render.charts import draw_chart
from ecaremap.views import charts_plan, charts_plan_flows, charts_plan_time
from ecaremap.views.plan import plan_view
from ecaremap.views.plan_model import FlowView, PlanView
from ecaremap.views.report import plan_charts


@pytest.fixture(scope="module")
def view() -> PlanView:
    return plan_view(samples.plan(), samples.inputs(), samples.decisions())


def test_every_chart_is_drawn_and_described(view: PlanView) -> None:
    charts = list(plan_charts(view))
    assert [chart.name for chart in charts] == [
        "plan-gantt-1", "plan-load", "plan-cash", "plan-waterfall", "plan-tornado", "plan-volumes", "plan-targets",
    ]  # fmt: skip
    for chart in charts:
        svg = draw_chart(chart.name, chart.spec)
        assert svg.startswith("<svg ") and len(svg) < 40_000
        assert chart.spec["description"].startswith(str(chart.spec["title"]["text"]))
        assert "NaN" not in svg and "undefined" not in svg


def test_the_waterfall_ends_at_the_value_today(view: PlanView) -> None:
    spec = charts_plan.waterfall(view)
    assert spec is not None
    bars = spec["data"]["values"]
    assert bars[-1]["end"] == pytest.approx(samples.NPV, abs=0.01) and bars[-1]["start"] == 0
    for before, after in itertools.pairwise(bars):
        assert after["start"] in (before["end"], 0.0)


def test_the_band_holds_the_middle(view: PlanView) -> None:
    spec = charts_plan.fan(view)
    assert spec is not None
    for row in spec["data"]["values"]:
        assert row["low"] <= row["middle"] <= row["high"]


def test_without_draws_there_is_no_band_and_no_tornado() -> None:
    bare = plan_view(replace(samples.plan(), spread=None), samples.inputs(), samples.decisions())
    fan = charts_plan.fan(bare)
    assert fan is not None and "low" not in fan["data"]["values"][0]
    assert charts_plan.tornado(bare) is None
    assert charts_plan_flows.targets(bare) is not None


def test_many_items_fill_pages_and_the_rest_is_counted(view: PlanView) -> None:
    wave = view.waves[1]
    items = tuple(replace(wave.items[0], id=f"i{n}", name=f"Item {n}") for n in range(150))
    many = replace(view, waves=(replace(wave, items=items),))
    specs = charts_plan_time.gantts(many)
    assert len(specs) == charts_plan_time.PAGES
    assert "30 more stand in the tables" in specs[-1]["title"]["subtitle"][1]
    assert specs[0]["title"]["text"] == "1 of 4: Web team"


def test_many_touchpoints_are_drawn_as_nine(view: PlanView) -> None:
    flows = tuple(FlowView(f"t{n}", f"Touchpoint {n}", "digital", view.flows[0].contacts, ()) for n in range(14))
    spec = charts_plan_flows.volumes(replace(view, flows=flows))
    assert spec is not None
    names = {value["name"] for value in spec["layer"][0]["data"]["values"]}
    assert len(names) == charts_plan_flows.SHOWN and "6 others" in names


def test_names_at_the_end_of_lines_do_not_touch() -> None:
    layers = charts_plan.end_labels([("a", 0.0, "#000000"), ("b", 1.0, "#000000"), ("c", 2.0, "#000000")], 12, 300.0)
    places = sorted(layer["data"]["values"][0]["at"] for layer in layers)
    assert all(after - before >= 15.9 for before, after in itertools.pairwise(places))


def test_figures_of_the_same_name_are_told_apart() -> None:
    spread = samples.plan().spread
    assert spread is not None
    same = tuple(replace(driver, label="speed of take-up") for driver in spread.drivers[:2])
    plan = replace(samples.plan(), spread=replace(spread, drivers=same))
    view = plan_view(plan, samples.inputs(), samples.decisions())
    assert view.spread is not None
    assert {swing.label for swing in view.spread.swings} == {"Speed of take-up (takeup)", "Speed of take-up (cost)"}
