"""`ecaremap walkthrough`: to stdout or a file, by its ending."""

from pathlib import Path

import pytest
from commands import MAPS, tool


def test_markdown_goes_to_stdout() -> None:
    done = tool("walkthrough", "maps/telecom")
    assert done.returncode == 0
    assert done.stdout.startswith("# Northwind Mobile: try it as a customer would\n")
    assert done.stdout.count("\n## ") == 13  # twelve tasks and the organiser's part
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", "<!doctype html>"), ("a.HTM", "<!doctype html>"), ("a.md", "# ")]
)
def test_the_ending_of_the_file_decides(name: str, start: str, tmp_path: Path) -> None:
    target = tmp_path / name
    done = tool("walkthrough", "maps/telecom", "-o", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{target}\n")
    assert target.read_text("utf-8").lstrip().startswith(start)


def test_the_page_is_whole_and_the_same_every_time(tmp_path: Path) -> None:
    pages = []
    for name in ("a.html", "b.html"):
        tool("walkthrough", "maps/telecom", "-o", tmp_path / name)
        pages.append((tmp_path / name).read_text("utf-8"))
    assert pages[0] == pages[1]
    assert "<script" not in pages[0]
    assert "http" not in pages[0].replace("http-equiv", "")


def test_tasks_limit_it() -> None:
    done = tool("walkthrough", "maps/minimal.yaml", "--tasks", "2")
    assert done.stdout.count("\n## ") == 3


@pytest.mark.parametrize("words", [("-o", "script.pdf"), ("--tasks", "0"), ("--tasks", "many")])
def test_what_makes_no_sense_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    done = tool("walkthrough", MAPS / "telecom", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert not list(tmp_path.iterdir())


def test_a_strategy_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("ecaremap: 1\nname: X\ntouchpoint: [app]\n", "utf-8")
    done = tool("walkthrough", broken, "-o", tmp_path / "out.html")
    assert done.returncode == 1
    assert "M201" in done.stderr
    assert not (tmp_path / "out.html").exists()


def test_a_clients_own_style_comes_in(tmp_path: Path) -> None:
    (tmp_path / "brand.css").write_text("h1 { color: #123456 }", "utf-8")
    tool("walkthrough", MAPS / "minimal.yaml", "-o", tmp_path / "out.html", "--templates", tmp_path)
    assert "#123456" in (tmp_path / "out.html").read_text("utf-8")
