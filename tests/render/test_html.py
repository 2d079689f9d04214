"""The page as text: safe for hostile names, the same bytes again, closed to the network."""

import base64
import hashlib
import json
import re
import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ecaremap.render import words
from ecaremap.render.html import PageError, finding_sums, render_page, template_root
from ecaremap.views.model import CellView, MapView
from samples import empty_view, sample_view

HOSTILE = "<script>alert(1)</script> \" ' </script> {{ 7 * 7 }} <!-- & \u2028"


def hostile_view() -> MapView:
    """A map in which every text an author can write is an attack."""
    view = sample_view(3, 3)
    cell = CellView("written", "show", "show", owner=HOSTILE, note=HOSTILE, place=HOSTILE)
    row = replace(view.rows[0], name=HOSTILE, family=HOSTILE, personal=HOSTILE, cells=(cell, cell, cell))
    column = replace(view.columns[0], name=HOSTILE, family=HOSTILE)
    return replace(
        view,
        name=HOSTILE,
        subtitle=HOSTILE,
        accent="red}</style><script>alert(1)</script>",
        logo="javascript:alert(1)",
        rows=(row, *view.rows[1:]),
        columns=(column, *view.columns[1:]),
        row_groups=(replace(view.row_groups[0], name=HOSTILE, count=3),),
        rules=tuple(replace(r, title=HOSTILE, source=HOSTILE) for r in view.rules),
        findings=tuple(replace(f, message=HOSTILE, where=HOSTILE) for f in view.findings),
        overview=replace(view.overview, sentence=HOSTILE, works=(HOSTILE,)),
        notices=(HOSTILE,),
    )


def payload(page: str) -> dict[str, object]:
    packed = re.search(r'<script type="text/plain" id="data">(.*?)</script>', page, re.DOTALL)
    assert packed
    content: dict[str, object] = json.loads(zlib.decompress(base64.b64decode(packed[1])))
    return content


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.fixture(scope="module")
def page() -> str:
    return render_page(sample_view())


