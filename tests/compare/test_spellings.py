"""One view, four spellings: the same changes in each, none too long, none that marks anything up."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cli.commands import tool
from compare.comparing import outcome
from compare.planting import AFTER, BEFORE
from ecaremap.render.diff_html import render_diff_page
from ecaremap.render.diff_json import render_diff_json
from ecaremap.render.diff_markdown import LIMIT, render_diff_markdown
from ecaremap.render.diff_text import diff_lines
from ecaremap.views.diff_model import DiffView

DAY = date(2026, 11, 21)
EVIL = "<img src=x onerror=alert(1)> | `x` [a](b) [bold red] \\ </details>"


@pytest.fixture(scope="module")
def view() -> DiffView:
    return outcome(BEFORE, AFTER).view(DAY, "harm")


def lines_of(view: DiffView, width: int = 100) -> str:
    return "\n".join("".join(text for _, text in line) for line in diff_lines(view, width))


def many(number: int) -> tuple[str, str]:
    """Two strategies between which `number` requests lose their last person."""
    head = "ecaremap: 1\nname: Many\nlevel: costed\ntouchpoints: [call-centre, website]\n"
    requests = "requests:\n" + "".join(f"  r{n}: {{name: Request number {n}}}\n" for n in range(number))
    rows = ["coverage:\n" + "".join(f"  r{n}: {{call-centre: {c}, website: inform}}\n" for n in range(number))
            for c in ("human", "{not_here: x}")]  # fmt: skip
    return head + requests + rows[0], head + requests + rows[1]


def test_every_change_is_in_every_spelling(view: DiffView) -> None:
    marks = {change.fingerprint for change in view.changes}
    assert len(marks) == 8
    for text in (lines_of(view), render_diff_markdown(view), render_diff_json(view), render_diff_page(view)):
        assert marks <= set(re.findall("[0-9a-f]{12}", text))
        assert "4 of 8 changes do harm" in text


def test_nothing_changed_is_said_in_every_spelling() -> None:
    same = outcome(BEFORE, BEFORE).view(DAY, "any")
    assert not same.fails
    for text in (lines_of(same), render_diff_markdown(same), render_diff_json(same), render_diff_page(same)):
        assert "No changes." in text


@pytest.mark.parametrize("width", [40, 60, 100])
def test_text_keeps_to_the_width(view: DiffView, width: int) -> None:
    assert max(len(line) for line in lines_of(view, width).splitlines()) <= width


def test_each_audience_reads_its_own(view: DiffView) -> None:
    assert [audience.name for audience in view.audiences] == ["customers", "front line", "compliance", "delivery"]
    (lost,) = [change for change in view.changes if change.kind == "human-route-lost"]
    assert dict(lost.says) == {
        "customers": "Customers lose the last way to a person for Cancel my contract.",
        "front line": "Nobody of us is there any more for Cancel my contract.",
        "compliance": "Cancel my contract: no way to a person is left; check duties to offer one.",
    }


@pytest.mark.parametrize("number", [3, 60, 1500])
def test_markdown_fits_a_comment_and_counts_what_it_cuts(number: int) -> None:
    view = outcome(*many(number)).view(DAY, "harm")
    text = render_diff_markdown(view)
    assert len(text) <= LIMIT
    shown = len(set(re.findall(r"\*\* `([0-9a-f]{12})`", text)))
    cut = re.search(r"\*(\d+) more changes? do", text)
    assert shown + (int(cut[1]) if cut else 0) == len(view.changes)
    assert bool(cut) == (number == 1500)
    assert text.count("<details>") == text.count("</details>")


def test_markdown_is_as_short_as_it_must_be() -> None:
    view = outcome(*many(200)).view(DAY, "harm")
    assert len(render_diff_markdown(view, 8_000)) <= 8_000
    assert "200 of 201 changes do harm" in render_diff_markdown(view, 3_000)


def test_json_has_every_place() -> None:
    tighter = BEFORE.replace("    when: {request.emotion: high}\n    then: {cap: show}", "    then: {cap: inform}")
    document = json.loads(render_diff_json(outcome(BEFORE, tighter).view(DAY, "harm")))
    (change,) = document["changes"]
    stricter = [effect for effect in change["effects"] if effect["kind"] == "decision-stricter"]
    assert sum(effect["count"] for effect in stricter) == 20
    assert {place for effect in stricter for place in effect["places"]} >= {"cancel/website", "dispute/account"}
    assert document["format"] == "ecaremap-diff/1"


class Parsed(HTMLParser):
    """The elements of a page, and whether they close in order."""

    VOID = ("meta", "input", "br", "img", "link")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_asks_for_nothing_and_runs_nothing(view: DiffView) -> None:
    page = Parsed(render_diff_page(view))
    assert not [tag for tag, _ in page.tags if tag in ("script", "img", "link", "iframe")]
    (policy,) = [a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'none'; style-src 'sha256-")
    assert not [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)]
    targets = {a["id"] for _, a in page.tags if a.get("id")}
    assert {str(a["href"])[1:] for tag, a in page.tags if tag == "a"} <= targets


def test_names_mark_nothing_up() -> None:
    evil = BEFORE.replace("name: Cancel my contract", f"name: '{EVIL}'")
    lost = evil.replace("cancel: {call-centre: human,", "cancel: {call-centre: {not_here: x},")
    view = outcome(evil, lost).view(DAY, "harm")
    assert not [tag for tag, _ in Parsed(render_diff_page(view)).tags if tag == "img"]
    text = render_diff_markdown(view)
    assert not re.search(r"(?<!\\)<img", text)
    assert text.count("<details>") == len(re.findall(r"(?<!\\)</details>", text))
    assert EVIL in lines_of(view, 200)


def test_a_client_overrides_the_page(view: DiffView, tmp_path: Path) -> None:
    own = '{% extends "ecaremap/diff.html.j2" %}{% block footer %}<footer>Ours</footer>{% endblock %}'
    (tmp_path / "diff.html.j2").write_text(own, "utf-8")
    page = render_diff_page(view, templates=tmp_path)
    assert "<footer>Ours</footer>" in page
    assert "4 of 8 changes do harm" in page


def test_files(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(BEFORE, "utf-8")
    (tmp_path / "new.yaml").write_text(AFTER, "utf-8")
    one = tool("diff", "old.yaml", "new.yaml", "--format", "md", "-o", "a.md", cwd=tmp_path)
    assert (one.returncode, one.stdout) == (1, "")
    both = tool("diff", "old.yaml", "new.yaml", "-o", "md=b.md", "-o", "html=b.html", cwd=tmp_path)
    assert both.returncode == 1
    assert "4 of 8 changes do harm" in both.stdout
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b.md").read_bytes()
    assert (tmp_path / "b.html").read_text("utf-8").startswith("<!doctype html>")
    over = tool("diff", "old.yaml", "new.yaml", "-o", "new.yaml", cwd=tmp_path)
    assert over.returncode == 2
    assert "is one of the files that are read" in over.stderr
    assert (tmp_path / "new.yaml").read_text("utf-8") == AFTER
    assert tool("diff", "old.yaml", "new.yaml", "--templates", "nowhere", cwd=tmp_path).returncode == 2
    coloured = tool("diff", "old.yaml", "new.yaml", cwd=tmp_path, FORCE_COLOR="1")
    assert "\x1b[" in coloured.stdout
    assert "\x1b[" not in tool("diff", "old.yaml", "new.yaml", cwd=tmp_path, NO_COLOR="1").stdout


@pytest.mark.parametrize(("fail_on", "code"), [("harm", 0), ("risk", 0), ("policy", 0), ("any", 1)])
def test_fail_on(tmp_path: Path, fail_on: str, code: int) -> None:
    (tmp_path / "old.yaml").write_text(BEFORE, "utf-8")
    (tmp_path / "new.yaml").write_text(BEFORE.replace("website: {auth", "website: {owner: Digital, auth"), "utf-8")
    assert tool("diff", "old.yaml", "new.yaml", "--fail-on", fail_on, cwd=tmp_path).returncode == code
