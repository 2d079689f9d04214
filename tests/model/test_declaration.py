"""The declaration: words, dates, fields that rules test, near names, positions."""

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from ecaremap.model import scales
from ecaremap.model.cell import Cell
from ecaremap.model.declared import (
    read_date,
    read_flag,
    read_hours,
    read_id,
    read_month,
    read_period,
    read_whole,
)  # fmt: skip
from ecaremap.model.facts import completes, degree_in, owner_of, quadrant, rank, status_of
from ecaremap.model.fields import field_table, partners, words_of_tests
from ecaremap.model.request import Request
from ecaremap.model.source import SourceFile, Sources, Span
from ecaremap.model.strategy import STEPS, Strategy
from ecaremap.model.suggest import closest, did_you_mean, distance
from ecaremap.model.touchpoint import Touchpoint
from ecaremap.model.tree import Items, Mark, Table, copied, mark_at

GOOD: list[tuple[Any, str, Any]] = [
    (read_date, "2026-09-30", date(2026, 9, 30)), (read_date, date(2026, 9, 30), date(2026, 9, 30)),
    (read_month, "2027-01", "2027-01"), (read_period, "2025-10 to 2026-09", "2025-10 to 2026-09"),
    (read_whole, "3", 3), (read_whole, 3, 3), (read_flag, "true", True), (read_flag, "false", False), (read_flag, True, True),
    (read_hours, "08:00-20:00 Mon-Sat", "08:00-20:00 Mon-Sat"), (read_hours, "24/7", "24/7"),
    (read_hours, "08:00-20:00 Mon-Fri; 09:00-14:00 Sat", "08:00-20:00 Mon-Fri; 09:00-14:00 Sat"),
    (read_id, "pay-bill", "pay-bill"), (read_id, "core/rule", "core/rule"), (read_id, "1", "1"),
]  # fmt: skip
BAD: list[tuple[Any, Any, str]] = [
    (read_date, "30.9.2026", "write year-month-day, as 2026-09-30"), (read_date, "2026-02-30", "write year-month-day, as 2026-09-30"),
    (read_month, "2027-13", "write year-month, as 2027-01"), (read_period, "2025", "write 2025-10 to 2026-09"),
    (read_whole, "3.5", "write digits only, as 3"), (read_whole, True, "write digits only, as 3"),
    (read_flag, "no", "write false"), (read_flag, "On", "write true"), (read_flag, "1", "write true or false"),
    (read_hours, "9 to 5", 'write "08:00-20:00 Mon-Sat" or 24/7; days are Mon, Tue, Wed, Thu, Fri, Sat, Sun'),
    (read_hours, "08:00-20:00 Mon-Sut", 'write "08:00-20:00 Mon-Sat" or 24/7; days are Mon, Tue, Wed, Thu, Fri, Sat, Sun'),
    (read_id, "Pay my bill!", "use letters, digits and hyphens, as pay-my-bill; the name goes into name:"),
    (read_id, "a" * 101, "use letters, digits and hyphens, as " + "a" * 100 + "; the name goes into name:"),
]  # fmt: skip


