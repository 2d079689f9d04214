"""The JSON: complete, exact, and the same each time."""

import dataclasses
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ecaremap.render.machine import FORMAT, render_json
from render import fixtures


def test_it_names_its_format_and_finds_cells_by_id() -> None:
    data = json.loads(render_json(fixtures.realistic()))
    assert data["format"] == FORMAT == "ecaremap-map/1"
    row = data["rows"][1]
    assert row["name"] == "Explain my bill"
    assert row["cells"]["app"]["today"] == "show"
    assert row["cells"]["app"]["target"] == "assisted"
    assert row["cells"]["letter"] == {"standing": "not here", "not_here": "Law asks for paper"}
    assert row["cells"]["community"]["target"] == "peer"


def test_usual_values_are_left_out() -> None:
    data = json.loads(render_json(fixtures.realistic()))
    assert data["rows"][0]["cells"]["field-visit"] == {"standing": "undecided"}
    assert data["rows"][21]["cells"]["chat"]["breaches"][0]["severity"] == "error"
    assert "logo" not in data


def test_decimals_stay_exact_texts() -> None:
    view = fixtures.realistic()
    row = dataclasses.replace(view.rows[0], volume=Decimal("4.20E+4"), share=Decimal("0.10"))
    data = json.loads(render_json(dataclasses.replace(view, rows=(row,))))
    assert (data["rows"][0]["volume"], data["rows"][0]["share"]) == ("42000", "0.10")
    none = json.loads(render_json(fixtures.large(1, 1)))
    assert none["rows"][0]["volume"] is None


def test_the_text_is_stable_sorted_and_one_line_a_request() -> None:
    view = fixtures.realistic()
    text = render_json(view)
    assert text == render_json(fixtures.realistic())
    assert text.endswith("}\n")
    assert list(json.loads(text)) == sorted(json.loads(text))
    changed = dataclasses.replace(view.rows[3], frequency="rare")
    other = render_json(dataclasses.replace(view, rows=(*view.rows[:3], changed, *view.rows[4:])))
    differing = [pair for pair in zip(text.splitlines(), other.splitlines(), strict=True) if pair[0] != pair[1]]
    assert len(differing) == 1


def test_large_maps_stay_small() -> None:
    assert len(render_json(fixtures.large(500, 30))) < 2_500_000


def test_an_empty_map_is_json_too() -> None:
    assert json.loads(render_json(fixtures.empty()))["rows"] == []


@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_every_name_comes_back(name: str) -> None:
    text = render_json(fixtures.named(name))
    assert json.loads(text.encode("utf-8"))["rows"][0]["name"] == name