def test_hostile_names_stay_text() -> None:
    page = render_page(hostile_view())
    markup = re.sub(r"<(style|script)\b[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    assert "alert(1)" in markup
    assert "<script" not in markup and "javascript:" not in page
    assert "49" not in re.findall(r"<h1>(.*?)</h1>", page)[0]
    assert page.count("<script") == 2
    assert "red}" not in page


def test_the_same_view_gives_the_same_bytes() -> None:
    assert render_page(sample_view()) == render_page(sample_view())


def test_policy_admits_exactly_the_style_and_the_script(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert policy and style and script
    said = policy[1].replace("&#39;", "'")
    assert said == (
        f"default-src 'none'; script-src '{digest(script[1])}'; style-src '{digest(style[1])}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_fetched_and_nothing_runs_from_attributes(page: str) -> None:
    assert not re.search(r"https?:", page)
    assert not re.search(r"<[^>]*\sstyle\s*=", page)
    assert not re.search(r"<[^>]*\son\w+\s*=", page)
    assert not re.search(r"<(link|iframe|object|embed|base)\b", page)


def test_matrix_says_degrees_in_words(page: str) -> None:
    assert '<span class="sr"> show, target </span></i><b>5</b> self-serve' in page
    assert '<td class="open"><b>?</b>' in page
    assert '<td class="never"><b>–</b>' in page
    assert 'title="breaks a rule">!' in page and 'title="capped">≤' in page


def test_panel_texts_are_written_once() -> None:
    content = payload(render_page(sample_view(240, 10)))
    states, grid = content["states"], content["grid"]
    assert isinstance(states, list) and isinstance(grid, list)
    assert len(grid) == 2_400 and len(states) < 300
    assert len({json.dumps(state) for state in states}) == len(states)
    assert "looks" not in content


def test_complaints_are_not_called_venting(page: str) -> None:
    text = json.dumps(payload(page))
    assert "complain" in text and '"vent"' not in text


def test_large_map_is_drawn_by_the_script() -> None:
    page = render_page(sample_view(1_000, 30))
    assert page.count('class="r"') < 5 and "data-large" in page
    content = payload(page)
    looks = content["lookGrid"]
    assert isinstance(looks, list) and len(looks) == 30_000
    assert "finished at a touchpoint" in page
    assert len(page.encode()) < 1_500_000


def test_page_of_500_by_12_is_small() -> None:
    page = render_page(sample_view(500, 12))
    assert len(page.encode()) < 900_000


def test_styles_and_scripts_are_small() -> None:
    own_page = {"diff.css"}  # of the page of `diff`
    files = [f for kind in ("*.css", "*.js") for f in template_root().glob(kind) if f.name not in own_page]
    assert sum(file.stat().st_size for file in files) < 75_000


@pytest.mark.parametrize("view", [empty_view(), sample_view(1, 1), sample_view(2, 0)])
def test_small_and_empty_maps(view: MapView) -> None:
    page = render_page(view)
    assert view.overview.sentence in page
    assert ("yet.</p>" in page) == (not view.rows or not view.columns)


def test_columns_follow_what_is_known() -> None:
    view = sample_view(3, 3)
    often = replace(view, rows=tuple(replace(r, share=None) for r in view.rows))
    unknown = replace(view, rows=tuple(replace(r, share=None, frequency="") for r in view.rows))
    assert "Share of needs" in render_page(view)
    assert "How often" in render_page(often)
    assert 'class="lead"' not in render_page(unknown)


def test_accent_and_logo() -> None:
    page = render_page(replace(sample_view(2, 2), accent="#12ab9F", logo="data:image/png;base64,AA"))
    assert ":root{--accent:#12ab9F}" in page
    assert '<img class="logo" src="data:image/png;base64,AA" alt="">' in page


def test_client_overrides_blocks_and_styles(tmp_path: Path) -> None:
    (tmp_path / "index.html.j2").write_text(
        '{% extends "ecaremap/index.html.j2" %}'
        "{% block footer %}<footer>{{ view.name }} by Example &amp; Co</footer>{% endblock %}"
        "{% block tiles %}<p>{{ super() | length }}</p>{% endblock %}"
    )
    (tmp_path / "brand.css").write_text(".sentence { color: rebeccapurple; }")
    page = render_page(sample_view(), templates=tmp_path)
    assert "by Example &amp; Co" in page and "made with ecaremap" not in page
    assert '<dl class="tiles">' not in page and "Next moves" in page
    assert "rebeccapurple" in page


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("index.html.j2", "{% block %}", "index.html.j2, line 1"),
        ("index.html.j2", "{{ view.nothing }}", "nothing"),
        ("index.html.j2", "{{ view.__class__.__mro__ }}", "unsafe"),
        ("index.html.j2", '{% include "../secret" %}', "secret"),
        ("brand.css", "</style><script>", "brand.css"),
    ],
)
def test_bad_templates_are_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(PageError, match=said):
        render_page(sample_view(1, 1), templates=tmp_path)


def test_findings_are_counted_apart() -> None:
    sums = [(s.severity, s.standing, s.total) for s in finding_sums(sample_view().findings)]
    assert sums == [("error", "open", 3), ("warning", "open", 10), ("info", "justified", 12)]


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0%"), ("0.1234", "12%"), ("0.00456", "0.46%"), ("1", "100%"), ("0.0999", "10%")],
)
def test_shares_have_two_figures(value: str, text: str) -> None:
    assert words.share(Decimal(value)) == text


@pytest.mark.parametrize(("value", "text"), [("123456", "120,000"), ("1234", "1,200"), ("7", "7"), ("0.5", "0.5")])
def test_numbers_have_two_figures(value: str, text: str) -> None:
    assert words.number(Decimal(value)) == text


def test_long_lists_fold_after_the_first_six() -> None:
    view = sample_view(2, 2)
    overview = replace(view.overview, moves=view.overview.moves * 2, works=("It works.",) * 6)
    page = render_page(replace(view, overview=overview))
    assert "<summary>4 more moves</summary>" in page and page.count("<details>") == 1
    assert '<ol class="moves" start="7">' in page
