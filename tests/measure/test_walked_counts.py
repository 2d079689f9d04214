"""The command on tables of counts: shares, cost and trend in every format, and what it does not know."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from measure.commands_run import run, told

MAP = """\
ecaremap: 1
name: Example
currency: EUR
touchpoints: [call-centre, app, sms]
requests: {pay-bill: {}, move: {}}
coverage: {}
measurement: {touchpoint_codes: {PHONE: call-centre}, request_codes: {R1: move}}
"""
COUNTS = """\
Period,Touchpoint,Request,N,Cost,Csat
2026-04,PHONE,pay-bill,"1,200","7,200.00",3.9
2026-04-30,App,Pay bill,800,160,4.5
2026-05,call centre,R1,400,2400,4
2026-05,app,pay-bill,1600,320,soon
2026-05,sms,move,4,,
2026-05,FAX,move,7,,
2026-05,app,pay-bil,9,,
2026-05,app,move,,,
2026-05,app,move,-3,,
soon,app,move,5,,
"""
KINDS = ("text", "md", "html", "json", "csv")


@pytest.fixture
def given(tmp_path: Path) -> Path:
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "counts.csv").write_text(COUNTS, encoding="utf-8")
    return tmp_path


def test_every_format_has_the_shares_and_says_that_there_are_no_journeys(given: Path) -> None:
    before = sorted(given.rglob("*"))
    runs = {kind: run(given, "--volumes", given / "counts.csv", "--format", kind) for kind in KINDS}
    assert {kind: done.exit_code for kind, done in runs.items()} == dict.fromkeys(KINDS, 0), runs["html"].exception
    for kind, done in runs.items():
        if kind != "csv":  # a table of figures has no room for sentences
            assert "nothing is known of journeys" in " ".join(done.stdout.split())
            assert "Nothing of it is kept as evidence" in " ".join(done.stdout.split())
        assert "Volumes count contacts, not customers" in done.stderr
        assert "5 of 10 rows were not counted: no period, or one that cannot be read: 1" in done.stderr
        assert "touchpoint 'FAX' stands for nothing in the strategy: 1 row" in done.stderr
        assert "request 'pay-bil' stands for nothing in the strategy: 1 row; did you mean 'pay-bill'?" in done.stderr
    assert sorted(given.rglob("*")) == before
    # Of 4,004 contacts 2,404 are at digital touchpoints, 2,400 of them in the app; cost is known of 4,000.
    rows = {(r["metric"], r["scope"], r["month"]): r for r in csv.DictReader(io.StringIO(runs["csv"].stdout))}
    whole = rows["digital_contact_share", "all", ""]
    assert (whole["numerator"], whole["denominator"], whole["value"]) == ("2404", "4004", "0.600400")
    april = rows["digital_contact_share", "all", "2026-04"]
    assert (april["numerator"], april["denominator"]) == ("800", "2000")
    cost = rows["cost_per_contact", "all", ""]
    assert (cost["numerator"], cost["denominator"]) == ("1008000", "4000")  # cents
    assert rows["cost_per_contact", "touchpoint:app", ""]["value"] == "20.000000"
    assert rows["contact_share", "cell:pay-bill/app", ""]["numerator"] == "2400"
    assert not any(scope.startswith("touchpoint:sms") for _, scope, _ in rows), "four contacts are too few to speak of"
    csat = rows["csat", "touchpoint:call-centre", ""]
    assert csat["value"] == "3.925000"  # 1,200 at 3.9 and 400 at 4
    view = json.loads(runs["json"].stdout)["volumes"]
    assert view["whole"]["contacts"] == 4004
    assert {"what": "a grade that is no number", "rows": 1, "note": ""} in [
        {"note": "", **lost} for lost in view["lost"]
    ]
    assert "60%" in runs["text"].stdout and "<script" not in runs["html"].stdout
    chart = "How contacts move, Apr 2026 to May 2026. Apr 2026 2,000, 40% digital; May 2026 2,004, 80% digital."
    assert chart in runs["html"].stdout and "The months as a table" in runs["html"].stdout


def test_one_month_has_no_chart(given: Path) -> None:
    april = "".join(line for line in COUNTS.splitlines(keepends=True) if line.startswith(("Period", "2026-04")))
    (given / "april.csv").write_text(april, encoding="utf-8")
    page = run(given, "--volumes", given / "april.csv", "--format", "html").stdout
    assert "By month" in page and "chart" not in page.split("</style>")[1]


def test_the_chart_draws_what_the_table_says(given: Path) -> None:
    view = json.loads(run(given, "--volumes", given / "counts.csv", "--format", "json").stdout)["volumes"]
    lines = next(table["lines"] for table in view["tables"] if table["head"] == "Month")
    page = run(given, "--volumes", given / "counts.csv", "--format", "html").stdout
    table = page.split("The months as a table")[1].split("</table>")[0]
    for line in lines:
        assert line["name"] in table and f"{line['contacts']:,}" in table and line["digital"]["text"] in table


def test_a_cost_known_of_some_contacts_is_no_average(given: Path) -> None:
    text = COUNTS.replace('"7,200.00"', "")
    (given / "counts.csv").write_text(text, encoding="utf-8")
    done = run(given, "--volumes", given / "counts.csv")
    assert "Cost is known of 2,800 of 4,004 contacts" in " ".join(done.stdout.split())
    csv_rows = run(given, "--volumes", given / "counts.csv", "--format", "csv").stdout
    assert "cost_per_contact,all,,"[:24] not in csv_rows and "cost_per_contact,touchpoint:app" in csv_rows


def test_audiences_without_money_see_none(given: Path) -> None:
    for kind in KINDS:
        done = run(given, "--volumes", given / "counts.csv", "--audience", "frontline", "--format", kind)
        assert done.exit_code == 0 and "EUR" not in done.stdout and "cost_per" not in done.stdout
    assert "this audience" in told(run(given, "--volumes", given / "counts.csv", "--audience", "public"))


def test_parquet_and_excel_give_the_same(given: Path) -> None:
    from openpyxl import Workbook

    rows = list(csv.reader(io.StringIO(COUNTS)))
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(given / "counts.xlsx")
    source = f"read_csv('{given}/counts.csv', all_varchar = true)"
    duckdb.sql(f"copy (from {source}) to '{given}/counts.parquet'")
    found = {
        kind: run(given, "--volumes", given / f"counts.{kind}", "--format", "csv").stdout
        for kind in ("csv", "xlsx", "parquet")
    }
    assert found["csv"].count("\n") > 20
    assert found["xlsx"] == found["csv"] == found["parquet"]


def test_columns_are_found_by_their_names_or_as_the_strategy_says(given: Path) -> None:
    (given / "other.csv").write_text("Monat,Kanal,Anzahl\n03/2026,PHONE,50\n03/2026,app,150\n", encoding="utf-8")
    said = told(run(given, "--volumes", given / "other.csv"))
    assert said == (
        "Nothing says which column of 'other.csv' holds the period. "
        "Write measurement: {volumes: {period: NAME}}; its columns are Monat, Kanal, Anzahl."
    )
    volumes = "volumes: {period: Monat, touchpoint: Kanal, n: Anzahl, time_format: '%m/%Y'}"
    (given / "map.yaml").write_text(
        MAP.replace("{touchpoint_codes", f"{{{volumes}, touchpoint_codes"), encoding="utf-8"
    )
    done = run(given, "--volumes", given / "other.csv")
    assert done.exit_code == 0 and "75% of all contacts are at digital touchpoints." in done.stdout
    assert "By request" not in done.stdout
    (given / "map.yaml").write_text(
        MAP.replace("{touchpoint_codes", "{volumes: {perod: m}, touchpoint_codes"), encoding="utf-8"
    )
    said = told(run(given, "--volumes", given / "other.csv"))
    assert "Nothing is called 'perod' under measurement, volumes" in said and "map.yaml:7:" in said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "The table has no rows. Export it again."),
        ("31.12.,app,5", "have no period, or one that cannot be read, as '31.12.'. Say how periods are written"),
        (
            "2026-01,fax,5",
            "a touchpoint that stands for none of the strategy, as 'fax'. Write under measurement, touchpoint",
        ),
        ("2026-01,app,", "have no number of contacts, as '2026-01'. Look whether the right column is named"),
    ],
)
def test_nothing_to_count_is_said_with_what_to_write(given: Path, rows: str, said: str) -> None:
    (given / "few.csv").write_text(f"period,touchpoint,n\n{rows}\n".replace("\n\n", "\n"), encoding="utf-8")
    assert said in told(run(given, "--volumes", given / "few.csv"))


@pytest.mark.parametrize(
    "more", [("--log", "x.csv"), ("--emit-sql", "duckdb"), ("--engine", "spark"), ("--address", "x"), ("--memory", "1GB"),
             ("--salt-file", "x"), ("--quarantine", "x"), ("--no-band",)],
)  # fmt: skip
def test_options_that_mean_nothing_for_counts_are_refused(given: Path, more: tuple[str, ...]) -> None:
    assert "--" in told(run(given, "--volumes", given / "counts.csv", *more))


def test_a_published_service_comes_out_as_published(given: Path) -> None:
    """Companies' annual returns: take-up and cost of a return as the government printed them, cost on paper derived."""
    path = Path(__file__).parents[1] / "data" / "govuk" / "kpi.json"
    latest = max(json.loads(path.read_text("utf-8"))["data"], key=lambda period: period["end_at"])
    n, digital, cost = (
        latest[key] for key in ("number_of_transactions", "number_of_digital_transactions", "total_cost")
    )
    online = digital * latest["digital_cost_per_transaction"]
    rows = [
        ("2012-10", "app", digital, f"{online:.2f}"),
        ("2012-10", "call-centre", n - digital, f"{cost - online:.2f}"),
    ]
    with (given / "returns.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("period", "touchpoint", "n", "cost"), *rows])
    done = run(given, "--volumes", given / "returns.csv", "--format", "csv")
    found = {(r["metric"], r["scope"], r["month"]): r["value"] for r in csv.DictReader(io.StringIO(done.stdout))}
    assert found["digital_contact_share", "all", ""] == f"{latest['digital_takeup']:.6f}" == "0.931253"
    assert round(float(found["cost_per_contact", "all", ""])) == 100 * latest["cost_per_transaction"] == 257
    assert round(float(found["cost_per_contact", "touchpoint:call-centre", ""])) == 541
