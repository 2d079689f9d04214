"""Evidence written beside a strategy: exact, without customers, whole or not at all."""

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from evidences import HEAD, TODAY

sys.path.append(str(Path(__file__).parents[1] / "measure" / "figures"))
from counting import DAY, START, Contact, count
from hypothesis import given, settings
from hypothesis import strategies as st

from ecaremap.load.evidence import read_texts
from ecaremap.load.loading import load
from ecaremap.load.problems import Unreadable
from ecaremap.measure.evidence import NothingCounted, evidence_of
from ecaremap.measure.figures.figures import figures
from ecaremap.measure.kept_json import read_kept
from ecaremap.measure.model import Refused, Unmapped
from ecaremap.measure.problems import UnreadableLog
from ecaremap.render.evidence_yaml import render_evidence
from ecaremap.usecases.measuring import MeasuredLog, keep, kept_beside, measured
from ecaremap.usecases.validate import validate

TOUCHPOINTS = ("app", "call-centre", "chat", "ivr", "website")
STRATEGY = HEAD.replace("[call-centre, app]", f"[{', '.join(TOUCHPOINTS)}]") + (
    "requests: {cancel: {}, pay-bill: {}, track-order: {}}\ncoverage:\n  pay-bill: {app: self-serve, call-centre: human}\n"
)


def contacts(many: int = 60, seed: int = 0) -> list[Contact]:
    """Needs that begin in the app, half of them go on to the phone; nothing random about them."""
    found = []
    for n in range(many):
        key = f"customer-{seed}-{n:05d}"
        found.append(Contact(key, "pay-bill", "app", START + n * DAY, n % 2 == 0, 1 + (n + seed) % 5, 10))
        if n % 2:
            found.append(Contact(key, "pay-bill", "call-centre", START + n * DAY + 3600, n % 3 > 0, None, 600))
    return found


def measurement(path: Path, seed: int = 0, many: int = 60) -> MeasuredLog:
    (path / "map.yaml").write_text(STRATEGY, encoding="utf-8")
    return measured(validate(path, TODAY), count(contacts(many, seed), smallest=10))


CONTACTS = st.builds(
    Contact,
    st.sampled_from([f"secret-{n}" for n in range(40)]),
    st.sampled_from(["cancel", "pay-bill", "track-order"]),
    st.sampled_from(TOUCHPOINTS),
    st.integers(START, START + 90 * DAY),
    st.sampled_from([True, False, None]),
    st.sampled_from([None, 0, 1]),
    st.integers(0, 900),
)
ODD = "Frau \"Müller\" \\ ruft: an # {x}, 'y' | \u2028 no"


@settings(max_examples=60)
@given(st.lists(CONTACTS, min_size=20, max_size=120), st.integers(1, 12))
def test_reading_gives_what_was_written_and_nothing_of_a_customer(log: list[Contact], smallest: int) -> None:
    counts = count(log, smallest, (Refused(ODD, 3, "secret-example"),), (Unmapped("request", ODD, 20),))
    found = figures(counts)
    try:
        evidence = evidence_of(ODD, counts, found)
    except NothingCounted:
        assert found.slices.all.withheld
        return
    text = render_evidence(evidence)
    (file,), _ = read_texts([("evidence/measured-x.yaml", text.encode())], 0)
    assert file.faults == ()
    assert file.evidence == evidence
    assert "secret" not in text
    assert "/home" not in text
    for row in evidence.cells.values():
        assert all(cell.contacts >= smallest for cell in row.values())
    assert all(n >= smallest for request in evidence.requests.values() for n in request.starts_at.values())


def test_rare_unknown_values_are_not_named() -> None:
    unknown = (Unmapped("request", "MOVE", 25), Unmapped("request", "Mrs Smith, 12 High Street", 1))
    counts = count(contacts(), 10, unmapped=unknown)
    text = render_evidence(evidence_of("X", counts, figures(counts)))
    assert "{column: request, value: MOVE, rows: 25}" in text
    assert "Smith" not in text
    assert "{column: request, value: other values, rows: 1}" in text