@pytest.mark.parametrize(("read", "text", "value"), GOOD)
def test_read(read: Any, text: Any, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(("read", "text", "fix"), BAD)
def test_refused(read: Any, text: Any, fix: str) -> None:
    with pytest.raises(Exception) as caught:
        read(text)
    assert caught.value.context["fix"] == fix  # type: ignore[attr-defined]


class TestDeclaration:
    def test_short_cells_share_one_object(self) -> None:
        row = {f"t{i}": "show -> self-serve" for i in range(3)}
        strategy = Strategy.model_validate(
            {"ecaremap": "1", "name": "X", "touchpoints": {}, "requests": {}, "coverage": {"pay": row}}
        )
        cells = list(strategy.coverage["pay"].values())
        assert cells[0] is cells[1] is cells[2]
        assert (cells[0].today, cells[0].target, cells[0].aim) == ("show", "self-serve", "self-serve")

    def test_every_step_is_a_cell(self) -> None:
        assert len(STEPS) == len(scales.DEGREES) ** 2
        assert STEPS["none -> human"] == ("none", "human")

    def test_nothing_changes_once_read(self) -> None:
        with pytest.raises(ValidationError):
            Cell(today="show").today = "none"

    def test_every_key_is_described(self) -> None:
        def walk(model: type[BaseModel]) -> None:
            for name, field in model.model_fields.items():
                assert field.description, f"{model.__name__}.{name}"
                assert field.description.endswith((".", "?")), f"{model.__name__}.{name}"

        for model in (Strategy, Request, Touchpoint, Cell):
            walk(model)


class TestFacts:
    TOUCHPOINT = Touchpoint(kind="app", owner="Digital")

    @pytest.mark.parametrize(
        ("job", "degree", "expected"),
        [
            ("learn", "inform", True), ("confirm", "inform", False), ("confirm", "show", True), ("transact", "show", False),
            ("transact", "assisted", True), ("discuss", "self-serve", False), ("vent", "assisted", True), (None, "show", False),
            (None, "self-serve", True), ("vent", "human", True), ("learn", "none", False), ("learn", "peer", True),
            ("transact", "proactive", False), ("transact", "initiate", False),
        ],
    )  # fmt: skip
    def test_completes(self, job: Any, degree: str, expected: bool) -> None:
        assert completes(Request(job=job), Cell(today="show"), degree) is expected

    def test_completes_can_be_said(self) -> None:
        assert completes(Request(job="learn"), Cell(completes="no"), "inform") is False
        assert completes(Request(completes="yes"), Cell(), "inform") is True
        assert completes(Request(), Cell(finished_by="us"), "initiate") is True

    @pytest.mark.parametrize(
        ("status", "today", "target"),
        [("live", "show", "self-serve"), ("pilot", "", "self-serve"), ("withdrawn", "", "")],
    )
    def test_what_counts_in_a_state(self, status: Any, today: str, target: str) -> None:
        cell = Cell(today="show", target="self-serve", status=status)
        assert (degree_in(cell, self.TOUCHPOINT, "today"), degree_in(cell, self.TOUCHPOINT, "target")) == (
            today,
            target,
        )
        assert status_of(cell, self.TOUCHPOINT) == status

    def test_owner_rank_quadrant(self) -> None:
        assert owner_of(Cell(), self.TOUCHPOINT) == "Digital"
        assert owner_of(Cell(owner="Sales"), self.TOUCHPOINT) == "Sales"
        assert rank("show") == 2
        assert rank("human") is None
        assert quadrant(Request(customer_value="values", company_value="irritates")) == "automate"
        assert quadrant(Request(customer_value="values")) is None


class TestFields:
    def test_every_attribute_can_be_tested(self) -> None:
        table = field_table()
        assert {"request.emotion", "request.id", "touchpoint.kind", "segment.share", "cell.degree"} <= set(table)
        assert "request.note" not in table

    def test_words_of_a_scale(self) -> None:
        words = words_of_tests(field_table()["request.emotion"])
        assert words[:4] == ["none", "low", "medium", "high"]
        assert {"not high", "at least medium", "low to high", "present", "missing"} <= set(words)
        assert len(words) == len(set(words)) == 32

    def test_partners_share_a_scale(self) -> None:
        field = field_table()["touchpoint.authentication"]
        assert [other.key for other in partners(field)] == ["request.authentication"]
        assert "at least request.authentication" in words_of_tests(field, partners(field))


class TestSuggestions:
    @pytest.mark.parametrize(
        ("word", "near"), [("emotoin", "emotion"), ("stores", "store"), ("zzz", None), ("APP", "app")]
    )
    def words_of_tests(self, word: str, near: str | None) -> None:
        assert closest(word, ["emotion", "store", "app", "volume"]) == near

    def test_ids_among_thousands(self) -> None:
        known = [f"request-{i:05d}" for i in range(5000)]
        assert closest("request-0123x", known) == "request-01230"
        assert closest("reqest-04999", known) == "request-04999"

    @pytest.mark.parametrize(
        ("a", "b", "edits"),
        [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("ca", "abc", 3), ("kitten", "sitting", 3)],
    )
    def test_distance(self, a: str, b: str, edits: int) -> None:
        assert distance(a, b, 5) == edits

    def test_help(self) -> None:
        assert did_you_mean("ap", ["app"]) == "did you mean 'app'?"
        assert did_you_mean("zzz", [f"{c}{c}" for c in "abcdefghijklmn"]).endswith("and 2 more")
        assert did_you_mean("zzz", []) == ""


class TestPlaces:
    def test_lines_of_all_kinds_of_ends(self) -> None:
        file = SourceFile(0, "a.yaml", "one\r\ntwo\rthree\nfour")
        assert file.lines == ["one", "two", "three", "four"]
        assert (file.line(2), file.line(9)) == ("two", "")

    def test_place_and_layer(self) -> None:
        sources = Sources((SourceFile(0, "a.yaml", "x"), SourceFile(1, "pack:core", "y", "pack")))
        assert sources.place(Span(0, 3, 4, 3, 5)) == "a.yaml:3:4"
        assert sources.place(None) == ""
        assert sources.layer(Span(1, 1, 1, 1, 2)) == "pack"
        assert sources.layer(None) == "default"

    def test_trees(self) -> None:
        mark = Mark(0, 1, 1, 2, 1, 4, 1, 5)
        items, table = Items(), Table()
        items.add("x", mark)
        table.put("a", items, mark)
        other = copied(table)
        other["a"].add("y", mark)
        assert table == {"a": ["x"]}
        assert mark_at(table, ("a", 0)) == mark
        assert mark_at(table, ("a", 7)) == mark
        assert mark_at(table, ("b",)) is None
        table.drop("a")
        assert (table, table.marks) == ({}, {})
