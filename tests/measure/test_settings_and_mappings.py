"""From a strategy to settings; ready mappings; public logs and tables of volumes as they were published."""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from ecaremap.load.loading import load_text
from ecaremap.measure.mappings import MAPPINGS
from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import Columns, Settings
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.settings import covers_of, files_of, settings_of
from ecaremap.measure.summing import headline
from ecaremap.measure.volumes import VolumeColumns, read_volumes, volume_columns
from ecaremap.model.project import Project
from ecaremap.model.scales import KINDS
from measure import logs

DATA = Path(__file__).parents[1] / "data"


SKETCH = """\
ecaremap: 1
name: Example
segments: {young: {share: 20%}, fragile: {share: 5%}}
touchpoints: {call-centre: {}, app: {}, bot: {kind: chatbot}, chat: {}, letter: {}, ivr: {}}
requests:
  pay-bill: {family: money}
  fault: {window: 24 h}
  move: {window: 1 month}
coverage: {pay-bill: {app: self-serve}}
"""


def project(measurement: str) -> Project:
    loaded = load_text((SKETCH + measurement).encode(), "example.yaml")
    assert loaded.project, [finding.message for finding in loaded.findings]
    return loaded.project


def test_settings_of_a_project() -> None:
    found = settings_of(project("""\
measurement:
  contacts: {file: "logs/*.csv", customer: key, time: ts, timezone: Europe/Berlin, touchpoint: by, request: why, segment: group}
  touchpoint_codes: {PHONE: call-centre}
  request_codes: {R1: fault}
  same_need: family
  window: 3 days
"""))  # fmt: skip
    assert [(one.id, one.family, one.person) for one in found.channels] == [
        ("app", "digital", False), ("bot", "digital", False), ("call-centre", "traditional", True),
        ("chat", "digital", True), ("ivr", "automated-voice", False), ("letter", "traditional", True),
    ]  # fmt: skip
    assert [(one.id, one.family, one.window) for one in found.reasons] == [
        ("fault", "=fault", 86_400), ("move", "=move", 2_629_800), ("pay-bill", "money", 3 * 86_400),
    ]  # fmt: skip
    assert found.segments == ("fragile", "young")
    assert found.columns == Columns("", "key", "ts", "by", "why", segment="group")
    assert (found.same_need, found.timezone, found.smallest) == ("family", "Europe/Berlin", 10)
    assert (found.touchpoint_codes, found.request_codes) == ((("PHONE", "call-centre"),), (("R1", "fault"),))


def test_more_touchpoints_than_a_way_can_tell_apart() -> None:
    many = ", ".join(f"shop-{number}: {{}}" for number in range(995))
    text = SKETCH.replace("ivr: {}}", f"ivr: {{}}, {many}}}") + f"measurement: {{contacts: {{{USUAL}}}}}\n"
    loaded = load_text(text.encode(), "example.yaml")
    assert loaded.project
    with pytest.raises(UnreadableLog) as error:
        settings_of(loaded.project)
    assert str(error.value) == "'Example' has 1,001 touchpoints; a log is counted for at most 998."


USUAL = "customer: key, time: ts, touchpoint: by, request: why"


def test_what_is_not_said_is_as_usual() -> None:
    found = settings_of(project(f"measurement: {{contacts: {{{USUAL}}}}}\n"))
    assert (found.reasons[2].window, found.timezone, found.time_format, found.smallest) == (7 * 86_400, "UTC", "", 10)
    assert (found.same_need, found.segments, found.cost_in_cents) == ("strict", (), False)
    given = project(f"measurement: {{contacts: {{{USUAL}, covers: a part, cost_in: cents}}, same_need: family}}\n")
    assert settings_of(given).cost_in_cents
    assert settings_of(given, same_need="any").same_need == "any"
    assert (covers_of(given), covers_of(project(""))) == ("a part", "")


