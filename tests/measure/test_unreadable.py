"""What cannot be read at all: one clear sentence, a way out, and nothing written."""

import random
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import Columns
from ecaremap.measure.problems import UnreadableLog
from measure import logs

SETTINGS = replace(logs.SETTINGS, columns=Columns("id", "customer", "time", "channel", "reason"), segments=())
HEADER = ("id", "customer", "time", "channel", "reason")
GOOD = ("1", "ann", "2026-03-01 10:00:00", "app", "bill")


def refused(path: Path | str, folder: Path, **more: object) -> UnreadableLog:
    kept = folder / "refused.csv"
    before = sorted(folder.rglob("*"))
    with pytest.raises(UnreadableLog) as caught:
        measure_log(SETTINGS, [path], quarantine=kept, **more)  # type: ignore[arg-type]
    assert sorted(folder.rglob("*")) == before
    error = caught.value
    assert error.message.endswith(".")
    assert error.message.count("\n") == 0
    assert error.fix.rstrip()[-1] in ".?…"
    for word in ("LINE", "Error", "Exception", "SELECT", "select ", "Traceback"):
        assert word not in error.message + error.fix
    return error


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx", "xes", "txt"])
@pytest.mark.parametrize("seed", range(6))
def test_random_bytes(tmp_path: Path, suffix: str, seed: int) -> None:
    path = tmp_path / f"log.{suffix}"
    path.write_bytes(random.Random(seed).randbytes(10_000))
    refused(path, tmp_path)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx", "xes"])
def test_random_letters(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"log.{suffix}"
    chosen = random.Random(1)
    path.write_text("".join(chosen.choice('abc,;"\n\t 01<>&') for _ in range(10_000)))
    refused(path, tmp_path)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx", "xes"])
def test_empty_files(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"log.{suffix}"
    path.write_bytes(b"")
    assert refused(path, tmp_path).message == f"'log.{suffix}' is empty."


def test_only_a_header(tmp_path: Path) -> None:
    assert refused(logs.write_csv(tmp_path / "log.csv", [], HEADER), tmp_path).message == "The log has no rows."


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADER) + "\n")
        file.writelines(f"{k},c{k % 99},2026-03-01 10:00:00,app,bill\n" for k in range(1_000_000))
        file.write('1000000,c1,"2026-03-01 10:00:00,app,bill\n')
        file.writelines(f"{k},c{k % 99},2026-03-01 10:00:00,app,bill\n" for k in range(1_000_001, 1_200_000))
    error = refused(path, tmp_path)
    assert error.message == "'log.csv' cannot be read, line 1,000,002: a quotation mark is opened and not closed."


def test_a_line_with_too_many_values(tmp_path: Path) -> None:
    path = logs.write_csv(tmp_path / "log.csv", [GOOD, (*GOOD, "more")], HEADER)
    assert "line 3: a line has more or fewer values than there are columns" in refused(path, tmp_path).message


def test_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    text = ",".join(HEADER) + "\n" + ",".join(GOOD) + "\n"
    for data in (text.encode("utf-16"), text.replace("ann", "Jörg").encode("latin-1")):
        path.write_bytes(data)
        error = refused(path, tmp_path)
        assert "UTF-8" in error.message
        assert error.fix.startswith("Save it as CSV in UTF-8")
    # far behind the first lines
    path.write_bytes((text + "\n".join([",".join(GOOD)] * 20_000) + "\n").encode() + b"2,J\xf6rg,2026-03-01,app,bill\n")
    assert "UTF-8" in refused(path, tmp_path).message


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_parquet_file_cut_off(tmp_path: Path, share: float) -> None:
    whole = tmp_path / "whole.parquet"
    duckdb.sql(f"copy (select range as id, 'c' || range as customer from range(100000)) to '{whole}'")
    path = tmp_path / "log.parquet"
    data = whole.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(path, tmp_path).message == (
        "'log.parquet' cannot be read: it is no Parquet file, or a part of it is missing."
    )


