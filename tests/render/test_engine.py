"""The engines: the right one runs, in time, and its pictures are tidy."""

import re
import stat
import sys
from pathlib import Path

import pytest

from ecaremap.render import engine
from ecaremap.render.dot import render_dot
from ecaremap.render.engine import EngineError, draw, engine_versions, picture_notice, png_size
from ecaremap.render.svg import tidy
from render import fixtures

SMALL = "// title: A & B\ndigraph { a -> b [edgetooltip=hello] }"


def fake_dot(folder: Path, body: str) -> str:
    program = folder / "dot"
    program.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Neither engine is there."""
    monkeypatch.setattr(engine, "DISTRIBUTION", "no-such-distribution")
    monkeypatch.setattr(engine.shutil, "which", lambda _: None)
    return monkeypatch


def test_the_picture_is_named_and_refers_to_nothing() -> None:
    svg = draw(render_dot(fixtures.realistic()).dot, "svg").decode()
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert svg.count("http") == 1
    assert 'role="img"' in svg
    assert "<title>Northwind Mobile</title>" in svg
    assert not re.search(r"<!|<\?|<a\b|style=|\bid=|\bclass=|xlink|url\(", svg)
    assert draw(render_dot(fixtures.realistic()).dot, "svg").decode() == svg


def test_a_tooltip_becomes_the_title_of_its_line() -> None:
    svg = draw(SMALL, "svg").decode()
    assert "<title>hello</title>" in svg
    assert "<title>A &amp; B</title>" in svg
    assert svg.count("<title>") == 2


def test_gradients_scripts_and_pictures_go_away() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()">'
        b'<g><title>t</title><a xlink:href="http://e.vil"><path fill="url(#g)" d="M0,0" style="stroke:#112233"/></a>'
        b'<image xlink:href="http://e.vil/x.png"/><script>x</script></g></svg>'
    )
    tidied = tidy(svg).decode()
    assert 'stroke="#112233"' in tidied
    assert not re.search("vil|script|image|url|onload", tidied)


def test_a_png_is_sharp_and_never_too_large() -> None:
    small = draw(SMALL, "png")
    assert png_size(small) > (100, 100)
    assert picture_notice(SMALL, small) == ""
    dot = render_dot(fixtures.large(150, 12)).dot
    large = draw(dot, "png")
    assert max(png_size(large)) == engine.LARGEST_PNG
    assert "scaled down to 6,000 pixels" in picture_notice(dot, large)
    assert "letters may be missing" in picture_notice("漢", small)
    assert png_size(b"no picture") == (0, 0)


def test_without_any_engine_it_says_how_to_get_one(alone: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineError, match="No engine is there") as caught:
        draw(SMALL, "svg")
    assert "pip install" in caught.value.fix
    assert engine_versions() == {"embedded": "not found", "system": "not found"}


def test_the_system_engine_steps_in(alone: pytest.MonkeyPatch, tmp_path: Path) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><g id="g"><title>x</title></g></svg>'
    program = fake_dot(tmp_path, f"print({picture!r})")
    alone.setattr(engine.shutil, "which", lambda _: program)
    assert b"<title>A &amp; B</title>" in draw(SMALL, "svg")
    assert b"<title>A &amp; B</title>" in draw(SMALL, "svg", "system")
    with pytest.raises(EngineError, match="No engine"):
        draw(SMALL, "svg", "embedded")


def test_the_embedded_engine_goes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = fake_dot(tmp_path, "sys.exit('must not run')")
    monkeypatch.setattr(engine.shutil, "which", lambda _: program)
    assert b"<svg" in draw(SMALL, "svg")


def test_an_engine_that_cannot_start_or_crashes_is_named(alone: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("no program", "utf-8")
    alone.setattr(engine.shutil, "which", lambda _: str(broken))
    with pytest.raises(EngineError, match="The system engine: Permission denied"):
        draw(SMALL, "svg")
    crashing = fake_dot(tmp_path, "sys.exit(9)")
    alone.setattr(engine.shutil, "which", lambda _: crashing)
    with pytest.raises(EngineError, match="stopped with code 9"):
        draw(SMALL, "svg")


def test_time_is_limited(alone: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = fake_dot(tmp_path, "time.sleep(60)")
    alone.setattr(engine.shutil, "which", lambda _: program)
    with pytest.raises(EngineError, match=r"longer than 0\.2 seconds") as caught:
        draw(SMALL, "svg", timeout=0.2)
    assert "--family" in caught.value.fix


def test_a_broken_drawing_is_explained() -> None:
    with pytest.raises(EngineError, match=r"could not read the drawing: .*syntax error"):
        draw("digraph {", "svg")


def test_versions_are_named() -> None:
    versions = engine_versions()
    assert "graphviz-pure" in versions["embedded"]
    assert set(versions) == {"embedded", "system"}
