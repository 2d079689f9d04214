"""measure: every spelling, evidence beside the strategy unless told otherwise, sentences for what goes wrong."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from commands import hashes, tool

ROOT = Path(__file__).parents[2]
LOG = ROOT / "examples/telecom-log/illustrative-contacts-2026.csv.gz"
DAY = ("--as-of", "2026-11-22")


@pytest.fixture(scope="module")
def strategy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's map without anything measured."""
    folder = tmp_path_factory.mktemp("measured") / "telecom"
    shutil.copytree(ROOT / "maps/telecom", folder, ignore=shutil.ignore_patterns("evidence"))
    return folder


def test_every_spelling_has_the_truth_of_the_example(strategy: Path) -> None:
    """The truth is what the script that made the log printed, counted from its needs."""
    before = hashes(strategy)
    runs = {
        name: tool("measure", strategy, "--log", LOG, "--no-save", "--format", name, *DAY)
        for name in ("json", "csv", "text", "md", "html")
    }
    assert {name: run.returncode for name, run in runs.items()} == dict.fromkeys(runs, 0), runs["json"].stderr
    assert hashes(strategy) == before, "nothing is written with --no-save"
    shares = {f["name"]: f["share"] for f in json.loads(runs["json"].stdout)["dashboard"]["figures"]}
    truth = json.loads(tool_truth())
    assert (
        shares["digital_start_share"]["n"] == truth["start_digital"]
        and shares["digital_start_share"]["of"] == truth["needs"]
    )
    assert shares["leakage"]["n"] == truth["with_a_person_in_a_day"]
    assert shares["digital_end_to_end_share"]["n"] == truth["digital_end_to_end"]
    assert shares["one_contact_resolution"]["n"] == truth["solved_with_one_contact"]
    rows = {(r["metric"], r["scope"], r["month"]): r for r in csv.DictReader(io.StringIO(runs["csv"].stdout))}
    for cell, counted in truth["planted"].items():
        found = rows["completion", f"cell:{cell}", ""]
        assert f"{found['numerator']} of {found['denominator']}" == counted
    for cell, counted in truth["calls_after_7d"].items():
        found = rows["calls_after_7d", f"cell:{cell}", ""]
        assert f"{found['numerator']} of {found['denominator']}" == counted
    ways = {way: rows["variant_share", f"way:{way}", ""] for way in truth["ways"]}
    assert {way: int(row["numerator"]) for way, row in ways.items()} == truth["ways"]
    assert {int(row["denominator"]) for row in ways.values()} == {truth["needs"]}
    listed = json.loads(runs["json"].stdout)["dashboard"]["variants"]
    assert [row["needs"] for row in listed["rows"]] == sorted(truth["ways"].values(), reverse=True)
    assert listed["left_needs"] == truth["needs"] - sum(truth["ways"].values())
    for name in ("text", "md", "html"):
        assert "begin digitally" in runs[name].stdout and "made up" in " ".join(runs[name].stdout.split())
    assert "\x1b" not in runs["text"].stderr and "%" not in runs["text"].stderr, "no progress where nobody watches"


def tool_truth() -> str:
    """What the example's script prints; the committed log is what it writes."""
    import subprocess
    import sys
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "again.csv"
        done = subprocess.run(
            [sys.executable, ROOT / "examples/contact_log.py", again], capture_output=True, text=True, check=True
        )
        import gzip

        assert again.read_bytes() == gzip.decompress(LOG.read_bytes())
    return done.stdout


def said(strategy: Path) -> list[str]:
    """The evidence of September without the fingerprints, which follow the wording of the query."""
    text = (strategy / "evidence/measured-2026-09.yaml").read_text("utf-8")
    return [line for line in text.splitlines() if not line.strip().startswith(("query:", "file:", "sha256:"))]


def test_evidence_is_kept_as_it_is_committed(strategy: Path, tmp_path: Path) -> None:
    kept = tmp_path / "telecom"
    shutil.copytree(strategy, kept)
    done = tool("measure", kept, "--log", LOG, "--quarantine", tmp_path / "refused.csv", *DAY)
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (kept / "evidence").iterdir())
    assert [name.split(".")[0] for name in names] == ["measured-2026-09"] * 3
    assert "rows were not counted: no customer" in done.stderr and "measured-2026-09.yaml" in done.stderr
    assert "FAX" in done.stderr
    assert len((tmp_path / "refused.csv").read_text("utf-8").splitlines()) > 300
    # What is committed beside the example is what measuring it gives.
    assert said(kept) == said(ROOT / "maps/telecom")
    # Again: the same files, nothing left over.
    assert tool("measure", kept, "--log", LOG, *DAY).returncode == 0
    assert sorted(path.name for path in (kept / "evidence").iterdir()) == names


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--log", "nowhere.csv"), "There is no log 'nowhere.csv'"),
        (("--engine", "abacus"), "There is no engine 'abacus'"),
        (("--salt-file", "nowhere.txt"), "The salt in 'nowhere.txt' cannot be read"),
        (("--audience", "public"), "no dashboard for this audience"),
    ],
)
def test_what_goes_wrong_is_a_sentence(strategy: Path, arguments: tuple[str, ...], said: str) -> None:
    given = arguments if "--log" in arguments else ("--log", str(LOG), *arguments)
    done = tool("measure", strategy, *given, "--no-save", *DAY)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_a_strategy_has_to_say_how_its_log_is_read(tmp_path: Path) -> None:
    plain = ROOT / "maps/minimal.yaml"
    done = tool("measure", plain, "--log", LOG, "--no-save", *DAY)
    assert done.returncode == 2 and "does not say which column" in done.stderr
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(plain.read_text("utf-8") + "\nmeasurement: {contacts: {custommer: key}}\n", "utf-8")
    done = tool("measure", wrong, "--log", LOG, "--no-save", *DAY)
    assert done.returncode == 2 and "customer" in done.stderr and "wrong.yaml:" in done.stderr
