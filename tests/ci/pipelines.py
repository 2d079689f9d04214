"""What the tests of pipelines share: a repository with a change, stubs for what only a build server has, and its files."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from docs.scratch import ENVIRONMENT, ROOT, git

STRATEGY = """\
ecaremap: 1
name: Example
touchpoints: [call-centre, website]
requests: {cancel: {job: transact, emotion: high}}
coverage:
  cancel: {call-centre: human, website: inform}
"""
HARMFUL = STRATEGY.replace("call-centre: human,", "call-centre: human -> none,")
BROKEN = STRATEGY.replace("call-centre: human,", "call-centre: humane,")
HARMLESS = STRATEGY.replace("name: Example", "name: An example")


def repository(folder: Path, after: str, before: str = STRATEGY) -> str:
    """Two commits of `map/strategy.yaml`; the id of the first."""
    (folder / "map").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "README").write_text("x", "utf-8")
    for text, message in ((before, "Before"), (after, "After")):
        if text:
            (folder / "map" / "strategy.yaml").write_text(text, "utf-8")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD~1")


def stub(folder: Path, name: str, body: str = "") -> Path:
    """A program that writes its words into `NAME.log`, one line a call, and may do more."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    log = shlex.quote(str(folder / f"{name}.log"))
    program.write_text(f'#!/bin/bash\nprintf "%s\\n" "$*" >> {log}\n{body}\n', "utf-8")
    program.chmod(0o755)
    return program


def calls(folder: Path, name: str) -> list[str]:
    log = folder / f"{name}.log"
    return log.read_text("utf-8").splitlines() if log.exists() else []


def run(script: str, cwd: Path, stubs: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step as build servers run it: bash that stops at the first failure."""
    environment = {**ENVIRONMENT, "PATH": f"{stubs}:{ENVIRONMENT['PATH']}", **variables}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=cwd, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def documented(heading: str) -> Any:
    """The YAML below a heading of docs/ci.md."""
    text = (ROOT / "docs" / "ci.md").read_text("utf-8").partition(f"\n## {heading}\n")[2]
    return yaml.safe_load(re.search(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1])  # type: ignore[index]


def options_of(command: list[str]) -> set[str]:
    """Every option that a command of the tool knows."""
    done = subprocess.run(
        [sys.executable, "-m", "ecaremap", *command, "--help"], env=ENVIRONMENT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", done.stdout))
