"""The wheel in an empty environment, far away from the repository."""

import hashlib
import re
import shutil
import signal
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from package.packing import ROOT, install, pack, variables

TEMPLATES = ("telecom", "bank", "utility", "public-service", "blank")
BUILT = {"index.html", "map.dot", "map.svg", "gaps.csv", "report.md", "strategy.json", "strategy.xlsx"}
WITH_A_PLAN = {"plan.csv", "plan-months.csv", "plan.ics", "backlog.csv"}

pytestmark = pytest.mark.package

Run = Callable[..., str]


@pytest.fixture(scope="module")
def members(packed: Path) -> set[str]:
    [wheel] = packed.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def environment(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that holds the wheel and what it asks for, nothing else."""
    return install(packed, tmp_path_factory.mktemp("environment") / "venv")


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tool is used; beside it the places that it must leave alone."""
    folder = tmp_path_factory.mktemp("away")
    (folder / "cwd").mkdir()
    return folder


@pytest.fixture(scope="module")
def run(environment: Path, away: Path) -> Run:
    def run(*words: str, code: int = 0) -> str:
        done = subprocess.run(
            [str(environment / "bin" / "ecaremap"), *words],
            cwd=away / "cwd", env=variables(away), capture_output=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode("utf-8", "replace")

    return run


def test_the_wheel_holds_what_the_tool_needs(members: set[str]) -> None:
    names = {name.removeprefix("ecaremap/") for name in members if name.startswith("ecaremap/")}
    assert {"py.typed", "__main__.py", "schema/ecaremap.schema.json"} <= names
    for folder, suffix, away_from_package in (
        ("templates", "*", ROOT), ("maps", "*.yaml", ROOT), ("packs", "*.yaml", ROOT / "src" / "ecaremap"),
        ("catalogue", "*.yaml", ROOT / "src" / "ecaremap"),
    ):  # fmt: skip
        there = {
            path.relative_to(away_from_package).as_posix()
            for path in (away_from_package / folder).rglob(suffix)
            if path.is_file()
        }
        assert there
        assert there <= names, folder
    for room in ("load", "policy", "insight", "plan"):
        pages = {f"{room}/checks/{p.name}" for p in (ROOT / "src" / "ecaremap" / room / "checks").glob("*.md")}
        assert pages
        assert pages <= names


def test_the_wheel_holds_nothing_else(members: set[str]) -> None:
    tops = {name.partition("/")[0] for name in members}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ecaremap"}
    suffixes = {Path(name).suffix for name in members if name.startswith("ecaremap/")}
    assert suffixes <= {".py", ".typed", ".md", ".yaml", ".json", ".j2", ".css", ".js", ".gz", ".parquet"}
    # The evidence of a map, and nothing else, is packed.
    assert all("/evidence/" in name for name in members if name.endswith((".gz", ".parquet")))
    assert not [name for name in members if "/tests/" in name or "__pycache__" in name or name.endswith(".csv")]
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in members)


def test_the_sdist_builds_and_tests_itself(packed: Path) -> None:
    [sdist] = packed.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "Makefile", "src/ecaremap/__main__.py"} <= names
    assert {"templates/index.html.j2", "maps/minimal.yaml", "tests/test_cases.py"} <= names
    assert {"mkdocs.yml", "action.yml", ".pre-commit-hooks.yaml", "CONTRIBUTING.md", "docs/generate.py"} <= names
    assert not [name for name in names if ".venv" in name or "__pycache__" in name]


def test_it_is_the_installed_one(environment: Path, away: Path) -> None:
    done = subprocess.run(
        [str(environment / "bin" / "python"), "-c", "import ecaremap; print(ecaremap.__file__)"],
        cwd=away / "cwd", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()).is_relative_to(environment)


def test_what_needs_no_strategy(run: Run) -> None:
    assert run("--version").startswith("ecaremap ")
    assert "telecom" in run("packs")
    assert run("schema").startswith("{")
    assert run("explain", "P301").startswith("# P301 above-cap")
    assert "validate" in run("--help")


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_template_validates_and_builds(run: Run, away: Path, template: str) -> None:
    made = run("init", template, "--from", template, "--name", "Fernwall").splitlines()
    assert f"{template}/strategy.yaml" in made
    assert "Fernwall" in (away / "cwd" / template / "strategy.yaml").read_text("utf-8")
    run("validate", template)
    run("build", template, "-o", f"out-{template}")
    made = {path.name for path in (away / "cwd" / f"out-{template}").iterdir()}
    planned = (away / "cwd" / template / "plan.yaml").exists()
    assert made == (BUILT | WITH_A_PLAN if planned else BUILT)


