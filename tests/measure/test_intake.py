"""Logs as they come: what is read, what is refused and said, and what is never written."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import Columns, Counts, Settings
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.summing import headline
from measure import logs

COLUMNS = Columns("id", "customer", "time", "channel", "reason")
SETTINGS = replace(logs.SETTINGS, columns=COLUMNS, segments=())
HEADER = ("id", "customer", "time", "channel", "reason")
GOOD = ("1", "ann", "2026-03-01 10:00:00", "app", "bill")
SALT = b"a salt of tests"


def measured(tmp_path: Path, rows: Sequence[Sequence[Any]], settings: Settings = SETTINGS, header: Sequence[str] = HEADER,
             **more: Any) -> Counts:  # fmt: skip
    return measure_log(settings, [logs.write_csv(tmp_path / "log.csv", rows, header)], salt=SALT, **more)


def starts(counts: Counts) -> list[int]:
    """Seconds of the first and last contact."""
    return [counts.intake.first, counts.intake.last]


def test_every_refused_row_is_counted_and_kept(tmp_path: Path) -> None:
    rows = [
        GOOD,
        ("2", "", "2026-03-01 10:00", "app", "bill"),
        ("3", "unknown", "2026-03-01 10:00", "app", "bill"),
        ("", "bea", "2026-03-01 10:00", "app", "bill"),
        ("4", "bea", "", "app", "bill"),
        ("5", "bea", "31/12/2026", "app", "bill"),
        ("6", "bea", "1/1/20 0:05", "app", "bill"),
        ("7", "bea", "2026-03-01 10:00", "", "bill"),
        ("8", "bea", "2026-03-01 10:00", "fax", "bill"),
        ("9", "bea", "2026-03-01 10:00", "app", ""),
        ("10", "=cmd|x", "2026-03-01 10:00", "app", "bil"),
        ("11", "bea", "2026-03-01 10:00", "app", "bill"),
        ("11", "bea", "2026-03-01 10:01", "app", "bill"),
        ("12", "bea", "2026-03-01 10:01", "app", "pay"),
        ("12", "bea", "2026-03-01 10:01", "app", "pay"),
        ("12", "bea", "2026-03-01 10:01", "app", "pay"),
    ]
    kept = tmp_path / "refused.csv"
    intake = measured(tmp_path, rows, quarantine=kept).intake
    assert (intake.rows, intake.counted, intake.repeated, intake.identified) == (16, 2, 2, 14)
    assert {one.reason: one.rows for one in intake.refused} == {
        "no customer": 2, "no contact id": 1, "no time": 1, "a time that cannot be read": 1,
        "a year outside 1990 to 2100": 1, "no touchpoint": 1, "a touchpoint that stands for none of the strategy": 1,
        "no request": 1, "a request that stands for none of the strategy": 1,
        "a contact id that stands for different contacts": 2,
    }  # fmt: skip
    assert [(one.column, one.value, one.rows, one.meant) for one in intake.unmapped] == [
        ("touchpoint", "fax", 1, ""), ("request", "bil", 1, "bill"),
    ]  # fmt: skip
    with kept.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == intake.rows - intake.counted - intake.repeated
    text = kept.read_text(encoding="utf-8")
    assert "bea" not in text
    assert "cmd" not in text
    assert len({line["customer_hash"] for line in table if line["contact"] in ("4", "5", "11")}) == 1
    again = tmp_path / "again.csv"
    measured(tmp_path, rows, quarantine=again)
    assert again.read_bytes() == kept.read_bytes()


def test_no_customer_key_is_in_any_output(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [("1", "ann@example.org", "2026-03-01", "app", "bill"), ("2", "bea@example.org", "soon", "fax", "x")]
    counts = measured(tmp_path, rows, quarantine=tmp_path / "refused.csv")
    seen = repr(counts) + (tmp_path / "refused.csv").read_text() + "".join(capfd.readouterr())
    assert "example.org" not in seen
    assert SALT.decode() not in seen


def test_another_salt_gives_other_hashes_and_the_same_counts(tmp_path: Path) -> None:
    path = logs.write_csv(tmp_path / "log.csv", [GOOD, ("2", "ann", "", "app", "bill")], HEADER)
    texts = []
    for salt in (b"salt number 1", b"salt number 2", None):
        counts = measure_log(SETTINGS, [path], salt=salt, quarantine=tmp_path / "refused.csv")
        texts.append((tmp_path / "refused.csv").read_text())
        assert headline(counts.rows["journeys"])["contacts"] == 1
    assert len(set(texts)) == 3
    with pytest.raises(UnreadableLog, match="too short"):
        measure_log(SETTINGS, [path], salt=b"short")


@pytest.mark.parametrize("text", ["app;bill", "app\tbill", "app|bill", "app,bill"])
def test_delimiters_marks_and_quotes(tmp_path: Path, text: str) -> None:
    d = text[3]
    path = tmp_path / "log.csv"
    lines = [d.join(HEADER), d.join(["1", f'"ann ""x""{d}\nlee"', '"2026-03-01 10:00"', "app", "bill"])]
    lines += [d.join(["2", f'"ann ""x""{d}\nlee"', "2026-03-01 10:00:00", '"app"', "bill"])]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    counts = measure_log(SETTINGS, [path])
    assert (counts.intake.rows, counts.intake.counted) == (2, 2)
    assert headline(counts.rows["journeys"])["journeys"] == 1


def test_other_spellings_are_known_and_codes_are_used(tmp_path: Path) -> None:
    settings = replace(SETTINGS, touchpoint_codes=(("PHONE_IN", "call-centre"),), request_codes=(("R-07", "pay"),))
    rows = [
        ("1", "a", "2026-03-01", "Call Centre", "BILL"),
        ("2", "b", "2026-03-01", "phone in", " r_07 "),
        ("3", "c", "2026-03-01", "PHONE_IN", "R-07"),
    ]
    counts = measured(tmp_path, rows, settings)
    assert counts.intake.unmapped == ()
    assert sorted(row[1:4] for row in counts.rows["contacts"]) == [(0, 0, 1), (2, 0, 1)]
    assert [row[4] for row in sorted(counts.rows["contacts"])] == [1, 2]


@pytest.mark.parametrize(
    ("zone", "said", "seconds"),
    [
        ("Europe/Berlin", "2026-01-15 12:00:00", 1768474800),  # 11:00 UTC
        ("Europe/Berlin", "2026-07-15 12:00:00", 1784109600),  # 10:00 UTC
        ("Europe/Berlin", "2026-03-29 01:59:59", 1774745999),  # the second before the clock goes forward
        ("Europe/Berlin", "2026-03-29 03:00:00", 1774746000),
        ("Europe/Berlin", "2026-10-25 01:59:59", 1792886399),
        ("Europe/Berlin", "2026-10-25 02:30:00", 1792888200),  # comes twice: the first pass, 00:30 UTC
        ("Europe/Berlin", "2026-10-25 03:00:00", 1792893600),
        ("America/New_York", "2026-11-01 01:30:00", 1793511000),  # comes twice: the first pass, 05:30 UTC
        ("Asia/Kolkata", "2026-07-15 12:00:00", 1784097000),
        ("UTC", "2026-07-15 12:00:00", 1784116800),
        ("Europe/Berlin", "2026-07-15T12:00:00Z", 1784116800),  # what a text says itself goes before the log's clock
        ("Europe/Berlin", "2026-07-15T12:00:00+05:30", 1784097000),
        ("UTC", "2026-07-15T12:00:00+05:30", 1784097000),
    ],
)
def test_clocks(tmp_path: Path, zone: str, said: str, seconds: int) -> None:
    counts = measured(tmp_path, [("1", "ann", said, "app", "bill")], replace(SETTINGS, timezone=zone))
    assert starts(counts) == [seconds, seconds]


def test_clocks_agree_with_python_all_year(tmp_path: Path) -> None:
    """Every hour around both changes, and one of every day; an hour that does not exist is left out."""
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo

    where = ZoneInfo("Europe/London")
    moments = [datetime(2025, 1, 1) + timedelta(hours=7 * k, minutes=13) for k in range(1300)]
    moments += [datetime(2025, 3, 29) + timedelta(minutes=30 * k) for k in range(100)]
    moments += [datetime(2025, 10, 25) + timedelta(minutes=30 * k) for k in range(100)]
    moments = [
        m for m in moments if m.replace(tzinfo=where).astimezone(UTC).astimezone(where).replace(tzinfo=None) == m
    ]
    want = sorted(int(m.replace(tzinfo=where).timestamp()) for m in moments)
    rows = [(k, "ann", m.isoformat(sep=" "), "app", "pay") for k, m in enumerate(moments)]
    settings = replace(SETTINGS, timezone="Europe/London")
    counts = measured(tmp_path, rows, settings)
    assert starts(counts) == [want[0], want[-1]]
    months = [m.year * 12 + m.month - 1 for m in moments]
    got = {row[0]: row[4] for row in counts.rows["contacts"]}
    assert got == {month: months.count(month) for month in set(months)}


def test_a_window_over_the_night_the_clock_changes(tmp_path: Path) -> None:
    """A day by the clock is 23 hours in spring and 25 in autumn: only what is within the window is one journey."""
    settings = replace(SETTINGS, timezone="Europe/Berlin")
    rows = [
        ("1", "spring", "2026-03-28 12:00:00", "app", "fault"), ("2", "spring", "2026-03-29 13:00:00", "app", "fault"),
        ("3", "autumn", "2026-10-24 12:00:00", "app", "fault"), ("4", "autumn", "2026-10-25 12:00:00", "app", "fault"),
    ]  # fmt: skip
    sums = headline(measured(tmp_path, rows, settings).rows["journeys"])
    assert sums["journeys"] == 3  # fault has a window of 24 hours: spring is one, autumn two


def test_formats_of_times(tmp_path: Path) -> None:
    for form, said, seconds in [
        ("%m/%d/%Y %I:%M:%S %p", "01/02/2018 12:05:43 AM", 1514851543),
        ("%d.%m.%Y %H:%M", "02.01.2018 00:05", 1514851500),
        ("%Y-%m-%dT%H:%M:%S%z", "2018-01-02T00:05:00+0100", 1514847900),
        ("epoch", "1514851543", 1514851543),
        ("epoch_ms", "1514851543999", 1514851543),
    ]:
        counts = measured(tmp_path, [("1", "ann", said, "app", "bill")], replace(SETTINGS, time_format=form))
        assert starts(counts) == [seconds, seconds], form
        with pytest.raises(UnreadableLog, match="a time that cannot be read, as 'yesterday'"):
            measured(tmp_path, [("1", "ann", "yesterday", "app", "bill")], replace(SETTINGS, time_format=form))


def test_conversations_are_one_contact(tmp_path: Path) -> None:
    columns = replace(COLUMNS, conversation="talk", resolved="done", cost="cost", csat="csat")
    header = (*HEADER, "talk", "done", "cost", "csat")
    rows = [
        ("2", "ann", "2026-03-01 10:05", "call-centre", "pay", "t1", "yes", "3.10", "4"),
        ("1", "ann", "2026-03-01 10:00", "ivr", "bill", "t1", "no", "0.40", "5"),
        ("3", "ann", "2026-03-20 10:05", "app", "bill", "", "no", "0.10", ""),
        ("4", "bea", "2026-03-01 10:05", "app", "bill", "t1", "", "", ""),
    ]
    counts = measured(tmp_path, rows, replace(SETTINGS, columns=columns), header)
    assert (counts.intake.rows, counts.intake.counted, counts.intake.merged) == (4, 3, 1)
    ivr = next(row for row in counts.rows["contacts"] if row[3] == 3)
    # month, request and channel of the first row; known, resolved of the last; lowest grade, sum of costs
    assert ivr == (2026 * 12 + 2, 0, 0, 3, 1, 1, 1, 1, 1, 1, 1, 0, 1, 4, 350)
    assert headline(counts.rows["journeys"])["alone_done"] == 0  # a person ended it


def test_cells_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    columns = replace(COLUMNS, resolved="done", cost="cost", csat="csat", segment="group")
    header = (*HEADER, "done", "cost", "csat", "group")
    rows = [
        ("1", "ann", "2026-03-01", "app", "bill", "perhaps", "cheap", "good", "old"),
        ("2", "bea", "2026-03-01", "app", "bill", "Solved", "1,255", "4", "Young"),
        ("3", "cid", "2026-03-01", "app", "bill", "", "", "", ""),
        ("4", "dan", "2026-03-01", "app", "bill", "0", "-0.5", "4.5", "private"),
    ]
    settings = replace(logs.SETTINGS, columns=columns)
    counts = measured(tmp_path, rows, settings, header)
    assert counts.intake.counted == 4
    assert {one.reason: one.rows for one in counts.intake.blank} == {
        "a grade that is no whole number from 0 to 100": 2, "a cost that is no amount": 1,
        "an outcome that is neither yes nor no": 1, "a segment that the strategy does not have": 1,
    }  # fmt: skip
    assert [(one.column, one.value) for one in counts.intake.unmapped] == [("segment", "old")]
    by_segment = {row[2]: row[-3:] for row in counts.rows["contacts"]}
    assert by_segment == {0: (0, 0, -50), 1: (1, 4, 126), 2: (0, 0, 0)}  # 2: none of the strategy's


def test_an_end_before_the_beginning(tmp_path: Path) -> None:
    settings = replace(SETTINGS, columns=replace(COLUMNS, ended="end"))
    rows = [(*GOOD, "2026-03-01 09:59:59"), ("2", "ann", "2026-03-01 10:00:00", "app", "bill", "2026-03-01 10:00:00")]
    intake = measured(tmp_path, rows, settings, (*HEADER, "end")).intake
    assert [(one.reason, one.rows, one.example) for one in intake.refused] == [
        ("ends before it begins", 1, "contact 1")
    ]


def test_a_log_without_ids_is_numbered(tmp_path: Path) -> None:
    settings = replace(SETTINGS, columns=replace(COLUMNS, contact=""))
    intake = measured(tmp_path, [GOOD, GOOD], settings).intake
    assert (intake.counted, intake.numbered) == (2, True)


def test_parquet_workbook_and_csv_say_the_same(tmp_path: Path) -> None:
    rows = [(k, f"C{k % 3}", f"2026-03-{k + 1:02} 10:00:00", "app" if k % 2 else "ivr", "pay") for k in range(20)]
    text = logs.write_csv(tmp_path / "log.csv", rows, HEADER)
    duckdb.sql(f"copy (select * replace (cast(time as timestamp) as time) from '{text}') to '{tmp_path}/log.parquet'")
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "log.xlsx")
    found = [measure_log(SETTINGS, [tmp_path / f"log.{kind}"]).rows for kind in ("csv", "parquet", "xlsx")]
    assert found[0] == found[1] == found[2]


def test_folders_patterns_and_awkward_names(tmp_path: Path) -> None:
    parts = tmp_path / "log [2026]'s"
    parts.mkdir()
    for number in range(3):
        rows = [(f"{number}-{k}", f"C{k}", "2026-03-01 10:00", "app", "pay") for k in range(4)]
        logs.write_csv(parts / f"part {number}'; drop table staged; --.csv", rows, HEADER)
    (parts / "_SUCCESS").write_text("")
    assert measure_log(SETTINGS, [parts]).intake.counted == 12
    (tmp_path / "plain").mkdir()
    logs.write_csv(tmp_path / "plain" / "a.csv", [GOOD], HEADER)
    assert measure_log(SETTINGS, [str(tmp_path / "plain" / "*.csv")]).intake.sources == ("a.csv",)


def test_the_engine_reads_nothing_else(tmp_path: Path) -> None:
    from ecaremap.measure.engines.duck import Duck, Limits

    path = logs.write_csv(tmp_path / "log.csv", [GOOD], HEADER)
    other = logs.write_csv(tmp_path / "other.csv", [GOOD], HEADER)
    with Duck([path], Limits()) as duck:
        assert duck.row(f"select count(*) from read_csv('{path}')") == (1,)
        for text in (
            f"select * from read_csv('{other}')", "install httpfs", "load httpfs", "set enable_external_access = true",
            f"copy (select 1) to '{tmp_path / 'out.csv'}'", f"attach '{tmp_path / 'x.db'}'",
            "select * from read_csv('https://example.org/x.csv')",
        ):  # fmt: skip
            with pytest.raises(UnreadableLog):
                duck.run(text)
    assert not (tmp_path / "out.csv").exists()
