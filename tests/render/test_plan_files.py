"""The plan in files: calendar, tables, words, page and workbook, all with the same numbers."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import views.plan_samples as samples
from ecaremap.render.machine import render_chapter_json
from ecaremap.render.plan_csv import render_backlog_csv, render_months_csv, render_plan_csv
from ecaremap.render.plan_ics import LONGEST, render_plan_ics
from ecaremap.render.plan_markdown import render_plan_markdown
from ecaremap.render.plan_text import render_plan_text
from ecaremap.usecases.build import workbook_of
from ecaremap.views.plan import plan_view
from ecaremap.views.plan_model import PlanView
from ecaremap.views.report import report_view


@pytest.fixture(scope="module")
def view() -> PlanView:
    return plan_view(samples.plan(), samples.inputs(), samples.decisions())


def events(view: PlanView) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(render_plan_ics(view))
    assert not calendar.errors
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_calendar_holds_launches_and_gates(view: PlanView) -> None:
    found = events(view)
    days = {uid.partition("@")[0]: event["DTSTART"].dt for uid, event in found.items()}
    assert days == {
        "live.auth": date(2027, 3, 1), "live.bill-web": date(2027, 3, 1), "live.ivr-announcement": date(2027, 4, 1),
        "live.address-app": date(2027, 6, 1), "gate.bills-online-only": date(2027, 8, 1),
        "live.bills-online-only": date(2027, 9, 1), "stage.2027-06": date(2027, 7, 1), "stage.2027-12": date(2028, 1, 1),
    }  # fmt: skip
    assert {event["DTSTAMP"].dt.isoformat() for event in found.values()} == {"2026-11-21T00:00:00+00:00"}
    gate = next(event for uid, event in found.items() if uid.startswith("gate."))
    assert "Completion at least 80%: from the forecast" in str(gate["DESCRIPTION"])


def test_ids_stay_when_months_move(view: PlanView) -> None:
    later = replace(samples.PROBLEM, starts="2027-04")
    moved = plan_view(replace(samples.plan(), problem=later), samples.inputs(), samples.decisions())
    launches = {uid for uid in events(view) if not uid.startswith("stage.")}
    assert launches == {uid for uid in events(moved) if not uid.startswith("stage.")}


@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_name_survives_the_calendar(name: str) -> None:
    view = plan_view(samples.plan(), samples.inputs(), samples.decisions())
    wave = view.waves[0]
    named = replace(view, waves=(replace(wave, items=(replace(wave.items[0], name=name),)),), board=None)
    text = render_plan_ics(named)
    for line in text.split("\r\n"):
        assert len(line.encode("utf-8", "surrogatepass")) <= LONGEST
        assert "\n" not in line
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    wanted = "".join(
        " " if (ord(sign) < 32 and sign not in "\t\n") or ord(sign) == 127 else sign
        for sign in name.replace("\r\n", "\n")
    )
    assert str(event["SUMMARY"]).split() == f"Live: {wanted}".split()


def test_items_and_what_is_left_out_are_in_one_table(view: PlanView) -> None:
    rows = table(render_plan_csv(view))
    assert [row["id"] for row in rows if row["standing"] == "planned"] == [item.id for item in view.items]
    bill = next(row for row in rows if row["id"] == "bill-web")
    assert (bill["starts"], bill["live"], bill["build_cost_eur"], bill["team"]) == (
        "2027-01",
        "2027-03",
        "24000.00",
        "Web team 2",
    )
    left = next(row for row in rows if row["id"] == "bill-app")
    assert (left["standing"], left["worth_if_forced_in_eur"]) == ("left out", "-31000.00")


def test_months_carry_the_briefs_table(view: PlanView) -> None:
    rows = table(render_months_csv(view))
    assert [float(row["cumulative_cash_eur"]) for row in rows] == pytest.approx(samples.CUMULATIVE, abs=0.06)
    assert [float(row["contacts_phone"]) for row in rows] == pytest.approx(samples.PHONE, abs=0.06)
    for row in rows:
        lines = sum(Decimal(value) for key, value in row.items() if key.startswith("cash_") and key != "cash_eur")
        assert lines == pytest.approx(Decimal(row["cash_eur"]), abs=Decimal("0.1"))
    assert rows[2]["goes_live"] == "Sign-on; Bill copy on the website"


def test_the_backlog_has_stable_ids_and_numbers_to_accept_by(view: PlanView) -> None:
    rows = {row["id"]: row for row in table(render_backlog_csv(view))}
    assert list(rows) == ["auth", "bill-web", "address-app"]
    assert rows["bill-web"]["completion_at_least"] == "0.8500"
    assert rows["address-app"]["calls_after_at_most"] == "0.1200"
    assert rows["address-app"]["needs"] == "auth"


def test_no_cell_is_taken_for_a_formula(view: PlanView) -> None:
    wave = view.waves[0]
    evil = replace(view, waves=(replace(wave, items=(replace(wave.items[0], name="=1+1", owner="@SUM(A1)"),)),))
    for row in table(render_plan_csv(evil)):
        assert not any(value.startswith(("=", "@", "+")) for value in row.values())


def test_without_money_no_column_speaks_of_it() -> None:
    view = plan_view(samples.plan(), samples.inputs(), samples.decisions(), "it")
    months = render_months_csv(view).partition("\r\n")[0]
    assert "cash" not in months and "hours" not in months and "operating_cost" not in months
    assert "eur" not in render_plan_csv(view).partition("\r\n")[0].split(",")
    assert not any(row["build_cost"] for row in table(render_plan_csv(view)))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_terminal_text_fits(view: PlanView, width: int) -> None:
    text = render_plan_text(view, width)
    assert max(map(len, text.splitlines())) <= width
    assert view.headline.split(",")[0] in text
    for item in view.items:
        assert item.name in text


def test_words_and_tables_say_the_same(view: PlanView) -> None:
    words = render_plan_markdown(view)
    for part in (*(line.amount.text for line in view.lines), *(left.name for left in view.left), view.headline):
        assert part in words
    document = json.loads(render_chapter_json("plan", view))["plan"]
    assert document["headline"] == view.headline
    assert [line["amount"]["exact"] for line in document["lines"]] == [str(line.amount.exact) for line in view.lines]


def test_the_workbook_has_five_sheets_with_real_numbers_and_charts(view: PlanView) -> None:
    report = report_view(samples.decisions(), (), planned=(samples.plan(), samples.inputs()))
    data = workbook_of(samples.decisions().project, report)
    book = load_workbook(io.BytesIO(data))
    assert [name for name in book.sheetnames if name.startswith("Plan")] == [
        "Plan", "Plan cash", "Plan volumes", "Plan targets", "Plan assumptions",
    ]  # fmt: skip
    cash = book["Plan cash"]
    heads = [cell.value for cell in cash[22]]
    sums = [row[heads.index("Cash so far")] for row in cash.iter_rows(min_row=23, max_row=34, values_only=True)]
    assert sums == pytest.approx(samples.CUMULATIVE, abs=0.06)
    assert len(cash._charts) == 2 and len(book["Plan volumes"]._charts) == 1
    phone = [row[1] for row in book["Plan volumes"].iter_rows(min_row=23, max_row=34, values_only=True)]
    assert phone == pytest.approx(samples.PHONE, abs=0.06)


def test_the_sheets_of_the_plan_are_never_read_back() -> None:
    from ecaremap.load.workbook.layout import DRAWN

    assert {"Plan", "Plan cash", "Plan volumes", "Plan targets", "Plan assumptions"} <= set(DRAWN)


@pytest.mark.parametrize("audience", ["it", "frontline"])
def test_no_spelling_tells_an_audience_of_money_or_hours(audience: str) -> None:
    view = plan_view(samples.plan(), samples.inputs(), samples.decisions(), audience)
    spelled = (
        render_plan_text(view), render_plan_markdown(view), render_plan_csv(view), render_months_csv(view),
        render_backlog_csv(view), render_plan_ics(view), render_chapter_json("plan", view),
    )  # fmt: skip
    for text in spelled:
        assert not re.search(r"\d EUR|hours a month|Hours freed", text)
