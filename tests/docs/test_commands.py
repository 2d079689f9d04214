"""Every command that a document shows is run, in its order, in a repository that holds what it names."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from docs.blocks import Step, lines, promised, steps
from docs.scratch import BEFORE, CODES, ELSEWHERE, ENVIRONMENT, FRESH, NEEDS, ROOT, furnish, shell

sys.path.insert(0, str(ROOT / "docs"))

import reference

REFERENCE = "docs/reference/commands.md"
DOCUMENTS = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")), REFERENCE]
WATCHING = 60
"""Seconds after which a preview that has said nothing counts as broken."""


def text_of(document: str) -> str:
    return reference.commands() if document == REFERENCE else (ROOT / document).read_text("utf-8")


WITH_COMMANDS = [name for name in DOCUMENTS if any(step.does == "run" for step in steps(text_of(name)))]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("furnished") / "repository"
    folder.mkdir()
    furnish(folder)
    return folder


@pytest.mark.parametrize("document", WITH_COMMANDS)
def test_each_command_does_what_the_document_says(document: str, furnished: Path, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    shutil.copytree(furnished, folder)
    for need in NEEDS.get(document, ()):
        need(folder)
    # Only a walk-through, which writes its files, promises what is printed.
    found = list(steps(text_of(document)))
    walk = any(step.does == "write" for step in found)
    printed = ""
    for step in found:
        if step.does == "write":
            (folder / step.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.file).write_text(step.text, "utf-8")
        elif step.does == "run":
            printed += ran(step, folder)
        elif walk:
            assert promised(step.text, printed), f"not printed: {step.text}"


def ran(step: Step, folder: Path) -> str:
    """What a line printed; it ends as it says."""
    if step.text.startswith("ecaremap watch"):
        return watched(step.text, folder)
    if step.text in FRESH:
        shutil.rmtree(folder / "my-strategy", ignore_errors=True)
    if step.text in BEFORE:
        BEFORE[step.text](folder)
    done = shell(step.text.replace("| less", "| cat"), folder / ELSEWHERE.get(step.text, ""))
    wanted = CODES.get(step.text, 0) if step.code is None else step.code
    assert done.returncode == wanted, f"{step.text}\nexit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout + done.stderr


def listening() -> None:
    """Ctrl-C is heard, even if these tests run in the background, where it is not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def watched(line: str, folder: Path) -> str:
    """The first line of a preview, which is then ended as a reader does."""
    words = [str(Path(sys.executable).parent / "ecaremap"), *line.split()[1:]]
    with subprocess.Popen(
        words, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, preexec_fn=listening
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(WATCHING) == 0
        finally:
            process.kill()
    assert address.startswith("http://127.0.0.1:")
    return address


def test_the_documents_show_commands() -> None:
    assert {"README.md", "docs/tutorial.md", "docs/ci.md", "docs/diff.md", "docs/review.md"} <= set(WITH_COMMANDS)


def test_lines_and_what_stands_beside_them() -> None:
    found = list(lines("ecaremap diff a b      # exit 1\nmake demo\necaremap sign x   # writes, exit 1 if open\n"))
    assert [(step.text, step.code) for step in found] == [("ecaremap diff a b", 1), ("ecaremap sign x", None)]


def test_words_are_promised_in_order() -> None:
    assert promised("one\n…\nthree\n", "one\ntwo\nthree and more\n")
    assert not promised("three\none\n", "one\ntwo\nthree\n")
    assert not promised("four\n", "one\n")
