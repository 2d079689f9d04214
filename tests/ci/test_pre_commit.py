"""The hooks for the pre-commit framework, installed and run by it from a clone of this repository."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ci.pipelines import BROKEN, HARMLESS, documented, options_of, read, repository
from docs.scratch import ENVIRONMENT, ROOT, git

HOOKS = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}
PACKED = ("src", "maps", "templates", "README.md", "LICENSE", "pyproject.toml", ".pre-commit-hooks.yaml")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as others find it: a commit of what the hooks need."""
    folder = tmp_path_factory.mktemp("published") / "ecaremap"
    folder.mkdir()
    for name in PACKED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "As it is")
    return folder


def test_each_hook_is_a_command_with_options_it_knows() -> None:
    assert set(HOOKS) == {"ecaremap-validate", "ecaremap-sign"}
    for hook in HOOKS.values():
        tool, command, *options = hook["entry"].split()
        assert tool == "ecaremap"
        assert set(options) <= options_of([command])
        assert re.search(hook["files"], "maps/telecom/strategy.yaml")
        assert not re.search(hook["files"], "README.md")


def test_the_document_uses_hooks_that_exist() -> None:
    [repo] = documented("Before a commit")["repos"]
    for hook in repo["hooks"]:
        command = HOOKS[hook["id"]]["entry"].split()[1]
        assert {word for word in hook["args"] if word.startswith("-")} <= options_of([command])


@pytest.mark.package
def test_pre_commit_installs_and_runs_them(published: Path, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    repository(folder, HARMLESS)
    config = folder / ".pre-commit-config.yaml"
    hooks = "".join(f"      - {{id: {name}, args: [map]}}\n" for name in HOOKS)
    revision = git(published, "rev-parse", "HEAD")
    config.write_text(f"repos:\n  - repo: {published}\n    rev: {revision}\n    hooks:\n{hooks}", "utf-8")
    git(folder, "add", "-A")
    variables = {**ENVIRONMENT, "PRE_COMMIT_HOME": str(tmp_path / "home")}

    def committing() -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--verbose"], cwd=folder, env=variables, capture_output=True, text=True
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    code, said = committing()
    assert code == 0, said
    assert said.count("Passed") == 2
    (folder / "map" / "strategy.yaml").write_text(BROKEN, "utf-8")
    git(folder, "add", "-A")
    code, said = committing()
    assert code == 1
    assert "error[M2" in said
    assert "did you mean" in said