def test_files_are_named_without_their_folders() -> None:
    counts = count(contacts(), 10)
    intake = replace(counts.intake, sources=("C:\\Users\\anna\\log.csv", "/home/anna/b.parquet"))
    counts = replace(counts, intake=intake)
    assert evidence_of("X", counts, figures(counts)).log.files == ("b.parquet", "log.csv")


def test_evidence_is_written_and_lies_over_the_strategy(tmp_path: Path) -> None:
    found = measurement(tmp_path)
    paths = keep(found, str(tmp_path))
    assert paths[0].name == "measured-2026-03.yaml"
    assert [path.name.split(".", 2)[2] for path in paths[1:]] == ["json.gz", "parquet"]
    (file,), _ = read_texts([("evidence/measured-2026-03.yaml", paths[0].read_bytes())], 0)
    evidence = file.evidence
    assert evidence is not None and evidence.rows is not None and evidence.counts is not None
    for named, path in zip((evidence.rows, evidence.counts), paths[1:], strict=True):
        assert (named.file, named.sha256) == (path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    assert read_kept(paths[1].read_bytes()) == found.kept == kept_beside(validate(tmp_path, TODAY))
    cell = load(tmp_path).project.strategy.coverage["pay-bill"]["app"]  # type: ignore[union-attr]
    # 30 of 60 are resolved in the app; Wilson: 37.7% to 62.3%.
    assert cell.completion is not None
    assert cell.completion.text == "50% (37.7% to 62.3%)"


def test_a_strategy_says_what_the_log_covers(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(STRATEGY, encoding="utf-8")
    whole = measured(validate(tmp_path, TODAY), count(contacts(), smallest=10))
    part = measured(validate(tmp_path, TODAY), whole.counts, "a part")
    assert whole.evidence is not None and part.evidence is not None
    assert (whole.evidence.covers, part.evidence.covers) == ("all contacts", "a part")


KEPT = {"contacts": 88, "gaps": 30, "journeys": 59, "moves": 30}
"""Of 60 needs with 90 contacts those of January and February; the one of March is too few, and so is all that is left."""


def test_the_parquet_file_holds_the_counts_and_says_what_they_are(tmp_path: Path) -> None:
    found = measurement(tmp_path)
    file = keep(found, str(tmp_path))[2]
    text = f"select output, sum(coalesce(journeys, n)) from '{file}' group by output order by output"
    there = dict(duckdb.connect().execute(text).fetchall())
    assert KEPT.items() <= there.items()
    assert set(there) == set(found.counts.rows)
    small = f"select count(*) from '{file}' where coalesce(journeys, n) < 10"
    assert duckdb.connect().execute(small).fetchall() == [(0,)]
    said = duckdb.connect().execute(f"select decode(key), decode(value) from parquet_kv_metadata('{file}')").fetchall()
    assert dict(said) == {
        "strategy": "Example", "period": "2026-01 to 2026-03", "source": "contacts.parquet",
        "query": found.counts.query_hash,
    }  # fmt: skip


def test_without_duckdb_the_evidence_is_written_all_the_same(tmp_path: Path) -> None:
    def missing(*_: object) -> None:
        raise UnreadableLog("Measuring needs DuckDB.", "Install it.")

    paths = keep(measurement(tmp_path), str(tmp_path), missing)
    assert [path.suffix for path in paths] == [".yaml", ".gz"]
    assert "counts:" not in paths[0].read_text("utf-8")
    assert kept_beside(validate(tmp_path, TODAY)) is not None


def test_measuring_again_leaves_one_set(tmp_path: Path) -> None:
    keep(measurement(tmp_path), str(tmp_path))
    (tmp_path / "evidence" / ".measured-2026-03.yaml.left").write_text("of a run that was stopped", encoding="utf-8")
    again = keep(measurement(tmp_path, seed=1), str(tmp_path))
    assert sorted(path.name for path in (tmp_path / "evidence").iterdir()) == sorted(path.name for path in again)


def test_the_same_log_gives_the_same_bytes(tmp_path: Path) -> None:
    first = {path: path.read_bytes() for path in keep(measurement(tmp_path), str(tmp_path))}
    assert first == {path: path.read_bytes() for path in keep(measurement(tmp_path), str(tmp_path))}


def test_too_little_to_keep_is_said(tmp_path: Path) -> None:
    found = measurement(tmp_path, many=3)
    assert found.evidence is None
    assert found.remarks == ("The log holds no contacts of at least 10 journeys that could be counted.",)
    with pytest.raises(Unreadable, match="nothing to keep"):
        keep(found, str(tmp_path))
    assert not (tmp_path / "evidence").exists()


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_half(tmp_path: Path) -> None:
    found = measurement(tmp_path)
    (tmp_path / "evidence").write_text("in the way", encoding="utf-8")
    with pytest.raises(Unreadable, match="cannot write"):
        keep(found, str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evidence", "map.yaml"]


# Killed at every step: what is there afterwards is the old measurement or the new one.

CHILD = """
import os, sys
from pathlib import Path
sys.path[:0] = {paths!r}
from test_keeping import measurement, parquet_like, states, steps_until
from ecaremap.usecases.measuring import keep
root = Path(sys.argv[1])
found = measurement(root, seed=1)
for step in range(1, 200):
    child = os.fork()
    if child == 0:
        steps_until(step)
        keep(found, str(root), parquet_like)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    there = states(root)
    print(step, os.WIFSIGNALED(status), *there, sep="\\t", flush=True)
    if not os.WIFSIGNALED(status):
        break
    for stale in (root / "evidence").glob("*"):
        stale.unlink()
    for name, data in {old!r}.items():
        (root / "evidence" / name).write_bytes(data)
"""


def states(root: Path) -> list[str]:
    """Every file of the evidence with a mark of its content."""
    files = sorted((root / "evidence").glob("[!.]*"))
    return [f"{file.name}:{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]


def parquet_like(path: Path, tables: object, _: object) -> None:
    """Counts as plain text: how DuckDB writes is not the question here."""
    path.write_text(repr(tables), encoding="utf-8")


def steps_until(last: int) -> None:
    """Kill this process before its `last`-th touch of the file system."""
    left = [last]

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event in (
            "open",
            "os.rename",
            "os.remove",
            "os.chmod",
            "os.mkdir",
            "tempfile.mkstemp",
            "os.scandir",
            "glob.glob",
        ):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def test_killed_at_every_step_it_is_old_or_new_and_never_half(tmp_path: Path) -> None:
    old = keep(measurement(tmp_path), str(tmp_path), parquet_like)
    kept = {path.name: path.read_bytes() for path in old}
    here = Path(__file__).parent
    paths = [str(here), str(here.parent / "measure" / "figures")]
    code = CHILD.format(paths=paths, old=kept)
    before = set(states(tmp_path))
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert lines[-1][1] == "False", "the last run is not killed"
    new = set(lines[-1][2:])
    outcomes = set()
    for _, _, *there in lines:
        valid = next(entry for entry in there if entry.startswith("measured-2026-03.yaml:"))
        outcomes.add(valid in new)
        # The files that the evidence names are there, whole; those that the other one named may be, too.
        assert (new if valid in new else before) <= set(there)
    assert outcomes == {True, False}
    assert len(lines) > 8


def test_the_last_state_can_be_read(tmp_path: Path) -> None:
    keep(measurement(tmp_path), str(tmp_path), parquet_like)
    found = load(tmp_path).project
    assert found is not None
    assert found.evidence is not None
    assert found.evidence.last is not None
    assert found.evidence.last.evidence is not None
    assert found.evidence.last.evidence.last == date(2026, 3, 1)
