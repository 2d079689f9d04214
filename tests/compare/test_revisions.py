"""Versions come from folders, files and git revisions; what cannot be found is said."""

import json
import os
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from cli.commands import tool
from compare.planting import AFTER, BEFORE, HARMLESS, changed, commit, git

PATH = "maps/fernwall"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits of a strategy, in the second of which harm is planted."""
    folder = tmp_path / "repository"
    commit(folder, {f"{PATH}/strategy.yaml": BEFORE}, "first")
    commit(folder, {f"{PATH}/strategy.yaml": AFTER}, "second")
    return folder


Result = CompletedProcess[str]


def run(folder: Path, *words: str, **more: str) -> Result:
    return tool("diff", *words, cwd=folder, **more)


def harmful(result: Result) -> int:
    return int(json.loads(result.stdout)["counts"].get("harm", {"all": 0})["all"])


@pytest.mark.parametrize(
    "words",
    [
        ("HEAD~1", "HEAD", "--", PATH),
        ("HEAD~1..HEAD", "--", PATH),
        ("HEAD~1...HEAD", "--", PATH),
        ("HEAD~1..", "--", PATH),
        ("HEAD~1", "--", PATH),
        ("HEAD~1", PATH),
        ("HEAD~1", "HEAD"),
        ("HEAD~1..HEAD",),
        ("HEAD~1",),
        ("HEAD~1", "HEAD", "--", f"{PATH}/strategy.yaml"),
    ],
)
def test_revisions(repository: Path, words: tuple[str, ...]) -> None:
    result = run(repository, "--format", "json", *words)
    assert result.returncode == 1, result.stderr
    assert harmful(result) == 4


def test_from_inside_the_repository(repository: Path) -> None:
    result = run(repository / PATH, "HEAD~1", "HEAD", "--", ".")
    assert result.returncode == 1
    assert "HEAD~1:maps/fernwall → HEAD:maps/fernwall" in result.stdout
    assert run(repository / "maps", "HEAD~1").returncode == 1


def test_places_name_the_revision(repository: Path) -> None:
    result = json.loads(run(repository, "--format", "json", "HEAD~1", "HEAD", "--", PATH).stdout)
    places = {(w["old_place"], w["new_place"]) for change in result["changes"] for w in change["written"]}
    lines = [next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("  cancel: {call"))
             for text in (BEFORE, AFTER)]  # fmt: skip
    old, new = (
        f"{revision}:maps/fernwall/strategy.yaml:{line}:12"
        for revision, line in zip(("HEAD~1", "HEAD"), lines, strict=True)
    )
    assert (old, new) in places
    assert not any("/tmp" in place or str(repository) in place for pair in places for place in pair)


def test_work_tree_and_folders(repository: Path, tmp_path: Path) -> None:
    (repository / PATH / "strategy.yaml").write_text(HARMLESS, "utf-8")
    assert run(repository, "HEAD~1", "--", PATH).returncode == 0
    assert run(repository, "HEAD", "--", PATH).returncode == 0  # what was harmed is mended
    (tmp_path / "before.yaml").write_text(BEFORE, "utf-8")
    result = run(repository, str(tmp_path / "before.yaml"), PATH)
    assert result.returncode == 0
    assert "No harm found" in result.stdout


def test_three_dots_leave_out_what_the_other_side_did(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "topic", "HEAD~1")
    commit(repository, {f"{PATH}/strategy.yaml": HARMLESS}, "topic")
    assert run(repository, "main...topic", "--", PATH).returncode == 0
    two = run(repository, "--format", "json", "main..topic", "--", PATH)
    assert "better" in json.loads(two.stdout)["counts"]
    assert (
        json.loads(two.stdout)["counts"]
        != json.loads(run(repository, "--format", "json", "main...topic", "--", PATH).stdout)["counts"]
    )


def test_what_is_extended_comes_from_the_same_revision(repository: Path) -> None:
    base = changed(BEFORE, ("call-centre: human, website: inform}", "call-centre: human}"))
    own = "extends: [../base]\nname: Branch\n"
    commit(repository, {"maps/base/base.yaml": base, "maps/branch/own.yaml": own}, "branch")
    commit(repository, {"maps/base/base.yaml": changed(base, ("cancel: {call-centre: human}", "cancel: {}"))}, "less")
    result = run(repository, "--format", "json", "HEAD~1", "HEAD", "--", "maps/branch")
    assert result.returncode == 1, result.stderr
    assert harmful(result) == 1


def test_nothing_is_written_and_nothing_is_left(repository: Path, tmp_path: Path) -> None:
    before = git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    result = run(repository, "HEAD~1", "HEAD", "--", PATH, TMPDIR=str(temporary))
    assert result.returncode == 1
    assert list(temporary.iterdir()) == []
    assert (git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("HEAD~9", "HEAD", "--", PATH), "'HEAD~9' is neither a file or folder nor a revision"),
        (("nowhere..HEAD", "--", PATH), "'nowhere' is neither a file or folder nor a revision"),
        (("HEAD~1", "HEAD", "--", "maps/other"), "There is no YAML at 'maps/other' in this revision"),
        (("HEAD", "HEAD", "--", "../elsewhere"), "lies in no git repository"),
        (("HEAD~1", "--", "--output=x"), "error"),
        (("--", "--upload-pack=touch x", "HEAD", PATH), "is not the name of a revision"),
        (("--", "-h..HEAD", PATH), "is not the name of a revision"),
        (("", "HEAD"), "One of the words is empty"),
        ((PATH,), "is one strategy"),
        (("x" * 5000, "HEAD"), "is neither a file or folder nor a revision"),
    ],
)
def test_what_cannot_be_found_is_said(repository: Path, words: tuple[str, ...], said: str) -> None:
    result = run(repository, *words)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (repository / "x").exists()


def test_outside_of_any_repository(tmp_path: Path) -> None:
    result = run(tmp_path, "main", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert result.returncode == 2
    assert "There is no file or folder 'main', and no git repository of which it could be" in result.stderr


def test_several_strategies_are_named(repository: Path) -> None:
    commit(repository, {"maps/second/strategy.yaml": BEFORE, "notes.yaml": "a: 1\n", "_old/x.yaml": BEFORE}, "another")
    result = run(repository, "HEAD~1", "HEAD")
    assert result.returncode == 2
    assert "2 strategies: maps/fernwall/strategy.yaml, maps/second/strategy.yaml" in result.stderr


def test_a_folder_of_files_is_one_strategy(tmp_path: Path) -> None:
    head, _, rest = BEFORE.partition("rules:")
    files = {"s/strategy.yaml": head, "s/more/rules.yaml": f"rules:{rest}", "ci.yaml": "on: push\n"}
    commit(tmp_path, files, "first")
    commit(tmp_path, {"s/more/rules.yaml": f"rules:{rest}".replace("cap: show", "cap: inform")}, "second")
    result = run(tmp_path, "HEAD~1..HEAD")
    assert result.returncode == 0, result.stderr
    assert "HEAD~1:s → HEAD:s" in result.stdout


def test_a_broken_side_is_reported_with_its_findings(repository: Path) -> None:
    broken = BEFORE.replace("cap: show", "cap: shwo").replace("  cancel: {name", "  cancel: {nmae")
    (repository / PATH / "strategy.yaml").write_text(broken, "utf-8")
    result = run(repository, "HEAD~1", "--", PATH)
    assert result.returncode == 2
    assert "M201" in result.stderr
    assert "maps/fernwall cannot be read, so nothing was compared." in result.stderr
    commit(repository, {}, "broken")
    result = run(repository, "HEAD~2", "HEAD", "--", PATH)
    assert result.returncode == 2
    assert "HEAD:maps/fernwall/strategy.yaml:" in result.stderr
    rule = BEFORE.replace("cap: show", "cap: shwo")
    (repository / PATH / "strategy.yaml").write_text(rule, "utf-8")
    assert "R102" in run(repository, "HEAD~2", "--", PATH).stderr


def test_links_are_not_followed(repository: Path) -> None:
    os.symlink("/etc", repository / PATH / "link.yaml")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "link")
    assert run(repository, "HEAD~1", "HEAD", "--", PATH).returncode == 0
