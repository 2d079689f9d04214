"""How the tool behaves among other programs: pipes, colours, files, failures."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from commands import MAPS, READING, ROOT, environment, hashes, times, tool

import ecaremap.__main__
from ecaremap.cli.app import app
from ecaremap.load.problems import Unreadable
from ecaremap.usecases import writing as building

MINIMAL = MAPS / "minimal.yaml"
COMMANDS = tuple(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
HEAVY = ("pydantic", "yaml", "jinja2", "rich", "graphviz")
ESCAPE = "\x1b["


@pytest.fixture
def strategy(tmp_path: Path) -> Path:
    """The telecom map in a folder of its own."""
    return Path(shutil.copytree(MAPS / "telecom", tmp_path / "strategy"))


# Pipes


@pytest.mark.parametrize(
    "words",
    [(command, "maps/telecom") for command in READING]
    + [("packs",), ("schema",), ("explain", "P301"), ("explain", "maps/telecom", "cancel")]
    + [("validate", "maps/telecom", "--format", "json"), ("map", "maps/minimal.yaml", "--format", "png")],
    ids=" ".join,
)
def test_a_reader_that_goes_away_is_no_error(words: tuple[str, ...]) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "ecaremap", *words],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert run.stdout
    run.stdout.close()
    assert run.stderr
    said = run.stderr.read().decode()
    run.stderr.close()
    assert run.wait() in (0, 1)
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert "went wrong" not in said


def test_the_first_line_of_a_pipe_is_whole() -> None:
    line = f"{sys.executable} -m ecaremap show maps/telecom | head -n 1"
    done = subprocess.run(["sh", "-c", line], cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.stdout.startswith("ecaremap: 1 ") and done.stdout.endswith(":3\n")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ecaremap", "packs"],
            cwd=ROOT,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "error: The output cannot be written: no space left on device.\n"


def test_closed_streams_are_no_error() -> None:
    line = f"{sys.executable} -m ecaremap validate maps/minimal.yaml >&- 2>&-"
    assert subprocess.run(["sh", "-c", line], cwd=ROOT, env=environment()).returncode == 0


def test_pipes_are_utf_8_whatever_the_locale() -> None:
    plain = tool("map", MINIMAL)
    assert tool("map", MINIMAL, PYTHONIOENCODING="ascii").stdout == plain.stdout
    assert "»" in plain.stdout


# Colours


@pytest.mark.parametrize("command", ["validate", "map"])
def test_colour_only_where_it_is_welcome(command: str) -> None:
    no_terminal = tool(command, MINIMAL)
    assert ESCAPE not in no_terminal.stdout
    forced = tool(command, MINIMAL, FORCE_COLOR="1")
    assert ESCAPE in forced.stdout
    both = tool(command, MINIMAL, FORCE_COLOR="1", NO_COLOR="1")
    assert both.stdout == no_terminal.stdout
    assert tool(command, MINIMAL, NO_COLOR="").stdout == no_terminal.stdout


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_on_a_terminal(variables: dict[str, str], coloured: bool) -> None:
    import os
    import pty

    ours, theirs = pty.openpty()
    try:
        run = subprocess.Popen(
            [sys.executable, "-m", "ecaremap", "validate", str(MINIMAL)],
            env=environment(**{"TERM": "xterm", **variables}), stdout=theirs, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        said = b""
        try:
            while chunk := os.read(ours, 4096):
                said += chunk
        except OSError:  # the other end is closed
            pass
        assert run.wait() == 0
    finally:
        os.close(ours)
    assert (ESCAPE in said.decode()) is coloured


# Files


def test_input_is_never_touched(tmp_path: Path) -> None:
    strategy = tmp_path / "strategy"
    strategy.mkdir()
    shutil.copyfile(MINIMAL, strategy / "minimal.yaml")
    (strategy / "notes.txt").write_text("ours\n")
    before = hashes(strategy), times(strategy)
    for words in (
        *((command, strategy) for command in READING),
        ("validate", strategy, "--format", "json"),
        ("validate", strategy, "--scenario", "cautious"),
        ("explain", strategy),
        ("explain", strategy, "cancel"),
        ("explain", strategy, "cancel", "website"),
        *(("map", strategy, "--format", spelling) for spelling in ("json", "dot", "svg", "html")),
        ("map", strategy, "--format", "svg", "-o", tmp_path / "map.svg"),
        ("build", strategy, "-o", tmp_path / "out"),
        ("init", strategy),
    ):
        done = tool(*words, cwd=tmp_path)
        assert done.returncode in (0, 1, 2), done.stderr
        assert "went wrong" not in done.stderr
    assert (hashes(strategy), times(strategy)) == before
    # Nor was anything left anywhere else.
    assert {path.name for path in tmp_path.iterdir()} == {"strategy", "map.svg", "out"}


def test_builds_are_identical(strategy: Path, tmp_path: Path) -> None:
    """Twice, from another place, and with the files of the folder made in another order."""
    shuffled = tmp_path / "other" / "strategy"
    for file in sorted((path for path in strategy.rglob("*") if path.is_file()), reverse=True):
        target = shuffled / file.relative_to(strategy)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    for cwd, out in ((tmp_path, "a"), (tmp_path, "b"), (tmp_path / "other", "../c")):
        done = tool("build", "strategy", "-o", out, cwd=cwd, PYTHONHASHSEED=str(len(out)))
        assert done.returncode == 0, done.stderr
    first = hashes(tmp_path / "a")
    assert set(first) == {
        "index.html", "map.dot", "map.svg", "gaps.csv", "report.md", "strategy.json", "strategy.xlsx",
        "plan.csv", "plan-months.csv", "plan.ics", "backlog.csv", "promised-2026-q3.md",
    }  # fmt: skip
    assert hashes(tmp_path / "b") == first
    assert hashes(tmp_path / "c") == first


def test_no_place_of_the_machine_in_what_is_built(strategy: Path, tmp_path: Path) -> None:
    tool("build", "strategy", "-o", "out", cwd=tmp_path)
    for file in (tmp_path / "out").iterdir():
        assert str(tmp_path).encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize("failing", range(4))
def test_a_build_that_cannot_write_leaves_old_files(
    tmp_path: Path, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {tmp_path / "out" / f"{i}.txt": b"new" for i in range(4)}
    building.write_files(dict.fromkeys(files, b"old"))
    calls = []

    def full_disk(*args: object) -> None:
        calls.append(args)
        if len(calls) > failing:
            raise OSError(28, "No space left on device")
        staging(*args)  # type: ignore[arg-type]

    staging = building._stage
    monkeypatch.setattr(building, "_stage", full_disk)
    with pytest.raises(Unreadable, match=f"{failing}.txt': no space left"):
        building.write_files(files)
    assert {path.name: path.read_text() for path in (tmp_path / "out").iterdir()} == {
        f"{i}.txt": "old" for i in range(4)
    }


def test_an_interrupted_build_leaves_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    building.write_file(tmp_path / "map.svg", b"old")

    def interrupted(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        building.write_file(tmp_path / "map.svg", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]
    assert (tmp_path / "map.svg").read_bytes() == b"old"


def test_a_folder_in_the_way_stops_the_whole_build(tmp_path: Path) -> None:
    (tmp_path / "out" / "strategy.json").mkdir(parents=True)
    done = tool("build", MINIMAL, "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "a folder of this name is there" in done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["strategy.json"]


# Failures


def fails_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    def fail(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr("ecaremap.usecases.validate.validate", fail)
    monkeypatch.setattr(sys, "argv", ["ecaremap", "validate", str(MINIMAL)])
    with pytest.raises(SystemExit) as ended:
        ecaremap.__main__.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize("error", [RuntimeError("boom"), AssertionError(), RecursionError("too deep"), KeyError("x")])
def test_our_own_failures_are_3(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fails_with(error, monkeypatch) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"Something went wrong inside ecaremap ({type(error).__name__} at ")
    assert "Please report it" in said.err
    assert "Traceback" not in said.err


def test_failures_of_the_input_are_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert fails_with(PermissionError(13, "Permission denied", "secret.yaml"), monkeypatch) == 2
    assert capsys.readouterr().err == "error: 'secret.yaml': permission denied.\n"


def test_being_stopped_is_no_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert fails_with(KeyboardInterrupt(), monkeypatch) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_control_c() -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "ecaremap", "validate", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    with run:
        assert run.stdin
        run.stdin.write(b"ecaremap: 1\n")
        run.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(timeout=1.5)  # it reads on
        run.send_signal(signal.SIGINT)
        said = run.stderr.read().decode() if run.stderr else ""
        assert run.wait(timeout=10) == 130
    assert "Traceback" not in said


# Help


def test_the_commands() -> None:
    assert set(COMMANDS) >= {"validate", "build", "map", "explain", "rules", "show", "packs", "init", "schema"}


def test_help_is_fast() -> None:
    """Neither reading nor drawing is loaded to explain an option."""
    script = f"""
import contextlib, io, sys
from ecaremap.__main__ import main
for command in {COMMANDS!r}:
    for flag in ("--help", "-h"):
        sys.argv = ["ecaremap", command, flag]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                main()
            except SystemExit as ended:
                assert ended.code == 0, command
        assert "Usage: ecaremap " + command in out.getvalue(), command
        assert "Example" in out.getvalue(), command
sys.argv = ["ecaremap", "--help"]
try:
    main()
except SystemExit as ended:
    assert ended.code == 0
print({HEAVY!r} and [name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
    listed = done.stdout.partition("Commands:")[2]
    assert all(f"\n  {command} " in listed for command in COMMANDS)
    assert "..." not in listed, "a summary is cut off"


def test_no_command_is_a_request_for_help() -> None:
    done = tool()
    assert done.returncode == 2
    assert "Commands:" in done.stdout + done.stderr


def test_version() -> None:
    done = tool("--version")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "ecaremap", "Python", "PyYAML", "pydantic", "NumPy", "vl-convert", "Graphviz,", "Graphviz,",
        "OR-Tools", "DuckDB", "openpyxl",
    ]  # fmt: skip