def test_a_mapping_is_a_beginning() -> None:
    given = project("""\
measurement:
  contacts: {file: tickets.csv, mapping: zendesk, request: Topic}
  touchpoint_codes: {Mail: letter}
""")
    found = settings_of(given)
    assert files_of(given) == "tickets.csv"
    assert files_of(project("")) == ""
    assert (found.columns.contact, found.columns.request) == ("Id", "Topic")
    codes = dict(found.touchpoint_codes)
    assert (codes["Mail"], codes["Chat"], codes["Voicemail"]) == ("letter", "chat", "call-centre")
    assert "Web Form" not in codes  # the strategy has no website
    assert dict(found.resolved_codes)["Solved"] is True
    # What an export has and is not wanted is left out by saying that it is nothing.
    given = project("measurement: {contacts: {mapping: boston-311, ended: ''}}\n")
    assert (settings_of(given).columns.ended, settings_of(given).columns.contact) == ("", "case_enquiry_id")


@pytest.mark.parametrize(
    ("contacts", "message", "fix"),
    [
        ("custommer: x", "Nothing is called 'custommer' under measurement, contacts (example.yaml:10:26).",
         "did you mean 'customer'?"),
        ("mapping: zendsk", "There is no mapping 'zendsk' (example.yaml:10:35).", "did you mean 'zendesk'?"),
        (f"{USUAL}, smallest: few", "'few' is no smallest number of needs to speak of (example.yaml:10:91).",
         "Write a whole number of at least 5; 10 is usual."),
        (f"{USUAL}, smallest: 4", "'4' is no smallest number of needs to speak of (example.yaml:10:91).",
         "Write a whole number of at least 5; 10 is usual."),
        (f"{USUAL}, cost_in: pence", "'pence' cannot stand at cost_in (example.yaml:10:90).",
         "Write whole money or cents."),
        ("customer: key", "Nothing says which column of the log holds the time (example.yaml:10:25).", None),
        ("mapping: boston-311, request: ''",
         "Nothing says which column of the log holds the request (example.yaml:10:25).", None),
        ("", "'Example' does not say which column of its log holds what.", None),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_with_its_place(contacts: str, message: str, fix: str | None) -> None:
    with pytest.raises(UnreadableLog) as caught:
        settings_of(project(f"measurement: {{contacts: {{{contacts}}}}}\n"))
    assert caught.value.message == message
    assert fix is None or caught.value.fix == fix


def test_a_table_of_volumes_says_its_columns() -> None:
    given = project("measurement: {volumes: {period: month, n: count, time_format: '%m/%Y'}}\n")
    assert volume_columns(given) == VolumeColumns(period="month", n="count")
    with pytest.raises(UnreadableLog, match=r"Nothing is called 'perod' under measurement, volumes") as caught:
        volume_columns(project("measurement: {volumes: {perod: month}}\n"))
    assert caught.value.fix == "did you mean 'period'?"


def test_mappings_name_what_exists() -> None:
    for mapping in MAPPINGS.values():
        Columns(**{name: mapping.columns.get(name, "") for name in Columns.__dataclass_fields__})
        assert set(mapping.kinds.values()) <= set(KINDS)


def los_angeles() -> Settings:
    mapping = MAPPINGS["los-angeles-311"]
    with (DATA / "city311" / "myla311_2018.csv").open(encoding="utf-8") as file:
        types = sorted({line["RequestType"] for line in csv.DictReader(file)})
    channels = tuple(
        replace(logs.CHANNELS[0], id=name, family=family, person=person)  # type: ignore[arg-type]
        for name, family, person in (
            ("app", "digital", False), ("call-centre", "traditional", True), ("email", "digital", True),
            ("website", "digital", False),
        )
    )  # fmt: skip
    reasons = tuple(replace(logs.REASONS[0], id=name, family=name) for name in types)
    columns = Columns(**{name: mapping.columns.get(name, "") for name in Columns.__dataclass_fields__})
    codes = tuple(item for item in mapping.kinds.items() if item[1] in {"app", "call-centre", "email", "website"})
    return Settings(
        channels, reasons, (), columns, codes, (), timezone=mapping.timezone, time_format=mapping.time_format,
        resolved_codes=tuple(mapping.resolved.items()),
    )  # fmt: skip


def test_a_real_log_of_a_city() -> None:
    """10,000 rows as published: what cannot be counted is said, the rest adds up."""
    path = DATA / "city311" / "myla311_2018.csv"
    with path.open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    counts = measure_log(los_angeles(), [path])
    intake = counts.intake
    assert intake.rows == len(lines) == 10_000
    assert {one.value: one.rows for one in intake.unmapped} == {"Driver Self Report": 1390, "Council's Office": 9}
    assert intake.counted + sum(one.rows for one in intake.refused) + intake.repeated == 10_000
    started = Counter(
        line["RequestSource"]
        for line in lines
        if line["RequestSource"] not in ("Driver Self Report", "Council's Office")
    )
    by_channel = Counter[int]()
    for row in counts.rows["contacts"]:
        by_channel[row[3]] += row[4]
    lost = sum(one.rows for one in intake.refused) - 1399
    assert sum(by_channel.values()) == sum(started.values()) - lost
    assert by_channel[0] <= started["Mobile App"]
    sums = headline(counts.rows["journeys"])
    assert 0 < sums["leaked_7d"] < sums["start_digital"] < sums["journeys"] < intake.counted
    # The first row: 1 January 2018, 12:00:09 am in Los Angeles is eight hours later in UTC.
    assert intake.first == 1514793609


def test_volumes_of_a_government(tmp_path: Path) -> None:
    """Vehicle tax by web, line and agent: the sums of the published file, and nothing about journeys."""
    published = json.loads((DATA / "govuk" / "vehicle_licensing_channels.json").read_text(encoding="utf-8"))["data"]
    flat = [
        (week["_start_at"], by, int(week[f"successful_{by}:sum"]))
        for week in published
        for by in ("agent", "ivr", "web")
    ]
    path = logs.write_csv(tmp_path / "volumes.csv", flat, ("week", "by", "n"))
    channels = tuple(replace(logs.CHANNELS[0], id=name) for name in sorted({channel for _, channel, _ in flat}))
    settings = replace(logs.SETTINGS, channels=channels)
    volumes = read_volumes(settings, VolumeColumns("week", "by", "n"), [path])
    assert sum(row.n for row in volumes.rows) == sum(n for *_, n in flat)
    assert volumes.counted == len(flat)
    assert {row.request for row in volumes.rows} == {-1}
    assert "journeys" in volumes.says


def test_volumes_that_cannot_be_counted_are_told(tmp_path: Path) -> None:
    rows = [
        ("2026-03", "app", "bill", "1,200", "600.00", "4.5"), ("2026-03-31", "app", "bill", "300", "", ""),
        ("soon", "app", "bill", "1", "", ""), ("2026-03", "fax", "bill", "1", "", ""),
        ("2026-03", "app", "bil", "1", "", ""), ("2026-03", "app", "bill", "", "", ""),
        ("2026-03", "app", "bill", "-1", "", ""), ("2026-03", "app", "bill", "1.5", "", ""),
    ]  # fmt: skip
    path = logs.write_csv(tmp_path / "volumes.csv", rows, ("month", "at", "about", "n", "cost", "csat"))
    columns = VolumeColumns("month", "at", "n", "about", "cost", "csat")
    volumes = read_volumes(logs.SETTINGS, columns, [path])
    (row,) = volumes.rows
    assert (row.ym, row.n, row.costed, row.cost) == (2026 * 12 + 2, 1500, 1200, 60_000)
    assert (row.csat_n, row.csat) == (1200, 450 * 1200)
    assert [one.rows for one in volumes.refused] == [1, 1, 2, 1, 1]
    assert [(one.value, one.meant) for one in volumes.unmapped] == [("fax", ""), ("bil", "bill")]
    with pytest.raises(UnreadableLog, match="no column 'numbers'"):
        read_volumes(logs.SETTINGS, VolumeColumns("month", "at", "numbers"), [path])
