"""The terminal: it fits, it is plain without colours, and no name can steer it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from ecaremap.render.terminal import STYLES, print_map
from ecaremap.views.model import MapView
from render import fixtures
from render.test_dot import contrast

ESCAPES = re.compile(r"\x1b\[[\d;]*m")


def widest(text: str) -> int:
    return max(cell_len(line) for line in text.splitlines())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 132, 200])
@pytest.mark.parametrize("view", [fixtures.realistic(), fixtures.large(60, 20), fixtures.empty()])
def test_no_line_is_wider_than_the_terminal(view: MapView, width: int) -> None:
    assert widest(print_map(view, width, color=False)) <= width


def test_sixty_by_twenty_shows_every_cell_at_80_columns() -> None:
    text = print_map(fixtures.large(60, 20), 80, color=False)
    assert "Touchpoints 1 to 10 of 20" in text
    assert "Touchpoints 11 to 20 of 20" in text
    rows = [line.split(" | ", 1)[1] for line in text.splitlines() if line.startswith(" Request")]
    assert len(rows) == 120
    assert sum(len(row.replace("|", " ").split()) for row in rows) == 60 * 20
    assert "60 names shortened" in text


def test_codes_are_distinct_and_explained() -> None:
    text = print_map(fixtures.large(10, 40), 80, color=False)
    heads = [code for line in text.splitlines() if line.startswith("Request  ") for code in line.split()[2:]]
    codes = [code for code in heads if code != "|"]
    assert len(codes) == len(set(codes)) == 40
    flat = " ".join(text.split())
    assert all(f"{code} {column.name}" in flat for code, column in zip(codes, fixtures.columns(40), strict=True))


def test_a_wide_terminal_spells_the_touchpoints() -> None:
    text = print_map(fixtures.large(3, 4), 120, color=False)
    assert "Call centre" in text.splitlines()[4]
    assert "CAL" not in text


def test_it_opens_with_the_answer_and_ends_with_what_is_open() -> None:
    lines = print_map(fixtures.realistic(), 100, color=False).splitlines()
    assert lines[0].startswith("Northwind Mobile (costed")
    assert lines[1].startswith("8 of 22 requests can be finished digitally today")
    text = "\n".join(lines)
    assert "1 breach (1 by the target):\n  - 1 x Complaints are decided by a person" in text
    assert "7 open questions:\n  - 7 cells are undecided. Ask: E-care team." in text
    assert " Complain " in text
    assert " 4! " in text


def test_signs_carry_the_meaning() -> None:
    line = next(r for r in print_map(fixtures.realistic(), 120, color=False).splitlines() if r.startswith(" Explain"))
    assert line.replace("|", " ").split()[3:] == ["n>y", "H", "H", "?", "–", "?", "1", "2", "2>4", "0>4", "?", "?", "&"]


def test_colours_only_repeat_what_the_text_says() -> None:
    plain, coloured = (print_map(fixtures.realistic(), 80, color=color) for color in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    stripped = [line.rstrip() for line in ESCAPES.sub("", coloured).splitlines()]
    assert stripped == plain.splitlines()


@pytest.mark.parametrize("color", [False, True])
def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch, color: bool) -> None:
    before = print_map(fixtures.realistic(), 80, color=color)
    for name, value in {"NO_COLOR": "1", "FORCE_COLOR": "1", "TERM": "dumb", "COLUMNS": "20"}.items():
        monkeypatch.setenv(name, value)
    assert print_map(fixtures.realistic(), 80, color=color) == before


@pytest.mark.parametrize("style", [style for style in STYLES.values() if style])
def test_ink_stands_out_from_its_ground(style: str) -> None:
    parsed = Style.parse(style)
    assert parsed.color is not None
    assert parsed.bgcolor is not None
    assert contrast(parsed.color.get_truecolor().hex, parsed.bgcolor.get_truecolor().hex) >= 4.5


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="\x1b[2J]\u202e[bold]漢\u0301 \n\r", max_size=30))
def test_no_name_steers_the_terminal(name: str) -> None:
    text = print_map(fixtures.named(name), 80, color=False)
    assert widest(text) <= 80
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_what_is_too_long_is_said() -> None:
    text = print_map(fixtures.large(450, 3), 80, color=False)
    assert "50 more requests are not shown here." in text
