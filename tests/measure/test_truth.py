"""What is counted is what was drawn: every row and column, by three ways that share no code."""

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import SameNeed, Settings
from ecaremap.measure.summing import headline
from measure import logs, reference
from measure.reference import One

TEXT = ("journeys", "moves", "contacts", "gaps", "finished", "variants")


@pytest.fixture(scope="module")
def drawn() -> ModuleType:
    return logs.generator()


def found(given: Settings, path: Path) -> reference.Rows:
    counts = measure_log(given, [path], threads=2)
    return {name: list(counts.rows[name]) for name in TEXT}


@pytest.mark.parametrize("strings", [False, True])
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_drawn_log_is_found_again(tmp_path: Path, drawn: ModuleType, kind: str, strings: bool) -> None:
    log = drawn.draw(50_000, 3)
    drawn.write(log, tmp_path, string_ids=strings, csv=True)
    want = drawn.outputs(log)
    got = found(logs.drawn_settings(drawn), tmp_path / f"contacts.{kind}")
    for name in TEXT:
        assert got[name] == [tuple(row) for row in want[name]]


def test_a_million_contacts(tmp_path: Path, drawn: ModuleType) -> None:
    log = drawn.draw(1_000_000, 4)
    drawn.write(log, tmp_path, string_ids=False, csv=False)
    want, truth = drawn.outputs(log), drawn.truth(log)
    counts = measure_log(logs.drawn_settings(drawn), [tmp_path / "contacts.parquet"], threads=2)
    for name in TEXT:
        assert list(counts.rows[name]) == [tuple(row) for row in want[name]]
    sums = headline(counts.rows["journeys"])
    assert (sums["journeys"], sums["contacts"], sums["leaked_24h"]) == (
        truth["journeys"], truth["contacts"], truth["leak"],
    )  # fmt: skip


def test_the_reference_finds_the_same(tmp_path: Path, drawn: ModuleType) -> None:
    log = drawn.draw(50_000, 5)
    channel, request = drawn.by_id(tuple(c[0] for c in drawn.CHANNELS)), drawn.by_id(drawn.REQUESTS)
    contacts = [
        One(int(log.contact[k]), str(log.customer[k]), int(log.request[k]), int(request[log.request[k]]), 0,
            int(log.second[k]), drawn.WINDOW, int(channel[log.channel[k]]), bool(drawn.DIGITAL[log.channel[k]]),
            bool(drawn.PERSON[log.channel[k]]), bool(log.resolved[k]), int(log.csat[k]) or None, int(log.cost[k]))
        for k in range(len(log.step))
    ]  # fmt: skip
    want = reference.outputs(contacts)
    assert want == {name: [tuple(row) for row in rows] for name, rows in drawn.outputs(log).items()}


START = 1_772_000_000
DAY = 86_400
MOMENTS = st.sampled_from(
    [START + base + off for base in (0, DAY, 7 * DAY, 8 * DAY, 14 * DAY, 30 * DAY, 37 * DAY) for off in (-1, 0, 1)]
)


@st.composite
def contacts_of(draw: st.DrawFn, rule: SameNeed) -> list[One]:
    """A few customers with many contacts at the same seconds, and at the ends of every window."""
    found = []
    for number in range(draw(st.integers(1, 24))):
        request, channel = draw(st.integers(0, 2)), draw(st.integers(0, 3))
        found.append(One(
            number, draw(st.sampled_from("ab")), logs.need_of(request, rule), request, draw(st.integers(0, 2)),
            draw(MOMENTS), logs.REASONS[request].window, channel, logs.CHANNELS[channel].family == "digital",
            logs.CHANNELS[channel].person, draw(st.sampled_from([None, True, False])),
            draw(st.sampled_from([None, 0, 1, 5, 100])), draw(st.sampled_from([None, 0, 7, 1250])),
        ))  # fmt: skip
    return found


@pytest.mark.parametrize("rule", ["strict", "family", "any"])
def test_small_logs_at_the_edges(tmp_path: Path, rule: SameNeed) -> None:
    """Ties, windows to the second, several windows in one journey, outcomes and grades that are missing."""
    given_settings = Settings(logs.CHANNELS, logs.REASONS, logs.SETTINGS.segments, logs.COLUMNS, (), (), same_need=rule)

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(contacts_of(rule), st.randoms())
    def check(contacts: list[One], shuffled: object) -> None:
        rows = [logs.row(one) for one in contacts]
        shuffled.shuffle(rows)  # type: ignore[attr-defined]
        path = logs.write_csv(tmp_path / "log.csv", [*rows, *rows[:2]])
        counts = measure_log(given_settings, [path], threads=1)
        assert counts.intake.repeated == len(rows[:2])
        assert {name: list(counts.rows[name]) for name in TEXT} == reference.outputs(contacts)

    check()


def test_months_and_shards_add_up(tmp_path: Path, drawn: ModuleType) -> None:
    """Customers in two files, counted apart, give the same sums, but for what the end of each file hides."""
    log = drawn.draw(20_000, 6)
    drawn.write(log, tmp_path, string_ids=False, csv=False)
    given = logs.drawn_settings(drawn)
    whole = measure_log(given, [tmp_path / "contacts.parquet"])
    again = measure_log(given, [tmp_path / "contacts.parquet"], threads=1, memory="500MB", band=True)
    assert again.rows == whole.rows
    assert again.band["strict"] == headline(whole.rows["journeys"])
    assert again.band["any"]["journeys"] <= again.band["family"]["journeys"] <= again.band["strict"]["journeys"]
    assert {sums["contacts"] for sums in again.band.values()} == {whole.intake.counted}


@pytest.mark.parametrize("first", [-2_500, 2**32 - 2_500, 2**40])
def test_ids_of_any_size_are_put_in_the_same_order(tmp_path: Path, drawn: ModuleType, first: int) -> None:
    """Small ids are sorted as small numbers; what is counted does not depend on it."""
    log = drawn.draw(5_000, 9)
    drawn.write(log, tmp_path, string_ids=True, csv=False, before=(first, 0))
    got = found(logs.drawn_settings(drawn), tmp_path / "contacts.parquet")
    assert got == {name: [tuple(row) for row in drawn.outputs(log)[name]] for name in TEXT}


def test_parts_of_a_drawn_log_share_nothing(tmp_path: Path, drawn: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log of the largest benchmark comes in parts: its truth is the sum of theirs."""
    monkeypatch.setattr(drawn, "PART", 4_000)
    truth = drawn.write_parts(tmp_path, 10_000, 1, string_ids=False)
    counts = measure_log(logs.drawn_settings(drawn), [tmp_path])
    sums = headline(counts.rows["journeys"])
    assert {name: sums[name] for name in ("contacts", "journeys", "one_contact", "cost")} == {
        name: truth[name] for name in ("contacts", "journeys", "one_contact", "cost")
    }
    assert sums["leaked_24h"] == truth["leak"]
    assert (len(list(tmp_path.iterdir())), counts.intake.refused, counts.intake.repeated) == (3, (), 0)
