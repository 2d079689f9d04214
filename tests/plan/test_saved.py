"""The plan file: written, read back, and refused when it is something else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecaremap.plan.explain.asking import Told
from ecaremap.plan.result import Solution, TargetPrice, Worth
from ecaremap.plan.saved import UnreadablePlan, calendar, plan_text, read_plan

PLAIN = Solution(
    {"b": 3, "a": 1}, "npv", "cp-sat", 7, 1500, 1000.5, 990.25, 1010.0, "feasible", dropped=("c",), solver="CP-SAT 9"
)
TOLD = Told(
    {"c": (-12.5, ("a",)), "d": None}, (Worth("team:app", "1 person", 7.25, 9.5), Worth("budget", "1 EUR", 0.0, None))
)  # fmt: skip
TEXT = plan_text(PLAIN, TOLD, "2027-01", "abc")


def test_what_was_written_is_read_back() -> None:
    assert read_plan(TEXT) == (PLAIN, TOLD, "abc")


def test_prices_of_targets_are_kept_and_older_files_have_none() -> None:
    priced = replace(TOLD, prices=(TargetPrice("t1", 0.0), TargetPrice("t2", None), TargetPrice("t3", 12.5)))
    text = plan_text(PLAIN, priced, "2027-01", "abc")
    assert read_plan(text)[1] == priced
    assert read_plan(TEXT.replace(',\n  "target_prices": null', ""))[1].prices is None


def test_without_a_bound_there_is_no_gap() -> None:
    text = plan_text(replace(PLAIN, bound=None), TOLD, "2027-01", "abc")
    assert '"gap": null' in text
    assert read_plan(text)[0].gap is None


def test_the_order_of_items_does_not_matter() -> None:
    other = replace(PLAIN, schedule={"a": 1, "b": 3})
    assert plan_text(other, TOLD, "2027-01", "abc") == TEXT


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "1", "{}", '{"ecaremap_plan": 2}', '{"ecaremap_plan": 1}', "[" * 100_000,
     TEXT.replace('"npv"', '"other"', 1),
     TEXT.replace('"month": 1', '"month": "1"'),
     TEXT.replace('"feasible"', '"fine"'),
     TEXT.replace('"adds"', '"ads"'), TEXT.replace('"one_more"', '"two_more"')],
)  # fmt: skip
def test_anything_else_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(UnreadablePlan, match=r"."):
        read_plan(text)


@given(st.integers(1, 12), st.integers(1, 600))
def test_calendar_months_follow_each_other(first: int, month: int) -> None:
    now, after = calendar(f"2027-{first:02d}", month), calendar(f"2027-{first:02d}", month + 1)
    year, number = (int(part) for part in now.split("-"))
    assert after == (f"{year + 1}-01" if number == 12 else f"{year}-{number + 1:02d}")


def test_the_first_month_is_the_start() -> None:
    assert calendar("2027-11", 1) == "2027-11"
    assert calendar("2027-11", 3) == "2028-01"
