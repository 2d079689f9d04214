"""The drawing: what each form shows, that nothing in a name can break it, and that it can be read."""

import dataclasses
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecaremap.render.dot import render_dot
from ecaremap.render.dot_labels import COLOURS, PAPER
from ecaremap.render.engine import draw
from ecaremap.render.sketch import UnknownPartError
from ecaremap.views.model import MapView
from render import fixtures

FORMS = ("tables", "agg", "ego")


def edges(dot: str) -> list[str]:
    return [line for line in dot.splitlines() if re.match(r"\t\w+:\w+:e -> ", line)]


def texts(svg: bytes) -> str:
    """All words of a drawing without the white space, which wrapping changes."""
    root = ET.fromstring(svg)
    words = "".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    return squeeze(words)


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_tables_draw_every_request_once_towards_where_it_goes_furthest() -> None:
    drawing = render_dot(fixtures.realistic())
    assert (drawing.form, drawing.notice) == ("tables", "")
    assert len(edges(drawing.dot)) == 22
    # Cancel: informed on the website today, finished there by the target.
    assert any('"Cancel my contract, Website: inform → self-serve"' in line for line in edges(drawing.dot))


@pytest.mark.parametrize(
    ("request_name", "style"),
    [("Dispute a charge", "solid"), ("Explain my bill", "bold"), ("Return a device", "dashed")],
)
def test_the_pen_says_whether_a_cell_stays_changes_or_is_new(request_name: str, style: str) -> None:
    (line,) = [line for line in edges(render_dot(fixtures.realistic()).dot) if request_name in line]
    assert f"style={style}" in line


def test_what_stays_personal_leads_to_a_person() -> None:
    lines = edges(render_dot(fixtures.realistic()).dot)
    assert any("Report a bereavement, Call centre: human" in line for line in lines)
    assert any("Complain, Call centre: human" in line for line in lines)


def test_a_large_map_becomes_families_and_says_so() -> None:
    drawing = render_dot(fixtures.large(500, 30, families=12))
    assert drawing.form == "agg"
    assert "Families are drawn instead of single requests" in drawing.notice
    assert "--family NAME" in drawing.notice
    assert 0 < len(edges(drawing.dot)) <= 72
    assert "41 requests" in drawing.dot


def test_very_many_families_leave_the_smallest_out() -> None:
    notice = render_dot(fixtures.large(3000, 12, families=50)).notice
    assert notice.startswith("The 24 largest of 50 families are drawn.")


def test_families_are_weighed_by_needs_where_volumes_are_known() -> None:
    dot = render_dot(fixtures.realistic(), form="agg").dot
    assert "the share of all needs" in dot
    assert "16% → 30%" in dot
    widths = [float(width) for width in re.findall(r"penwidth=([\d.]+)", dot)]
    assert max(widths) == 7.0
    assert min(widths) >= 1.0
    assert "only by the target" in dot


def test_one_family_and_one_request_are_drawn_with_all_their_cells() -> None:
    view = fixtures.realistic()
    family = render_dot(view, family="orders")
    assert (family.form, len(edges(family.dot))) == ("ego", 12)
    request = render_dot(view, family="request-21")
    assert "Complaints are decided by a person" in request.dot
    assert "! breaks a rule" in request.dot
    assert len(edges(request.dot)) == 7


def test_a_close_look_stops_at_sixty_lines_and_says_what_it_kept() -> None:
    drawing = render_dot(fixtures.large(60, 20, families=1), form="ego")
    assert len(edges(drawing.dot)) == 60
    assert "60 of " in drawing.notice


def test_unknown_names_say_what_there_is() -> None:
    with pytest.raises(UnknownPartError, match="Families of this map: Billing, Contract"):
        render_dot(fixtures.realistic(), family="Biling")
    with pytest.raises(UnknownPartError, match="Forms: auto, tables, agg, ego"):
        render_dot(fixtures.realistic(), form="neato")


def test_families_keep_the_order_of_the_map() -> None:
    svg = draw(render_dot(fixtures.realistic()).dot, "svg").decode()
    places = {name: y for y, name in re.findall(r'y="(-?[\d.]+)"[^>]*font-weight="bold"[^>]*>([^<]+)<', svg)}
    names = ["Billing", "Contract", "Network", "Using the service", "Orders", "About me"]
    assert sorted(names, key=lambda name: float(places[name])) == names


@pytest.mark.parametrize("form", FORMS)
def test_the_same_view_gives_the_same_text(form: str) -> None:
    assert render_dot(fixtures.realistic(), form=form) == render_dot(fixtures.realistic(), form=form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("view", [fixtures.empty(), fixtures.large(1, 1), fixtures.named("")])
def test_the_smallest_maps_can_be_drawn(form: str, view: MapView) -> None:
    assert draw(render_dot(view, form=form).dot, "svg").startswith(b"<svg")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name",
    [
        fixtures.HOSTILE,
        r"a\G\L\T\E\\",
        '"];a->b',
        "]]>",
        "<!-- -->",
        "&amp;&#0;",
        "%s%n",
        "a:b:c",
        "//x",
        "漢字 العربية",
    ],
)
def test_hostile_names_appear_literally(form: str, name: str) -> None:
    svg = draw(render_dot(fixtures.named(name), form=form).dot, "svg")
    assert texts(svg).count(squeeze(name)) >= 3
    title = ET.fromstring(svg).findtext("{http://www.w3.org/2000/svg}title", "")
    assert squeeze(title) == squeeze(name)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.text(alphabet='\\"<>&;{}[]|:NGLTEHnlr#/* -\n', max_size=20), st.sampled_from(FORMS))
def test_no_name_breaks_the_drawing(name: str, form: str) -> None:
    drawing = render_dot(fixtures.named(name), form=form)
    svg = draw(drawing.dot, "svg")
    kept = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+", " ", name)
    assert squeeze(kept) in texts(svg)
    # A label that could not be read would be replaced by the name of its node.
    assert len(re.findall(rb"<path", svg)) == len(edges(drawing.dot))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("degree", COLOURS)
def test_words_and_lines_stand_out(degree: str) -> None:
    fill, ink, line = COLOURS[degree]
    assert contrast(fill, ink) >= 4.5
    assert contrast(line, PAPER) >= 3


def test_the_drawing_and_the_page_share_their_colours() -> None:
    tokens = (Path(__file__).parents[2] / "templates" / "tokens.css").read_text("utf-8")
    light = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}),", tokens))
    assert {degree: (light[degree], light[f"{degree}-ink"]) for degree in COLOURS} == {
        degree: (fill, ink) for degree, (fill, ink, _) in COLOURS.items()
    }


def test_all_colours_have_six_digits() -> None:
    dot = "".join(render_dot(fixtures.realistic(), form=form).dot for form in FORMS)
    assert set(map(len, re.findall(r'"(#[0-9a-fA-F]+)"', dot))) == {7}


def test_an_accent_that_is_no_colour_is_not_drawn() -> None:
    view = dataclasses.replace(fixtures.realistic(), accent='red"><IMG SRC="x"/>')
    assert "IMG" not in render_dot(view).dot
