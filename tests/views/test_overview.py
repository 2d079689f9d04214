"""The first figures a board reads, computed a second time from the YAML alone."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from looking import COMPLETES, DIGITAL, MINIMAL, ROOT, look, look_at, plain

from ecaremap.views.model import MapView

LIBRARY = plain(ROOT / "src" / "ecaremap" / "packs" / "telecom.yaml")["library"]
FOLDERS = sorted(path for path in (ROOT / "maps").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def view() -> MapView:
    return look_at(MINIMAL)


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    data: dict[str, Any] = plain(MINIMAL)
    return data


def finished(written: dict[str, Any], state: str, degrees_wanted: set[str] | None = None) -> set[str]:
    """Requests that are completed at a digital touchpoint; `not_live_yet` counts by the target only."""
    found = set()
    for request, cells in written["coverage"].items():
        for touchpoint, degrees in cells.items():
            today, _, target = degrees.partition(" -> ")
            if touchpoint not in DIGITAL or (state == "today" and touchpoint in written["not_live_yet"]):
                continue
            degree = today if state == "today" else target or today
            if degree in COMPLETES[LIBRARY[request]["job"]] and degree in (degrees_wanted or {degree}):
                found.add(request)
    return found


def number(text: str) -> str:
    """`4 of 10` and `4` are the same figure."""
    return text.partition(" of ")[0]


def test_the_numbers_of_the_sentence(view: MapView, written: dict[str, Any]) -> None:
    total = len(written["requests"])
    today, target = finished(written, "today"), finished(written, "target")
    alone = {"inform", "show", "self-serve", "peer", "proactive"}
    assert (len(today), len(target), total) == (4, 8, 10)
    assert finished(written, "today", alone) == today
    assert len(finished(written, "target", alone)) == 5
    assert len(written["keep_personal"]) == 3
    assert view.overview.sentence == (
        "4 of 10 requests can be finished digitally today; the target makes it 8, 5 of them without a person; "
        "three stay with a person, for the reasons given."
    )


def test_the_rows_say_the_same(view: MapView, written: dict[str, Any]) -> None:
    assert {row.id for row in view.rows if row.digital_today} == finished(written, "today")
    assert {row.id for row in view.rows if row.digital_target} == finished(written, "target")
    assert {row.id: row.personal for row in view.rows if row.personal} == written["keep_personal"]


def test_the_tiles_say_the_same(view: MapView, written: dict[str, Any]) -> None:
    tiles = {tile.label: (number(tile.today), number(tile.target)) for tile in view.overview.tiles}
    cells = len(written["requests"]) * len(written["touchpoints"])
    undecided = str(cells - sum(len(cells) for cells in written["coverage"].values()))
    assert tiles == {
        "Can be finished digitally": ("4", "8"),
        "Without a person": ("4", "5"),
        "Breaks a rule": ("0", "0"),
        "Stays with a person": ("3", "3"),
        "Undecided": (undecided, undecided),
    }


def test_moves_are_the_changes_that_are_written(view: MapView, written: dict[str, Any]) -> None:
    changes = {
        (request, touchpoint): written["owners"].get(touchpoint, written["owners"]["digital"])
        for request, cells in written["coverage"].items()
        for touchpoint, degrees in cells.items()
        if " -> " in degrees
    }
    assert {(move.request, move.touchpoint): move.owner for move in view.overview.moves} == changes


def test_what_works_is_what_is_finished_today(view: MapView, written: dict[str, Any]) -> None:
    names = {LIBRARY[request]["name"] for request in finished(written, "today")}
    assert {line.partition(": ")[0] for line in view.overview.works} == names


def test_columns_run_from_people_to_digital(view: MapView, written: dict[str, Any]) -> None:
    voice = [name for name in written["touchpoints"] if name in ("ivr", "voice-assistant")]
    digital = [name for name in written["touchpoints"] if name in DIGITAL]
    people = [name for name in written["touchpoints"] if name not in (*voice, *digital)]
    assert [column.id for column in view.columns] == [*people, *voice, *digital]
    assert [(group.name, group.first, group.count) for group in view.column_groups] == [
        ("traditional", 0, len(people)),
        ("automated-voice", len(people), len(voice)),
        ("digital", len(people) + len(voice), len(digital)),
    ]


def test_rows_keep_the_authors_order_within_families(view: MapView, written: dict[str, Any]) -> None:
    families = dict.fromkeys(LIBRARY[request]["family"] for request in written["requests"])
    order = [r for family in families for r in written["requests"] if LIBRARY[r]["family"] == family]
    assert [row.id for row in view.rows] == order
    assert [group.name for group in view.row_groups] == list(families)
    assert all(row.share is None for row in view.rows)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_shares_sum_to_one_and_order_the_rows(folder: Path) -> None:
    view = look_at(folder)
    shares = [row.share for row in view.rows]
    known = [share for share in shares if share is not None]
    assert known == [] or len(known) == len(shares), "shares of some rows only would mislead"
    if known:
        assert abs(sum(known) - 1) < Decimal("1e-20")
    for group in view.row_groups:
        inside = [row.share or 0 for row in view.rows[group.first : group.first + group.count]]
        assert inside == sorted(inside, reverse=True)
    assert sum(group.count for group in view.row_groups) == len(view.rows)
    assert all(len(row.cells) == len(view.columns) for row in view.rows)


VOLUMES = """
ecaremap: 1
name: Volumes
touchpoints: [call-centre, app]
requests:
  a: {family: x, job: confirm, volume: 10}
  b: {family: y, job: confirm, volume: 60}
  c: {family: x, job: confirm, volume: 30}
coverage:
  a: {call-centre: human, app: show}
  b: {call-centre: human, app: none -> show}
  c: {call-centre: human, app: initiate}
"""


def test_shares_by_volume() -> None:
    view = look(VOLUMES)
    assert [(row.id, row.share) for row in view.rows] == [
        ("b", Decimal("0.6")), ("c", Decimal("0.3")), ("a", Decimal("0.1")),
    ]  # fmt: skip
    tiles = {tile.label: (tile.today, tile.target) for tile in view.overview.tiles}
    assert tiles["Share of needs"] == ("10%", "70%")


def test_one_missing_volume_leaves_all_shares_out() -> None:
    view = look(VOLUMES.replace(", volume: 60", ""))
    assert {row.share for row in view.rows} == {None}
    assert "1 request has no volume, so shares are left out." in view.notices
    assert "Share of needs" not in {tile.label for tile in view.overview.tiles}