LINES: dict[str, tuple[str, ...]] = {
    "validate": (
        *(f"validate views --format {name}" for name in ("text", "json", "sarif", "github", "gitlab", "junit")),
        "validate views --output sarif=found/out.sarif --baseline known.json --update-baseline",
        "validate views --baseline known.json --fail-on warning",
    ),
    "explain": ("explain views cancel website", "explain P301", "explain T201"),
    "rules": ("rules views",),
    "show": ("show views",),
    "build": ("build views -o out-views", "build views -o out-board --audience board"),
    "map": (*(f"map views --format {name}" for name in ("text", "json", "dot", "svg", "png", "html")),
            "map views --format png -o map.png"),
    "gaps": ("gaps views", "gaps views --next --format md", "gaps views --format csv"),
    "journeys": ("journeys views", "journeys views --format json"),
    "case": ("case views", "case views --format md"),
    # Without an optional solver the planner that comes with the tool looks for a plan.
    "plan": (*(f"plan views --no-optimise --draws 50 --format {name}" for name in ("text", "csv")),
             "plan first --draws 50 --save"),
    "promised": ("promised views", "promised views --format html -o promised.html"),
    "walkthrough": ("walkthrough views", "walkthrough views -o try.html"),
    "init": ("init another --from bank",),
    "schema": ("schema", "schema -o ecaremap.schema.json"),
    "import": ("import blank.xlsx --template",),
    "sign": ("sign views --check", "sign views"),
    "rename": ("rename cancel end-contract views",),
    "diff": ("diff views views", "diff views views -o html=diff.html -o md=diff.md"),
    "packs": ("packs", "packs diff de de views"),
}  # fmt: skip
"""Every command, as it can be used with nothing but the wheel."""
ELSEWHERE = {"watch", "measure"}
"""Commands with a test of their own."""


def test_every_command_has_a_line(run: Run) -> None:
    listed = set(re.findall(r"^  ([a-z]+) ", run("--help").partition("Commands:")[2], re.MULTILINE))
    assert listed == set(LINES) | ELSEWHERE


@pytest.fixture(scope="module")
def given(run: Run, away: Path) -> Path:
    """The strategies that the lines work with."""
    folder = away / "cwd"
    run("init", "views", "--from", "telecom")
    run("init", "first", "--from", "utility")
    (folder / "found").mkdir()
    return folder


@pytest.mark.parametrize("command", LINES)
def test_each_command(command: str, run: Run, given: Path) -> None:
    for line in LINES[command]:
        assert run(*line.split()) or "=" in line or " -o " in line or command in ("sign", "import"), line
    made = {"map": "map.png", "schema": "ecaremap.schema.json", "diff": "diff.html", "import": "blank.xlsx",
            "walkthrough": "try.html", "validate": "found/out.sarif", "build": "out-views/index.html"}  # fmt: skip
    if command in made:
        assert (given / made[command]).stat().st_size > 500


def test_what_they_say(run: Run, given: Path) -> None:
    assert "cancel" in run("explain", "views", "cancel", "website")
    assert "pack:core" in run("rules", "views")
    assert run("show", "views").count("\n") > 100
    assert "customers who start digitally" in run("journeys", "views")
    assert "becomes cash" in run("case", "views")
    assert "What to do" in run("gaps", "views")
    assert "+  end-contract:" in run("rename", "cancel", "end-contract", "views")
    assert "No changes" in run("packs", "diff", "de", "de", "views")
    assert run("diff", "views", "views").startswith("No changes.")


def listening() -> None:
    """Ctrl-C is heard, even if these tests run in the background, where it is not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_the_preview_starts_and_stops(environment: Path, away: Path, given: Path) -> None:
    words = [str(environment / "bin" / "ecaremap"), "watch", "views", "-o", "out-watch"]
    with subprocess.Popen(
        words, cwd=given, env=variables(away), stdout=subprocess.PIPE, text=True, preexec_fn=listening
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("http://127.0.0.1:")
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
        finally:
            process.kill()


def test_extras_that_are_missing_are_named(run: Run, given: Path) -> None:
    run("build", "views", "-o", "out-extras")
    run("import", "out-extras/strategy.xlsx", "-o", "again", code=2)
    shutil.copytree(ROOT / "examples" / "telecom-log", given / "log")
    run("measure", "views", "--log", "log", code=2)
    assert "not installed (extra: solve)" in run("--version")


def test_the_sdist_builds_the_same_wheel(packed: Path, tmp_path: Path) -> None:
    pack(tmp_path, "--wheel")

    def contents(folder: Path) -> dict[str, str]:
        [wheel] = folder.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}

    assert contents(tmp_path) == contents(packed)


def test_errors_are_said_here_too(run: Run) -> None:
    run("validate", "nowhere", code=2)
    run("init", "twice", "--from", "blank")
    run("init", "twice", "--from", "blank", code=2)


def test_nothing_is_left_elsewhere(run: Run, away: Path) -> None:
    run("init", "last", "--from", "bank")
    run("build", "last", "-o", "out-last")
    shutil.rmtree(away / "cwd" / "last")
    # Finished charts are kept where the system keeps caches, and nothing else is.
    kept = {file.parent.relative_to(away / "home").as_posix() for file in (away / "home").rglob("*") if file.is_file()}
    assert kept == {".cache/ecaremap/charts"}
    assert list((away / "temporary").iterdir()) == []
