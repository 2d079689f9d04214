"""The chapter on the plan in the page, and the plan as a page of its own."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from html import unescape
from typing import Any

import pytest

import views.plan_samples as samples
from ecaremap.render.charts import draw_chart
from ecaremap.render.html import render_page, render_plan_page
from ecaremap.views.plan import plan_view
from ecaremap.views.report import plan_charts, report_view
from ecaremap.views.report_model import ReportView
from hostile import chapter, poisoned

CLOSED = frozenset({"id", "standing", "glyph", "word", "role", "key", "gate", "iso", "metric", "unit"})
"""Texts of a closed vocabulary, and ids, which are checked when a strategy is loaded."""


@cache
def report() -> ReportView:
    return report_view(samples.decisions(), (), planned=(samples.plan(), samples.inputs()))


def only(text: str) -> str:
    return chapter(text, "plan")


@cache
def page() -> str:
    return render_page(report(), charts={chart.name: draw_chart(chart.name, chart.spec) for chart in report().charts})


@cache
def own() -> str:
    view = plan_view(samples.plan(), samples.inputs(), samples.decisions())
    return render_plan_page(
        view, charts={chart.name: draw_chart(chart.name, chart.spec) for chart in plan_charts(view)}
    )


def test_the_chapter_is_there_and_linked() -> None:
    assert '<a href="#plan">Plan</a>' in page()
    text = only(page())
    plan = report().plan
    assert plan is not None and plan.board is not None
    for said in (
        plan.headline,
        plan.board.decision,
        *(wave.title for wave in plan.waves),
        *(item.name for item in plan.items),
    ):
        assert said in text
    for part in ("plan-board", "plan-it", "plan-operations"):
        assert f'id="{part}"' in text


def test_every_chart_stands_in_the_chapter_once_with_its_table() -> None:
    text = only(page())
    assert text.count('class="chart"') == 7
    for label in (
        "Contacts by touchpoint",
        "Cash over time",
        "From saving to value",
        "The uncertain figures",
        "Targets",
    ):
        assert f"{label} as a table" in text
    bare = only(render_page(report()))
    assert 'class="chart"' not in bare and "as a table" not in bare and "Comes back to a person" in bare


def test_without_a_plan_there_is_no_chapter() -> None:
    bare = render_page(replace(report(), plan=None))
    assert 'id="plan"' not in bare and 'href="#plan"' not in bare
    told = render_page(replace(report(), plan=None, no_plan="Nothing says what a contact costs."))
    assert "Nothing says what a contact costs." in only(told) and 'href="#plan"' in told


@pytest.mark.parametrize("spell", [page, own])
def test_the_page_is_closed_and_sound(spell: Any) -> None:
    text = re.sub(r"<(style|script)\b[^>]*>.*?</\1>", "", spell(), flags=re.DOTALL)
    assert not re.search(r"<[^>]*\s(style|on\w+)\s*=", text)
    assert not re.search(r"(href|src)=\"(?!#|data:image/)", text)
    ids = Counter(re.findall(r'\sid="([^"]+)"', text))
    assert [each for each, times in ids.items() if times > 1] == []
    assert {link for link in re.findall(r'href="#([^"]*)"', text) if not link.startswith("cell=")} <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', text)) - {"panel-title"} <= set(ids)
    for element in ("tbody", "ul", "dl", "tr", "figure", "h3", "h4", "summary"):
        assert not re.search(rf"<{element}\b[^>]*>\s*</{element}>", only(text)), element
    assert not re.search(r"\bNone\b|Decimal\(|\bnan\b", re.sub(r"<[^>]*>", " ", only(text)))


def test_the_plan_alone_has_no_script_at_all() -> None:
    assert "<script" not in own()
    assert "script-src 'none'" in unescape(own())


def test_hostile_texts_stay_text() -> None:
    plan = report().plan
    assert plan is not None
    text = only(render_page(replace(report(), plan=poisoned(plan, CLOSED))))
    assert "alert(1)" in text and "{{ 7 * 7 }}" in text
    assert "<script" not in text and "<!--" not in text


def test_the_same_plan_gives_the_same_bytes() -> None:
    again = plan_view(samples.plan(), samples.inputs(), samples.decisions())
    charts = {chart.name: draw_chart(chart.name, chart.spec) for chart in plan_charts(again)}
    assert render_plan_page(again, charts=charts) == own()


def test_a_chapter_of_sixty_items_stays_light() -> None:
    """What a page of forty requests has room for: 300 KB with its charts."""
    plan = report().plan
    assert plan is not None and plan.it is not None
    wave = plan.waves[1]
    items = tuple(replace(wave.items[0], id=f"item-{n}", name=f"Piece of work number {n}") for n in range(60))
    backlog = tuple(replace(plan.it.items[1], id=f"item-{n}") for n in range(60))
    many = replace(plan, waves=(replace(wave, items=items),), it=replace(plan.it, items=backlog), rows=plan.rows * 3)
    charts = {chart.name: draw_chart(chart.name, chart.spec) for chart in plan_charts(many)}
    assert len(only(render_page(replace(report(), plan=many), charts=charts)).encode()) < 300_000
    assert sum(map(len, charts.values())) < 110_000
