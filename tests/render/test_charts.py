"""Charts: static, clean, cached by what they depend on."""

import re
from pathlib import Path

import pytest

from ecaremap.render.charts import ChartError, draw_chart

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "description": 'Gross <b> & "cash"',
    "width": 200,
    "height": 100,
    "data": {"values": [{"a": "gross", "b": 28}, {"a": "cash </svg><script>alert(1)</script>", "b": 12}]},
    "mark": {"type": "bar", "clip": True},
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}


def test_a_chart_is_static_and_says_what_it_shows() -> None:
    svg = draw_chart("waterfall", SPEC)
    assert svg.startswith("<svg ") and svg.endswith("</svg>")
    assert "<script" not in svg and " style=" not in svg and "onload" not in svg
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert '<title id="waterfall-alt">Gross &lt;b&gt; &amp; &quot;cash&quot;</title>' in svg


def test_ids_are_the_charts_own() -> None:
    svg = draw_chart("one", SPEC)
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert ids
    assert all(found.startswith("one-") for found in ids)
    for used in re.findall(r"url\(#([^)]+)\)", svg):
        assert used in ids


def test_the_same_specification_gives_the_same_bytes() -> None:
    assert draw_chart("a", SPEC) == draw_chart("a", SPEC)


def test_the_cache_is_used_and_a_damaged_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw_chart("a", SPEC, tmp_path)
    monkeypatch.setattr("ecaremap.render.charts._convert", lambda _: pytest.fail("drawn again"))
    assert draw_chart("a", SPEC, tmp_path) == first
    monkeypatch.undo()
    (kept,) = tmp_path.iterdir()
    kept.write_text(kept.read_text() + "<script>")
    assert draw_chart("a", SPEC, tmp_path) == first


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert draw_chart("a", SPEC, blocked).startswith("<svg")


def test_a_bad_specification_is_a_sentence() -> None:
    with pytest.raises(ChartError, match="could not be drawn"):
        draw_chart("a", {"mark": "nonsense", "data": 5})
