"""init --log: what a log says becomes a strategy that validates, builds and measures at once; the rest is asked."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from cli.commands import ROOT, hashes, tool
from ecaremap.load.problems import Unreadable
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.project import Project
from ecaremap.usecases.init_log import Drawn, FromLog, init_log
from ecaremap.usecases.validate import validate

DAY = date(2026, 11, 21)
START = datetime(2026, 3, 1, 9)
DAYS = 120
HEAD = ("customer", "time", "channel", "reason", "resolved")
CITY = ROOT / "tests" / "data" / "city311"


def contacts() -> Iterator[tuple[str, str, str, str, str]]:
    """240 needs to pay, half of them begun by phone; a third of the others calls the next day. 100 needs to ask."""
    for number in range(240):
        key, at = f"SECRET-{number}", START + timedelta(days=(number % DAYS))
        yield key, f"{at}", "Phone" if number % 2 else "Web", "PAY_BILL", "yes" if number % 2 else ""
        if number % 6 == 0 and number % DAYS < DAYS - 1:
            yield key, f"{at + timedelta(days=1)}", "Phone", "PAY_BILL", "yes"
    for number in range(100):
        at = START + timedelta(days=number % 90, hours=2)
        yield (
            f"SECRET-A{number}",
            f"{at}",
            "Chat" if number < 60 else "E-Mail",
            "Frage stellen",
            "yes" if number < 45 else "no",
        )
    yield "SECRET-B", f"{START}", "Phone", "Rare thing", "yes"


ROWS = sorted(contacts(), key=lambda row: (row[1], row[0]))


def write(path: Path, rows: Sequence[Sequence[Any]] = ROWS, head: Sequence[str] = HEAD, delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([head, *rows])
    return path


def draw(folder: Path, log: Path | Sequence[Path], **more: Any) -> Drawn:
    logs = [log] if isinstance(log, Path) else log
    return init_log(folder, FromLog([str(one) for one in logs], **more), DAY)


def project(folder: Path) -> Project:
    validated = validate(folder, DAY)
    assert not [finding for finding in validated.findings if finding.severity == "error"]
    assert validated.decisions is not None
    return validated.decisions.project


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Drawn]:
    folder = tmp_path_factory.mktemp("drawn")
    return folder / "mine", draw(folder / "mine", write(folder / "log.csv"), name="Northwind: Mobile")


def test_volumes_and_starts_are_what_is_in_the_log(drawn: tuple[Path, Drawn]) -> None:
    strategy = project(drawn[0]).strategy
    assert (strategy.name, strategy.level, strategy.volumes_per) == ("Northwind: Mobile", "sketch", "month")
    assert list(strategy.requests) == ["pay-bill", "frage-stellen"]
    pay, ask = strategy.requests.values()
    assert (pay.name, ask.name) == ("Pay bill", "Frage stellen")
    # 240 needs in 120 days, of which a month has 30.4375; whoever calls the next day has the same need.
    assert pay.volume is not None and ask.volume is not None
    assert (int(pay.volume.likely), int(ask.volume.likely)) == (61, 25)
    assert {at: f"{share.likely:f}" for at, share in pay.starts_at.items()} == {
        "call-centre": "0.5",
        "website": "0.5",
    }
    assert {at: f"{share.likely:f}" for at, share in ask.starts_at.items()} == {"chat": "0.6", "email": "0.4"}


def test_the_authors_own_figures_are_marked_as_measured(drawn: tuple[Path, Drawn]) -> None:
    text = (drawn[0] / "requests.yaml").read_text("utf-8")
    assert "volume: {value: 61, source: contact-log}" in text
    source = project(drawn[0]).strategy.sources["contact-log"]
    assert (source.kind, source.as_of, source.title) == (
        "measured", date(2026, 6, 28), "Contact log log.csv, 2026-03 to 2026-06"
    )  # fmt: skip


def test_the_log_knows_how_far_people_go_and_nothing_of_the_rest(drawn: tuple[Path, Drawn]) -> None:
    strategy = project(drawn[0]).strategy
    cells = {(r, t): (cell.today, cell.target) for r, row in strategy.coverage.items() for t, cell in row.items()}
    assert cells == {("pay-bill", "call-centre"): ("human", None), ("frage-stellen", "chat"): ("assisted", None)}
    assert strategy.everywhere_else == "ask me later"
    text = (drawn[0] / "coverage.yaml").read_text("utf-8")
    web, phone = sum(row[2] == "Web" for row in ROWS), sum(row[2:4] == ("Phone", "PAY_BILL") for row in ROWS)
    assert f"    # website:                       # {web} contacts\n" in text
    assert f"    call-centre: human               # {phone} contacts, {phone} resolved\n" in text


def test_nothing_is_invented(drawn: tuple[Path, Drawn]) -> None:
    strategy = project(drawn[0]).strategy
    unsaid = (
        strategy.targets,
        strategy.plan,
        strategy.assumptions,
        strategy.governance,
        strategy.owners,
        strategy.rules,
    )
    assert not any(unsaid) and strategy.currency is None
    for request in strategy.requests.values():
        assert not (request.job or request.emotion or request.handling or request.family or request.complexity)
    assert all(touchpoint.cost_per_contact is None for touchpoint in strategy.touchpoints.values())


def test_measuring_it_says_the_very_same(drawn: tuple[Path, Drawn]) -> None:
    """The strategy names its log and how it is read, so that nothing has to be edited or said again."""
    before = hashes(drawn[0])
    done = tool("measure", drawn[0])
    assert done.returncode == 0, done.stderr
    assert hashes(drawn[0]) == before


def test_no_customer_is_in_anything_written(drawn: tuple[Path, Drawn]) -> None:
    files = [path for path in drawn[0].rglob("*") if path.is_file()]
    assert len(files) == 8
    for path in files:
        data = path.read_bytes()
        assert b"SECRET" not in data + (gzip.decompress(data) if path.suffix == ".gz" else b""), path
    assert not any("SECRET" in note or "Rare" in note for note in drawn[1].notes)


def test_what_was_assumed_and_left_out_is_said_and_written(drawn: tuple[Path, Drawn]) -> None:
    said = "\n".join(drawn[1].notes)
    assert "customer is 'customer', time is 'time', touchpoint is 'channel', request is 'reason'" in said
    assert "taken for UTC" in said
    assert "Left out: 1 request with fewer than 30 rows, 1 row in all." in said
    comments = " ".join((drawn[0] / "strategy.yaml").read_text("utf-8").replace("\n#", "").split())
    for note in drawn[1].notes:
        assert " ".join(note.split()) in comments


def test_the_same_log_gives_the_same_bytes(drawn: tuple[Path, Drawn], tmp_path: Path) -> None:
    draw(tmp_path / "mine", write(tmp_path / "log.csv"), name="Northwind: Mobile")
    assert hashes(tmp_path / "mine") == hashes(drawn[0])


def as_xes(path: Path) -> Path:
    traces: dict[str, str] = {}
    for key, at, channel, reason, _ in ROWS:
        values = (("string", "concept:name", reason), ("date", "time:timestamp", f"{at.replace(' ', 'T')}+00:00"))
        listed = "".join(
            f'<{kind} key="{name}" value="{value}"/>'
            for kind, name, value in (*values, ("string", "org:role", channel))
        )
        traces[key] = traces.get(key, "") + f"<event>{listed}</event>"
    body = "".join(
        f'<trace><string key="concept:name" value="{key}"/>{events}</trace>' for key, events in traces.items()
    )
    path.write_text(f"<log>{body}</log>", "utf-8")
    return path


def as_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [("Customer ID", "Date", "Channel", "Contact reason"), *ROWS]:
        cells: list[Any] = list(row[:4])
        cells[1] = datetime.fromisoformat(cells[1]) if row in ROWS else cells[1]
        book.active.append(cells)
    book.save(path)
    return path


def as_parquet(path: Path) -> Path:
    source = write(path.with_suffix(".csv"))
    select = "select customer, cast(time as timestamp) as ts, channel, reason from read_csv($1, all_varchar = true)"
    with duckdb.connect() as connection:
        table = connection.execute(select, [str(source)]).fetchall()
        connection.execute("create table log (customer varchar, ts timestamp, channel varchar, reason varchar)")
        connection.executemany("insert into log values (?, ?, ?, ?)", table)
        connection.execute(f"copy log to '{path}' (format parquet)")
    return path


def as_german(path: Path) -> Path:
    rows = [(row[0], datetime.fromisoformat(row[1]).strftime("%d.%m.%Y %H:%M"), row[2], row[3]) for row in ROWS]
    return write(path, rows, ("Kundennummer", "Erstellt am", "Kanal", "Anliegen"), ";")


def as_american(path: Path) -> Path:
    rows = [(row[0], datetime.fromisoformat(row[1]).strftime("%m/%d/%Y %I:%M:%S %p"), row[2], row[3]) for row in ROWS]
    return write(path, rows, ("Client ID", "Contact Date", "Contact Method", "Call Reason"), "\t")


def as_numbers(path: Path) -> Path:
    rows = [(r[0], int(datetime.fromisoformat(r[1]).replace(tzinfo=UTC).timestamp()), r[2], r[3]) for r in ROWS]
    return write(path, rows, ("user_id", "ts", "medium", "topic"))


@pytest.mark.parametrize(
    ("make", "file"),
    [
        (as_xes, "l.xes"), (as_workbook, "l.xlsx"), (as_parquet, "l.parquet"), (as_german, "l.csv"), (as_american, "l.tsv"),
        (as_numbers, "l.csv"),
    ],
)  # fmt: skip
def test_the_same_contacts_in_another_file_are_the_same_requests(
    make: Any, file: str, drawn: tuple[Path, Drawn], tmp_path: Path
) -> None:
    draw(tmp_path / "mine", make(tmp_path / file))
    assert (tmp_path / "mine/requests.yaml").read_bytes() == (drawn[0] / "requests.yaml").read_bytes()
    assert list(project(tmp_path / "mine").strategy.touchpoints) == ["call-centre", "website", "chat", "email"]


def test_days_before_months_or_after_are_asked(tmp_path: Path) -> None:
    rows = [(f"c{n}", f"{n % 12 + 1:02}/{n % 11 + 1:02}/2026", "Phone", "Pay") for n in range(60)]
    log = write(tmp_path / "log.csv", rows, HEAD[:4])
    with pytest.raises(UnreadableLog, match="two ways") as caught:
        draw(tmp_path / "mine", log)
    assert "'time_format=%d/%m/%Y' or 'time_format=%m/%d/%Y'" in caught.value.fix
    assert not (tmp_path / "mine").exists()
    draw(tmp_path / "mine", log, columns=["time_format=%d/%m/%Y"])
    assert 'time_format: "%d/%m/%Y"' in (tmp_path / "mine/measurement.yaml").read_text("utf-8")


def test_a_city_as_it_published_its_log(tmp_path: Path) -> None:
    """Counted again in plain Python; four days say nothing of a month."""
    log = CITY / "myla311_2018.csv"
    found = draw(tmp_path / "mine", log, kinds=["Driver Self Report=field-visit"])
    with log.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    reasons = Counter(row["RequestType"] for row in rows)
    strategy = project(tmp_path / "mine").strategy
    names = [
        name for name, n in sorted(reasons.items(), key=lambda one: (-one[1], one[0])) if n >= 30 and name != "Other"
    ]
    assert [request.name for request in strategy.requests.values()] == names
    assert [request.volume for request in strategy.requests.values()] == [None] * len(names)
    rare = [n for name, n in reasons.items() if n < 30]
    said = "\n".join(found.notes)
    assert f"Left out: {len(rare)} requests with fewer than 30 rows, {sum(rare)} rows in all." in said
    assert "the log covers 4 days" in said and "Read as los-angeles-311" in said
    # What is reported in an app or on the web is finished by the city: the log cannot know how far it goes.
    assert {t for row in strategy.coverage.values() for t in row} == {"call-centre", "field-visit"}


def test_a_short_log_says_what_to_write(tmp_path: Path) -> None:
    done = tool("init", "mine", "--log", CITY / "boston311_100.csv", cwd=tmp_path)
    assert done.returncode == 2 and not (tmp_path / "mine").exists()
    assert done.stderr == (
        "error: No word of the column 'type' stands there 30 times; the most frequent 20 times. "
        "Name another column, as: --columns request=NAME; or take fewer for enough: --least 10.\n"
    )
    done = tool("init", "mine", "--log", CITY / "boston311_100.csv", "--least", "10", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "nanobind" not in done.stderr
    assert tool("measure", "mine", cwd=tmp_path).returncode == 0


def test_odd_words_reach_no_page_as_anything_but_words(tmp_path: Path) -> None:
    words = [
        "no",
        "null",
        "1.0",
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "</style>",
        "yes: #",
        "日本語",
        "back\nline",
    ]
    rows = [
        (f"c{n}-{w}", f"{START + timedelta(days=n)}", ("Phone", "Web", "App")[n % 3], word)
        for w, word in enumerate(words)
        for n in range(60)
    ]
    draw(tmp_path / "mine", write(tmp_path / "log.csv", rows, HEAD[:4]))
    assert [request.name for request in project(tmp_path / "mine").strategy.requests.values()] == sorted(
        " ".join(word.split()) for word in words if word != "null"
    )
    done = tool("build", "mine", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out/index.html").read_text("utf-8")
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    with (tmp_path / "out/gaps.csv").open(encoding="utf-8-sig", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(("=", "@"))]


def test_a_part_of_all_contacts_says_no_volumes(tmp_path: Path) -> None:
    found = draw(tmp_path / "mine", write(tmp_path / "log.csv"), columns=["covers=a part"])
    assert "volume" not in (tmp_path / "mine/requests.yaml").read_text("utf-8")
    assert "the log is a part of all contacts" in found.notes[-1]
    evidence = project(tmp_path / "mine").evidence
    assert evidence is not None and evidence.last is not None and evidence.last.evidence is not None
    assert evidence.last.evidence.covers == "a part"


def test_much_that_could_not_be_counted_stands_beside_every_volume(tmp_path: Path) -> None:
    rows = [row if n % 10 else ("", *row[1:]) for n, row in enumerate(ROWS)]
    found = draw(tmp_path / "mine", write(tmp_path / "log.csv", rows))
    assert found.notes[-1].startswith("They are too low: 10% of the contacts")
    assert "90% of its contacts counted" in project(tmp_path / "mine").strategy.sources["contact-log"].title
    most = [row if n % 3 else ("", *row[1:]) for n, row in enumerate(ROWS)]
    found = draw(tmp_path / "other", write(tmp_path / "most.csv", most))
    assert "only 67% of the contacts about these requests could be counted" in found.notes[-1]


def test_nothing_that_exists_is_touched(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")
    with pytest.raises(Unreadable, match="exists and is not empty"):
        draw(tmp_path / "mine", write(tmp_path / "log.csv"))
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"columns": ["request=reson"]}, "Did you mean 'reason'?"),
        ({"columns": ["timezone=Berlin"]}, "There is no time zone 'Berlin'."),
        ({"columns": ["covers=half"]}, "'half' cannot stand at covers. Write all contacts or a part."),
        ({"columns": ["smallest=2"]}, "'2' is no smallest number"),
        ({"columns": ["cost_in=pence"]}, "Write whole money or cents."),
        ({"columns": ["time_format=%Q"]}, "'%Q' is no way of writing times."),
        ({"mapping": "zendsk"}, "Did you mean zendesk?"),
        ({"kinds": ["Phone=phone"]}, "'phone' is no kind of touchpoint."),
    ],
)  # fmt: skip
def test_mistakes_are_told_and_nothing_is_written(more: dict[str, Any], said: str, tmp_path: Path) -> None:
    log = write(tmp_path / "log.csv")
    with pytest.raises(UnreadableLog) as caught:
        draw(tmp_path / "mine", log, **more)
    assert said in f"{caught.value.message} {caught.value.fix}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--log", "none.csv"), "There is no log 'none.csv'."),
        (("--log", "log.csv", "--from", "telecom"), "takes the place of a template"),
        (("--columns", "time=time"), "name the log with --log"),
    ],
)
def test_options_that_do_not_go_together(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    write(tmp_path / "log.csv")
    done = tool("init", "mine", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split()), done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.csv"]
