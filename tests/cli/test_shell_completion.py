"""Completion in the shells, and `--version`, which both have to answer at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands import environment, tool

BIN = str(Path(sys.executable).parent)
WORDS = {
    "ecaremap val": "validate",
    "ecaremap validate --fail": "--fail-on",
    "ecaremap init here --from util": "utility",
    "ecaremap packs d": "diff",
    "ecaremap diff --format h": "html",
}
SLOW = ("pydantic", "numpy", "ortools", "duckdb", "openpyxl", "jinja2", "rich", "graphviz")


def completed(shell: str, line: str) -> str:
    """What a shell is given for a line, by the protocol of its completion script."""
    words = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = subprocess.run(
        [f"{BIN}/ecaremap"], env=environment(_ECAREMAP_COMPLETE=f"complete_{shell}", **words),
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", WORDS)
def test_words_are_completed(shell: str, line: str) -> None:
    first = completed(shell, line).partition("\n")[0]
    found = {"bash": first, "zsh": first.partition('(("')[2].partition('"')[0], "fish": first.partition("\t")[0]}
    assert found[shell] == WORDS[line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    variables = environment(_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    done = subprocess.run(
        [f"{BIN}/ecaremap", "--show-completion", shell], env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert f"_ECAREMAP_COMPLETE=complete_{shell}" in done.stdout


def test_bash_completes_once_it_is_installed(tmp_path: Path) -> None:
    script = """
ecaremap --install-completion && source ~/.bashrc
COMP_WORDS=(ecaremap vali) COMP_CWORD=1
_ecaremap_completion ecaremap
echo "completed: ${COMPREPLY[*]}"
"""
    variables = environment(HOME=str(tmp_path))
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", script], env={**variables, "PATH": f"{BIN}:{variables['PATH']}"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "completed: validate"


def test_versions_are_said_without_loading_what_they_are_of() -> None:
    script = f"""
import sys
from ecaremap.__main__ import main
sys.argv = ["ecaremap", "--version"]
try:
    main()
except SystemExit as ended:
    assert not ended.code
print([name for name in {SLOW!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment())
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
    assert "OR-Tools 9." in done.stdout


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import PackageNotFoundError

    from ecaremap.usecases import version

    def none(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(version, "version", none)
    said = version.version_text()
    assert "OR-Tools not installed (extra: solve)" in said
    assert "DuckDB not installed (extra: measure)" in said


def test_help_tells_about_completion() -> None:
    assert "--install-completion" in tool("--help").stdout
