"""The command on every kind of log, and on what is none: public data and exports by their mappings, in all formats."""

import csv
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from measure.commands_run import run, told

DATA = Path(__file__).parents[1] / "data" / "city311"
HEAD = """\
ecaremap: 1
name: Example
currency: EUR
touchpoints: {touchpoints}
requests: {requests}
coverage: {{}}
measurement:
"""


def strategy(folder: Path, touchpoints: list[str], requests: list[str], measurement: str) -> Path:
    path = folder / "map.yaml"
    head = HEAD.format(
        touchpoints=f"[{', '.join(touchpoints)}]", requests=f"{{{', '.join(f'{r}: {{}}' for r in requests)}}}"
    )
    path.write_text(head + measurement, encoding="utf-8")
    return path


def dashboard(path: Path, *words: str | Path) -> dict[str, Any]:
    done = run(path, *words, "--no-save", "--format", "json")
    assert done.exit_code == 0, (done.stderr, done.exception)
    return json.loads(done.stdout)["dashboard"]  # type: ignore[no-any-return]


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


CITIES = {
    "los-angeles": (
        "myla311_2018.csv", "los-angeles-311", ["call-centre", "app", "website", "email"],
        {"Bulky Items": "bulky-items", "Graffiti Removal": "graffiti-removal", "Electronic Waste": "electronic-waste"},
        ("RequestSource", "RequestType", "PlaceKey"), {"Driver Self Report", "Council's Office"},
        {"Call": "call-centre", "Voicemail": "call-centre", "Mobile App": "app", "Self Service": "website", "Email": "email"},
    ),
    "boston": (
        "boston311_100.csv", "boston-311", ["call-centre", "app", "website"],
        {"Parking Enforcement": "parking-enforcement", "CE Collection": "ce-collection"},
        ("source", "type", "location"), {"City Worker App"},
        {"Constituent Call": "call-centre", "Citizens Connect App": "app", "Self Service": "website"},
    ),
    "new-york": (
        "nyc311_100.csv", "new-york-311", ["call-centre", "app", "website"],
        {"Noise - Residential": "noise-residential", "Noise - Commercial": "noise-commercial", "HEAT/HOT WATER": "heat"},
        ("Open Data Channel Type", "Complaint Type", "Incident Address"), {"UNKNOWN"},
        {"PHONE": "call-centre", "MOBILE": "app", "ONLINE": "website"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("city", CITIES)
def test_a_city_is_measured_by_its_mapping(city: str, tmp_path: Path) -> None:
    """What is counted, and what stands for nothing, is what a plain count of the published rows gives."""
    file, mapping, touchpoints, requests, (at, about, place), unknown, codes = CITIES[city]
    given = strategy(
        tmp_path, touchpoints, list(requests.values()),
        f"  contacts: {{mapping: {mapping}, smallest: 5}}\n  request_codes: {{HEAT/HOT WATER: heat}}\n"
        if city == "new-york" else f"  contacts: {{mapping: {mapping}, smallest: 5}}\n",
    )  # fmt: skip
    rows = lines(file)
    done = run(given, "--log", DATA / file, "--no-save", "--format", "csv")
    assert done.exit_code == 0, done.stderr
    assert f"of {len(rows):,} rows were not counted" in done.stderr
    known = [row for row in rows if row[place].strip() not in ("", "0")]
    for value, n in Counter(row[at] for row in known if row[at] in unknown).items():
        assert f"  touchpoint '{value}' stands for nothing in the strategy: {n:,} row" in done.stderr
    other = Counter(row[about] for row in known if row[at] in codes and row[about] not in requests)
    smallest = 5
    for value, n in other.most_common(3):
        listed = f"  request '{value}' stands for nothing in the strategy: {n:,} rows" in done.stderr
        assert listed or n < smallest
    rare = {value: n for value, n in other.items() if n < smallest}
    if rare and city != "los-angeles":
        assert "rare values stand for nothing" in done.stderr
    view = dashboard(given, "--log", DATA / file)
    counted = [row for row in known if row[at] in codes and row[about] in requests]
    once = len({tuple(row.values()) for row in counted})
    assert (view["quality"]["rows"], view["quality"]["counted"]) == (len(rows), once)


ZENDESK = """\
Id,Requester id,Created at,Via,Ticket type,Status
101,9001,2026-03-02 09:15,Web Form,Question,Closed
102,9001,2026-03-02 16:40,Phone call (inbound),Question,Solved
103,9002,2026-03-03 10:00,Chat,Problem,Open
104,,2026-03-03 11:00,Chat,Problem,Open
105,9003,2026-03-04 11:00,Carrier pigeon,Problem,Open
"""
FRESHDESK = """\
Ticket ID,Contact ID,Created time,Source,Type,Status
7,41,2026-03-02 09:15:00,Portal,Question,Closed
8,41,2026-03-02 16:40:00,Phone,Question,Resolved
9,42,2026-03-03 10:00:00,Chat,Problem,Open
10,,2026-03-03 11:00:00,Chat,Problem,Open
11,43,2026-03-04 11:00:00,Carrier pigeon,Problem,Open
"""
OPEN311 = """\
service_request_id,address_id,requested_datetime,source,service_name,status
a,41,2026-03-02T09:15:00+01:00,web,Question,closed
b,41,2026-03-02T16:40:00+01:00,phone,Question,closed
c,42,2026-03-03T10:00:00+01:00,app,Problem,open
d,,2026-03-03T11:00:00+01:00,app,Problem,open
e,43,2026-03-04T11:00:00+01:00,Carrier pigeon,Problem,open
"""


@pytest.mark.parametrize(
    ("mapping", "text", "touchpoints"),
    [
        ("zendesk", ZENDESK, ["website", "call-centre", "chat"]),
        ("freshdesk", FRESHDESK, ["account", "call-centre", "chat"]),
        ("open311", OPEN311, ["website", "call-centre", "app"]),
    ],
)
def test_an_export_is_measured_by_its_mapping(tmp_path: Path, mapping: str, text: str, touchpoints: list[str]) -> None:
    """Made-up tickets in the columns of those systems, many times over so that something may be said of them."""
    head, *rows = text.splitlines()
    many = [head]
    for n in range(10):
        for row in rows:
            ticket, who, *rest = row.split(",")
            many.append(",".join((f"{ticket}{n}", who and f"{who}{n}", *rest)))
    (tmp_path / "tickets.csv").write_text("\n".join(many) + "\n", encoding="utf-8")
    given = strategy(
        tmp_path, touchpoints, ["question", "problem"], f"  contacts: {{mapping: {mapping}, file: tickets.csv}}\n"
    )
    done = run(given, "--no-save")  # the log is the one that the strategy names
    assert "touchpoint 'Carrier pigeon' stands for nothing in the strategy: 10 rows" in done.stderr
    assert "no customer: 10" in done.stderr
    view = dashboard(given)
    shares = {figure["name"]: figure["share"] for figure in view["figures"]}
    # Ten questions begin on the web and are with a person the same day; ten problems are not settled.
    assert (shares["leakage"]["n"], shares["leakage"]["of"]) == (10, 20)
    assert (shares["digital_end_to_end_share"]["n"], shares["digital_end_to_end_share"]["of"]) == (0, 20)
    assert (view["quality"]["rows"], view["quality"]["counted"]) == (50, 30)


PLAIN = "  contacts: {contact: id, customer: who, time: at, touchpoint: by, request: why, resolved: done}\n"
LOG = [
    (f"{n}", f"c{n // 2}", f"2026-03-{1 + n % 28:02}T{n % 24:02}:00:00", ("app", "call-centre", "chat")[n % 3],
     ("bill", "move")[n % 5 == 0], ("yes", "no", "")[n % 3])
    for n in range(90)
]  # fmt: skip
COLUMNS = ("id", "who", "at", "by", "why", "done")


def written(folder: Path, kind: str) -> Path:
    """The same log as a file or folder of a kind."""
    if kind == "csv":
        with (folder / "log.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([COLUMNS, *LOG])
        return folder / "log.csv"
    if kind == "parquet":
        (folder / "parts").mkdir()
        for number in range(3):
            part = written_part(folder / f"part{number}.csv", LOG[number::3])
            duckdb.sql(f"copy (from read_csv('{part}', all_varchar = true)) to '{folder}/parts/{number}.parquet'")
        return folder / "parts"
    if kind == "xlsx":
        from openpyxl import Workbook

        book = Workbook()
        for row in (COLUMNS, *LOG):
            book.active.append(row)  # type: ignore[union-attr]
        book.save(folder / "log.xlsx")
        return folder / "log.xlsx"
    traces = "".join(
        f'<trace><string key="concept:name" value="{who}"/><event><string key="id" value="{id_}"/>'
        f'<date key="at" value="{at}+00:00"/><string key="by" value="{by}"/><string key="why" value="{why}"/>'
        + (f'<string key="done" value="{done}"/>' if done else "") + "</event></trace>"
        for id_, who, at, by, why, done in LOG
    )  # fmt: skip
    (folder / "log.xes").write_text(f'<log xes.version="1.0">{traces}</log>', encoding="utf-8")
    return folder / "log.xes"


def written_part(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def test_every_kind_of_file_gives_the_same_figures(tmp_path: Path) -> None:
    touchpoints, requests = ["app", "call-centre", "chat"], ["bill", "move"]
    found = {}
    for kind in ("csv", "parquet", "xlsx", "xes"):
        columns = PLAIN.replace("customer: who", "customer: 'case:concept:name'") if kind == "xes" else PLAIN
        given = strategy(tmp_path, touchpoints, requests, columns)
        done = run(given, "--log", written(tmp_path, kind), "--no-save", "--format", "csv")
        assert done.exit_code == 0, (kind, done.stderr)
        found[kind] = done.stdout
    assert found["csv"].count("\n") > 30
    assert {kind for kind, text in found.items() if text != found["csv"]} == set()


def broken(folder: Path, kind: str) -> Path:
    """What is no log, or half of one."""
    log = folder / "log.csv"
    if kind == "random bytes":
        log.write_bytes(random.Random(6).randbytes(10_000))
    elif kind == "a quote far down":
        rows = "".join(f"{n},c{n % 9},2026-03-01T10:00:00,app,bill,yes\n" for n in range(60_000))
        log.write_text(
            f'{",".join(COLUMNS)}\n{rows}60000,c1,"2026-03-01T10:00:00,app,bill,yes\n{rows}', encoding="utf-8"
        )
    elif kind == "half a Parquet file":
        log = folder / "log.parquet"
        duckdb.sql(f"copy (select range as id, 'c' || range as who from range(100000)) to '{log}'")
        data = log.read_bytes()
        log.write_bytes(data[: len(data) // 2])
    elif kind == "empty":
        log.write_bytes(b"")
    else:
        log = folder / "logs"
        log.mkdir()
        (log / "readme.md").write_text("nothing here", encoding="utf-8")
    return log


SAID = {
    "random bytes": "'log.csv'", "a quote far down": "'log.csv' cannot be read, line 60,002: a quotation mark is opened",
    "half a Parquet file": "'log.parquet' cannot be read: it is no Parquet file, or a part of it is missing.",
    "empty": "'log.csv' is empty.", "no log": "There is no log",
}  # fmt: skip


@pytest.mark.parametrize("kind", SAID)
def test_what_is_no_log_is_refused_and_nothing_is_written(tmp_path: Path, kind: str) -> None:
    given = strategy(tmp_path, ["app", "call-centre"], ["bill"], PLAIN)
    log = broken(tmp_path, kind)
    before = sorted(tmp_path.rglob("*"))
    for option in ("--log", "--volumes"):
        more = ("--quarantine", tmp_path / "refused.csv") if option == "--log" else ()
        said = told(run(given, option, log, "-o", tmp_path / "out.txt", *more))
        # Counts are asked for their columns before they are read to the end.
        assert SAID[kind] in said or (option == "--volumes" and "holds the period" in said)
        assert sorted(tmp_path.rglob("*")) == before


def test_nothing_to_count_names_what_the_log_says(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "id,who,at,by,why,done\n"
        + "".join(f"{n},c{n},2026-03-01,{('PHONE', 'ap', 'Letter of Ms Miller')[(n > 29) + (n > 58)]},bill,\n" for n in range(60)),
        encoding="utf-8",
    )  # fmt: skip
    given = strategy(tmp_path, ["app", "call-centre"], ["bill"], PLAIN)
    assert told(run(given, "--log", tmp_path / "log.csv")) == (
        "None of the 60 rows can be counted: 60 have a touchpoint that stands for none of the strategy, as 'PHONE'. "
        "Write under measurement, touchpoint_codes, what stands for app, call-centre … "
        "The log says 'PHONE' (30 rows), 'ap' (29 rows, perhaps app)."
    )


def test_a_salt_gives_the_same_hashes_and_none_gives_new_ones(tmp_path: Path) -> None:
    given = strategy(tmp_path, ["app", "call-centre", "chat"], ["bill"], PLAIN)  # every fifth row is about a move
    log, salt = written(tmp_path, "csv"), tmp_path / "salt.txt"

    def hashes(*more: str | Path) -> list[str]:
        done = run(given, "--log", log, "--no-save", "--quarantine", tmp_path / "refused.csv", *more)
        assert done.exit_code == 0, done.stderr
        text = (tmp_path / "refused.csv").read_text("utf-8")
        assert ",c1," not in text, "no customer is named"
        found = [row["customer_hash"] for row in csv.DictReader(text.splitlines())]
        assert len(found) == 18
        return found

    salt.write_text("a long secret of ours\n", encoding="utf-8")
    assert hashes("--salt-file", salt) == hashes("--salt-file", salt)
    assert not set(hashes()) & set(hashes())
    salt.write_text("short", encoding="utf-8")
    assert "The salt is too short" in told(run(given, "--log", log, "--salt-file", salt))
    assert "cannot be read" in told(run(given, "--log", log, "--salt-file", tmp_path / "none.txt"))


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    given = strategy(tmp_path, ["app", "call-centre", "chat"], ["bill", "move"], PLAIN)
    log = written(tmp_path, "csv")
    done = run(given, "--log", log, "-o", tmp_path / "log.csv" / "out.txt")
    assert type(done.exception).__name__ == "Unreadable" and "cannot write" in str(done.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv", "map.yaml"]


def test_a_log_that_the_strategy_names_and_that_is_gone_is_told_where(tmp_path: Path) -> None:
    measurement = "  contacts: {file: gone.csv, customer: who, time: began, touchpoint: channel, request: why}\n"
    path = strategy(tmp_path, ["app"], ["bill"], measurement)
    said = told(run(path))
    line = path.read_text("utf-8").splitlines().index(measurement.rstrip()) + 1
    assert f"named at {path}:{line}:20." in said.replace("\n", " ")
    assert "Mend the path there, or name the log: --log contacts.csv." in said
