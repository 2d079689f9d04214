"""Transcripts: each folder of `cases` is a command, what it is given, and all that it says and writes.

A case holds `cmd` (one command line, with variables before it if need be), the strategy's files, and what is
expected: `stdout`, `stderr`, `exit`, and `files`, the names of new files. What is missing is empty, or 0.
`stdin` is fed to the command; `given.py` makes input that is no fun to store.
`pytest tests/test_cases.py --bless` writes the expectations; read the diff before you believe it.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/cmd"))
EXPECTED = ("stdout", "stderr", "exit", "files")
NO_INPUT = (*EXPECTED, "cmd", "stdin", "given.py")
ENVIRONMENT = {
    "NO_COLOR": "1",
    "SOURCE_DATE_EPOCH": "1795219200",  # 2026-11-21
    "COLUMNS": "100",
}


def run(case: Path, folder: Path) -> dict[str, str]:
    """The command in a copy of the case, and what came of it."""
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns(*NO_INPUT))
    if (case / "given.py").exists():
        subprocess.run([sys.executable, str(case / "given.py")], cwd=folder, check=True)
    before = tree(folder)
    words = shlex.split((case / "cmd").read_text("utf-8"))
    variables = {}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        variables[name] = value
    assert words[0] == "ecaremap"
    kept = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "TERM")}
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**kept, **ENVIRONMENT, **variables},
        input=(case / "stdin").read_bytes() if (case / "stdin").exists() else b"",
        capture_output=True,
    )
    after = tree(folder)
    assert all(after.get(name) == data for name, data in before.items()), "the input was changed"
    return {
        "stdout": done.stdout.decode(),
        "stderr": done.stderr.decode(),
        "exit": f"{done.returncode}\n" if done.returncode else "",
        "files": "".join(f"{name}\n" for name in sorted(after.keys() - before.keys())),
    }


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def expected(case: Path) -> dict[str, str]:
    return {name: (case / name).read_text("utf-8") if (case / name).exists() else "" for name in EXPECTED}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    result = run(case, tmp_path / case.name)
    if request.config.getoption("--bless"):
        for name, text in result.items():
            if text:
                (case / name).write_text(text, "utf-8")
            else:
                (case / name).unlink(missing_ok=True)
    assert result == expected(case)


def test_no_case_shows_our_insides() -> None:
    for case in CASES:
        said = expected(case)
        assert "Traceback" not in said["stderr"] + said["stdout"]
        assert said["exit"].strip() in ("", "1", "2"), case.name
