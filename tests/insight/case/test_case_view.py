"""The case in words, and its charts as data."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from ecaremap.insight.case.case import CaseResult
from ecaremap.insight.case.tornado import tornado
from ecaremap.insight.case.uncertainty import uncertainty
from ecaremap.views.case import case_view
from ecaremap.views.case_model import CaseView
from ecaremap.views.case_words import in_ten, money, number
from ecaremap.views.charts_case import ACCENT, INK, LINE, LINE_STRONG, LOSS, MUTED, PAGE, PERSON, quadrants, waterfall
from ecaremap.views.charts_case import tornado as tornado_chart
from insight.case.example import golden, of_map, of_measured, request

TOKENS = Path(__file__).parents[3] / "templates" / "tokens.css"
CHARTS = [waterfall, tornado_chart, quadrants]


def view_of(result: CaseResult) -> CaseView:
    return case_view(result, uncertainty(result, draws=500), tornado(result))


TELECOM = view_of(of_map("maps/telecom"))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "0"), ("0.25", "0.25"), ("0.1", "0.10"), ("5.58", "5.6"), ("1", "1"), ("12.4", "12"), ("99.6", "100"),
        ("24107.07", "24,000"), ("-24107", "−24,000"), ("999999", "1.0 million"), ("1060882", "1.1 million"),
        ("23400000", "23 million"), ("-1500000000", "−1.5 billion"), ("120", "120"), ("9.96", "10"),
    ],
)  # fmt: skip
def test_amounts_have_two_significant_figures(amount: str, words: str) -> None:
    assert number(Decimal(amount)) == words


def test_words_of_amounts_and_outcomes() -> None:
    assert money(Decimal("24107.07"), "EUR", "a year") == "24,000 EUR a year"
    assert [in_ten(part) for part in (0.0, 0.01, 0.2, 0.31, 0.97, 1.0)] == [
        "none", "hardly any", "2 in 10", "3 in 10", "nearly all", "all",
    ]  # fmt: skip


def test_the_golden_example_in_words() -> None:
    view = view_of(golden())
    assert view.headline == (
        "Of 690,000 EUR of handling a year that moves to digital, 290,000 EUR is really avoided and 150,000 EUR becomes cash; "
        "the 120,000 EUR to build are paid back after 23 months."
    )
    assert [(line.key, str(line.month.exact)) for line in view.lines] == [
        ("gross", "57585.60"), ("returns", "-27168.89"), ("induced", "-863.78"), ("digital", "-2709.00"),
        ("cross_sell", "-2736.86"), ("economic", "24107.07"), ("not_cashable", "-11821.17"), ("cash", "12285.89"),
    ]  # fmt: skip
    assert view.npv and str(view.npv.exact) == "95316.96"
    assert view.break_even[0].sentence == "Pays from 41% completion on; expected are 78%."
    assert view.run and view.run.text == "24,000 EUR a year"
    assert view.outcomes == ()  # nothing is uncertain


def test_a_case_that_costs_more_says_so_first() -> None:
    view = view_of(golden(request(sale_margin="900")))
    assert "nothing is saved" in view.headline
    assert view.break_even[0].verdict == "never pays"
    assert "margin of lost sales" in view.break_even[0].sentence
    assert any("not paid back within 36 months" in sentence for sentence in view.sentences)


def test_telecom_speaks_of_loss_and_usual_rates() -> None:
    assert "becomes cash" in TELECOM.headline and "are paid back after" in TELECOM.headline
    # From 2 in 10 outcomes below zero on, the headline itself says so.
    assert TELECOM.outcomes[-1].may_lose
    assert f"It may lose money: {TELECOM.outcomes[-1].loss} outcomes are below zero." in TELECOM.headline
    assert TELECOM.stamp.startswith("2 usual rates stand in")
    assert all(re.search(r"8 in 10 outcomes are between .+ EUR", outcome.sentence) for outcome in TELECOM.outcomes)
    assert all(figure.source and figure.source != "no source named" for row in TELECOM.rows for figure in row.figures)


def test_the_log_makes_the_case_of_telecom_worse_and_it_says_so() -> None:
    """Two cells are digital in name only; what was promised of the builds stays, so the case gets smaller, not another one."""
    measured = view_of(of_measured("maps/telecom"))
    assert "becomes cash" in measured.headline and "are paid back after" in measured.headline
    assert measured.npv and TELECOM.npv and measured.npv.exact < TELECOM.npv.exact
    cash = {
        view.headline: next(line.month.exact for line in view.lines if line.key == "cash")
        for view in (measured, TELECOM)
    }
    assert Decimal("0.9") < cash[measured.headline] / cash[TELECOM.headline] < 1


def test_rows_and_lines_show_the_same_sum() -> None:
    total = sum(row.economic.exact for row in TELECOM.rows)
    economic = next(line for line in TELECOM.lines if line.key == "economic")
    assert abs(total - economic.year.exact) < Decimal("0.20")  # each row is rounded to a cent


def test_texts_avoid_the_words_of_the_trade() -> None:
    texts = json.dumps([TELECOM.headline, TELECOM.sentences, TELECOM.notes, [line.label for line in TELECOM.lines]])
    assert not re.search(r"\b(FTE|P10|P50|P90|NPV|verdict|containment)\b", texts)


def colours(node: Any) -> set[str]:
    return set(re.findall(r"#[0-9a-f]{6}", json.dumps(node)))


@pytest.mark.parametrize("chart", CHARTS)
def test_charts_are_data_with_words_for_everybody(chart: Any) -> None:
    spec = chart(TELECOM)
    assert spec == json.loads(json.dumps(spec))
    assert spec["title"]["text"] and spec["description"].startswith(spec["title"]["text"])
    assert "http" not in json.dumps(spec)
    light = set(re.findall(r"light-dark\((#[0-9a-f]{6})", TOKENS.read_text()))
    assert colours(spec) <= light


def test_colours_are_those_of_the_page() -> None:
    css = TOKENS.read_text()
    known = {"accent": ACCENT, "ink": INK, "line": LINE, "line-strong": LINE_STRONG, "error": LOSS, "muted": MUTED,
             "page": PAGE, "human": PERSON}  # fmt: skip
    for token, value in known.items():
        assert f"--{token}: light-dark({value}," in css


@pytest.mark.parametrize("chart", CHARTS)
def test_drawn_charts_hold_nothing_a_strict_page_refuses(chart: Any) -> None:
    svg = vl_convert.vegalite_to_svg(chart(TELECOM))
    assert not re.search(r"<script|<style|<foreignObject|<image|<a[ >]|\bstyle=|href=|\bon\w+=|url\(", svg)
    assert set(re.findall(r"https?://[^\"]+", svg)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert svg == vl_convert.vegalite_to_svg(chart(TELECOM))


def test_bubbles_and_labels_never_meet() -> None:
    spec = quadrants(TELECOM)
    assert spec
    circles = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "circle")["data"]["values"]
    labels = spec["layer"][-2]["data"]["values"]
    assert len(circles) == len(labels) == len(TELECOM.bubbles)
    for index, one in enumerate(circles):
        for other in circles[index + 1 :]:
            reach = (one["area"] / 3.14159) ** 0.5 + (other["area"] / 3.14159) ** 0.5
            assert ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5 > reach
    for index, one in enumerate(labels):
        for other in labels[index + 1 :]:
            assert one["x"] != other["x"] or abs(one["y"] - other["y"]) >= 30


def test_no_case_no_chart() -> None:
    view = view_of(of_map("maps/minimal.yaml"))
    assert waterfall(view) is tornado_chart(view) is quadrants(view) is None


def test_a_large_map_shows_the_most_frequent_and_counts_the_rest() -> None:
    many = tuple(replace(TELECOM.bubbles[0], id=str(n), quadrant="automate") for n in range(14))
    spec = quadrants(replace(TELECOM, bubbles=many))
    assert spec and "and 4 more" in json.dumps(spec["layer"])
