"""A log counted in parts, by several threads, finds what it finds in one; rows out of order are noticed."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from ecaremap.measure import definitions, walking
from ecaremap.measure.engines import parts
from ecaremap.measure.engines.duck import Duck, Limits
from ecaremap.measure.engines.parts import Staged
from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import Counts, Settings
from ecaremap.measure.problems import UnreadableLog
from measure import logs

CONTACTS = 20_000


@pytest.fixture(scope="module")
def drawn() -> ModuleType:
    return logs.generator()


@pytest.fixture(scope="module", params=[False, True], ids=["numbers", "texts"])
def log(request: pytest.FixtureRequest, drawn: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawn log whose customers are numbers, or texts."""
    folder = tmp_path_factory.mktemp("log")
    drawn.write(drawn.draw(CONTACTS, 11), folder, string_ids=request.param, csv=False)
    return folder / "contacts.parquet"


@pytest.fixture(scope="module")
def given(drawn: ModuleType) -> Settings:
    return logs.drawn_settings(drawn)


def rows(counts: Counts) -> dict[str, list[tuple[int, ...]]]:
    return {name: list(found) for name, found in counts.rows.items()}


def truth(drawn: ModuleType) -> dict[str, list[tuple[int, ...]]]:
    return {name: [tuple(row) for row in want] for name, want in drawn.outputs(drawn.draw(CONTACTS, 11)).items()}


def noted_walks(monkeypatch: pytest.MonkeyPatch) -> set[walking.Walk]:
    """The walks that outputs are asked for with, as they are asked."""
    walks: set[walking.Walk] = set()
    output = definitions.output

    def noted(name: str, end: int, walk: walking.Walk) -> str:
        walks.add(walk)
        return output(name, end, walk)

    monkeypatch.setattr(definitions, "output", noted)
    return walks


@pytest.mark.parametrize(("threads", "most"), [(1, 1_500), (3, 4_000), (4, 16_000_000)])
def test_parts_add_up(
    monkeypatch: pytest.MonkeyPatch, drawn: ModuleType, given: Settings, log: Path, threads: int, most: int
) -> None:
    monkeypatch.setattr(parts, "LEAST", 1_000)
    monkeypatch.setattr(parts, "MOST", most)
    asked: list[str] = []
    part = parts._part

    def noted(duck: Duck, staged: Staged, outputs: Sequence[str], where: str, number: int) -> None:
        asked.append(where)
        part(duck, staged, outputs, where, number)

    monkeypatch.setattr(parts, "_part", noted)
    assert rows(measure_log(given, [log], threads=threads)) == truth(drawn)
    # Every customer is in one part, the first and the last part are open.
    assert len(asked) == len(set(asked)) == max(threads, -(-CONTACTS // most))


def test_rows_out_of_order_are_noticed_and_counted_in_windows(
    monkeypatch: pytest.MonkeyPatch, drawn: ModuleType, given: Settings, log: Path
) -> None:
    monkeypatch.setattr(parts, "IN_ORDER", replace(walking.IN_ORDER, contacts="contact"))
    walks = noted_walks(monkeypatch)
    assert rows(measure_log(given, [log], threads=2)) == truth(drawn)
    assert walks == {walking.IN_WINDOWS}


def test_sorted_rows_are_counted_as_they_come(monkeypatch: pytest.MonkeyPatch, given: Settings, log: Path) -> None:
    walks = noted_walks(monkeypatch)
    measure_log(given, [log], threads=2)
    assert walks == {walking.IN_ORDER}


def test_a_part_that_fails_ends_them_all(monkeypatch: pytest.MonkeyPatch, given: Settings, log: Path) -> None:
    monkeypatch.setattr(parts, "LEAST", 1_000)
    part = parts._part

    def fails(duck: Duck, staged: Staged, outputs: Sequence[str], where: str, number: int) -> None:
        if number == 2:
            raise UnreadableLog("There is not enough memory for this log.", "Allow more with --memory.")
        part(duck, staged, outputs, where, number)

    monkeypatch.setattr(parts, "_part", fails)
    with pytest.raises(UnreadableLog, match="not enough memory"):
        measure_log(given, [log], threads=4)


def test_a_query_that_is_stopped_is_somebody_stopping_the_command() -> None:
    with Duck([], Limits()) as duck:
        timer = threading.Timer(0.2, duck.interrupt)
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            duck.row("select sum(a.range * b.range) from range(1000000) a, range(1000000) b")
        timer.join()


@pytest.mark.parametrize(("said", "kind"), [("Query interrupted", KeyboardInterrupt), ("Else", RuntimeError)])
def test_what_duckdb_says_of_a_signal(said: str, kind: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    class Signalled:
        def execute(self, *_: object) -> None:
            raise RuntimeError(said)

        def close(self) -> None: ...

    with Duck([], Limits()) as duck:
        monkeypatch.setattr(duck, "_connection", Signalled())
        with pytest.raises(kind):
            duck.run("select 1")