def test_a_parquet_file_with_damaged_pages(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    duckdb.sql(
        f"""copy (select range as id, 'c' || range as customer, timestamp '2026-03-01' as time, 'app' as channel,
        'bill' as reason from range(100000)) to '{path}'"""
    )
    data = bytearray(path.read_bytes())
    data[1000:30000] = random.Random(1).randbytes(29_000)
    path.write_bytes(data)
    assert refused(path, tmp_path).message.startswith("'log.parquet' cannot be read")


def test_missing_columns(tmp_path: Path) -> None:
    path = logs.write_csv(tmp_path / "log.csv", [GOOD], ("id", "custommer", "time", "channel", "reason"))
    error = refused(path, tmp_path)
    assert error.message == "'log.csv' has no column 'customer' for the customer."
    assert error.fix == "Did you mean 'custommer'?"
    path = logs.write_csv(tmp_path / "log.csv", [GOOD], ("id", "customer", "time", "channel", "channel"))
    assert "more than one column 'channel'" in refused(path, tmp_path).message


def test_nothing_can_be_counted(tmp_path: Path) -> None:
    path = logs.write_csv(tmp_path / "log.csv", [(*GOOD[:2], "31.12.2026", "app", "bill")] * 3, HEADER)
    error = refused(path, tmp_path)
    assert error.message == ("None of the 3 rows can be counted: 3 have a time that cannot be read, as '31.12.2026'.")
    assert "time_format" in error.fix
    path = logs.write_csv(tmp_path / "log.csv", [(*GOOD[:3], "fax", "bill")], HEADER)
    assert "touchpoint_codes" in refused(path, tmp_path).fix


def test_files_that_are_not_there_or_do_not_fit(tmp_path: Path) -> None:
    assert "There is no log" in refused(tmp_path / "none.csv", tmp_path).message
    assert "There is no log" in refused(str(tmp_path / "*.csv"), tmp_path).message
    (tmp_path / "log.pdf").write_text("x")
    assert "of a kind that cannot be read" in refused(tmp_path / "log.pdf", tmp_path).message
    one = logs.write_csv(tmp_path / "a.csv", [GOOD], HEADER)
    other = logs.write_csv(tmp_path / "b.csv", [GOOD], HEADER[::-1])
    with pytest.raises(UnreadableLog, match=r"'b.csv' has other columns than 'a.csv'"):
        measure_log(SETTINGS, [one, other])
    other.rename(tmp_path / "b.parquet")
    with pytest.raises(UnreadableLog, match="different kinds"):
        measure_log(SETTINGS, [one, tmp_path / "b.parquet"])


def test_options_that_make_no_sense(tmp_path: Path) -> None:
    path = logs.write_csv(tmp_path / "log.csv", [GOOD], HEADER)
    assert "no amount of memory" in refused(path, tmp_path, memory="much").message
    assert "no number of threads" in refused(path, tmp_path, threads=0).message
    assert "no engine" in refused(path, tmp_path, engine="abacus").message
    with pytest.raises(UnreadableLog, match="no time zone") as caught:
        measure_log(replace(SETTINGS, timezone="Europe/Berln"), [path])
    assert caught.value.fix == "Did you mean Europe/Berlin?"


def test_a_quarantine_that_cannot_be_written(tmp_path: Path) -> None:
    path = logs.write_csv(tmp_path / "log.csv", [GOOD, ("2", "", "", "", "")], HEADER)
    with pytest.raises(UnreadableLog, match="cannot be written"):
        measure_log(SETTINGS, [path], quarantine=tmp_path / "nowhere" / "refused.csv")


def test_too_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    duckdb.sql(
        f"""copy (select range as id, 'c' || range as customer, timestamp '2026-03-01' as time, 'app' as channel,
        'bill' as reason from range(300000)) to '{path}'"""
    )
    assert "not enough memory" in refused(path, tmp_path, memory="1MB").message
