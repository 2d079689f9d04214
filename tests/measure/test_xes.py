"""Event logs in XES: read event by event, with nothing of their own defined."""

from dataclasses import replace
from pathlib import Path

import pytest

from ecaremap.measure.mappings import MAPPINGS
from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import Columns
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.summing import headline
from measure import logs

COLUMNS = Columns(**{name: MAPPINGS["xes"].columns.get(name, "") for name in Columns.__dataclass_fields__})
SETTINGS = replace(logs.SETTINGS, columns=COLUMNS, segments=(), timezone="Europe/Berlin")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
EVENT = """<event><string key="concept:name" value="{}"/><string key="org:role" value="{}"/>
<date key="time:timestamp" value="{}"/><list key="more"><string key="concept:name" value="inner"/></list></event>"""


def trace(case: str, *events: tuple[str, str, str]) -> str:
    inside = "".join(EVENT.format(*event) for event in events)
    return f'<trace><string key="concept:name" value="{case}"/>{inside}</trace>'


def written(path: Path, *traces: str, head: str = HEAD, space: str = ' xmlns="http://www.xes-standard.org/"') -> Path:
    scopes = '<global scope="event"><string key="concept:name" value="none"/></global>'
    path.write_text(f"{head}<log{space}>{scopes}{''.join(traces)}</log>", encoding="utf-8")
    return path


def test_events_become_contacts(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.xes",
        trace("ann &amp; co", ("bill", "app", "2026-03-01T10:00:00.000+01:00"), ("bill", "call-centre", "2026-03-01T10:30:00Z")),
        trace("bea", ("pay", "app", "2026-03-01T12:00:00.5+01:00")),
    )  # fmt: skip
    counts = measure_log(SETTINGS, [path])
    assert (counts.intake.rows, counts.intake.counted) == (3, 3)
    assert (counts.intake.first, counts.intake.last) == (1772355600, 1772362800)  # 09:00 and 11:00 UTC
    sums = headline(counts.rows["journeys"])
    assert (sums["journeys"], sums["start_digital"], sums["leaked_24h"]) == (2, 2, 1)


def test_many_events_stream_in_pieces(tmp_path: Path) -> None:
    traces = [
        trace(f"c{k}", *[("pay", "app", f"2026-03-{d:02}T10:00:00Z") for d in range(1, 11)]) for k in range(6_000)
    ]
    counts = measure_log(SETTINGS, [written(tmp_path / "log.xes", *traces, space="")])
    assert counts.intake.counted == 60_000
    assert headline(counts.rows["journeys"])["journeys"] == 6_000


BOMB = '<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "doctype", [BOMB, OUTSIDE, "<!DOCTYPE log>", '<!DOCTYPE log SYSTEM "http://example.org/x.dtd">']
)
def test_definitions_are_refused(tmp_path: Path, doctype: str) -> None:
    path = written(tmp_path / "log.xes", trace("&x;"), head=HEAD + doctype)
    with pytest.raises(UnreadableLog, match="defines things of its own"):
        measure_log(SETTINGS, [path])


def test_what_is_no_event_log(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text("<html></html>")
    with pytest.raises(UnreadableLog, match="no event log"):
        measure_log(SETTINGS, [path])
    path.write_text("<log>" + "<a>" * 300)
    with pytest.raises(UnreadableLog, match="nested deeper"):
        measure_log(SETTINGS, [path])
    whole = written(path, trace("a", ("pay", "app", "2026-03-01T10:00:00Z"))).read_text()
    path.write_text(whole[: len(whole) // 2])
    with pytest.raises(UnreadableLog, match="is no XML"):
        measure_log(SETTINGS, [path])
