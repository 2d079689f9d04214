"""The lines of the GitLab job in docs/ci.md, run as its runner does."""

import json
from pathlib import Path

import pytest

from ci.pipelines import BROKEN, HARMFUL, HARMLESS, calls, documented, repository, run, stub

JOB = documented("GitLab")["strategy"]
SCRIPT = "\n".join(JOB["script"])
SERVER = {"CI_API_V4_URL": "https://git.example.org/api/v4", "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "7"}


@pytest.mark.parametrize(("after", "code"), [(HARMLESS, 0), (HARMFUL, 1), (BROKEN, 2)])
def test_the_job_ends_as_its_findings_say(after: str, code: int, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    base = repository(folder, after)
    for name in ("pip", "curl"):
        stub(tmp_path / "stubs", name)
    done = run(
        SCRIPT, folder, tmp_path / "stubs", CI_MERGE_REQUEST_DIFF_BASE_SHA=base, NOTES_TOKEN="secret", **SERVER,
        STRATEGY="map",
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert [call.split()[0] for call in calls(tmp_path / "stubs", "pip")] == ["install"]
    for file in JOB["artifacts"]["reports"].values():
        assert (folder / file).is_file()
    assert isinstance(json.loads((folder / "quality.json").read_text("utf-8")), list)
    told = calls(tmp_path / "stubs", "curl")
    if code == 2:
        assert told == []
    else:
        assert told[0].endswith("body@comment.md https://git.example.org/api/v4/projects/5/merge_requests/7/notes")


def test_without_a_token_the_comparison_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    base = repository(folder, HARMFUL)
    for name in ("pip", "curl"):
        stub(tmp_path / "stubs", name)
    variables = {**SERVER, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "STRATEGY": "map"}
    assert run(SCRIPT, folder, tmp_path / "stubs", **variables).returncode == 1
    assert calls(tmp_path / "stubs", "curl") == []
    assert "Last way to a person lost" in (folder / "comment.md").read_text("utf-8")
    assert JOB["artifacts"]["paths"] == ["comment.md"]


def test_the_whole_history_is_fetched() -> None:
    assert JOB["variables"]["GIT_DEPTH"] == 0
    assert Path(JOB["variables"]["STRATEGY"]).parts[0] == "maps"
